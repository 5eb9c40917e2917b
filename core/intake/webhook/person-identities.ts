import { readCardToken } from "../../model/customer-card.ts";
import { IDENTITIES_MAX, type Identity } from "../../model/purchase.ts";
import { formerForms, hashIdentity, normalEmail } from "../../platform/crypto/identity.ts";
import { isPlaceholderCard, isPlaceholderEmail } from "../../platform/crypto/placeholder.ts";
import type { PayloadPerson } from "../shop-system/payload.ts";

const CARD_CHARS_MAX = 200;

/** A card's token or fingerprint is already in one form; its case means something. */
export function normalCard(text: string): string | undefined {
  const card = text.trim();
  return card.length <= CARD_CHARS_MAX && !isPlaceholderCard(card) ? card : undefined;
}

function identifyingEmail(text: string): string | undefined {
  const email = normalEmail(text);
  return email === undefined || isPlaceholderEmail(email) ? undefined : email;
}

/** Loads the numbering plans of all countries, which a purchase without a number does not need. */
async function normalPhones({ phones, country }: PayloadPerson): Promise<(string | undefined)[]> {
  const numbers = phones.flatMap((text) => text || []);
  if (numbers.length === 0) return [];
  const { normalPhone } = await import("../../platform/crypto/phone.ts");
  return numbers.map((text) => normalPhone(text, country));
}

/**
 * The identities of a person: normalised, hashed, each once, in a fixed order; an address of which customers may be known
 * under a former form has that one's as well. First the customer's own card: they showed it at this till themselves. None of
 * what tills enter in place of an address. Nothing of the person can be read back. Halves of characters have one hash,
 * whichever they are: what holds one names nobody.
 */
export async function identitiesOf(person: PayloadPerson, key: string): Promise<Identity[]> {
  const emails = person.emails.map((text) => text && identifyingEmail(text));
  const phones = await normalPhones(person);
  const cards = person.cards.map((text) => text && normalCard(text));
  const customerCard = person.customerCard ? readCardToken(person.customerCard) : undefined;
  const normals = [
    { kind: "customerCard" as const, normal: customerCard },
    ...emails.map((normal) => ({ kind: "email" as const, normal })),
    ...phones.map((normal) => ({ kind: "phone" as const, normal })),
    ...cards.map((normal) => ({ kind: "card" as const, normal })),
  ];
  const hashed = new Map<string, Identity>();
  for (const { kind, normal } of normals) {
    if (!normal) continue;
    if (!normal.isWellFormed()) continue;
    const isAddress = kind === "email" || kind === "phone";
    for (const form of isAddress ? [normal, ...formerForms(normal)] : [normal]) {
      const hmac = hashIdentity(key, form);
      hashed.set(`${kind} ${hmac}`, { kind, hmac });
    }
  }
  return [...hashed.values()].slice(0, IDENTITIES_MAX);
}

/** Whether there is anything to hash. */
export function namesAnybody(person: PayloadPerson): boolean {
  return [person.customerCard, ...person.emails, ...person.phones, ...person.cards].some((text) => !!text);
}
