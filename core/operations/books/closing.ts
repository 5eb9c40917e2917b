import type { Entry } from "../../giving/ledger/entry.ts";
import type { Calendar } from "../../impact/calendar.ts";
import { formatMinor } from "../../model/money.ts";
import type { Day } from "../../model/purchase.ts";
import { csv } from "../../platform/csv.ts";

/** An amount of each kind of money, in minor units: kinds are never added. */
interface Money {
  brand: number;
  match: number;
  customer: number;
}

/** What the purchases of a campaign came to in one place and currency, in minor units. */
export interface ClosingLine {
  /** As ISO 3166 writes it; `unknown`: purchases of which no shop said where they were sold. */
  readonly region: string;
  readonly currency: string;
  readonly purchases: number;
  /** Their goods without tax, before what was returned. */
  readonly goods: number;
  readonly given: Readonly<Money>;
  /** What refunds took back of it. */
  readonly takenBack: Readonly<Money>;
}

export interface ClosingSpan {
  /** The id of the terms: all their versions are one campaign. */
  readonly terms: string;
  /** The first and the last day on which its purchases were placed, in the brand's zone. */
  readonly from: Day;
  readonly to: Day;
}

/** What is remembered of one order until all its entries were seen, which come in any order. */
interface Order {
  isOfCampaign: boolean;
  /** Also of an order that gave nothing at first, and gave as it grew. */
  gave: boolean;
  region: string;
  currency: string;
  goods: { readonly sequence: number; readonly base: number };
  readonly given: Money;
  readonly takenBack: Money;
}

/** The final accounting of a campaign by place, from all entries of the ledger in whatever order. */
export class Closing {
  readonly #orders = new Map<string, Order>();
  readonly #span: ClosingSpan;
  readonly #calendar: Calendar;

  constructor(span: ClosingSpan, calendar: Calendar) {
    this.#span = span;
    this.#calendar = calendar;
  }

  add(entry: Entry): void {
    const order = this.#orderOf(entry);
    if (entry.kind === "accrual") {
      order.isOfCampaign = entry.topUp !== true && this.#isOfCampaign(entry.terms, entry.placedAt);
      order.region = entry.region ?? "unknown";
      order.currency = entry.currency;
    }
    if (entry.parts.length > 0) order.gave = true;
    const stated = statedBase(entry);
    if (stated !== undefined && stated.sequence >= order.goods.sequence) order.goods = stated;
    const isBack = entry.kind === "clawback" || entry.kind === "restoration";
    for (const { funding, minor } of entry.parts) {
      if (isBack) order.takenBack[funding] -= minor;
      else order.given[funding] += minor;
    }
  }

  /** By place and currency. */
  lines(): readonly ClosingLine[] {
    const counted = [...this.#orders.values()].filter(({ isOfCampaign, gave }) => isOfCampaign && gave);
    return [...Map.groupBy(counted, ({ region, currency }) => `${region} ${currency}`)]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .flatMap(([, orders]) => {
        const [first] = orders;
        if (first === undefined) return [];
        const { region, currency } = first;
        const goods = orders.reduce((sum, one) => sum + one.goods.base, 0);
        const [given, takenBack] = [summed(orders, "given"), summed(orders, "takenBack")];
        return [{ region, currency, purchases: orders.length, goods, given, takenBack }];
      });
  }

  #isOfCampaign(terms: string | undefined, placedAt: string): boolean {
    const day = this.#calendar.dayOf(placedAt);
    const { from, to } = this.#span;
    return terms?.replace(/@\d+$/, "") === this.#span.terms && from <= day && day <= to;
  }

  #orderOf({ source, connection, orderId, currency }: Entry): Order {
    const name = `${source} ${connection} ${orderId}`;
    const known = this.#orders.get(name);
    if (known !== undefined) return known;
    const nothing = (): Money => ({ brand: 0, match: 0, customer: 0 });
    const order = {
      isOfCampaign: false,
      gave: false,
      region: "unknown",
      currency,
      goods: { sequence: -1, base: 0 },
      given: nothing(),
      takenBack: nothing(),
    };
    this.#orders.set(name, order);
    return order;
  }
}

function statedBase(entry: Entry): Order["goods"] | undefined {
  if (entry.kind === "accrual") return { sequence: 0, base: entry.base };
  return entry.kind === "supplement" ? { sequence: entry.sequence, base: entry.base } : undefined;
}

function summed(orders: readonly Order[], of: "given" | "takenBack"): Money {
  const sum = (funding: keyof Money) => orders.reduce((all, order) => all + order[of][funding], 0);
  return { brand: sum("brand"), match: sum("match"), customer: sum("customer") };
}

const COLUMNS = [
  ...["region", "currency", "purchases", "goods"],
  ...["given_brand", "given_match", "added_by_customers"],
  ...["taken_back_brand", "taken_back_match", "taken_back_customers"],
  ...["due_brand", "due_match", "due_customers"],
];

/**
 * The same as a table; `due` is what is left of what was given. `topUps`: what the brand added to a guaranteed minimum, which is of no
 * purchase and of no place.
 */
export function closingTable(
  lines: readonly ClosingLine[],
  topUps: readonly { readonly currency: string; readonly minor: number }[] = [],
): string {
  const nothing: Money = { brand: 0, match: 0, customer: 0 };
  const added = topUps.map(({ currency, minor }): ClosingLine => {
    const given = { ...nothing, brand: minor };
    return { region: "top-up", currency, purchases: 0, goods: 0, given, takenBack: nothing };
  });
  const rows = [...lines, ...added].map(({ region, currency, purchases, goods, given, takenBack }) => {
    const fundings = ["brand", "match", "customer"] as const;
    const amounts = [
      goods,
      ...fundings.map((funding) => given[funding]),
      ...fundings.map((funding) => takenBack[funding]),
      ...fundings.map((funding) => given[funding] - takenBack[funding]),
    ];
    return [region, currency, purchases, ...amounts.map((minor) => formatMinor(minor, currency))];
  });
  return csv(COLUMNS, rows);
}
