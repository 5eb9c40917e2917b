import { describe, expect, test } from "vitest";
import type { CauseView, Community } from "../../../core/impact/view.ts";
import { compare } from "../../../demo/compare.ts";
import { expect as expectDay } from "../../../demo/oracle.ts";
import { demoStatement } from "../../support/demo-texts.ts";
import { sampleDay, stated } from "../../support/sample-day.ts";

const expected = expectDay(sampleDay({ seed: 7, at: "2026-11-22T12:00:00Z" }), stated, "2026-11-22");
const { brand, causes, pools } = demoStatement();

/** A community that shows exactly what is expected. */
function right(): Community {
  const shown = causes.map(({ slug, goal, ...cause }): CauseView => {
    const counts = expected.causes.find((one) => one.cause === slug);
    return {
      ...cause,
      slug,
      choices: { order: 0, customer: 0, claimed: 0, default: 0, split: 0 },
      figures: expected.figures
        .filter((figure) => figure.cause === slug)
        .map(({ funding, currency, net, detail }) => ({
          ...{ funding, currency },
          ...(detail ?? { pending: net, settled: 0, takenBack: 5, gifts: 3 }),
        })),
      ...(goal && {
        progress: {
          ...{ currency: goal.currency, amount: goal.amount, segments: [] },
          milestones: goal.milestones.map((milestone) => ({
            ...milestone,
            ...(expected.milestones.some(
              (one) => one.cause === slug && one.amount === milestone.amount && one.reached,
            ) && {
              reachedAt: "2026-11-20T10:00:00Z",
            }),
          })),
        },
      }),
      purchases: counts?.purchases ?? 0,
      returned: counts?.returned ?? 0,
      customers: counts?.customers ?? 0,
      pools: [],
    };
  });
  const kinds = Map.groupBy(
    shown.flatMap(({ figures }) => figures),
    (one) => `${one.funding} ${one.currency}`,
  );
  return {
    ...{ asOf: "2026-11-22", brand, purchases: expected.gave, customers: expected.customers, terms: [] },
    ...{ readAt: "2026-11-22T12:00:00Z", formerTerms: [] },
    returned: expected.returned,
    withoutGift: expected.purchases - expected.gave,
    choices: {
      order: expected.picked.order,
      customer: expected.picked.stored + expected.picked.card,
      claimed: expected.picked.claimed,
      none: expected.picked.unclaimed,
    },
    causes: shown,
    series: [...expected.series],
    figures: [...kinds.values()].flatMap((same) => {
      const total = (part: "pending" | "settled" | "takenBack" | "gifts") =>
        same.reduce((sum, one) => sum + one[part], 0);
      const [first] = same;
      const parts = {
        pending: total("pending"),
        settled: total("settled"),
        takenBack: total("takenBack"),
        gifts: total("gifts"),
      };
      return first === undefined ? [] : [{ ...first, ...parts }];
    }),
    pools: pools.map((pool) => ({
      ...pool,
      left: expected.pools.find(({ id }) => id === pool.id)?.left ?? -1,
    })),
  };
}

function changeFirstCause(change: (cause: CauseView) => CauseView): Community {
  const community = right();
  return { ...community, causes: community.causes.map((cause, at) => (at === 0 ? change(cause) : cause)) };
}

describe("the comparison with the oracle", () => {
  test("finds no difference where all is as expected, and a row for each cause, funding and currency", () => {
    const { figures, differences } = compare(expected, right());
    expect(differences).toEqual([]);
    expect(figures).toHaveLength(expected.figures.length);
  });

  test.each(["pending", "settled", "takenBack", "gifts"] as const)("sees one unit too much %s", (part) => {
    const community = changeFirstCause((cause) => ({
      ...cause,
      figures: cause.figures.map((figure, at) =>
        at === 0 ? { ...figure, [part]: figure[part] + 1 } : figure,
      ),
    }));
    expect(compare(expected, community).differences.length).toBeGreaterThan(0);
  });

  test("sees a figure that is missing, and one that should not be there", () => {
    const missing = changeFirstCause((cause) => ({ ...cause, figures: cause.figures.slice(1) }));
    expect(compare(expected, missing).differences.length).toBeGreaterThan(0);
    const figure = {
      funding: "brand" as const,
      currency: "KWD",
      pending: 1,
      settled: 0,
      takenBack: 0,
      gifts: 1,
    };
    const more = changeFirstCause((cause) => ({ ...cause, figures: [...cause.figures, figure] }));
    expect(compare(expected, more).differences.length).toBeGreaterThan(0);
  });

  test.each<[string, (community: Community) => Community]>([
    ["a purchase too many", (community) => ({ ...community, purchases: community.purchases + 1 })],
    ["a customer too few", (community) => ({ ...community, customers: community.customers - 1 })],
    [
      "a cent left in the pool that is used up",
      (community) => ({
        ...community,
        pools: community.pools.map((pool) => ({ ...pool, left: pool.left + 1 })),
      }),
    ],
    ["a day that is missing", (community) => ({ ...community, series: community.series.slice(1) })],
    [
      "a total that is off",
      (community) => ({
        ...community,
        figures: community.figures.map((one) => ({ ...one, settled: one.settled + 1 })),
      }),
    ],
    [
      "a milestone that was not announced",
      () =>
        changeFirstCause(({ progress, ...cause }) => ({
          ...cause,
          ...(progress && {
            progress: { ...progress, milestones: progress.milestones.map(({ reachedAt: _, ...one }) => one) },
          }),
        })),
    ],
  ])("sees %s", (_, change) => {
    expect(compare(expected, change(right())).differences.length).toBeGreaterThan(0);
  });
});
