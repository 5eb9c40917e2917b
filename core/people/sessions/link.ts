import { createHash } from "node:crypto";
import * as z from "zod";
import { CustomerId } from "../../model/customer.ts";
import { withoutPrefix } from "../../model/prefixed-id.ts";
import { Instant } from "../../model/purchase.ts";

/** 256 bits: too many to guess. */
export const TOKEN_BYTES = 32;
export const LINK_MINUTES = 10;
/** A question for consent may be answered a day later: few people read their mail within ten minutes. */
export const CONFIRM_MINUTES = 24 * 60;
/** How long a session that a link opened lasts. It is never extended. */
export const SESSION_MINUTES = 60;

/**
 * How long after it has expired a link's row still says what became of it: whoever opens an old letter reads what is true
 * now, not that the link is unknown.
 */
export const LINK_KEPT_DAYS = 30;

/** What a link may be used for; it opens nothing else. */
export const LinkPurpose = z.enum(["confirm", "signIn", "changeAddress"]);
export type LinkPurpose = z.infer<typeof LinkPurpose>;

/**
 * A link that can be used once. `facts` is the subject it was issued for, such as the consents it answers; nothing
 * personal. `usedAt`: when it was used; from then on it opens nothing. The token itself is stored nowhere: only the hash
 * of its random part.
 */
export const Link = z.object({
  purpose: LinkPurpose,
  customer: CustomerId,
  facts: z.record(z.string(), z.string().max(200)),
  expiresAt: Instant,
  usedAt: Instant.optional(),
});
export type Link = z.infer<typeof Link>;

/** Whether a link still opens what it is for. One that was used in time stays `used` when it has expired. */
export type LinkState = "good" | "used" | "expired";

export function linkStateOf(
  { usedAt, expiresAt }: Pick<Link, "usedAt" | "expiresAt">,
  now: Instant,
): LinkState {
  if (usedAt !== undefined) return "used";
  return expiresAt > now ? "good" : "expired";
}

export interface TokenParts {
  readonly customer: CustomerId;
  readonly hash: string;
}

/** A token names its customer (an opaque id), so that its row is among that customer's rows. */
export function tokenOf(customer: CustomerId, random: Uint8Array): string {
  return `${withoutPrefix(customer)}.${Buffer.from(random).toString("base64url")}`;
}

/** Undefined for text that is no token. */
export function partsOf(token: string): TokenParts | undefined {
  const match = /^([0-9a-z]{26})\.([A-Za-z0-9_-]{43})$/.exec(token);
  if (match?.[1] === undefined || match[2] === undefined) return undefined;
  const customer = CustomerId.safeParse(`cus_${match[1]}`);
  return customer.success ? { customer: customer.data, hash: hashOf(match[2]) } : undefined;
}

/** A plain hash is enough: the random part has 256 bits, too many to search. */
function hashOf(secret: string): string {
  return createHash("sha256").update(secret).digest("base64url");
}

/** The proof in a consent record that this link answered. */
export function linkProof({ hash }: TokenParts): string {
  return `link:${hash}`;
}

/** The proof in a consent record that goes on at the address which this link confirmed. */
export function changeProof({ hash }: TokenParts): string {
  return `change:${hash}`;
}
