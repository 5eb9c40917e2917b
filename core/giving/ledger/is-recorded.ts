import type { Purchase, Refund } from "../../model/purchase.ts";
import type { Found } from "./ledger.ts";
import { refundsMissing } from "./refunds-gone.ts";
import { recordedStatements } from "./reversal.ts";
import { relate } from "./statement.ts";
import { countingStatements, relateRefund } from "./taken-back.ts";

/** Whether all that a statement of an order says is recorded: a later one may say more, or list fewer refunds. */
export function isPurchaseRecorded(found: Found, purchase: Purchase): boolean {
  if (found.kind !== "purchase" || relate(found, purchase).kind === "more") return false;
  return refundsMissing(purchase, recordedStatements(found)).length === 0;
}

/**
 * Whether a refund is recorded as this statement says it, or waits so for its purchase. One that took nothing and takes
 * something now, or did not happen after all, is not; one that contradicts what is recorded is, as an operator has it.
 */
export function isRefundRecorded(found: Found, refund: Refund): boolean {
  const statements =
    found.kind === "purchase"
      ? recordedStatements(found)
      : found.kind === "parked"
        ? found.parked.refunds
        : undefined;
  if (statements === undefined) return false;
  return relateRefund(countingStatements(statements).get(refund.refundId), refund) !== "new";
}
