import * as z from "zod";
import { assertNever } from "../../model/assert-never.ts";
import { Refund, type RefundScope } from "../../model/purchase.ts";
import type { Now } from "../../platform/clock.ts";
import type { Pause } from "../../platform/pause.ts";
import type { BrandConfig } from "../config/brand-config.ts";
import { appliedBrand } from "../config/brand-in-force.ts";
import { clawback } from "./clawback.ts";
import { EARLY_REFUNDS_MAX } from "./entry.ts";
import {
  type Found,
  LEDGER_RACES_MAX,
  type Ledger,
  LedgerContendedError,
  PurchaseUnfinishedError,
  TooManyEarlyRefundsError,
} from "./ledger.ts";
import type { EarlyRefunds } from "./order-claim.ts";

export const ReverseGift = z.object({ refund: Refund });
export type ReverseGift = z.infer<typeof ReverseGift>;

/**
 * - `takenBack`, `duplicate`: the refund counts, once
 * - `parked`: its purchase has not arrived; the refund waits at the key that the purchase will claim
 * - `conflict`: a refund with the same id said something else, or the refund is in another currency than the
 *   purchase. Nothing was changed; somebody must look.
 */
export interface GiftReversal {
  readonly outcome: "takenBack" | "duplicate" | "parked" | "conflict";
}

export interface ReverseGiftDeps {
  readonly ledger: Ledger;
  readonly stated: () => Promise<BrandConfig>;
  readonly now: Now;
  readonly pause: Pause;
}

/** Takes back what a refund takes back of its purchase's gift, once per refund id, whatever order they come in. */
export function reverseGift(deps: ReverseGiftDeps): (task: ReverseGift) => Promise<GiftReversal> {
  return async ({ refund }) => {
    const brand = appliedBrand(await deps.stated());
    let found: Found["kind"] = "nothing";
    for (let race = 0; race < LEDGER_RACES_MAX; race += 1) {
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

type Outcome = GiftReversal["outcome"] | "again";

async function takeBackAt(
  { ledger, now }: ReverseGiftDeps,
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
      return (await ledger.appendReversal(entry)) === "written" ? "takenBack" : "again";
    }
    default:
      return assertNever(place);
  }
}

async function park(ledger: Ledger, refund: Refund, over: EarlyRefunds | undefined): Promise<Outcome> {
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
