import type { Purchase, Refund } from "../../model/purchase.ts";
import type { Ledger } from "./ledger.ts";
import { recordedStatements } from "./reversal.ts";
import { countingStatements, type RefundStatement } from "./taken-back.ts";

/**
 * Refunds that are recorded, or wait, and that the order's own list of its refunds no longer has: each as the statement
 * that it did not happen after all. A purchase that was just recorded has none but those that waited.
 */
export async function refundsGone(
  ledger: Ledger,
  purchase: Purchase,
  outcome: "recorded" | "supplemented" | "duplicate",
  waiting: readonly Refund[],
): Promise<Refund[]> {
  if (purchase.refundsSoFar === undefined) return [];
  const { at, ids } = purchase.refundsSoFar;
  const place = outcome === "recorded" ? undefined : await ledger.find(purchase);
  const recorded = place?.kind === "purchase" ? recordedStatements(place) : [];
  const { source, connection, orderId, placedAt, currency } = purchase;
  return [...countingStatements([...recorded, ...waiting]).values()]
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

function isGone(
  { refundId, refundedAt, scope }: RefundStatement,
  at: string,
  ids: readonly string[],
): boolean {
  const isListed = refundId.includes(":") || ids.includes(refundId);
  return scope.of !== "voided" && !isListed && refundedAt < at;
}
