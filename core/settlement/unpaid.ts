import type { RecordedOrder } from "../giving/ledger/statement.ts";
import { Funding } from "../model/gift.ts";
import type { CauseSlug } from "../model/purchase.ts";
import type { DayOf } from "./payable.ts";
import { isReopened, type Payout, payoutState } from "./payout.ts";
import { tracePayouts } from "./trace-payouts.ts";

/**
 * The fundings of a purchase whose part for a cause is unpaid: payouts counted nothing of it, or all that did came back. What an order
 * gave more after its gift was paid is of a gift that is paid.
 */
export function unpaidFundings(
  order: RecordedOrder,
  cause: CauseSlug,
  payouts: readonly Payout[],
  dayOf: DayOf,
): Funding[] {
  const own = tracePayouts(order, payouts, dayOf).filter((part) => part.cause === cause);
  return Funding.options.filter((funding) => {
    const parts = own.filter((part) => part.funding === funding);
    const paid = parts.filter(({ payouts: counted }) => isPaid(counted.at(-1)));
    return parts.length > 0 && paid.reduce((sum, { minor }) => sum + minor, 0) === 0;
  });
}

function isPaid(last: Payout | undefined): boolean {
  return last !== undefined && !isReopened(payoutState(last));
}
