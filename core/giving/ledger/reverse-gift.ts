import * as z from "zod";
import { assertNever } from "../../model/assert-never.ts";
import { Refund, type RefundScope, takesNothing } from "../../model/purchase.ts";
import { ContendedError, race } from "../../platform/aws/contention.ts";
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
  PurchaseUnfinishedError,
  TooManyEarlyRefundsError,
} from "./ledger.ts";
import type { EarlyRefunds } from "./order-claim.ts";

export const ReverseGift = z.object({ refund: Refund });
export type ReverseGift = z.infer<typeof ReverseGift>;

/**
 * - `takenBack`, `duplicate`: the refund counts, once
 * - `parked`: its purchase has not arrived; the refund waits at the key that the purchase will claim
 * - `conflict`: a refund with the same id had another scope that took something back, or the refund is in another currency than the purchase.
 *   Nothing is changed; an operator must look.
 */
export interface GiftReversal {
  readonly outcome: "takenBack" | "duplicate" | "parked" | "conflict";
}

export interface ReverseGiftDeps {
  readonly ledger: Ledger;
  readonly brandConfig: () => Promise<BrandConfig>;
  readonly now: Now;
  readonly pause: Pause;
}

/**
 * Reverses a refund's part of its purchase's gift, once per refund id, in whatever order refunds arrive. A refund that
 * was recorded as taking nothing back is repaired by one that does.
 */
export function reverseGift(deps: ReverseGiftDeps): (task: ReverseGift) => Promise<GiftReversal> {
  return async ({ refund }) => {
    const brand = appliedBrand(await deps.brandConfig());
    const last: { found: Found["kind"] } = { found: "nothing" };
    const attempt = async (): Promise<Outcome> => {
      const place = await deps.ledger.find(refund);
      last.found = place.kind;
      return takeBackAt(deps, place, refund, brand.timeZone);
    };
    const outcome = await race(attempt, { racesMax: LEDGER_RACES_MAX, pause: deps.pause });
    if (outcome !== "lost") return { outcome };
    if (last.found === "unfinished") {
      throw new PurchaseUnfinishedError("The purchase's own retry must come first");
    }
    throw new ContendedError("Other writers changed the entries of one purchase in each race");
  };
}

type Outcome = GiftReversal["outcome"] | "lost";

async function takeBackAt(
  { ledger, now }: ReverseGiftDeps,
  place: Found,
  refund: Refund,
  timeZone: string,
): Promise<Outcome> {
  switch (place.kind) {
    case "unfinished":
      return "lost";
    case "nothing":
    case "parked":
      return park(ledger, refund, place.kind === "parked" ? place.parked : undefined);
    case "purchase": {
      const relation = compare(place.clawbacks, refund);
      if (relation !== "new") return relation;
      if (place.accrual.currency !== refund.currency) return "conflict";
      const entry = clawback(place.accrual, place.clawbacks, refund, { timeZone, recordedAt: now() });
      return (await ledger.appendReversal(entry)) === "written" ? "takenBack" : "lost";
    }
    default:
      return assertNever(place);
  }
}

async function park(ledger: Ledger, refund: Refund, expected: EarlyRefunds | undefined): Promise<Outcome> {
  const relation = compare(expected?.refunds ?? [], refund);
  if (relation !== "new") return relation === "duplicate" ? "parked" : "conflict";
  if ((expected?.refunds.length ?? 0) >= EARLY_REFUNDS_MAX) {
    throw new TooManyEarlyRefundsError(`More than ${EARLY_REFUNDS_MAX} refunds came before their purchase`);
  }
  return ledger.park(refund, expected);
}

/**
 * How a refund relates to what is recorded of the same refund. Nothing recorded, or only that it takes nothing back
 * (as of money that was on its way): the refund is new.
 */
function compare(
  recorded: readonly Pick<Refund, "refundId" | "scope">[],
  { refundId, scope }: Refund,
): "new" | "duplicate" | "conflict" {
  const scopes = recorded.filter((one) => one.refundId === refundId).map((one) => one.scope);
  if (scopes.some((one) => sameScope(one, scope))) return "duplicate";
  return scopes.every(takesNothing) ? "new" : "conflict";
}

/** Both come out of the same schema, which fixes the order of their fields. */
function sameScope(a: RefundScope, b: RefundScope): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
