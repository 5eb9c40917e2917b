import { CliError } from "../cli/cli-error.ts";
import type { OraclePool, OracleStated } from "./brand-terms.ts";
import type { Order } from "./facts.ts";
import { type Funding, giftOf, type OracleGift, type OraclePart, sum } from "./oracle-gift.ts";

/** One figure as a page should show it. Minor units; a sum never crosses fundings or currencies. */
export interface ExpectedFigure {
  readonly cause: string;
  readonly funding: Funding;
  readonly currency: string;
  readonly net: number;
  /** Absent where it depends on which gifts came first to a pool that ran out: then only the sum is known. */
  readonly detail?: {
    readonly pending: number;
    readonly settled: number;
    readonly takenBack: number;
    readonly gifts: number;
  };
}

export interface Expected {
  readonly purchases: number;
  /** Ledger entries: one for each purchase, refund, exchange, dispute won and cause picked afterwards, however often delivered. */
  readonly entries: number;
  readonly customers: number;
  /** Purchases that gave; of these, those returned in full; and by what their cause was chosen. */
  readonly gave: number;
  readonly returned: number;
  readonly picked: Readonly<Record<OracleGift["chosenBy"], number>>;
  readonly causes: readonly {
    readonly cause: string;
    readonly purchases: number;
    readonly returned: number;
    readonly customers: number;
  }[];
  readonly figures: readonly ExpectedFigure[];
  /** By day of purchase, over all causes, net of refunds; without the match of pools that ran out. */
  readonly series: readonly {
    readonly day: string;
    readonly funding: Funding;
    readonly currency: string;
    readonly net: number;
  }[];
  readonly pools: readonly { readonly id: string; readonly left: number; readonly exhausted: boolean }[];
  /** Milestones that must have been reached, or cannot have been; those in between depend on when refunds came. */
  readonly milestones: readonly {
    readonly cause: string;
    readonly amount: number;
    readonly reached: boolean;
  }[];
}

/**
 * What all these orders should come to on the day `asOf` of the brand's time zone.
 *
 * A pool with plenty is exact for each purchase, refunds included. Of a pool that runs out, which gift found it
 * empty depends on the order of arrival, which is not controlled; but nothing of it is lost or given twice, so that its
 * one cause has exactly its amount. For that the pool must have one cause, and none of its gifts a refund.
 */
export function expect(orders: readonly Order[], stated: OracleStated, asOf: string): Expected {
  const gifts = orders.map((order) => giftOf(order, stated));
  const exhausted = exhaustedPools(gifts, stated.pools);
  checkExact(gifts, stated, exhausted);
  const figures = figuresOf(gifts, stated, asOf, exhausted);
  const giving = gifts.filter(({ parts }) => parts.length > 0);
  return {
    purchases: orders.length,
    entries: orders.reduce((all, order) => all + entriesOf(order), 0),
    customers: shoppers(giving).size,
    gave: giving.length,
    returned: returnedOf(giving),
    picked: {
      order: giving.filter(({ chosenBy }) => chosenBy === "order").length,
      stored: giving.filter(({ chosenBy }) => chosenBy === "stored").length,
      card: giving.filter(({ chosenBy }) => chosenBy === "card").length,
      claimed: giving.filter(({ chosenBy }) => chosenBy === "claimed").length,
      unclaimed: giving.filter(({ chosenBy }) => chosenBy === "unclaimed").length,
    },
    causes: [...stated.active].map((cause) => {
      const gaveTo = gifts.filter(({ parts }) => parts.some((part) => part.cause === cause));
      return {
        cause,
        purchases: gaveTo.length,
        returned: returnedOf(gaveTo, cause),
        customers: shoppers(gaveTo).size,
      };
    }),
    figures,
    series: seriesOf(gifts, stated, exhausted),
    pools: stated.pools.map((pool) => ({
      id: pool.id,
      left: exhausted.has(pool.id) ? 0 : Number(pool.amount - drawn(gifts, pool)),
      exhausted: exhausted.has(pool.id),
    })),
    milestones: milestonesOf(gifts, stated, figures),
  };
}

