import { type Accrual, type Entry, happenedAt, type Reassignment } from "../../core/giving/ledger/entry.ts";
import { entriesPrefix } from "../../core/giving/ledger/ledger.keys.ts";
import { allTimeKey, dayKey, leafKey, monthKey, quarterKey } from "../../core/impact/impact.keys.ts";
import type { Totals } from "../../core/impact/impact.ts";
import { dayIn } from "../../core/model/days.ts";
import type { Key } from "../../core/platform/aws/key.ts";

/** One figure of a row: what it is of, and its number. */
type Figures = Map<string, number>;

export function rowName({ pk, sk }: Key): string {
  return `${pk} ${sk}`;
}

const add = (figures: Figures, name: string, amount: number): void => {
  figures.set(name, (figures.get(name) ?? 0) + amount);
};

/**
 * What every row of Impact must say, summed straight from the entries in one pass, without the tree and without
 * the fold's code. It names each figure in words, so that a difference can be printed.
 */
export class DirectSum {
  readonly #rows = new Map<string, Figures>();
  readonly #orders = new Map<string, CountedOrder>();
  readonly #timeZone: string;

  constructor(timeZone: string) {
    this.#timeZone = timeZone;
  }

  add(entry: Entry, shard: number): void {
    const minutes = Number(entry.placedAt.slice(14, 16));
    const quarter = `${entry.placedAt.slice(0, 14)}${String(minutes - (minutes % 15)).padStart(2, "0")}Z`;
    const day = dayIn(this.#timeZone, entry.placedAt);
    const happened = dayIn(this.#timeZone, happenedAt(entry));
    const pending = (settlesOn: string) => (settlesOn > happened ? settlesOn : "");
    const never = () => "";
    const levels: readonly [Key, (settlesOn: string) => string][] = [
      [leafKey(quarter, `${entry.placedAt.slice(0, 16)}Z`, shard), pending],
      [quarterKey(day, quarter), pending],
      [dayKey(day), pending],
      [monthKey(day.slice(0, 7)), never],
      [allTimeKey(), never],
    ];
    for (const [key, until] of levels) this.#addTo(key, entry, until);
    this.#addToOrder(
      entry,
      levels.map(([key]) => rowName(key)),
    );
  }

  /** What every row must say of all entries so far. */
  rows(): ReadonlyMap<string, Figures> {
    const rows = new Map([...this.#rows].map(([name, figures]) => [name, new Map(figures)]));
    for (const order of this.#orders.values()) {
      for (const name of order.rows) countOrder(rows.get(name) ?? new Map(), order);
    }
    return rows;
  }

  #addToOrder(entry: Entry, rows: readonly string[]): void {
    // All entries of a purchase are in one bucket. What a damaged ledger has of it elsewhere is told as a second accrual.
    const name = `${rows.join(" ")} ${entriesPrefix(entry)}`;
    const order: CountedOrder = this.#orders.get(name) ?? {
      rows,
      accrual: undefined,
      claim: undefined,
      moves: [],
      given: new Map(),
      left: new Map(),
    };
    this.#orders.set(name, order);
    if (entry.kind === "accrual" && !entry.topUp) order.accrual = entry;
    if (entry.kind === "reassignment") order.moves.push(entry);
    if (entry.kind === "reassignment" && entry.by !== "brand") order.claim = entry;
    const given = entry.kind === "reassignment" ? (entry.whole ?? entry).parts : entry.parts;
    if (!("refundId" in entry)) for (const { cause, minor } of given) add(order.given, cause, minor);
    for (const { cause, minor } of entry.parts.filter((part) => part.minor !== 0))
      order.left.set(cause, (order.left.get(cause) ?? 0) + minor);
  }

  #addTo(key: Key, entry: Entry, pending: (settlesOn: string) => string): void {
    const figures = this.#rows.get(rowName(key)) ?? new Map<string, number>();
    this.#rows.set(rowName(key), figures);
    add(figures, "entries", 1);
    if (entry.kind === "reassignment") {
      for (const { cause, funding, minor, settlesOn: own, ...moved } of entry.parts) {
        const settlesOn = pending(own ?? entry.settlesOn);
        const name = sumName({ cause, funding, currency: entry.currency, settlesOn });
        add(figures, `${name} net`, minor);
        add(figures, `${name} taken back`, moved.takenBack ?? 0);
        add(figures, `${name} gifts`, moved.gifts ?? 0);
      }
      return;
    }
    const settlesOn = pending(entry.settlesOn);
    for (const { cause, funding, minor } of entry.parts) {
      if (minor === 0) continue;
      const name = sumName({ cause, funding, currency: entry.currency, settlesOn });
      add(figures, `${name} net`, minor);
      add(figures, `${name} taken back`, "refundId" in entry ? -minor : 0);
      add(figures, `${name} gifts`, entry.kind === "accrual" && !entry.topUp ? 1 : 0);
    }
  }
}

