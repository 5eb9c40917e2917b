import * as z from "zod";
import { Refund } from "../../model/purchase.ts";
import { ContendedError, race } from "../../platform/aws/contention.ts";
import { jsonBytes } from "../../platform/json-bytes.ts";
import { appliedBrand } from "../config/brand-in-force.ts";
import type { AllowanceBalance } from "../pricing/draw.ts";
import { readBalances } from "./balances.ts";
import { EARLY_REFUNDS_MAX } from "./entry.ts";
import {
  type AmendGiftDeps,
  type Found,
  LEDGER_RACES_MAX,
  type Ledger,
  PurchaseUnfinishedError,
  TooManyEarlyRefundsError,
} from "./ledger.ts";
import { checkRoom, EARLY_BYTES_MAX } from "./limits.ts";
import type { EarlyRefunds } from "./order-claim.ts";
import { type PlannedReversal, recordedStatements, reversal } from "./reversal.ts";
import type { RecordedOrder } from "./statement.ts";
import { countingStatements, relateRefund } from "./taken-back.ts";

export const ReverseGift = z.object({ refund: Refund });
export type ReverseGift = z.infer<typeof ReverseGift>;

/**
 * - `takenBack`, `duplicate`: the refund counts, once
 * - `restored`: the refund did not happen after all, or the order grew: what it took too much is given back
 * - `parked`: its purchase has not arrived; the refund waits at the key that the purchase will claim
 * - `conflict`: a refund with the same id had another scope that is equally exact, or the refund is in another currency
 *   than the purchase. Nothing is changed; an operator must look.
 */
export interface GiftReversal {
  readonly outcome: "takenBack" | "restored" | "duplicate" | "parked" | "conflict";
}

/**
 * Brings what is booked of a purchase to what its order and all its refunds so far say, this one included, in whatever
 * order they arrive: once per refund id. A refund that is recorded already books only what an entry after it changed.
 */
export function reverseGift(deps: AmendGiftDeps): (task: ReverseGift) => Promise<GiftReversal> {
  return async ({ refund }) => {
    const { timeZone } = appliedBrand(await deps.brandConfig());
    const last: { found: Found["kind"]; lostTo?: "allowance"; outcome?: "takenBack" | "restored" } = {
      found: "nothing",
    };
    const attempt = async (): Promise<Outcome> => {
      const place = await deps.ledger.find(refund);
      last.found = place.kind;
      if (place.kind === "unfinished") return "lost";
      if (place.kind !== "purchase") return park(deps.ledger, refund, place);
      const plan = await planOf(deps, place, refund, { timeZone, withBalances: last.lostTo === "allowance" });
      if (typeof plan === "string") return last.outcome ?? plan;
      checkRoom(place, plan.entry);
      const written = await deps.ledger.append(plan.entry, plan.draws);
      if (written.kind === "written") {
        last.outcome ??= plan.entry.kind === "clawback" ? "takenBack" : "restored";
        return plan.more ? "lost" : last.outcome;
      }
      if (written.to === "allowance") last.lostTo = "allowance";
      return "lost";
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

/** The entry to write, or the outcome when none is needed. */
async function planOf(
  deps: AmendGiftDeps,
  order: RecordedOrder,
  refund: Refund,
  { timeZone, withBalances }: { readonly timeZone: string; readonly withBalances: boolean },
): Promise<PlannedReversal | "duplicate" | "conflict"> {
  const counting = countingStatements(recordedStatements(order)).get(refund.refundId);
  const relation = relateRefund(counting, refund);
  if (relation === "conflict" || order.accrual.currency !== refund.currency) return "conflict";
  const counts = relation === "new" || counting === undefined ? refund : { ...refund, ...counting };
  const at = { timeZone, recordedAt: deps.now() };
  const plan = reversal(order, counts, { ...at, balances: new Map() });
  const balances = withBalances
    ? await readBalances(deps, allowancesDrawn(plan))
    : new Map<string, AllowanceBalance>();
  const affordable = withBalances ? reversal(order, counts, { ...at, balances }) : plan;
  return relation === "new" || affordable.entry.parts.length > 0 ? affordable : "duplicate";
}

function allowancesDrawn({ draws }: PlannedReversal): ReadonlySet<string> {
  return new Set(draws.flatMap((plan) => plan.draws.map(({ allowance }) => allowance)));
}

/** A refund that names its order by an alias waits under the order's own id. */
async function park(
  ledger: Ledger,
  named: Refund,
  place: Extract<Found, { kind: "nothing" | "parked" }>,
): Promise<Outcome> {
  const refund = { ...named, orderId: place.orderId };
  const expected: EarlyRefunds | undefined = place.kind === "parked" ? place.parked : undefined;
  const waiting = countingStatements(expected?.refunds ?? []).get(refund.refundId);
  const relation = relateRefund(waiting, refund);
  if (relation !== "new") return relation === "duplicate" ? "parked" : "conflict";
  const all = [...(expected?.refunds ?? []), refund];
  if (all.length > EARLY_REFUNDS_MAX || jsonBytes(all) > EARLY_BYTES_MAX) {
    const limit = `${EARLY_REFUNDS_MAX} refunds, or ${EARLY_BYTES_MAX} bytes of them,`;
    throw new TooManyEarlyRefundsError(`More than ${limit} came before their purchase`);
  }
  return ledger.park(refund, expected);
}
