import { type Entry, happenedAt } from "../../core/giving/ledger/entry.ts";
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
  readonly rows = new Map<string, Figures>();
  readonly #timeZone: string;

  constructor(timeZone: string) {
    this.#timeZone = timeZone;
  }

  add(entry: Entry, shard: number): void {
    const minutes = Number(entry.placedAt.slice(14, 16));
    const quarter = `${entry.placedAt.slice(0, 14)}${String(minutes - (minutes % 15)).padStart(2, "0")}Z`;
    const day = dayIn(this.#timeZone, entry.placedAt);
    const happened = dayIn(this.#timeZone, happenedAt(entry));
    const pending = entry.settlesOn > happened ? entry.settlesOn : "";
    this.#addTo(leafKey(quarter, `${entry.placedAt.slice(0, 16)}Z`, shard), entry, pending);
    this.#addTo(quarterKey(day, quarter), entry, pending);
    this.#addTo(dayKey(day), entry, pending);
    this.#addTo(monthKey(day.slice(0, 7)), entry, "");
    this.#addTo(allTimeKey(), entry, "");
  }

  #addTo(key: Key, entry: Entry, settlesOn: string): void {
    const figures = this.rows.get(rowName(key)) ?? new Map<string, number>();
    this.rows.set(rowName(key), figures);
    add(figures, "entries", 1);
    const causes = new Set<string>();
    for (const { cause, funding, minor } of entry.parts) {
      if (minor === 0) continue;
      causes.add(cause);
      const name = sumName({ cause, funding, currency: entry.currency, settlesOn });
      add(figures, `${name} net`, minor);
      add(figures, `${name} taken back`, "refundId" in entry ? -minor : 0);
      add(figures, `${name} gifts`, entry.kind === "accrual" ? 1 : 0);
    }
    if (entry.kind !== "accrual") return;
    for (const cause of ["*", ...causes]) {
      add(figures, `${cause} purchases`, 1);
      add(figures, `${cause} customers`, 0);
    }
    for (const cause of entry.firstFor) {
      add(figures, `${cause} purchases`, 0);
      add(figures, `${cause} customers`, 1);
    }
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
