import type { CauseView, Community } from "../core/impact/view.ts";
import type { Expected, ExpectedFigure } from "./oracle.ts";
import type { CauseFigure } from "./report.ts";

export interface Compared {
  readonly figures: readonly CauseFigure[];
  /** A line for each figure that is not as expected. */
  readonly differences: readonly string[];
  /** How many purchases that gave had their cause from where. */
  readonly picked: Expected["picked"];
}

type Shown = CauseView["figures"][number];
const NOTHING = { pending: 0, settled: 0, takenBack: 0, gifts: 0 };

/** Each figure that the community's JSON shows beside the oracle's. */
export function compare(expected: Expected, community: Community): Compared {
  const differences: string[] = [];
  const same = (what: string, given: unknown, wanted: unknown): void => {
    if (given !== wanted) differences.push(`${what}: ${String(given)} is shown, ${String(wanted)} expected`);
  };
  const figures = community.causes.flatMap((cause) => compareCause(cause, expected, same));
  compareTotals(expected, community, same);
  compareSeries(expected, community, same);
  for (const pool of expected.pools) {
    same(`pool ${pool.id} left`, community.pools.find(({ id }) => id === pool.id)?.left, pool.left);
  }
  for (const milestone of expected.milestones) {
    const shown = community.causes
      .find(({ slug }) => slug === milestone.cause)
      ?.progress?.milestones.find(({ amount }) => amount === milestone.amount);
    same(
      `milestone ${milestone.amount} of ${milestone.cause}`,
      shown?.reachedAt !== undefined,
      milestone.reached,
    );
  }
  const { order, customer, claimed, none: unclaimed } = community.choices;
  // Pages count both alike. That those by card found their customer is in the sum: each that did not is missing from it.
  const { card } = expected.picked;
  return { figures, differences, picked: { order, stored: customer - card, card, claimed, unclaimed } };
}

type Same = (what: string, given: unknown, wanted: unknown) => void;

function compareCause(cause: CauseView, expected: Expected, same: Same): CauseFigure[] {
  const counts = expected.causes.find((one) => one.cause === cause.slug);
  same(`purchases of ${cause.slug}`, cause.purchases, counts?.purchases ?? 0);
  same(`returned purchases of ${cause.slug}`, cause.returned, counts?.returned ?? 0);
  same(`customers of ${cause.slug}`, cause.customers, counts?.customers ?? 0);
  const mine = expected.figures.filter((figure) => figure.cause === cause.slug);
  return kinds(mine, cause.figures).map(({ funding, currency }) => {
    const wanted = mine.find((figure) => figure.funding === funding && figure.currency === currency);
    const shown =
      cause.figures.find((figure) => figure.funding === funding && figure.currency === currency) ?? NOTHING;
    const what = `${cause.slug} ${funding} ${currency}`;
    same(`${what} given`, shown.pending + shown.settled, wanted?.net ?? 0);
    compareDetail(what, shown, wanted, same);
    return {
      cause: cause.slug,
      funding,
      currency,
      given: shown.pending + shown.settled,
      expected: wanted?.net ?? 0,
    };
  });
}

function compareDetail(
  what: string,
  shown: typeof NOTHING,
  wanted: ExpectedFigure | undefined,
  same: Same,
): void {
  const detail = wanted === undefined ? NOTHING : wanted.detail;
  if (detail === undefined) return;
  for (const part of ["pending", "settled", "takenBack", "gifts"] as const) {
    same(`${what} ${part}`, shown[part], detail[part]);
  }
}

function compareTotals(expected: Expected, community: Community, same: Same): void {
  same("purchases", community.purchases, expected.gave);
  same("returned purchases", community.returned, expected.returned);
  same("purchases without a gift", community.withoutGift, expected.purchases - expected.gave);
  const { order, customer, claimed, none } = community.choices;
  same("purchases whose order named the cause", order, expected.picked.order);
  const { stored, card } = expected.picked;
  same("purchases of customers who had chosen", customer, stored + card);
  same("purchases whose cause was picked with the receipt", claimed, expected.picked.claimed);
  same("purchases without a choice", none, expected.picked.unclaimed);
  same("customers", community.customers, expected.customers);
  for (const { funding, currency } of kinds(expected.figures, community.figures)) {
    const shown =
      community.figures.find((one) => one.funding === funding && one.currency === currency) ?? NOTHING;
    const wanted = expected.figures
      .filter((one) => one.funding === funding && one.currency === currency)
      .reduce((sum, one) => sum + one.net, 0);
    same(`all causes ${funding} ${currency} given`, shown.pending + shown.settled, wanted);
  }
}

/** Only what the chart shows, and not the match of pools that ran out: on which days they gave is not known. */
function compareSeries(expected: Expected, community: Community, same: Same): void {
  const unknown = new Set(
    expected.figures
      .filter(({ detail }) => detail === undefined)
      .map(({ funding, currency }) => `${funding} ${currency}`),
  );
  const name = (point: { day: string; funding: string; currency: string }) =>
    `${point.day} ${point.funding} ${point.currency}`;
  const first = community.series.map(({ day }) => day).toSorted()[0] ?? community.asOf;
  const knowable = <Point extends { day: string; funding: string; currency: string }>(
    points: readonly Point[],
  ) =>
    new Map(
      points
        .filter((point) => point.day >= first && !unknown.has(`${point.funding} ${point.currency}`))
        .map((point) => [name(point), point]),
    );
  const shown = knowable(community.series);
  const wanted = knowable(expected.series);
  for (const point of new Set([...shown.keys(), ...wanted.keys()])) {
    same(`day ${point}`, shown.get(point)?.net ?? 0, wanted.get(point)?.net ?? 0);
  }
}

type Kind = Pick<Shown, "funding" | "currency">;

/** Every funding and currency that either side knows, each once. */
function kinds(wanted: readonly Kind[], shown: readonly Kind[]): Kind[] {
  const all = [...wanted, ...shown].map(({ funding, currency }): [string, Kind] => [
    `${funding} ${currency}`,
    { funding, currency },
  ]);
  return [...new Map(all).values()].toSorted((a, b) =>
    `${a.funding} ${a.currency}` < `${b.funding} ${b.currency}` ? -1 : 1,
  );
}
