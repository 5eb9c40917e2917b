import { assertNever } from "../../model/assert-never.ts";
import type { Day, Instant } from "../../model/purchase.ts";
import type { Payout } from "../../settlement/payout.ts";
import type { Because, Posting } from "./journal.ts";

/**
 * What payouts move in the books, a posting for each cause whose share a payout has, on the day on which it was recorded: so none
 * changes the journal of a day that is over.
 * - `sent`: out of what is payable, into transit
 * - `booked`: out of transit, out of the bank's account
 * - `returned`: payable again, out of transit, or into the bank's account where the money had left it
 * What the bank says later than somebody else is no less true: a payout that was never said to be sent, and is booked, goes both
 * ways on that day. What stays in transit is what the bank has not said yet. Approving, holding and cancelling move nothing.
 */
export function payoutPostings(payouts: readonly Payout[], dayOf: (instant: Instant) => Day): Posting[] {
  return payouts
    .flatMap((payout) => moneyMoves(payout).map(({ at, because }) => ({ payout, day: dayOf(at), because })))
    .flatMap(({ payout, day, because }) =>
      payout.shares.map(({ cause, minor }) => posting(payout, { day, because, cause, minor })),
    )
    .toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}

type PayoutBecause = Exclude<Because, "given" | "toppedUp" | "takenBack" | "picked" | "moved" | "settled">;

interface MoneyMove {
  readonly at: Instant;
  readonly because: PayoutBecause;
}

function moneyMoves({ entries }: Payout): MoneyMove[] {
  const moves: MoneyMove[] = [];
  let [isOut, isBooked, isReturned] = [false, false, false];
  for (const entry of entries) {
    const { at } = entry;
    switch (entry.kind) {
      case "sent":
        if (!isOut) moves.push({ at, because: "sent" });
        isOut = true;
        break;
      case "booked":
        // One that somebody said came back is payable again: that the bank moved it is open in transit.
        if (!isOut && !isReturned) moves.push({ at, because: "sent" });
        moves.push({ at, because: "booked" });
        [isOut, isBooked] = [true, true];
        break;
      case "returned":
        isReturned = true;
        // The bank names its line where the money had left the account.
        if (isBooked || entry.reference !== undefined) {
          if (!isOut) moves.push({ at, because: "sent" });
          moves.push({ at, because: "returned" });
          isOut = true;
        } else if (isOut) {
          moves.push({ at, because: "notSent" });
          isOut = false;
        }
        break;
      case "approved":
      case "filed":
      case "received":
      case "held":
      case "released":
      case "cancelled":
        break;
      default:
        return assertNever(entry);
    }
  }
  return moves;
}

const ACCOUNTS = {
  sent: ["payable", "transit"],
  booked: ["transit", "bank"],
  returned: ["bank", "payable"],
  notSent: ["transit", "payable"],
} as const satisfies Record<PayoutBecause, readonly [Posting["debit"], Posting["credit"]]>;

/** The share of a cause below zero moves the other way: all shares of a payout sum to what the bank moves. */
function posting(
  { id, currency, funding }: Payout,
  { minor, because, ...of }: Pick<Posting, "day" | "cause" | "minor"> & { readonly because: PayoutBecause },
): Posting {
  const [debit, credit] = ACCOUNTS[because];
  const named = { ...of, because, currency, funding, payout: id };
  return minor > 0
    ? { ...named, debit, credit, minor }
    : { ...named, debit: credit, credit: debit, minor: -minor };
}

function keyOf({ day, currency, because, payout, cause }: Posting): string {
  return [day, currency, payout, Object.keys(ACCOUNTS).indexOf(because), cause].join(" ");
}
