import { normalCard } from "../../core/intake/webhook/person-identities.ts";
import { CustomerId } from "../../core/model/customer.ts";
import type { NamedIdentity } from "../../core/operations/people/forget.ts";
import type { Address } from "../../core/people/contacts/contact.store.ts";
import { hashIdentity, normalEmail } from "../../core/platform/crypto/identity.ts";
import { normalPhone } from "../../core/platform/crypto/phone.ts";
import { CliError } from "../cli-error.ts";
import type { People } from "./people-stage.ts";

/** The address that an operator names: an email address, or a phone number with its country code. */
export function addressNamed(named: string): Address | undefined {
  const email = normalEmail(named);
  if (email !== undefined) return { channel: "email", address: email };
  const phone = normalPhone(named, undefined);
  return phone === undefined ? undefined : { channel: "sms", address: phone };
}

/** What an operator names a person by who is no customer: an address, or a card as its shop system names it. */
export function identityNamed(named: string): NamedIdentity | undefined {
  const card = /^card:(.+)$/.exec(named)?.[1];
  const token = card === undefined ? undefined : normalCard(card);
  if (token !== undefined) return { kind: "card", normal: token };
  const address = addressNamed(named);
  return address && { kind: address.channel === "email" ? "email" : "phone", normal: address.address };
}

/** The customers with this id, address or card; none when nobody has it, or it is none of these. */
export async function customersNamed(
  { contacts, customers, identityKey }: People,
  named: string,
): Promise<readonly CustomerId[]> {
  const id = CustomerId.safeParse(named);
  if (id.success) return [id.data];
  const address = addressNamed(named);
  if (address !== undefined) {
    const hash = await contacts.hashOf(address);
    const found = [...(await contacts.customersAt(hash)), await contacts.customerOf(hash)];
    return [...new Set(found.flatMap((one) => one ?? []))];
  }
  const identity = identityNamed(named);
  if (identity === undefined) return [];
  const hmac = hashIdentity(await identityKey(), identity.normal);
  const owner = await customers.findByIdentity({ kind: identity.kind, hmac });
  return owner === undefined ? [] : [owner.customer];
}

/** The customer with this id, email address, phone number with its country code, or card. */
export async function findCustomer(people: People, named: string): Promise<CustomerId> {
  const found = await customersNamed(people, named);
  if (found.length > 0) return onlyOne(found);
  if (identityNamed(named) === undefined) throw notNamed();
  throw new CliError("No customer has that address.", "Check the address and --stage.");
}

/** Throws where several customers share an address. */
export function onlyOne(found: readonly CustomerId[]): CustomerId {
  const [customer] = found;
  if (customer === undefined || found.length > 1) {
    throw new CliError(
      `Several customers share that address: ${found.join(", ")}.`,
      "Name one of them by the id.",
    );
  }
  return customer;
}

export function notNamed(): CliError {
  return new CliError(
    "That is neither a customer's id nor an address.",
    "Give cus_…, an email address, or a phone number such as +12125550142.",
  );
}
