import * as z from "zod";
import { CauseSlug, Instant, OrderRef } from "../../model/purchase.ts";
import { retryContended } from "../../platform/aws/contention.ts";
import type { BrandConfig } from "../config/brand-config.ts";
import { takesGifts } from "../pricing/choice.ts";
import { appendReassignment } from "./append-reassignment.ts";
import { type AmendGiftDeps, LEDGER_RACES_MAX, PurchaseUnfinishedError } from "./ledger.ts";
import { bookedParts, pickOf } from "./left-of-gift.ts";
import { type Circumstances, reassignment } from "./reassignment.ts";
import type { RecordedOrder } from "./statement.ts";

/** A cause, picked by somebody with the receipt of an order. `placedAt` is the order's. */
export const ClaimGift = z.object({
  order: OrderRef,
  placedAt: Instant,
  cause: CauseSlug,
  claimedAt: Instant,
});
export type ClaimGift = z.infer<typeof ClaimGift>;

/**
 * - `reassigned`: the gift is for the picked cause; `duplicate`: it is already, by this same claim
 * - `claimed`: another claim was first; `closed`: the gift cannot be claimed, or no longer; `returned`: nothing is left of it
 * - `takesNone`: the cause takes no gifts. In all of these nothing is changed.
 */
export interface GiftClaimed {
  readonly outcome: "reassigned" | "duplicate" | "claimed" | "closed" | "returned" | "takesNone";
}

/**
 * Moves a gift that nobody chose for to the cause that was picked, once. Its entry is written under the sequence that its
 * computation saw: a refund at the same time comes before it or after it, and either way the cause has what is left. Throws
 * {@link PurchaseUnfinishedError} while the purchase is not in the ledger.
 */
export function claimGift(deps: AmendGiftDeps): (task: ClaimGift) => Promise<GiftClaimed> {
  return async (task) => {
    const config = await deps.brandConfig();
    let withBalances = false;
    const attempt = async (): Promise<GiftClaimed | "lost"> => {
      const order = await deps.ledger.find({ ...task.order, placedAt: task.placedAt });
      if (order.kind !== "purchase") throw new PurchaseUnfinishedError("The purchase must be recorded first");
      const refused = refusalOf(order, task, config);
      if (refused !== undefined) return { outcome: refused };
      const plan = (at: Circumstances) => reassignment(order, task, at);
      const writing = { config, recordedAt: deps.now(), withBalances };
      const written = await appendReassignment(deps, order, plan, writing);
      if (written.kind === "written") return { outcome: "reassigned" };
      if (written.to === "allowance") withBalances = true;
      return "lost";
    };
    return retryContended("the entries of one purchase", attempt, {
      racesMax: LEDGER_RACES_MAX,
      pause: deps.pause,
    });
  };
}

/** Why a gift does not move; undefined if it does. */
function refusalOf(
  order: RecordedOrder,
  { cause, claimedAt }: ClaimGift,
  { causes }: BrandConfig,
): Exclude<GiftClaimed["outcome"], "reassigned"> | undefined {
  const earlier = pickOf(order);
  if (earlier !== undefined) {
    return earlier.cause === cause && earlier.claimedAt === claimedAt ? "duplicate" : "claimed";
  }
  const { claimUntil } = order.accrual;
  if (claimUntil === undefined || claimedAt > claimUntil) return "closed";
  if (!takesGifts(causes)(cause)) return "takesNone";
  return bookedParts(order).every(({ minor }) => minor === 0) ? "returned" : undefined;
}
