import { createHmac } from "node:crypto";
import { SecretUnavailableError } from "../aws/secret-unavailable.ts";
import { once } from "../once.ts";

const EMAIL_CHARS_MAX = 254;
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

/** The keyed hash that stands for an identity, in base64url. */
export function hashIdentity(key: string, normal: string): string {
  return createHmac("sha256", key).update(normal).digest("base64url");
}

/**
 * The key of identities: read at first need, then kept; a failure is a {@link SecretUnavailableError} and is
 * tried again at the next need. The key never changes (another one would recognise no customer).
 */
export function identitySecret(
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
