import type { Purchase, Refund } from "../../model/purchase.ts";
import type { Ledger } from "./ledger.ts";
import { recordedStatements } from "./reversal.ts";
import { countingStatements, type RefundStatement } from "./taken-back.ts";

/**
 * Of these statements of refunds, those that the order's own list of its refunds no longer has: each as the statement that
 * it did not happen after all.
 */
export function refundsMissing(purchase: Purchase, statements: readonly RefundStatement[]): Refund[] {
  if (purchase.refundsSoFar === undefined) return [];
  const { at, ids } = purchase.refundsSoFar;
  const { source, connection, orderId, placedAt, currency } = purchase;
  return [...countingStatements(statements).values()]
    .filter((refund) => isGone(refund, at, ids))
    .map(({ refundId }) => ({
      source,
      connection,
      orderId,
      placedAt,
      currency,
      refundId,
      refundedAt: at,
      scope: { of: "voided" },
    }));
}

/**
 * The same of all that is recorded of the order, or waits. A purchase that was just recorded has no refunds but those
 * that waited: it costs no read.
 */
export async function refundsGone(
  ledger: Ledger,
  purchase: Purchase,
  outcome: "recorded" | "supplemented" | "duplicate",
  waiting: readonly Refund[],
): Promise<Refund[]> {
  const isNew = outcome === "recorded" || purchase.refundsSoFar === undefined;
  const place = isNew ? undefined : await ledger.find(purchase);
  const recorded = place?.kind === "purchase" ? recordedStatements(place) : [];
  return refundsMissing(purchase, [...recorded, ...waiting]);
}

function isGone(
  { refundId, refundedAt, scope }: RefundStatement,
  at: string,
  ids: readonly string[],
): boolean {
  const isListed = refundId.includes(":") || ids.includes(refundId);
  return scope.of !== "voided" && !isListed && refundedAt < at;
}
