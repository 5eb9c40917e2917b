import * as z from "zod";
import { minutesAfter } from "../../model/instant.ts";
import { Instant } from "../../model/purchase.ts";
import { decrypt, encrypt, NONCE_BYTES } from "../../platform/crypto/encryption.ts";
import type { RandomBytes } from "../../platform/random.ts";
import { cookieNamed, hostCookie } from "../../site/ui/host-cookie.ts";

/** Longer than typing a password and a code takes; as long as Cognito's code is good. */
export const WAY_MINUTES = 5;
const SECRET_BYTES = 32;
const NAME = "__Host-wellspring-desk-way";
const CHARS_MAX = 2_000;
const LANGUAGE_CHARS_MAX = 35;
/** The key is as long as chance made it, and serves this alone. */
const NO_SALT = new Uint8Array(0);
const CONTEXT = { purpose: "desk way", about: "one sign-in" } as const;

/** The pages of the desk to which a sign-in leads: each without a query, of conversations one that has an id. */
export const DeskDestination = z.union([
  z.enum(["/desk", "/desk/inbox", "/desk/payouts", "/desk/staff"]),
  z.string().regex(/^\/desk\/conversations\/cnv_[0-9a-z]{26}$/),
]);
export type DeskDestination = z.infer<typeof DeskDestination>;

/**
 * What one browser keeps while its owner is at Cognito, and nobody can read: that the answer is to its own question (`state`), that the token
 * is of this sign-in (`nonce`), and what only who asked can redeem the code with (`verifier`: RFC 7636). `next`, `language`: where they
 * wanted to go, and in which language they asked for it by name.
 */
export const Way = z.object({
  state: z.string().length(43),
  nonce: z.string().length(43),
  verifier: z.string().length(43),
  next: DeskDestination,
  language: z.string().max(LANGUAGE_CHARS_MAX).optional(),
  until: Instant,
});
export type Way = z.infer<typeof Way>;

export function newWay(
  { next, language }: { readonly next: DeskDestination; readonly language: string | undefined },
  { random, now }: { readonly random: RandomBytes; readonly now: Instant },
): Way {
  const secret = () => Buffer.from(random(SECRET_BYTES)).toString("base64url");
  return {
    ...{ state: secret(), nonce: secret(), verifier: secret(), next, until: minutesAfter(now, WAY_MINUTES) },
    ...(language !== undefined && { language }),
  };
}

export function wayCookie(way: Way, key: string, random: RandomBytes): string {
  const sealed = encrypt(key, NO_SALT, random(NONCE_BYTES), CONTEXT, JSON.stringify(way));
  return hostCookie(NAME, sealed, WAY_MINUTES * 60);
}

export const endedWayCookie = hostCookie(NAME, "", 0);

/** Undefined for none, one that was not sealed by us, and one that is too old. */
export function wayIn(cookies: readonly string[], key: string, now: Instant): Way | undefined {
  const sealed = cookieNamed(NAME, cookies);
  if (sealed === undefined || sealed.length > CHARS_MAX) return undefined;
  const way = Way.safeParse(jsonOf(opened(sealed, key))).data;
  return way !== undefined && way.until > now ? way : undefined;
}

function opened(sealed: string, key: string): string | undefined {
  try {
    return decrypt(key, NO_SALT, CONTEXT, sealed);
  } catch {
    // Whatever somebody put in its place was never sealed here.
    return undefined;
  }
}

function jsonOf(text: string | undefined): unknown {
  return text === undefined ? undefined : JSON.parse(text);
}
