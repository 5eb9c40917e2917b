import type { KeptBodies } from "../../intake/quarantine/quarantine.client.ts";
import type { CustomerId } from "../../model/customer.ts";
import type { ContactStore } from "../../people/contacts/contact.store.ts";
import type { DossierStore } from "./dossier.store.ts";

export interface ForgetDeps {
  readonly dossiers: DossierStore;
  readonly contacts: Pick<ContactStore, "contacts" | "readAddress">;
  /** Where webhooks and texts wait that could not be read; absent: it is not looked through. */
  readonly quarantine?: KeptBodies | undefined;
}

/** `quarantined`: how many webhooks and texts were removed from quarantine. */
export interface Forgotten {
  readonly outcome: "forgotten" | "unknown";
  readonly rows: number;
  readonly quarantined: number;
}

/**
 * Removes everything personal of a customer: addresses, identities, consents, preferences, history, and what
 * names one of their addresses in quarantine. It never touches the ledger: its entries keep an opaque id that leads
 * to nobody any more, and every total stays what it is. What stays besides is a suppression, as a keyed hash, so that
 * nobody writes to that address again. Repeating it is safe, and finishes what a crash left.
 */
export function forget(dependencies: ForgetDeps) {
  return async (customer: CustomerId): Promise<Forgotten> => {
    // First, as nobody can read the addresses to look for once the customer's own rows are gone.
    const naming = await quarantinedNaming(dependencies, customer);
    for (const key of naming) await dependencies.quarantine?.release(key);
    const rows = await dependencies.dossiers.remove(customer);
    return { outcome: rows === 0 ? "unknown" : "forgotten", rows, quarantined: naming.length };
  };
}

/** The keys of what names an address of this customer in quarantine, in whatever form. */
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

/** Enough of a phone number to tell it from others, without the country that a shop system may leave out. */
const PHONE_DIGITS = 9;

/** Emails in any case; phone numbers however they are grouped, with their country or without. */
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

/** Shop systems write `@` and `+` as `\u0040`, `%40` and the like where it pleases them. */
function decoded(text: string): string {
  return text
    .replace(/\\u00([0-7][0-9a-f])/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .replace(/%([2-7][0-9a-f])/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}
