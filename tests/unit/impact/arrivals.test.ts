import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { arrivalsOf, PAYMENTS_MAX, paidTogether } from "../../../core/impact/arrivals.ts";
import { calendar } from "../../../core/impact/calendar.ts";
import { Arrivals, type Figure } from "../../../core/impact/view.ts";
import { aPayout, movesOf } from "../../support/payments.ts";
import { causes } from "../../support/settlement-world.ts";

const { dayOf } = calendar("Europe/Berlin");
const figure = (over: Partial<Figure>): Figure => ({
  ...{ funding: "brand", currency: "EUR", pending: 0, settled: 0, takenBack: 0, gifts: 1 },
  ...over,
});
const rivers = { causes: ["rivers"], minor: 100 };
const booked = movesOf({ minor: 100, currency: "EUR" }, "2026-11-03");

describe("what arrived", () => {
  test("is what the bank's statement has, and with what is on its way and unpaid all that is final", () => {
    const payout = fc.record({
      minor: fc.integer({ min: 1, max: 10_000 }),
      funding: fc.constantFrom("brand" as const, "match" as const),
      went: fc.nat(4),
    });
    fc.assert(
      fc.property(fc.array(payout, { maxLength: 6 }), fc.integer({ max: 99_999 }), (drawn, settled) => {
        const payouts = drawn.map(({ minor, funding, went }, version) => {
          const moves = movesOf({ minor, currency: "EUR" }, "2026-11-03", "2026-11-09").slice(0, went);
          return { ...aPayout({ causes: ["rivers"], minor, funding, version: version + 1 }, moves), went };
        });
        const figures = [figure({ settled }), figure({ funding: "match", settled: 7 })];
        const { sums, payments } = arrivalsOf(["rivers"], figures, payouts, dayOf);
        for (const [index, { arrived, acknowledged, onItsWay, unpaid, funding }] of sums.entries()) {
          expect(arrived + onItsWay + unpaid).toBe(figures[index]?.settled);
          const went = (...steps: readonly number[]) =>
            payouts
              .filter((one) => one.funding === funding && steps.includes(one.went))
              .reduce((sum, { minor }) => sum + minor, 0);
          expect([arrived, acknowledged, onItsWay]).toEqual([went(3, 4), went(4), went(2)]);
          const listed = payments.filter((one) => one.funding === funding);
          expect(listed.reduce((sum, { amount }) => sum + amount, 0)).toBe(arrived);
        }
      }),
      { numRuns: 50 },
    );
  });

  test("says of a payment what the charity may see, and nothing of who made it or why", () => {
    const payout = aPayout(rivers, [
      [{ kind: "held", because: "a secret of ours" }, "2026-11-01T09:00:00Z"],
      [{ kind: "released" }, "2026-11-01T10:00:00Z"],
      ...movesOf({ minor: 100, currency: "EUR" }, "2026-11-03", "2026-11-09"),
    ]);
    const arrivals = arrivalsOf(["rivers"], [figure({ settled: 100 })], [payout], dayOf);
    expect(Arrivals.strict().parse(arrivals).payments).toEqual([
      {
        ...{ reference: payout.id.replace("_", "-"), charity: "Rivers Trust", causes: ["rivers"] },
        ...{ funding: "brand", currency: "EUR", amount: 100, through: "2026-10-31" },
        ...{ paidOn: "2026-11-03", acknowledgedOn: "2026-11-09" },
      },
    ]);
    expect(JSON.stringify(arrivals)).not.toMatch(/secret|arn:|20261203|[0-9a-f]{64}/);
  });

  test("leaves out what came back: it is owed again", () => {
    const back = aPayout(rivers, [
      ...booked,
      [{ kind: "returned", because: "AC04", reference: "r" }, "2026-11-09T09:00:00Z"],
    ]);
    expect(arrivalsOf(["rivers"], [figure({ settled: 100 })], [back], dayOf)).toMatchObject({
      sums: [{ arrived: 0, onItsWay: 0, unpaid: 100 }],
      payments: [],
    });
  });

  test("is of all causes of a charity together, and lists the newest payments", () => {
    const [cause] = causes;
    if (cause === undefined) throw new Error("no cause");
    expect(paidTogether(cause, causes)).toEqual(["rivers", "lakes"]);
    const many = Array.from({ length: PAYMENTS_MAX + 1 }, (_, at) => {
      const day = `2026-${String((at % 12) + 1).padStart(2, "0")}-03`;
      return aPayout({ ...rivers, version: at + 1 }, movesOf({ minor: 100, currency: "EUR" }, day));
    });
    const { payments, sums } = arrivalsOf(["rivers"], [figure({ settled: 7_000 })], many, dayOf);
    expect(payments).toHaveLength(PAYMENTS_MAX);
    expect(payments.map(({ paidOn }) => paidOn)).toEqual(
      payments
        .map(({ paidOn }) => paidOn)
        .toSorted()
        .toReversed(),
    );
    expect(sums).toMatchObject([{ arrived: (PAYMENTS_MAX + 1) * 100 }]);
  });
});
