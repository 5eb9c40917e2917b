import type { RecordedOrder } from "../giving/ledger/statement.ts";
import type { Instant } from "../model/purchase.ts";
import { OrderRef } from "../model/purchase.ts";
import type { DayOf } from "./payable.ts";
import type { Payout, PayoutId } from "./payout.ts";
import { type PayablePart, tracePayouts } from "./trace-payouts.ts";

/** What a payout counted of one purchase, in minor units of its currency: below zero where a refund came after another payout. */
export interface CountedPart extends PayablePart {
  readonly order: OrderRef;
  readonly placedAt: Instant;
}

/** All that a payout counted, purchase by purchase: it sums to what the payout is of. By when purchases were placed. */
export function countedBy(
  id: PayoutId,
  orders: readonly RecordedOrder[],
  payouts: readonly Payout[],
  dayOf: DayOf,
): CountedPart[] {
  return orders
    .toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
    .flatMap((order) =>
      tracePayouts(order, payouts, dayOf)
        .filter((part) => part.payouts.some((payout) => payout.id === id))
        .map(({ payouts: _, ...part }) => ({
          ...part,
          order: OrderRef.parse(order.accrual),
          placedAt: order.accrual.placedAt,
        })),
    );
}

function keyOf({ accrual: { placedAt, source, connection, orderId } }: RecordedOrder): string {
  return [placedAt, source, connection, orderId].join(" ");
}
