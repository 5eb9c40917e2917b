import { IDENTITIES_MAX, type Identity } from "../../model/purchase.ts";
import { hashIdentity, normalEmail } from "../../platform/crypto/identity.ts";
import type { PayloadPerson } from "../shop-system/payload.ts";

const CARD_CHARS_MAX = 200;

/** A card's token or fingerprint is already in one form; its case means something. */
function normalCard(text: string): string | undefined {
  const card = text.trim();
  return card !== "" && card.length <= CARD_CHARS_MAX ? card : undefined;
}

/** Loads the numbering plans of all countries, which a purchase without a number does not need. */
async function normalPhones({ phones, country }: PayloadPerson): Promise<(string | undefined)[]> {
  const numbers = phones.flatMap((text) => text || []);
  if (numbers.length === 0) return [];
  const { normalPhone } = await import("../../platform/crypto/phone.ts");
  return numbers.map((text) => normalPhone(text, country));
}

/** The identities of a person: normalised, hashed, each once, in a fixed order. Nothing of the person can be read back. */
export async function identitiesOf(person: PayloadPerson, key: string): Promise<Identity[]> {
  const phones = await normalPhones(person);
  const normals = [
    ...person.emails.map((text) => ({ kind: "email" as const, normal: text && normalEmail(text) })),
    ...phones.map((normal) => ({ kind: "phone" as const, normal })),
    ...person.cards.map((text) => ({ kind: "card" as const, normal: text && normalCard(text) })),
  ];
  const hashed = new Map<string, Identity>();
  for (const { kind, normal } of normals) {
    if (!normal) continue;
    const hmac = hashIdentity(key, normal);
    hashed.set(`${kind} ${hmac}`, { kind, hmac });
  }
  return [...hashed.values()].slice(0, IDENTITIES_MAX);
}

/** Whether there is anything to hash. */
export function namesAnybody(person: PayloadPerson): boolean {
  return [...person.emails, ...person.phones, ...person.cards].some((text) => !!text);
}
