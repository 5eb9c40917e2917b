import * as z from "zod";
import { ClaimHash } from "../../model/claim-hash.ts";
import { dayIn } from "../../model/days.ts";
import { CauseSlug, Instant, type Purchase } from "../../model/purchase.ts";
import { plainTotal, receiptClaim } from "../../model/receipt.ts";
import { takesGifts } from "../pricing/choice.ts";
import { claimGift, type GiftClaimed } from "./claim-gift.ts";
import type { ClaimLinkStore, PickedCause } from "./claim-link.store.ts";
import type { Accrual } from "./entry.ts";
import type { AmendGiftDeps } from "./ledger.ts";

/** Somebody pressed the button behind a claim link. */
export const PickCause = z.object({
  pick: z.object({ claim: ClaimHash, cause: CauseSlug, at: Instant }),
});
export type PickCause = z.infer<typeof PickCause>;

export interface PickCauseDeps extends AmendGiftDeps {
  readonly claims: ClaimLinkStore;
}

/** How a purchase can be found by whoever holds its receipt. */
export interface ClaimedBy extends Pick<Purchase, "claim" | "receipts"> {
  readonly timeZone: string;
}

/** `waiting`: the pick counts as soon as its purchase is recorded. */
export interface PickResult {
  readonly outcome: GiftClaimed["outcome"] | "waiting";
}

/**
 * Takes the first pick of a link, and moves the gift. A pick that comes before its purchase waits in the link's row, where
 * {@link openClaim} finds it. Repeating either ends where it would have ended at once.
 */
export function pickCause(deps: PickCauseDeps): (task: PickCause) => Promise<PickResult> {
  const move = claimGift(deps);
  return async ({ pick: { claim, cause, at } }) => {
    const { causes } = await deps.brandConfig();
    if (!takesGifts(causes)(cause)) return { outcome: "takesNone" };
    const { of, picked } = await deps.claims.pick(claim, { cause, at });
    if (picked === undefined) return { outcome: "closed" };
    if (!isSame(picked, { cause, at })) return { outcome: "claimed" };
    if (of === undefined) return { outcome: "waiting" };
    return move({ order: of.order, placedAt: of.placedAt, cause, claimedAt: at });
  };
}

/**
 * Lets the gift of a recorded purchase be claimed by its link and by its receipt, if nobody chose for it; and moves it at once, if
 * somebody picked before the purchase arrived. All ways lead to one row, so that one pick counts. The day of a receipt is that
 * of the brand's time zone, its total is what the recorded statement says was paid.
 */
export function openClaim(deps: PickCauseDeps): (by: ClaimedBy, gift: Accrual) => Promise<void> {
  const move = claimGift(deps);
  return async ({ claim: link, receipts: numbers = [], timeZone }, gift) => {
    const { source, connection, orderId, placedAt, currency, paid, parts, terms, claimUntil } = gift;
    if (claimUntil === undefined) return;
    const total = plainTotal(paid, currency);
    const receipts = numbers.map((number) => receiptClaim(number, total, dayIn(timeZone, placedAt)));
    const [claim, ...others] = link === undefined ? receipts : [link, ...receipts];
    if (claim === undefined) return;
    for (const receipt of others) await deps.claims.lead(receipt, claim, claimUntil);
    const order = { source, connection, orderId };
    const { of, picked } = await deps.claims.open(claim, {
      order,
      placedAt,
      currency,
      parts,
      ...(terms !== undefined && { terms }),
      until: claimUntil,
    });
    const isOwn =
      of?.order.orderId === orderId && of.order.source === source && of.order.connection === connection;
    if (picked === undefined || !isOwn) return;
    await move({ order, placedAt, cause: picked.cause, claimedAt: picked.at });
  };
}

function isSame(one: PickedCause, other: PickedCause): boolean {
  return one.cause === other.cause && one.at === other.at;
}
