import { type Purchase, type Refund, takesNothing } from "../../model/purchase.ts";
import type { Found } from "./ledger.ts";
import { recordedStatements } from "./reversal.ts";
import { relate } from "./statement.ts";
import { countingStatements, type RefundStatement } from "./taken-back.ts";

/** Whether all that a statement of an order says is recorded: a later one may say more. */
export function isPurchaseRecorded(found: Found, purchase: Purchase): boolean {
  return found.kind === "purchase" && relate(found, purchase).kind !== "more";
}

/**
 * Whether a refund is recorded, or waits for its purchase. One that is recorded as taking nothing back, and takes something
 * by this statement, is not: the ledger repairs it.
 */
export function isRefundRecorded(found: Found, { refundId, scope }: Refund): boolean {
  const has = (statements: readonly RefundStatement[]) => {
    const counting = countingStatements(statements).get(refundId);
    return counting !== undefined && (takesNothing(scope) || !takesNothing(counting.scope));
  };
  if (found.kind === "purchase") return has(recordedStatements(found));
  return found.kind === "parked" && has(found.parked.refunds);
}