/** What is counted of one order: in which rows, by which statement, and what is left for each cause that it gave to. */
interface CountedOrder {
  readonly rows: readonly string[];
  accrual: Accrual | undefined;
  claim: Reassignment | undefined;
  readonly moves: Reassignment[];
  /** For each cause, refunds left aside: nothing for one from which the whole gift was moved. */
  readonly given: Map<string, number>;
  readonly left: Map<string, number>;
}

function countOrder(figures: Figures, { accrual, claim, moves, given, left: all }: CountedOrder): void {
  const count = (cause: string, what: "purchases" | "customers" | "neither") => {
    add(figures, `${cause} purchases`, what === "purchases" ? 1 : 0);
    add(figures, `${cause} customers`, what === "customers" ? 1 : 0);
  };
  if (accrual === undefined) return;
  for (const { firstFor } of [accrual, ...moves]) for (const cause of firstFor) count(cause, "customers");
  const isLeft = (cause: string) => moves.length > 0 && given.get(cause) === 0;
  const left = new Map([...all].filter(([cause]) => !isLeft(cause)));
  if (left.size === 0) {
    count("*", "neither");
    add(figures, "* without a gift", 1);
    return;
  }
  count("*", "purchases");
  const by = claim === undefined ? accrual.causeBy : "claim";
  if (by !== "unclaimed") add(figures, `* chosen by ${by}`, 1);
  if ([...left.values()].every((minor) => minor <= 0)) add(figures, "* returned", 1);
  for (const [cause, minor] of left) {
    count(cause, "purchases");
    const free = claim === undefined ? accrual.chosen : [claim.cause];
    if (free !== undefined) {
      const way = free.includes(cause)
        ? by === "unclaimed"
          ? "by default"
          : `chosen by ${by}`
        : "by the split";
      add(figures, `${cause} ${way}`, 1);
    }
    if (minor <= 0) add(figures, `${cause} returned`, 1);
  }
}

function sumName(of: { cause: string; funding: string; currency: string; settlesOn?: string | undefined }) {
  const until = of.settlesOn ? ` until ${of.settlesOn}` : "";
  return `${of.cause} ${of.funding} ${of.currency}${until}`;
}

/** The same figures of a row as it is stored. */
export function figuresOf(totals: Totals): Figures {
  const figures: Figures = new Map([["entries", totals.entries]]);
  for (const sum of totals.sums) {
    add(figures, `${sumName(sum)} net`, sum.net);
    add(figures, `${sumName(sum)} taken back`, sum.takenBack);
    add(figures, `${sumName(sum)} gifts`, sum.gifts);
  }
  for (const count of totals.counts) {
    add(figures, `${count.cause} purchases`, count.purchases);
    add(figures, `${count.cause} customers`, count.customers);
    const rare = {
      returned: count.returned,
      "without a gift": count.withoutGift,
      "chosen by order": count.byOrder,
      "chosen by customer": count.byCustomer,
      "chosen by claim": count.byClaim,
      "by default": count.byDefault,
      "by the split": count.bySplit,
    };
    for (const [name, number] of Object.entries(rare))
      if (number !== undefined) add(figures, `${count.cause} ${name}`, number);
  }
  return figures;
}

/** Each figure in which a stored row differs from the ledger, in words. */
export function differences(row: string, stored: Figures | undefined, ledger: Figures | undefined): string[] {
  if (stored === undefined) return [`${row}: is missing`];
  if (ledger === undefined) return [`${row}: has no entry in the ledger`];
  const names = new Set([...ledger.keys(), ...stored.keys()]);
  return [...names]
    .filter((name) => stored.get(name) !== ledger.get(name))
    .map(
      (name) =>
        `${row}: ${name} is ${stored.get(name) ?? "missing"}, by the ledger ${ledger.get(name) ?? "none"}`,
    );
}
