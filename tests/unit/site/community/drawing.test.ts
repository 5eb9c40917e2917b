import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { contrast } from "../../../../core/i18n/contrast.ts";
import { colours, PAIRS, plainLook } from "../../../../core/i18n/palette.ts";
import type { SeriesPoint } from "../../../../core/impact/view.ts";
import { Brand } from "../../../../core/model/cause.ts";
import { chartDays, firstDay, HEIGHT } from "../../../../core/site/community/day-chart.ts";
import { goalProgress } from "../../../../core/site/community/goal-progress.ts";
import { truncate } from "../../../../core/site/ui/truncate.ts";

const goal = { currency: "EUR", amount: 1_000, milestones: [] };

describe("the progress towards a goal", () => {
  test("is reached exactly when the fundings together reach it, and never a percent early", () => {
    const at = (net: number) =>
      goalProgress({ ...goal, segments: [{ funding: "brand", net, pending: 0 }] }).percent;
    expect([at(0), at(9), at(10), at(999), at(1_000), at(2_345)]).toEqual([0, 0, 1, 99, 100, 234]);
  });

  test("beyond the goal, the bar is the gifts and the goal stands on it", () => {
    const way = goalProgress({
      ...goal,
      segments: [
        { funding: "brand", net: 1_500, pending: 0 },
        { funding: "match", net: 500, pending: 0 },
      ],
    });
    expect(way.goalAt).toBe(50);
    expect(way.segments).toEqual([
      { funding: "brand", from: 0, length: 75 },
      { funding: "match", from: 75, length: 25 },
    ]);
  });

  test("a funding below zero has no length and takes from the percent", () => {
    const way = goalProgress({
      ...goal,
      segments: [
        { funding: "brand", net: 500, pending: 0 },
        { funding: "customer", net: -200, pending: 0 },
      ],
    });
    expect(way.percent).toBe(30);
    expect(way.segments).toEqual([{ funding: "brand", from: 0, length: 50 }]);
  });

  test("no bar is longer than its track", () => {
    const net = fc.integer({ min: -(10 ** 12), max: 10 ** 12 });
    fc.assert(
      fc.property(net, net, net, fc.integer({ min: 0, max: 10 ** 12 }), (brand, match, customer, amount) => {
        const way = goalProgress({
          currency: "USD",
          amount,
          milestones: [{ amount: 10 ** 12, label: { en: "m", de: "m" } }],
          segments: [
            { funding: "brand", net: brand, pending: 0 },
            { funding: "match", net: match, pending: 0 },
            { funding: "customer", net: customer, pending: 0 },
          ],
        });
        for (const { from, length } of way.segments) expect(from + length).toBeLessThanOrEqual(100.02);
        for (const { at } of way.milestones) expect(at).toBeLessThanOrEqual(100);
        expect(way.percent).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});

const point = (day: string, net: number, more: Partial<SeriesPoint> = {}): SeriesPoint => ({
  day,
  funding: "brand",
  currency: "USD",
  net,
  ...more,
});

const asOf = "2026-11-22";

describe("a chart of days", () => {
  test("shows one currency alone, and no day that is not recent", () => {
    const points = [
      point("2026-09-01", 5),
      point("2026-11-20", 100),
      point("2026-11-20", 9_999, { currency: "JPY" }),
    ];
    const from = firstDay(points, asOf);
    expect(from).toBe("2026-11-13");
    expect(chartDays(points, "USD", from, asOf)?.rows).toEqual([
      { day: "2026-11-20", net: new Map([["brand", 100]]) },
    ]);
    expect(chartDays(points, "EUR", from, asOf)).toBeUndefined();
  });

  test("begins with the first recent gift, whatever its currency, and reaches back thirty days at most", () => {
    expect(firstDay([point("2026-10-30", 1), point("2026-11-02", 1, { currency: "JPY" })], asOf)).toBe(
      "2026-10-30",
    );
    expect(firstDay([point("2026-10-23", 1), point("2026-10-24", 1)], asOf)).toBe("2026-10-24");
  });

  test("has every bar inside its field, below zero too", () => {
    const days = ["2026-11-19", "2026-11-20", "2026-11-21", "2026-11-22"];
    const series = fc.array(
      fc.record({
        day: fc.constantFrom(...days),
        funding: fc.constantFrom("brand" as const, "match" as const, "customer" as const),
        currency: fc.constant("USD"),
        net: fc.integer({ min: -(10 ** 14), max: 10 ** 14 }),
      }),
    );
    fc.assert(
      fc.property(series, (points) => {
        const chart = chartDays(points, "USD", "2026-11-19", asOf);
        const ends = chart?.bars.flatMap(({ path }) =>
          [...path.matchAll(/M[\d.]+ ([-\d.]+)V([-\d.]+)/g)].flatMap(([, from, to]) => [
            Number(from),
            Number(to),
          ]),
        );
        for (const y of ends ?? []) {
          expect(y).toBeGreaterThanOrEqual(-0.1);
          expect(y).toBeLessThanOrEqual(HEIGHT + 0.1);
        }
      }),
    );
  });

  test("is measured by a round amount that it reaches", () => {
    const mark = (net: number) =>
      chartDays([point("2026-11-22", net)], "USD", "2026-11-19", asOf)?.mark.minor;
    expect([mark(1), mark(49), mark(1_999), mark(720_000), mark(-340)]).toEqual([
      1, 20, 1_000, 500_000, -200,
    ]);
  });
});

describe("colours", () => {
  const demo = Brand.shape.look.parse(parse(readFileSync("brands/demo/brand.yaml", "utf8")).look);
  const grey = { ...plainLook.light, accent: "#9a9a9a", onAccent: "#000000", muted: "#b0b0b0" };
  const looks = { demo, plain: plainLook, "a look too pale to read": { ...plainLook, light: grey } };

  test.for(Object.entries(looks))("of %s can be read, each pair that pages use", ([, look]) => {
    for (const scheme of ["light", "dark"] as const) {
      const palette = colours(look[scheme], scheme);
      for (const [over, under, least] of PAIRS) {
        const pair = `${scheme}: ${over} on ${under}`;
        expect(contrast(palette[over], palette[under]), pair).toBeGreaterThanOrEqual(least);
      }
    }
  });

  test("that can be read already stay what the brand stated", () => {
    expect(colours(demo.light, "light")).toMatchObject({
      link: demo.light.accent,
      brand: demo.light.accent,
      muted: demo.light.muted,
      head: demo.light.accent,
    });
  });
});

test("an excerpt ends between words, marked as cut, and never exceeds its length", () => {
  expect(truncate("short", 20)).toBe("short");
  expect(truncate("Volunteers clear banks, test the water", 25)).toBe("Volunteers clear banks…");
  expect(truncate("Rindfleischetikettierungsgesetz", 10)).toBe("Rindfleisc…");
});
