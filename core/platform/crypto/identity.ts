import { createHmac } from "node:crypto";
import { domainToASCII, domainToUnicode } from "node:url";
import { SecretUnavailableError } from "../aws/secret-unavailable.ts";
import { once } from "../once.ts";

const EMAIL_CHARS_MAX = 254;
const LOCAL_CHARS_MAX = 64;
/** HMAC-SHA-256 gains nothing from a longer key and loses with a shorter one. */
const KEY_CHARS_MIN = 32;

/** RFC 5321's dot-string. SES sends to no quoted local part, and to none outside ASCII (it has no SMTPUTF8). */
const ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+";
const LOCAL_PART = new RegExp(`^${ATOM}(?:\\.${ATOM})*$`);
/** RFC 1123: labels of letters, digits and inner hyphens; the last one begins with a letter, so that it is no IP address. */
const LABEL = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";
const DOMAIN = new RegExp(`^(?:${LABEL}\\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$`);
/** What no domain has before it is made ASCII: other signs of ASCII, controls, spaces, and characters that cannot be seen. */
const NOT_IN_A_DOMAIN = /(?![A-Za-z0-9.-])\p{ASCII}|[\p{C}\p{Z}\p{Default_Ignorable_Code_Point}]/u;

/**
 * The address in the form in which SES sends to it: the local part as written, the domain in lower case and in ASCII
 * (RFC 5891: `xn--…`). Undefined for what SES refuses, which is the same as what no customer is asked at, hashed or
 * imported under: there is no second rule for addresses.
 */
export function sendableEmail(text: string): string | undefined {
  const email = text.normalize("NFKC").trim();
  const at = email.lastIndexOf("@");
  const local = email.slice(0, Math.max(at, 0));
  const unicode = email.slice(at + 1);
  if (local.length > LOCAL_CHARS_MAX || !LOCAL_PART.test(local)) return undefined;
  if (unicode.length > EMAIL_CHARS_MAX || NOT_IN_A_DOMAIN.test(unicode)) return undefined;
  const domain = domainToASCII(unicode);
  const sendable = `${local}@${domain}`;
  return DOMAIN.test(domain) && sendable.length <= EMAIL_CHARS_MAX ? sendable : undefined;
}

/**
 * The one form of an address under which it is hashed: as it is sent to, in lower case. Nothing that only some providers do
 * (dots, plus signs): two people must never become one. Undefined for what is no address.
 */
export function normalEmail(text: string): string | undefined {
  return sendableEmail(text)?.toLowerCase();
}

/**
 * The other forms under which the same address was hashed until 2026-11: an international domain in its own letters, and
 * an Argentine number with the 9 of mobile phones. Customers who were known by then are found under these.
 */
export function formerForms(normal: string): readonly string[] {
  const argentine = /^\+54(\d{10})$/.exec(normal);
  if (argentine !== null) return [`+549${argentine[1]}`];
  const at = normal.lastIndexOf("@");
  if (at < 0 || !/(?:@|\.)xn--/.test(normal.slice(at))) return [];
  const unicode = domainToUnicode(normal.slice(at + 1));
  return [`${normal.slice(0, at)}@${unicode}`].filter((former) => former !== normal);
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
