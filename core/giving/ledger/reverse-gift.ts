import * as z from "zod";
import { assertNever } from "../../model/assert-never.ts";
import { Refund, type RefundScope } from "../../model/purchase.ts";
import type { Now } from "../../platform/clock.ts";
import type { Pause } from "../../platform/pause.ts";
import type { Stated } from "../config/brand-config.ts";
import { clawback } from "./clawback.ts";
import { EARLY_REFUNDS_MAX } from "./entry.ts";
import {
  BrandMissingError,
  type Found,
  type Ledger,
  LedgerContendedError,
  PurchaseUnfinishedError,
  RACES_MAX,
  TooManyEarlyRefundsError,
} from "./ledger.ts";
import type { Parked } from "./order-claim.ts";

export const TakeBackGift = z.object({ refund: Refund });
export type TakeBackGift = z.infer<typeof TakeBackGift>;

/**
 * - `takenBack`, `duplicate`: the refund counts, once
 * - `parked`: its purchase has not arrived; the refund waits at the key that the purchase will claim
 * - `conflict`: a refund with the same id said something else, or the refund is in another currency than the
 *   purchase. Nothing was changed; somebody must look.
 */
export interface GiftTakenBack {
  readonly outcome: "takenBack" | "duplicate" | "parked" | "conflict";
}

export interface TakeBackGiftDeps {
  readonly ledger: Ledger;
  readonly stated: () => Promise<Stated>;
  readonly now: Now;
  readonly pause: Pause;
}

/** Takes back what a refund takes back of its purchase's gift, once per refund id, whatever order they come in. */
export function takeBackGift(deps: TakeBackGiftDeps): (task: TakeBackGift) => Promise<GiftTakenBack> {
  return async ({ refund }) => {
    const { brand } = await deps.stated();
    if (brand === undefined) throw new BrandMissingError("Apply a brand before gifts can be taken back");
    let found: Found["kind"] = "nothing";
    for (let race = 0; race < RACES_MAX; race += 1) {
      const place = await deps.ledger.find(refund);
      found = place.kind;
      const outcome = await takeBackAt(deps, place, refund, brand.timeZone);
      if (outcome !== "again") return { outcome };
      await deps.pause(race);
    }
    if (found === "unfinished") throw new PurchaseUnfinishedError("The purchase's own retry must come first");
    throw new LedgerContendedError("A refund lost each of its races");
  };
}

type Outcome = GiftTakenBack["outcome"] | "again";

async function takeBackAt(
  { ledger, now }: TakeBackGiftDeps,
  place: Found,
  refund: Refund,
  timeZone: string,
): Promise<Outcome> {
  switch (place.kind) {
    case "unfinished":
      return "again";
    case "nothing":
    case "parked":
      return park(ledger, refund, place.kind === "parked" ? place.parked : undefined);
    case "purchase": {
      const told = place.clawbacks.find(({ refundId }) => refundId === refund.refundId);
      if (told !== undefined) return sameScope(told.scope, refund.scope) ? "duplicate" : "conflict";
      if (place.accrual.currency !== refund.currency) return "conflict";
      const entry = clawback(place.accrual, place.clawbacks, refund, { timeZone, recordedAt: now() });
      return (await ledger.takeBack(entry)) === "written" ? "takenBack" : "again";
    }
    default:
      return assertNever(place);
  }
}

async function park(ledger: Ledger, refund: Refund, over: Parked | undefined): Promise<Outcome> {
  const told = over?.refunds.find(({ refundId }) => refundId === refund.refundId);
  if (told !== undefined) return sameScope(told.scope, refund.scope) ? "parked" : "conflict";
  if ((over?.refunds.length ?? 0) >= EARLY_REFUNDS_MAX) {
    throw new TooManyEarlyRefundsError(`More than ${EARLY_REFUNDS_MAX} refunds came before their purchase`);
  }
  return (await ledger.park(refund, over)) === "parked" ? "parked" : "again";
}

/** Both come out of the same schema, which fixes the order of their fields. */
function sameScope(a: RefundScope, b: RefundScope): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
