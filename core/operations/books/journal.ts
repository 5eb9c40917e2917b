import { type Entry, happenedAt, pendingUntil } from "../../giving/ledger/entry.ts";
import { type Calendar, calendar } from "../../impact/calendar.ts";
import type { Funding } from "../../model/gift.ts";
import type { CauseSlug, Day } from "../../model/purchase.ts";
import type { PayoutId } from "../../settlement/payout.ts";

/**
 * Accounts of the brand's books, by their part.
 * - `gifts`, `matches`: the expense of what the brand gives, and of what its pools match
 * - `till`: what customers added at the checkout, which is in the till with all else
 * - `accrued`: what the brand owes and returns can still take back; `held`: the same of customers' money, which is never revenue
 * - `payable`: what is settled and owed to a cause's charity
 * - `transit`: what was given to the bank to pay, and its statement does not have yet; `bank`: the account that pays
 */
export type Account = "gifts" | "matches" | "till" | "accrued" | "held" | "payable" | "transit" | "bank";

/**
 * Why money moves: it was given, added to a guaranteed minimum, taken back by a refund, picked for another cause, moved as its cause
 * ended, or settled; or a payout was sent, booked by the bank, came back, or came back before the bank had moved it.
 */
export type Because =
  | "given"
  | "toppedUp"
  | "takenBack"
  | "picked"
  | "moved"
  | "settled"
  | "sent"
  | "booked"
  | "returned"
  | "notSent";

/**
 * One amount of one day from one account to another: `minor` is above zero, in minor units of `currency`. `payout`: the one that
 * moves it.
 */
export interface Posting {
  readonly day: Day;
  readonly currency: string;
  readonly because: Because;
  readonly cause: CauseSlug;
  readonly funding: Funding;
  readonly debit: Account;
  readonly credit: Account;
  readonly minor: number;
  readonly payout?: PayoutId;
}

const SOURCE = { brand: "gifts", match: "matches", customer: "till" } as const;
const OWED = { brand: "accrued", match: "accrued", customer: "held" } as const;

/** What moved by day, currency, reason, cause and funding: a number each, whatever the order of entries. */
export class Journal {
  readonly #sums = new Map<
    string,
    { readonly of: Omit<Posting, "debit" | "credit" | "minor">; minor: number }
  >();
  readonly #calendar: Calendar;

  /** Throws RangeError for a zone that does not exist. */
  constructor(timeZone: string) {
    this.#calendar = calendar(timeZone);
  }

  /**
   * Adds an entry on the day on which the ledger took it, so that no entry changes the journal of a day that is over: and what
   * it settles on the day on which that is settled, or on the day of the entry where that is later.
   */
  add(entry: Entry): void {
    const taken = this.#calendar.dayOf(entry.recordedAt);
    const happened = this.#calendar.dayOf(happenedAt(entry));
    for (const part of entry.parts) {
      const { cause, funding, minor } = part;
      const of = { currency: entry.currency, cause, funding };
      this.#count({ ...of, day: taken, because: becauseOf(entry, minor) }, minor);
      const later = pendingUntil(entry, part, happened);
      const day = later !== undefined && later > taken ? later : taken;
      this.#count({ ...of, day, because: "settled" }, minor);
    }
  }

  #count(of: Omit<Posting, "debit" | "credit" | "minor">, minor: number): void {
    // Such money leaves one cause and comes to another: apart, as neither is the other's.
    const isMoved = of.because === "picked" || of.because === "moved";
    const sign = isMoved && minor < 0 ? "-" : "+";
    const name = [of.day, of.currency, of.because, of.cause, of.funding, sign].join(" ");
    const sum = this.#sums.get(name) ?? { of, minor: 0 };
    this.#sums.set(name, sum);
    sum.minor += minor;
    if (!Number.isSafeInteger(sum.minor))
      throw new RangeError(`The journal of ${of.day} is beyond every size`);
  }

  /**
   * The postings of `from` to `to`, both included, in an order that the entries alone decide; with those of payouts, in their own
   * order after what else moved on a day.
   */
  postings(from: Day, to: Day, ofPayouts: readonly Posting[] = []): Posting[] {
    const own = [...this.#sums]
      .filter(([, { minor }]) => minor !== 0)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([, { of, minor }]) => posting(of, minor));
    return [...own, ...ofPayouts]
      .filter(({ day }) => from <= day && day <= to)
      .toSorted((a, b) => (a.day === b.day ? 0 : a.day < b.day ? -1 : 1));
  }
}

function becauseOf(entry: Entry, minor: number): Because {
  if (entry.kind === "reassignment") return entry.by === undefined ? "picked" : "moved";
  if (entry.kind === "accrual" && entry.topUp === true) return "toppedUp";
  return minor < 0 ? "takenBack" : "given";
}

function posting(of: Omit<Posting, "debit" | "credit" | "minor">, minor: number): Posting {
  const { because, funding } = of;
  const [debit, credit] =
    because === "settled" ? [OWED[funding], "payable" as const] : [SOURCE[funding], OWED[funding]];
  return minor > 0 ? { ...of, debit, credit, minor } : { ...of, debit: credit, credit: debit, minor: -minor };
}

/** The number under which the postings of a day and currency are filed: the same whenever they are made. */
export function documentOf({ day, currency }: Pick<Posting, "day" | "currency">): string {
  return `WS-${day}-${currency}`;
}