/** Of these, how many have nothing left, of all that they gave or of what they gave to one cause. */
function returnedOf(gifts: readonly OracleGift[], cause?: string): number {
  return gifts.filter(({ parts }) =>
    parts.every((part) => (cause !== undefined && part.cause !== cause) || part.back >= part.minor),
  ).length;
}

function entriesOf({ refunds, exchange, claimed }: Order): number {
  const won = refunds.filter((refund) => refund.kind === "dispute" && refund.isWon);
  const more = [exchange, claimed].filter((one) => one !== undefined);
  return 1 + refunds.length + won.length + more.length;
}

/** Whether a refund of this order would leave everything knowable: no pool that these orders use up matches it. */
export function mayRefund(orders: readonly Order[], stated: OracleStated): (order: Order) => boolean {
  const exhausted = exhaustedPools(
    orders.map((order) => giftOf(order, stated)),
    stated.pools,
  );
  return (order) =>
    !giftOf(order, stated).parts.some(({ pool }) => pool !== undefined && exhausted.has(pool));
}

function exhaustedPools(gifts: readonly OracleGift[], pools: readonly OraclePool[]): Set<string> {
  const wanted = (id: string) => sum(partsOf(gifts, id).map(({ minor }) => minor));
  return new Set(pools.filter((pool) => wanted(pool.id) > pool.amount).map(({ id }) => id));
}

function partsOf(gifts: readonly OracleGift[], pool: string): OraclePart[] {
  return gifts.flatMap(({ parts }) => parts.filter((part) => part.pool === pool));
}

function checkExact(
  gifts: readonly OracleGift[],
  { pools, terms }: OracleStated,
  exhausted: ReadonlySet<string>,
): void {
  const remedy = "Start with fresh state (delete .local), or change the pool in brands/demo.";
  for (const pool of pools.filter(({ id }) => exhausted.has(id))) {
    if (pool.causes.length > 1 || partsOf(gifts, pool.id).some(({ back }) => back > 0n)) {
      throw new CliError(`Pool ${pool.id} runs out, and who gets its last money cannot be known.`, remedy);
    }
  }
  for (const { name, capPerCampaign } of terms) {
    for (const [currency, cap] of capPerCampaign) {
      const given = gifts
        .filter(({ order, terms: applied }) => applied?.name === name && order.currency === currency)
        .flatMap(({ parts }) => parts.filter(({ funding }) => funding === "brand").map(({ minor }) => minor));
      if (sum(given) > cap) throw new CliError(`The cap of ${name} in ${currency} is reached.`, remedy);
    }
  }
}

/** What a pool with plenty has given, less what refunds put back where the terms release it. */
function drawn(gifts: readonly OracleGift[], pool: OraclePool): bigint {
  return sum(
    gifts.flatMap(({ parts, terms }) =>
      parts
        .filter((part) => part.pool === pool.id)
        .map(({ minor, back }) => (terms?.releases === true ? minor - back : minor)),
    ),
  );
}

/** Known people only: whether two of the others are one person cannot be known. */
function shoppers(gifts: readonly OracleGift[]): Set<number> {
  return new Set(
    gifts.flatMap(({ order: { shopper } }) => (shopper?.known === true ? [shopper.number] : [])),
  );
}

interface Line {
  readonly cause: string;
  readonly funding: Funding;
  readonly currency: string;
  readonly minor: bigint;
  readonly back: bigint;
  readonly pending: boolean;
  /** Nothing for what an order gave more later: that is no further gift. */
  readonly gifts: 0 | 1;
}

