import type { Funding, Part } from "../../model/gift.ts";
import type { CauseSlug, Instant, OrderRef } from "../../model/purchase.ts";
import { retryContended } from "../../platform/aws/contention.ts";
import type { BrandConfig } from "../config/brand-config.ts";
import { poolName } from "../pricing/allowance.ts";
import { takesGifts } from "../pricing/choice.ts";
import { parts, totalOf } from "../pricing/price.ts";
import { appendReassignment } from "./append-reassignment.ts";
import { type AmendGiftDeps, LEDGER_RACES_MAX, PurchaseUnfinishedError } from "./ledger.ts";
import { bookedParts, givenDraws, givenParts, pickOf } from "./left-of-gift.ts";
import {
  type Circumstances,
  entryHead,
  type Matching,
  type PlannedReassignment,
  planned,
} from "./reassignment.ts";
import { drawnByAllowance } from "./reversal.ts";
import type { RecordedOrder } from "./statement.ts";

/** What the brand moves of one purchase: the money of some fundings that one cause has. */
export interface MoveGift {
  readonly order: OrderRef;
  readonly placedAt: Instant;
  readonly from: CauseSlug;
  readonly to: CauseSlug;
  readonly fundings: readonly Funding[];
}

/**
 * - `moved`: the cause has nothing more of it; `nothing`: it had nothing
 * - `claimable`: somebody may still pick a cause for it with the receipt, so it stays until then
 * - `takesNone`: the other cause takes no gifts. In all but the first nothing is changed.
 */
export interface GiftMoved {
  readonly outcome: "moved" | "nothing" | "claimable" | "takesNone";
}

/**
 * Moves what a cause has of a gift to another one, as the brand decided: all of it as it was booked, and its pools go on matching.
 * Again it finds nothing. Its entry is written under the sequence that its computation saw, as a pick's is. Throws
 * {@link PurchaseUnfinishedError} while the purchase is not in the ledger.
 */
export function moveGift(deps: AmendGiftDeps): (task: MoveGift) => Promise<GiftMoved> {
  return async (task) => {
    const config = await deps.brandConfig();
    let withBalances = false;
    const attempt = async (): Promise<GiftMoved | "lost"> => {
      const order = await deps.ledger.find({ ...task.order, placedAt: task.placedAt });
      if (order.kind !== "purchase") throw new PurchaseUnfinishedError("The purchase must be recorded first");
      const recordedAt = deps.now();
      const refused = staysBecause(order, task, config, recordedAt);
      if (refused !== undefined) return { outcome: refused };
      const plan = (at: Circumstances) => movedByBrand(order, task, at);
      const written = await appendReassignment(deps, order, plan, { config, recordedAt, withBalances });
      if (written.kind === "written") return { outcome: "moved" };
      if (written.to === "allowance") withBalances = true;
      return "lost";
    };
    return retryContended("the entries of one purchase", attempt, {
      racesMax: LEDGER_RACES_MAX,
      pause: deps.pause,
    });
  };
}

/** Why what a cause has of a gift does not move; undefined if it does. */
export function staysBecause(
  order: RecordedOrder,
  task: MoveGift,
  { causes }: BrandConfig,
  now: Instant,
): Exclude<GiftMoved["outcome"], "moved"> | undefined {
  if (bookedParts(order).every((part) => !isMoved(task)(part) || part.minor === 0)) return "nothing";
  if (!takesGifts(causes)(task.to)) return "takesNone";
  const { claimUntil } = order.accrual;
  return pickOf(order) === undefined && claimUntil !== undefined && now <= claimUntil
    ? "claimable"
    : undefined;
}

export const isMoved =
  ({ from, fundings }: Pick<MoveGift, "from" | "fundings">) =>
  ({ cause, funding }: Part) =>
    cause === from && fundings.includes(funding);

/** The entry that moves a gift as the brand decided. */
function movedByBrand(order: RecordedOrder, task: MoveGift, at: Circumstances): PlannedReassignment {
  const after = givenParts(order).map((part) => (isMoved(task)(part) ? { ...part, cause: task.to } : part));
  const unmatched = after.filter(({ funding }) => funding !== "match");
  const matched = weightsOf(after.filter(({ funding }) => funding === "match"));
  const head = entryHead(order, { cause: task.to, claimedAt: at.recordedAt }, at);
  return planned(order, { ...head, by: "brand" }, at, matchingOf(order, at.config), (may) => [
    ...unmatched,
    ...parts(
      "match",
      may.reduce((sum, { most }) => sum + most, 0),
      matched,
    ),
  ]);
}

function weightsOf(all: readonly Part[]): ReadonlyMap<string, number> {
  const byCause = Map.groupBy(all, ({ cause }) => cause);
  return new Map([...byCause].map(([cause, some]) => [cause, totalOf(some)]));
}

/** Every pool that matched the gift, and what it gave. */
function matchingOf(order: RecordedOrder, { pools }: BrandConfig): Matching[] {
  const drawn = drawnByAllowance(givenDraws(order));
  return pools.flatMap((pool) => {
    const has = drawn.get(poolName(pool))?.minor ?? 0;
    return has === 0 ? [] : [{ pool, most: has }];
  });
}
