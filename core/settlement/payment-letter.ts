import { createHash, timingSafeEqual } from "node:crypto";
import * as z from "zod";
import { minutesAfter } from "../model/instant.ts";
import { base32Id, withoutPrefix } from "../model/prefixed-id.ts";
import { Day, Instant } from "../model/purchase.ts";
import type { RandomBytes } from "../platform/random.ts";
import { type Payout, PayoutId, type PayoutState, payoutState, reopenedAt } from "./payout.ts";

/** A board may meet once a quarter; after this the brand writes another letter. */
export const PAYMENT_LINK_DAYS = 180;
/** 130 bits of these are in a link. */
const SECRET_BYTES = 17;

/**
 * The letter by which a charity is told of a payout, as far as its link needs it: the newest of a payout is the only one whose link
 * holds. Nothing of a person of the charity is in it.
 * - `hash`: of the link's token, which is stored nowhere
 * - `purchases`: from how many purchases the payout came as it was written; `since`: the last day of the payout before, if there is one
 */
export const PaymentLetter = z.object({
  payout: PayoutId,
  hash: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
  writtenAt: Instant,
  by: z.string().min(1).max(300),
  expiresAt: Instant,
  purchases: z.int().min(0),
  since: Day.optional(),
});
export type PaymentLetter = z.infer<typeof PaymentLetter>;

/** What the token of a link says: of which payout it is, and what its letter has to hold. */
export interface PaymentLink {
  readonly payout: PayoutId;
  readonly hash: string;
}

/** States of which a charity is told: the money left the brand, or is with it. */
const TOLD: readonly PayoutState["kind"][] = ["sent", "booked", "received"];

export function isTold(payout: Payout): boolean {
  return TOLD.includes(payoutState(payout).kind);
}

/** A new link to a payout, `payout` and chance as 52 characters: each call answers another. */
export function paymentToken(payout: PayoutId, random: RandomBytes): string {
  return withoutPrefix(payout) + withoutPrefix(base32Id("link", random(SECRET_BYTES)));
}

/** Undefined for what is no token of ours. Reads no row. */
export function readPaymentToken(token: string): PaymentLink | undefined {
  if (!/^[0-9a-hjkmnp-tv-z]{52}$/.test(token)) return undefined;
  const payout = PayoutId.parse(`pay_${token.slice(0, token.length / 2)}`);
  return { payout, hash: hashOfToken(token) };
}

export function hashOfToken(token: string): string {
  return createHash("sha256").update(`wellspring/payment/v1\n${token}`).digest("base64url");
}

/** Whether a link is that of the letter, which holds until it expires. */
export function opensLetter({ hash }: PaymentLink, letter: PaymentLetter, now: Instant): boolean {
  return timingSafeEqual(Buffer.from(hash), Buffer.from(letter.hash)) && now < letter.expiresAt;
}

export function linkExpiresAt(writtenAt: Instant): Instant {
  return minutesAfter(writtenAt, PAYMENT_LINK_DAYS * 24 * 60);
}

/** The last day that the payouts before this one of its account had paid as it was batched; undefined for the first. */
export function paidSince(payout: Payout, payouts: readonly Payout[]): Day | undefined {
  const { charity, currency, funding, version, batched } = payout;
  return payouts
    .filter((one) => one.charity === charity && one.currency === currency && one.funding === funding)
    .filter((one) => one.version < version && !((reopenedAt(one) ?? "~") <= batched.at))
    .map(({ through }) => through)
    .toSorted()
    .at(-1);
}