function figuresOf(
  gifts: readonly OracleGift[],
  { timeZone, pools }: OracleStated,
  asOf: string,
  exhausted: ReadonlySet<string>,
): ExpectedFigure[] {
  const dayOf = days(timeZone);
  const lines = gifts.flatMap(({ order, terms, parts, later }): Line[] => {
    const isPending = (at: string) => terms !== undefined && daysAfter(dayOf(at), terms.returnDays) > asOf;
    const { currency, placedAt, exchange } = order;
    return parts
      .filter(({ pool }) => pool === undefined || !exhausted.has(pool))
      .flatMap((part): Line[] => {
        const added = later(part);
        const first = {
          ...part,
          currency,
          minor: part.minor - added,
          pending: isPending(placedAt),
          gifts: 1 as const,
        };
        if (exchange === undefined) return [first];
        return [first, { ...first, minor: added, back: 0n, pending: isPending(exchange.at), gifts: 0 }];
      });
  });
  const given = pools
    .filter(({ id }) => exhausted.has(id))
    .flatMap(({ causes: [cause = ""], currency, amount }) => [
      { name: `${cause} match ${currency}`, cause, currency, amount },
    ]);
  const names = new Map<string, Pick<ExpectedFigure, "cause" | "funding" | "currency">>(
    lines.map(({ cause, funding, currency }) => [
      `${cause} ${funding} ${currency}`,
      { cause, funding, currency },
    ]),
  );
  for (const { name, cause, currency } of given) names.set(name, { cause, funding: "match", currency });
  return [...names]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, what]) => {
      const mine = lines.filter((line) => `${line.cause} ${line.funding} ${line.currency}` === name);
      const net = (some: readonly Line[]) => Number(sum(some.map(({ minor, back }) => minor - back)));
      const more = given.filter((pool) => pool.name === name);
      if (more.length > 0) return { ...what, net: net(mine) + Number(sum(more.map(({ amount }) => amount))) };
      const detail = {
        pending: net(mine.filter(({ pending }) => pending)),
        settled: net(mine.filter(({ pending }) => !pending)),
        takenBack: Number(sum(mine.map(({ back }) => back))),
        gifts: mine.reduce((all, line) => all + line.gifts, 0),
      };
      return { ...what, net: net(mine), detail };
    });
}

function seriesOf(gifts: readonly OracleGift[], { timeZone }: OracleStated, exhausted: ReadonlySet<string>) {
  const dayOf = days(timeZone);
  const points = gifts.flatMap(({ order, parts }) =>
    parts
      .filter(({ pool }) => pool === undefined || !exhausted.has(pool))
      .map(({ funding, minor, back }) => ({
        day: dayOf(order.placedAt),
        funding,
        currency: order.currency,
        net: Number(minor - back),
      })),
  );
  const byPoint = Map.groupBy(points, ({ day, funding, currency }) => `${day} ${funding} ${currency}`);
  return [...byPoint.values()].flatMap((same) => {
    const [first] = same;
    return first === undefined ? [] : [{ ...first, net: same.reduce((all, { net }) => all + net, 0) }];
  });
}

function milestonesOf(
  gifts: readonly OracleGift[],
  { goals }: OracleStated,
  figures: readonly ExpectedFigure[],
) {
  return goals.flatMap(({ cause, currency, milestones }) => {
    const mine = figures.filter((figure) => figure.cause === cause && figure.currency === currency);
    const net = mine.reduce((all, figure) => all + figure.net, 0);
    const ever = gifts
      .filter(({ order }) => order.currency === currency)
      .flatMap(({ parts }) => parts.filter((part) => part.cause === cause).map(({ back }) => back));
    const highest = net + Number(sum([...ever, ...movedAway(gifts, cause, currency)]));
    return milestones.flatMap((threshold) => {
      const amount = Number(threshold);
      if (net >= amount) return [{ cause, amount, reached: true }];
      return highest < amount ? [{ cause, amount, reached: false }] : [];
    });
  });
}

/** What a cause had until somebody with the receipt picked another. */
function movedAway(gifts: readonly OracleGift[], cause: string, currency: string): bigint[] {
  return gifts
    .filter(
      ({ chosenBy, terms, order }) =>
        chosenBy === "claimed" && terms?.defaultCause === cause && order.currency === currency,
    )
    .flatMap(({ parts }) => parts.filter(({ funding }) => funding !== "match").map(({ minor }) => minor));
}

/** The calendar day of a moment in a time zone. */
function days(timeZone: string): (at: string) => string {
  const format = new Intl.DateTimeFormat("en-CA", {
    timeZone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  });
  return (at) => format.format(new Date(at));
}

function daysAfter(day: string, count: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * 86_400_000).toISOString().slice(0, 10);
}
