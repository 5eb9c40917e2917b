import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { expect as expectDay } from "../../../../demo/oracle.ts";
import {
  compareQuarter,
  type FoundQuarter,
  type NamedSum,
} from "../../../../demo/quarter/compare-quarter.ts";
import { sampleDay, stated } from "../../../support/sample-day.ts";

const day = sampleDay({ seed: 7, at: "2026-11-22T12:00:00Z" });
const expected = expectDay(day, stated, "2027-02-22");
const perCause: NamedSum[] = expected.figures.map(({ cause: name, currency, funding, net: minor }) => ({
  ...{ name, currency, funding, minor },
}));
/** In the sample each cause has a charity of its own. */
const perCharity = perCause.map((one) => ({ ...one, name: stated.charities.get(one.name) ?? "" }));
const isWorthIt = ({ currency, minor }: NamedSum) =>
  BigInt(minor) >= (stated.payoutMinimum.get(currency) ?? 0n);
const right: FoundQuarter = {
  ...{ accrued: perCause, settled: perCause, logged: { accrued: perCause, settled: perCause } },
  ...{ paidBefore: [], paid: perCharity.filter(isWorthIt) },
};

describe("the sample's money after a quarter", () => {
  test("is all settled, and equals the oracle's where it was paid as the brand's minimum says", () => {
    const { money, differences } = compareQuarter(right, expected, stated);
    expect(differences).toEqual([]);
    expect(money.settled).toEqual(money.accrued);
    for (const [currency, of] of Object.entries(money.settled)) {
      for (const [funding, minor] of Object.entries(of)) {
        const had = money.paid[currency]?.[funding] ?? 0;
        expect(had + (money.carried[currency]?.[funding] ?? 0)).toBe(minor);
      }
    }
  });

  test("differs where any sum of a cause or a charity is a minor unit off", () => {
    const sums = fc.constantFrom("accrued", "settled", "paid" as const);
    const changed = fc.record({
      what: fc.oneof(sums, fc.constant("logged" as const)),
      at: fc.nat(),
      by: fc.constantFrom(-1, 1),
    });
    fc.assert(
      fc.property(changed, ({ what, at, by }) => {
        const off = (all: readonly NamedSum[]) =>
          all.map((one, index) => (index === at % all.length ? { ...one, minor: one.minor + by } : one));
        const found =
          what === "logged"
            ? { ...right, logged: { ...right.logged, settled: off(right.logged.settled) } }
            : { ...right, [what]: off(right[what as "paid"]) };
        expect(compareQuarter(found, expected, stated).differences).toHaveLength(1);
      }),
      { numRuns: 60 },
    );
  });

  test("lets less than the brand's minimum wait, and pays the minimum itself", () => {
    const figure = { cause: "clean-rivers", currency: "EUR", funding: "brand" as const };
    const of = (net: number, had: number, paid: number) => {
      const sum = { ...figure, name: "clean-rivers", minor: net };
      const charity = { ...figure, name: stated.charities.get("clean-rivers") ?? "" };
      const found = {
        ...{ accrued: [sum], settled: [sum], logged: { accrued: [sum], settled: [sum] } },
        paidBefore: [{ ...charity, minor: had }],
        paid: [{ ...charity, minor: paid }],
      };
      const { money, differences } = compareQuarter(found, { figures: [{ ...figure, net }] }, stated);
      return [differences.length, money.carried["EUR"]?.["brand"] ?? 0];
    };
    expect(of(499, 0, 0)).toEqual([0, 499]);
    expect(of(500, 0, 500)).toEqual([0, 0]);
    expect(of(500, 0, 0)).toEqual([1, 500]);
    expect(of(499, 0, 499)).toEqual([1, 0]);
    // What was paid before is not paid again; what refunds took since makes the next payout less.
    expect(of(1_200, 800, 800)).toEqual([0, 400]);
    expect(of(700, 800, 800)).toEqual([0, -100]);
    expect(of(700, 800, 700)).toEqual([1, 0]);
  });
});
