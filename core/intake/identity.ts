import { createHmac } from "node:crypto";
import type { Person } from "../purchase/payload.ts";
import type { Identity } from "../purchase/purchase.ts";
import { once } from "../runtime/once.ts";
import { SecretUnavailableError } from "./connection-secrets.ts";

/** As many as one purchase may carry (`Purchase.identities`). */
const IDENTITIES_MAX = 6;
const EMAIL_CHARS_MAX = 254;
const CARD_CHARS_MAX = 200;
/** HMAC-SHA-256 gains nothing from a longer key and loses with a shorter one. */
const KEY_CHARS_MIN = 32;

/**
 * The one form of an address under which it is hashed: trimmed, NFKC, lower case. Nothing that only some providers do
 * (dots, plus signs): two people must never become one. Undefined for what is no address.
 */
export function normalEmail(text: string): string | undefined {
  const email = text.normalize("NFKC").trim().toLowerCase();
  return email.length <= EMAIL_CHARS_MAX && /^[^\s@]+@[^\s@]+$/.test(email) ? email : undefined;
}

/** A card's token or fingerprint is already in one form; its case means something. */
function normalCard(text: string): string | undefined {
  const card = text.trim();
  return card !== "" && card.length <= CARD_CHARS_MAX ? card : undefined;
}

/** The keyed hash under which an identity is known, in base64url. */
export function hashIdentity(key: string, normal: string): string {
  return createHmac("sha256", key).update(normal).digest("base64url");
}

/** With the numbering plans of all countries, which a purchase that tells no number does not need. */
const numberingPlans = once(() => import("./phone.ts"));

async function normalPhones({ phones, country }: Person): Promise<(string | undefined)[]> {
  const told = phones.flatMap((text) => text || []);
  if (told.length === 0) return [];
  const { normalPhone } = await numberingPlans();
  return told.map((text) => normalPhone(text, country));
}

/** The identities of a person: normalised, hashed, each once, in a fixed order. Nothing of the person can be read back. */
export async function identitiesOf(person: Person, key: string): Promise<Identity[]> {
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
export function saysWho(person: Person): boolean {
  return [...person.emails, ...person.phones, ...person.cards].some((text) => !!text);
}

/**
 * The key of identities: read at first need, then kept; a failure is a {@link SecretUnavailableError} and is
 * tried again at the next need. The key never changes (another one would recognise nobody).
 */
export function identityKey(
  readSecret: (arn: string) => Promise<string>,
  arn: string,
): () => Promise<string> {
  return once(async () => {
    const key = await readSecret(arn).catch((cause: unknown) => {
      throw new SecretUnavailableError("The key of identities cannot be read", { cause });
    });
    if (key.length < KEY_CHARS_MIN) throw new SecretUnavailableError("The key of identities is too short");
    return key;
  });
}
