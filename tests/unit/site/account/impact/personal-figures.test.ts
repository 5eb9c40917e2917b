import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { PersonalFigure } from "../../../../../core/impact/read-personal.ts";
import {
  ownCauses,
  shares,
  type Total,
  totals,
} from "../../../../../core/site/account/impact/personal-figures.ts";
import { everyday, figure } from "../../../../support/states.ts";

const own = (over: Partial<Total> = {}): Total => ({
  funding: "brand",
  currency: "EUR",
  pending: 100,
  settled: 300,
  ...over,
});

describe("the part of one customer in the whole", () => {
  test("compares each kind of money and each currency with itself alone", () => {
    const community = [
      figure("brand", "EUR", { pending: 0, settled: 40_000 }),
      figure("match", "EUR", { pending: 0, settled: 400 }),
      figure("brand", "USD", { pending: 0, settled: 1 }),
    ];
    expect(shares([own()], community)).toEqual([{ funding: "brand", currency: "EUR", basisPoints: 100 }]);
  });

  test.for([
    [own(), []],
    [own(), [figure("brand", "EUR", { pending: 0, settled: 0 })]],
    [own(), [figure("brand", "EUR", { pending: -500, settled: 100 })]],
    [own({ pending: 0, settled: 0 }), [figure("brand", "EUR")]],
    [own({ pending: -10, settled: 0 }), [figure("brand", "EUR")]],
  ] as const)("is not told of nothing: %j of %j", ([one, community]) => {
    expect(shares([one], community)).toEqual([]);
  });

  test("is never above the whole, also while the community's figures follow", () => {
    const amount = fc.integer({ min: -1_000_000, max: 1_000_000 });
    fc.assert(
      fc.property(amount, amount, amount, amount, (a, b, c, d) => {
        const one = own({ pending: a, settled: b });
        for (const { basisPoints } of shares([one], [figure("brand", "EUR", { pending: c, settled: d })])) {
          expect(basisPoints).toBeGreaterThan(0);
          expect(basisPoints).toBeLessThanOrEqual(10_000);
        }
      }),
    );
  });
});

const given: readonly PersonalFigure[] = [
  { cause: "open-paths", funding: "customer", currency: "USD", pending: 5, settled: 0 },
  { cause: "clean-rivers", funding: "brand", currency: "USD", pending: 1, settled: 2 },
  { cause: "open-paths", funding: "brand", currency: "USD", pending: 10, settled: 20 },
  { cause: "open-paths", funding: "brand", currency: "EUR", pending: 7, settled: -7 },
];

describe("what a customer's purchases gave", () => {
  test("is summed over causes, and over nothing else", () => {
    expect(totals(given)).toEqual([
      { funding: "brand", currency: "USD", pending: 11, settled: 22 },
      { funding: "customer", currency: "USD", pending: 5, settled: 0 },
    ]);
  });

  test("stands beside the chosen causes first, then beside those that got something besides", () => {
    const found = ownCauses(everyday.causes, { figures: given }, [{ cause: "native-seeds", weight: 1 }]);
    expect(found.map(({ cause, figures }) => [cause.slug, figures.length])).toEqual([
      ["native-seeds", 0],
      ["clean-rivers", 1],
      ["open-paths", 2],
    ]);
  });
});
