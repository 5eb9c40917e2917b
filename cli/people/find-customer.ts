import { CustomerId } from "../../core/model/customer.ts";
import type { Address } from "../../core/people/contacts/contact.store.ts";
import { normalEmail } from "../../core/platform/crypto/identity.ts";
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

/** The customer with this id, email address, or phone number with its country code. */
export async function findCustomer({ contacts }: People, named: string): Promise<CustomerId> {
  const id = CustomerId.safeParse(named);
  if (id.success) return id.data;
  const address = addressNamed(named);
  if (address === undefined) {
    throw new CliError(
      "That is neither a customer's id nor an address.",
      "Give cus_…, an email address, or a phone number such as +12125550142.",
    );
  }
  const hash = await contacts.hashOf(address);
  const found = [...new Set([...(await contacts.customersAt(hash)), await contacts.customerOf(hash)])];
  const [customer, ...others] = found.flatMap((one) => one ?? []);
  if (customer === undefined)
    throw new CliError("No customer has that address.", "Check the address and --stage.");
  if (others.length > 0) {
    throw new CliError(
      `Several customers share that address: ${[customer, ...others].join(", ")}.`,
      "Name one of them by the id.",
    );
  }
  return customer;
}
