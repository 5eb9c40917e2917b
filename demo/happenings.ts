import type { Order } from "./facts.ts";
import { messagesOf } from "./sample-shops.ts";

/** How many orders have more to them than a sale and its refund. */
export interface Happenings {
  readonly pendingRefunds: number;
  readonly exchanges: number;
  readonly giftCards: number;
  readonly renewals: number;
  readonly disputesLost: number;
  readonly disputesWon: number;
}

export function happeningsOf(orders: readonly Order[]): Happenings {
  const count = (is: (order: Order) => boolean) => orders.filter(is).length;
  const disputes = orders.flatMap(({ refunds }) => refunds.filter(({ kind }) => kind === "dispute"));
  const won = disputes.filter((refund) => refund.kind === "dispute" && refund.isWon).length;
  return {
    pendingRefunds: count((order) =>
      messagesOf(order).refunds.some(({ body }) => body.includes('"Pending refund discrepancy"')),
    ),
    exchanges: count(({ exchange }) => exchange !== undefined),
    giftCards: count(({ giftCard }) => giftCard !== undefined),
    renewals: count((order) => messagesOf(order).purchase.body.includes('"subscription_cycle"')),
    disputesLost: disputes.length - won,
    disputesWon: won,
  };
}
