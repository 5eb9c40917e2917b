import type { Entry } from "../giving/ledger/entry.ts";
import type { OrderState, RecordedOrder } from "../giving/ledger/statement.ts";
import { dayIn, daysAfter } from "../model/days.ts";
import type { Funding, Part } from "../model/gift.ts";
import type { CauseSlug, Day } from "../model/purchase.ts";
import type { TreeKind } from "./gift-leaf.ts";

/**
 * What one gift brings to a tree of a day: `minor`, above zero. `stated`: what the order stated last by then. `other`: of a gift that
 * was moved to another cause, where it is from, or where it went.
 */
export interface GiftMove {
  readonly day: Day;
  readonly kind: TreeKind;
  readonly cause: CauseSlug;
  readonly funding: Funding;
  readonly minor: number;
  readonly other?: CauseSlug;
  readonly stated: OrderState;
}

/** From the entry of an order with this `index` (0: its purchase) on, the log had the order no earlier than on `day`. */
export interface LateEntry {
  readonly index: number;
  readonly day: Day;
}

/** An order as the log took it. `late`: of entries that reached the log only when the ledger's own day was published. */
export interface TakenOrder extends RecordedOrder {
  readonly late?: readonly LateEntry[];
}

/** What one cause has of a gift from one funding; `settled` is the part of `booked` that no longer waits. */
interface Stake {
  readonly cause: CauseSlug;
  readonly funding: Funding;
  booked: number;
  settled: number;
  other?: CauseSlug;
}

/**
 * All that an order brings to trees, by the days on which the ledger took its entries, or the later ones on which the log did: a
 * day that is published never changes, whatever is recorded later. A gift settles as a whole, on the day on which every part recorded by then is past its return window and
 * nobody can pick its cause any more; what is added after that settles in its own time.
 *
 * At the close of each day, of each cause and funding, `accrued − returned − late` is what is booked, and `settled − late` at most
 * that. Throws RangeError where the ledger says less than nothing, which it never does.
 */
export function giftMoves(order: TakenOrder, timeZone: string): GiftMove[] {
  const stakes = new Map<string, Stake>();
  const moves: GiftMove[] = [];
  let stated: OrderState = order.accrual;
  let due: Day | undefined;
  const settle = (day: Day) => {
    for (const stake of stakes.values()) {
      moves.push(...moveOf(stake, day, "settled", stake.booked - stake.settled, stated));
      stake.settled = stake.booked;
    }
    due = undefined;
  };
  for (const [day, entries] of byDay(order, timeZone)) {
    if (due !== undefined && due < day) settle(due);
    const before = new Map([...stakes].map(([name, { booked }]) => [name, booked]));
    for (const entry of entries) {
      if (entry.kind === "accrual" || entry.kind === "supplement") stated = entry;
      for (const part of entry.parts) book(stakes, part).booked += part.minor;
      nameOtherCauses(stakes, entry);
      due = latest([due, day, settlesOn(entry), claimedUntil(entry, timeZone)]);
    }
    for (const [name, stake] of stakes) moves.push(...changeOf(stake, day, before.get(name) ?? 0, stated));
    if (due !== undefined && due <= day) settle(day);
  }
  if (due !== undefined) settle(due);
  return moves;
}

/** An order as the ledger had it at the close of a day; undefined where it had none of it. */
export function orderUpTo(order: TakenOrder, last: Day, timeZone: string): TakenOrder | undefined {
  const some = [...byDay(order, timeZone)].filter(([day]) => day <= last).flatMap(([, entries]) => entries);
  const amendments = some.filter((entry) => entry.kind !== "accrual");
  return some.length === 0 ? undefined : { ...order, amendments };
}

/** How many entries of an order are of the days up to and with `last`. */
export function countUpTo(order: TakenOrder, last: Day, timeZone: string): number {
  return [...byDay(order, timeZone)].reduce(
    (sum, [day, { length }]) => (day <= last ? sum + length : sum),
    0,
  );
}

/**
 * Entries by the day on which the ledger took them, or the log did, in their sequence: of two clocks around midnight one may be
 * slow, and no entry is before the one that it was computed from.
 */
function byDay({ accrual, amendments, late = [] }: TakenOrder, timeZone: string): Map<Day, Entry[]> {
  const days = new Map<Day, Entry[]>();
  let day = "";
  for (const [index, entry] of [accrual, ...amendments].entries()) {
    const had = late.find((one) => one.index === index)?.day;
    day = latest([day, dayIn(timeZone, entry.recordedAt), had]);
    days.set(day, [...(days.get(day) ?? []), entry]);
  }
  return days;
}

/** What a day changed of a stake. What goes out is first of what was not settled. */
function changeOf(stake: Stake, day: Day, before: number, stated: OrderState): GiftMove[] {
  const change = stake.booked - before;
  if (stake.booked < 0) throw new RangeError(`${stake.cause} has ${stake.booked} of a gift`);
  if (change >= 0) return moveOf(stake, day, "accrued", change, stated);
  const late = Math.max(0, stake.settled - stake.booked);
  stake.settled -= late;
  return [
    ...moveOf(stake, day, "returned", -change - late, stated),
    ...moveOf(stake, day, "late", late, stated),
  ];
}

function moveOf(stake: Stake, day: Day, kind: TreeKind, minor: number, stated: OrderState): GiftMove[] {
  const { cause, funding, other } = stake;
  return minor === 0 ? [] : [{ day, kind, cause, funding, minor, ...(other && { other }), stated }];
}

function book(stakes: Map<string, Stake>, { cause, funding }: Part): Stake {
  const name = `${cause} ${funding}`;
  const stake = stakes.get(name) ?? { cause, funding, booked: 0, settled: 0 };
  stakes.set(name, stake);
  return stake;
}

/** Both ends of a move name each other, and go on doing so. */
function nameOtherCauses(stakes: Map<string, Stake>, entry: Entry): void {
  if (entry.kind !== "reassignment") return;
  const from = entry.parts.map(({ cause }) => cause).find((cause) => cause !== entry.cause);
  for (const part of entry.parts) {
    const other = part.cause === entry.cause ? from : entry.cause;
    if (other !== undefined) book(stakes, part).other = other;
  }
}

/** The day on which all parts of an entry are settled. */
function settlesOn(entry: Entry): Day {
  const own = entry.parts.flatMap((part) => ("settlesOn" in part ? (part.settlesOn ?? []) : []));
  return latest([entry.settlesOn, ...own]);
}

/** The first day on which nobody can pick the cause any more. */
function claimedUntil(entry: Entry, timeZone: string): Day | undefined {
  if (entry.kind !== "accrual" || entry.claimUntil === undefined) return undefined;
  return daysAfter(dayIn(timeZone, entry.claimUntil), 1);
}

function latest(days: readonly (Day | undefined)[]): Day {
  return days.reduce<Day>((last, day) => (day !== undefined && day > last ? day : last), "");
}
