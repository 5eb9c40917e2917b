import type { KeptBodies } from "../../intake/quarantine/quarantine.client.ts";
import type { CustomerId } from "../../model/customer.ts";
import type { ContactStore } from "../../people/contacts/contact.store.ts";
import type { DossierStore } from "./dossier.store.ts";

export interface ForgetDeps {
  readonly dossiers: DossierStore;
  readonly contacts: Pick<ContactStore, "contacts" | "readAddress">;
  /** The quarantine of webhooks and texts that could not be read; absent: it is not searched. */
  readonly quarantine?: KeptBodies | undefined;
}

/** `quarantined`: the number of webhooks and texts removed from quarantine. */
export interface Forgotten {
  readonly outcome: "forgotten" | "unknown";
  readonly rows: number;
  readonly quarantined: number;
}

/**
 * Removes everything personal of a customer: addresses, identities, consents, preferences, history, and what
 * names one of their addresses in quarantine. Never touches the ledger: its entries keep an opaque id that no longer
 * leads to a person, and every total stays the same. A suppression stays as well, as a keyed hash, so that
 * no message goes to that address again. A second call is safe, and finishes what a crash left.
 */
export function forget(dependencies: ForgetDeps) {
  return async (customer: CustomerId): Promise<Forgotten> => {
    // First, because the addresses to search for cannot be decrypted once the customer's own rows are gone.
    const naming = await quarantinedNaming(dependencies, customer);
    for (const key of naming) await dependencies.quarantine?.release(key);
    const rows = await dependencies.dossiers.remove(customer);
    return { outcome: rows === 0 ? "unknown" : "forgotten", rows, quarantined: naming.length };
  };
}

/** The keys of quarantined bodies that name an address of this customer, in any form. */
export async function quarantinedNaming(
  { contacts, quarantine }: Pick<ForgetDeps, "contacts" | "quarantine">,
  customer: CustomerId,
): Promise<string[]> {
  if (quarantine === undefined) return [];
  const rows = await contacts.contacts(customer);
  const addresses = await Promise.all(rows.map(({ channel }) => contacts.readAddress(customer, channel)));
  const isNamed = naming(addresses.flatMap((address) => address ?? []));
  const found: string[] = [];
  for await (const { key, text } of quarantine.bodies()) if (isNamed(text)) found.push(key);
  return found;
}

/** Enough digits to identify a phone number without the country code, which a shop system may leave out. */
const PHONE_DIGITS = 9;

/** Matches emails in any case, and phone numbers in any grouping, with or without their country code. */
function naming(addresses: readonly string[]): (text: string) => boolean {
  const emails = addresses.filter((address) => address.includes("@")).map((email) => email.toLowerCase());
  const phones = addresses
    .filter((address) => !address.includes("@"))
    .map((phone) => phone.replace(/\D/g, "").slice(-PHONE_DIGITS));
  return (text) => {
    const lower = decoded(text).toLowerCase();
    const digits = lower.replace(/(?<=\d)[\s().\-/]+(?=\d)/g, "");
    return emails.some((email) => lower.includes(email)) || phones.some((phone) => digits.includes(phone));
  };
}

/** Some shop systems write `@` and `+` as `\u0040`, `%40` and the like. */
function decoded(text: string): string {
  return text
    .replace(/\\u00([0-7][0-9a-f])/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .replace(/%([2-7][0-9a-f])/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}
