import { type Entry, happenedAt, type MovedPart, pendingUntil } from "../giving/ledger/entry.ts";
import { orderPath } from "../giving/ledger/ledger.keys.ts";
import { daysAfter } from "../model/days.ts";
import { Funding, type Part } from "../model/gift.ts";
import type { Currency } from "../model/money.ts";
import type { CauseSlug, Day, Instant } from "../model/purchase.ts";
import { CLAIM_DAYS_MAX } from "../model/terms.ts";

/** What is payable for one cause, in minor units: below zero where refunds took more than what was settled. */
export interface PayableSum {
  readonly cause: CauseSlug;
  readonly currency: Currency;
  readonly funding: Funding;
  readonly minor: number;
}

/** The day in the brand's time zone on which something happened. */
export type DayOf = (instant: Instant) => Day;

/**
 * The day from which on a part of an entry counts in what is payable: it is settled, and the ledger has it. The books post it
 * on the same day.
 */
export function payableFrom(entry: Entry, part: Part | MovedPart, dayOf: DayOf): Day {
  const recorded = dayOf(entry.recordedAt);
  const settled = pendingUntil(entry, part, dayOf(happenedAt(entry)));
  return settled !== undefined && settled > recorded ? settled : recorded;
}

/** What an order moves, until it is known whether its cause can still be picked. */
interface AmendedOrder {
  isClaimable: boolean;
  isPicked: boolean;
  readonly moves: PayableSum[];
}

/**
 * What is payable at the end of a day: all that was recorded by then, is settled, and whose cause nobody can pick any more. As
 * the ledger only grows, it is the same number whenever it is worked out after that day, whatever the order of entries.
 */
export class Payable {
  readonly #through: Day;
  readonly #dayOf: DayOf;
  /** Purchases before that day had their time to pick, whatever their terms. */
  readonly #claimsFrom: Day;
  readonly #sums = new Map<string, PayableSum>();
  readonly #orders = new Map<string, AmendedOrder>();

  constructor(through: Day, dayOf: DayOf) {
    this.#through = through;
    this.#dayOf = dayOf;
    this.#claimsFrom = daysAfter(through, -CLAIM_DAYS_MAX - 1);
  }

  add(entry: Entry): void {
    if (this.#dayOf(entry.recordedAt) > this.#through) return;
    const { currency } = entry;
    const moves = entry.parts.flatMap((part): PayableSum[] => {
      const { cause, funding, minor } = part;
      const isPayable = payableFrom(entry, part, this.#dayOf) <= this.#through;
      return isPayable && minor !== 0 ? [{ cause, currency, funding, minor }] : [];
    });
    const isClaimable = entry.kind === "accrual" && this.#isClaimable(entry.claimUntil);
    const isOfPast = entry.kind === "accrual" ? !isClaimable : this.#dayOf(entry.placedAt) < this.#claimsFrom;
    if (isOfPast) {
      count(this.#sums, moves);
      return;
    }
    const order = this.#orderOf(entry);
    order.moves.push(...moves);
    if (isClaimable) order.isClaimable = true;
    if (entry.kind === "reassignment") order.isPicked = true;
  }

  /** One for each cause, currency and funding that has anything, in an order that the entries alone decide. */
  sums(): PayableSum[] {
    const all = new Map(this.#sums);
    countDecided(all, this.#orders);
    return [...all]
      .filter(([, { minor }]) => minor !== 0)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([, sum]) => sum);
  }

  /** Adds what another part of the ledger was found to have. */
  addSums(sums: readonly PayableSum[]): void {
    count(this.#sums, sums);
  }

  /** Forgets the orders so far: of none of them does an entry follow. What is payable stays the same. */
  closeOrders(): void {
    countDecided(this.#sums, this.#orders);
    this.#orders.clear();
  }

  #isClaimable(until: Instant | undefined): boolean {
    return until !== undefined && this.#dayOf(until) > this.#through;
  }

  #orderOf(entry: Entry): AmendedOrder {
    const name = orderPath(entry);
    const order = this.#orders.get(name) ?? { isClaimable: false, isPicked: false, moves: [] };
    this.#orders.set(name, order);
    return order;
  }
}

function countDecided(sums: Map<string, PayableSum>, orders: ReadonlyMap<string, AmendedOrder>): void {
  for (const { isClaimable, isPicked, moves } of orders.values()) {
    if (isPicked || !isClaimable) count(sums, moves);
  }
}

function count(sums: Map<string, PayableSum>, moves: readonly PayableSum[]): void {
  for (const move of moves) {
    const name = `${move.cause} ${move.currency} ${Funding.options.indexOf(move.funding)}`;
    const minor = (sums.get(name)?.minor ?? 0) + move.minor;
    if (!Number.isSafeInteger(minor))
      throw new RangeError(`What is payable for ${name} is beyond every size`);
    sums.set(name, { ...move, minor });
  }
}
