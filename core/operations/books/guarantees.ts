import type { Entry } from "../../giving/ledger/entry.ts";
import { orderPath } from "../../giving/ledger/ledger.keys.ts";
import { closesAt, type TopUp } from "../../giving/ledger/top-up.ts";
import type { Currency } from "../../model/money.ts";
import type { Instant } from "../../model/purchase.ts";
import { type Terms, termsName } from "../../model/terms.ts";

/**
 * How a guaranteed minimum stands, in minor units.
 * - `given`: what the brand gave of purchases until the terms' last day, less what refunds took back, whichever version of the
 *   terms they were under; what pools matched and customers added is not in it
 * - `toppedUp`: what it added to this minimum, and to those of these terms that closed before
 * - `lacks`: what is still to be added, never below zero; `next`: the number of the entry that would add it
 * - `closesAt`: before it nothing is added
 */
export interface GuaranteeLine {
  readonly terms: Terms;
  readonly currency: Currency;
  readonly minimum: number;
  readonly given: number;
  readonly toppedUp: number;
  readonly lacks: number;
  readonly next: number;
  readonly closesAt: Instant;
}

/** A minimum that the brand guaranteed, of one campaign in one currency. */
interface Guarantee extends Pick<GuaranteeLine, "terms" | "currency" | "minimum" | "closesAt"> {
  readonly until: Instant;
}

/** What is remembered of one order until all its entries were seen, which come in any order. */
interface Order {
  /** As its accrual names them; undefined until that is seen, and of an order without any. */
  terms: string | undefined;
  isTopUp: boolean;
  readonly placedAt: Instant;
  readonly currency: Currency;
  /** What the brand gave and did not get back. */
  brand: number;
}

/** Adds up what campaigns gave, from all entries of the ledger in whatever order, and says what they lack of what was guaranteed. */
export class Guarantees {
  readonly #guarantees: readonly Guarantee[];
  readonly #orders = new Map<string, Order>();

  constructor(terms: readonly Terms[]) {
    this.#guarantees = terms
      .flatMap((one) => guaranteesOf(one, terms))
      .toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  }

  add(entry: Entry): void {
    if (this.#guarantees.length === 0) return;
    const { placedAt, currency } = entry;
    const name = orderPath(entry);
    const order = this.#orders.get(name) ?? {
      terms: undefined,
      isTopUp: false,
      placedAt,
      currency,
      brand: 0,
    };
    this.#orders.set(name, order);
    if (entry.kind === "accrual") {
      order.terms = entry.terms;
      order.isTopUp = entry.topUp === true;
    }
    for (const { funding, minor } of entry.parts) if (funding === "brand") order.brand += minor;
  }

  /** By when they close. A minimum that is not closed yet says what is there so far. */
  lines(): readonly GuaranteeLine[] {
    return this.#guarantees.map(({ until, ...guarantee }) => {
      const { terms, currency, minimum } = guarantee;
      const own = [...this.#orders.values()].filter(
        (order) => order.currency === currency && idOf(order.terms) === terms.id,
      );
      const given = sumOf(own.filter(({ isTopUp, placedAt }) => !isTopUp && placedAt < until));
      const topUps = own.filter(({ isTopUp }) => isTopUp);
      const toppedUp = sumOf(topUps.filter(({ placedAt }) => placedAt <= guarantee.closesAt));
      const next = topUps.filter((one) => one.terms === termsName(terms)).length + 1;
      return { ...guarantee, given, toppedUp, lacks: Math.max(0, minimum - given - toppedUp), next };
    });
  }

  /** What the brand added to all minimums of a campaign, by currency. */
  topUps(id: string): readonly { readonly currency: Currency; readonly minor: number }[] {
    const own = [...this.#orders.values()].filter(({ isTopUp, terms }) => isTopUp && idOf(terms) === id);
    return [...Map.groupBy(own, ({ currency }) => currency)]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([currency, some]) => ({ currency, minor: sumOf(some) }));
  }

  /** What is to be added at a time, of the first minimum that closed and lacks something; undefined where none does. */
  due(at: Instant): TopUp | undefined {
    const line = this.lines().find(({ lacks, closesAt }) => lacks > 0 && closesAt <= at);
    return line && { terms: line.terms, currency: line.currency, minor: line.lacks, number: line.next };
  }
}

function guaranteesOf(terms: Terms, all: readonly Terms[]): Guarantee[] {
  const { guaranteedMinimum = {}, until } = terms;
  if (until === undefined) return [];
  return Object.entries(guaranteedMinimum).map(([currency, minimum]) => ({
    ...{ terms, currency, minimum, until },
    closesAt: closesAt({ ...terms, until }, all),
  }));
}

function keyOf({ closesAt, terms, currency }: Guarantee): string {
  return [closesAt, terms.id, String(terms.version).padStart(4, "0"), currency].join(" ");
}

function idOf(name: string | undefined): string | undefined {
  return name?.replace(/@\d+$/, "");
}

function sumOf(orders: readonly Order[]): number {
  return orders.reduce((sum, { brand }) => sum + brand, 0);
}
