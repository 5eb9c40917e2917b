import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { BrandConfig } from "../../../../core/giving/config/brand-config.ts";
import type { CauseChoice } from "../../../../core/giving/pricing/choice.ts";
import type { AllowanceBalance } from "../../../../core/giving/pricing/draw.ts";
import { price, settle } from "../../../../core/giving/pricing/price.ts";
import type { Purchase } from "../../../../core/model/purchase.ts";
import { CHOSEN, Terms } from "../../../../core/model/terms.ts";
import { aCause, aPool, aPurchase, aStatement, someTerms } from "../../../support/giving-builders.ts";

const unclaimed: CauseChoice = { by: "unclaimed" };
const named = (cause: string, otherwise: { cause: string; weight: number }[] = []): CauseChoice => ({
  by: "order",
  causes: [{ cause, weight: 1 }],
  otherwise,
});

function given(
  purchase: Purchase,
  chosen: CauseChoice,
  config: BrandConfig,
  balances = new Map<string, AllowanceBalance>(),
) {
  const priced = price(purchase, chosen, config);
  return { ...settle(priced, () => 0, balances), by: priced.choice.by, terms: priced.terms };
}
const minors = (parts: readonly { cause: string; funding: string; minor: number }[]) =>
  Object.fromEntries(parts.map(({ cause, funding, minor }) => [`${cause} ${funding}`, minor]));
const withTerms = (changes: Partial<Terms>) => aStatement({ terms: [someTerms(changes)] });

describe("the terms that decide", () => {
  const v1 = someTerms({ version: 1, from: "2026-01-01T00:00:00Z" });
  const v2 = someTerms({ version: 2, from: "2026-11-01T00:00:00Z", until: "2026-12-01T00:00:00Z" });
  const inForce = (placedAt: string, changes: Partial<Purchase> = {}, terms = [v1, v2]) =>
    price(aPurchase({ placedAt, ...changes }), unclaimed, aStatement({ terms })).terms?.version;

  test("are the latest begun when the purchase was placed, whenever it arrives", () => {
    expect(inForce("2025-12-31T23:59:59Z")).toBeUndefined();
    expect(inForce("2026-10-31T23:59:59Z")).toBe(1);
    expect(inForce("2026-11-01T00:00:00Z")).toBe(2);
  });
  test("end at their `until`: older terms do not come back", () => {
    expect(inForce("2026-11-30T23:59:59Z")).toBe(2);
    expect(inForce("2026-12-01T00:00:00Z")).toBeUndefined();
  });
  test("apply to the connections and stores that they name", () => {
    const web = someTerms({
      version: 3,
      from: v2.from,
      connections: [{ source: "shopify", connection: "web" }],
    });
    const berlin = someTerms({ version: 4, from: v2.from, stores: ["berlin"] });
    const all = [v1, web, berlin];
    expect(inForce("2026-11-02T00:00:00Z", { source: "shopify", connection: "web" }, all)).toBe(3);
    expect(inForce("2026-11-02T00:00:00Z", { source: "shopify", connection: "other" }, all)).toBe(1);
    expect(inForce("2026-11-02T00:00:00Z", { store: "berlin" }, all)).toBe(4);
    expect(inForce("2026-11-02T00:00:00Z", { store: "hamburg" }, all)).toBe(1);
  });
});

describe("the brand's gift", () => {
  const brandGift = (changes: Partial<Terms>, purchase: Partial<Purchase> = {}) => {
    const { parts, noGift } = given(aPurchase(purchase), unclaimed, withTerms(changes));
    return noGift ?? parts.find(({ funding }) => funding === "brand")?.minor;
  };

  test("is a percentage of the base, half a minor unit rounding up", () => {
    const share: Terms["share"] = { kind: "percentage", basisPoints: 150 };
    expect(brandGift({ share }, { base: 5000 })).toBe(75);
    expect(brandGift({ share }, { base: 100 })).toBe(2);
    expect(brandGift({ share }, { base: 99 })).toBe(1);
    expect(brandGift({ share }, { base: 33 })).toBe("nothingToShare");
  });
  test("is the same for each order when flat", () => {
    const share: Terms["share"] = { kind: "flat", amounts: { USD: 100 } };
    expect(brandGift({ share }, { base: 1 })).toBe(100);
    expect(brandGift({ share }, { base: 1, currency: "EUR" })).toBe("noAmountInCurrency");
  });
  test("counts the units of the named SKUs", () => {
    const share: Terms["share"] = { kind: "perUnit", skus: ["A", "B"], amounts: { USD: 25 } };
    const lines = [
      { lineId: "1", sku: "A", quantity: 2, goods: 2000 },
      { lineId: "2", sku: "C", quantity: 5, goods: 1000 },
      { lineId: "3", sku: "B", quantity: 1, goods: 2000 },
    ];
    expect(brandGift({ share }, { lines })).toBe(75);
    expect(brandGift({ share })).toBe("nothingToShare");
  });
  test("is nothing of an order that costs nothing, and of units that cost nothing", () => {
    const flat: Terms["share"] = { kind: "flat", amounts: { USD: 100 } };
    expect(brandGift({ share: flat }, { base: 0, lines: [] })).toBe("nothingToShare");
    const perUnit: Terms["share"] = { kind: "perUnit", skus: ["A"], amounts: { USD: 25 } };
    const lines = [
      { lineId: "1", sku: "A", quantity: 1_000_000, goods: 0 },
      { lineId: "2", sku: "B", quantity: 1, goods: 5_000 },
    ];
    expect(brandGift({ share: perUnit }, { lines })).toBe("nothingToShare");
    const paid = [...lines, { lineId: "3", sku: "A", quantity: 3, goods: 1 }];
    expect(brandGift({ share: perUnit }, { lines: paid })).toBe(75);
  });
  test("takes the highest tier reached, for the whole base", () => {
    const tiers = {
      USD: [
        { from: 5000, basisPoints: 300 },
        { from: 1000, basisPoints: 100 },
      ],
    };
    const share: Terms["share"] = { kind: "tiers", tiers };
    expect(brandGift({ share }, { base: 999 })).toBe("nothingToShare");
    expect(brandGift({ share }, { base: 1000 })).toBe(10);
    expect(brandGift({ share }, { base: 5000 })).toBe(150);
    expect(brandGift({ share }, { base: 5000, currency: "JPY" })).toBe("noAmountInCurrency");
  });
  test("needs the minimum order and stops at the cap per order, each in its currency", () => {
    const terms = { minimumOrder: { USD: 5000 }, capPerOrder: { USD: 60 } };
    expect(brandGift(terms, { base: 4999 })).toBe("belowMinimum");
    expect(brandGift(terms, { base: 5000 })).toBe(60);
    expect(brandGift(terms, { base: 4999, currency: "EUR" })).toBe(100);
  });
  test("is nothing without terms, and says so", () => {
    expect(given(aPurchase(), unclaimed, aStatement({ terms: [] }))).toMatchObject({
      parts: [],
      noGift: "noTerms",
    });
  });
});

describe("the causes", () => {
  test("named on the order come first, then the stored choice, then none: the default cause", () => {
    const stored = [{ cause: "bees", weight: 1 }];
    const purchase = aPurchase();
    expect(given(purchase, named("rivers", stored), aStatement())).toMatchObject({ by: "order" });
    expect(given(purchase, named("rivers", stored), aStatement()).parts[0]?.cause).toBe("rivers");
    for (const cause of ["meadows", "unheard-of"]) {
      const fallen = given(purchase, named(cause, stored), aStatement());
      expect(fallen).toMatchObject({ by: "customer", parts: [{ cause: "bees" }] });
      expect(given(purchase, named(cause), aStatement())).toMatchObject({
        by: "unclaimed",
        parts: [{ cause: "trees" }],
      });
    }
  });
  test("that are paused drop out of a stored choice, and the others share all of it", () => {
    const causes = [
      { cause: "rivers", weight: 3 },
      { cause: "meadows", weight: 5 },
      { cause: "bees", weight: 1 },
    ];
    const { parts, by } = given(aPurchase(), { by: "customer", causes }, aStatement());
    expect(by).toBe("customer");
    expect(minors(parts)).toEqual({ "bees brand": 25, "rivers brand": 75 });
  });
  test("share the gift by the terms' split and the choice multiplied out, in one split", () => {
    const split = [
      { cause: CHOSEN, weight: 1 },
      { cause: "trees", weight: 1 },
      { cause: "meadows", weight: 1 },
    ];
    const causes = [
      { cause: "rivers", weight: 1 },
      { cause: "bees", weight: 1 },
    ];
    const config = withTerms({ split, defaultCause: "bees" });
    const { parts } = given(aPurchase({ base: 5050 }), { by: "customer", causes }, config);
    // 101 over bees 1/6 + 2/6 (the paused meadows), rivers 1/6, trees 2/6.
    expect(minors(parts)).toEqual({ "bees brand": 50, "rivers brand": 17, "trees brand": 34 });
  });
  test("of the customer's round-up are theirs alone, and only where the terms take it", () => {
    const split = [{ cause: "trees", weight: 1 }];
    const purchase = aPurchase({ roundUp: 40 });
    expect(minors(given(purchase, named("rivers"), withTerms({ split })).parts)).toEqual({
      "rivers customer": 40,
      "trees brand": 100,
    });
    expect(minors(given(purchase, named("rivers"), withTerms({ split, roundUp: false })).parts)).toEqual({
      "trees brand": 100,
    });
  });
});

describe("matching", () => {
  test("doubles the brand's parts for the pool's causes, by any ratio, half up", () => {
    const config = aStatement({ pools: [aPool({ ratioBasisPoints: 5000 })] });
    const chosen: CauseChoice = {
      by: "customer",
      causes: [
        { cause: "rivers", weight: 1 },
        { cause: "bees", weight: 1 },
      ],
    };
    const { parts } = given(aPurchase({ base: 5100, roundUp: 10 }), chosen, config);
    expect(minors(parts)).toEqual({
      "bees brand": 51,
      "bees customer": 5,
      "rivers brand": 51,
      "rivers match": 26,
      "rivers customer": 5,
    });
  });
  test("needs the pool's currency and window", () => {
    const matched = (pool: Partial<ReturnType<typeof aPool>>) =>
      given(aPurchase(), named("rivers"), aStatement({ pools: [aPool(pool)] })).parts.length === 2;
    expect(matched({})).toBe(true);
    expect(matched({ currency: "EUR" })).toBe(false);
    expect(matched({ until: "2026-11-22T13:35:45Z" })).toBe(false);
    expect(matched({ from: "2026-11-22T13:35:45Z" })).toBe(true);
  });
  test("gives the remainder over the wanted parts, and caps before it doubles", () => {
    const config = aStatement({
      terms: [someTerms({ capPerCampaign: { USD: 100 } })],
      pools: [aPool({ causes: ["rivers", "bees"] })],
    });
    const chosen: CauseChoice = {
      by: "customer",
      causes: [
        { cause: "rivers", weight: 2 },
        { cause: "bees", weight: 1 },
      ],
    };
    const balances = new Map<string, AllowanceBalance>([
      ["cap:everyday@1:USD", { left: new Map([[0, 30]]), exhausted: false }],
      [
        "pool:autumn",
        {
          left: new Map([
            [0, 1],
            [1, 9],
          ]),
          exhausted: false,
        },
      ],
    ]);
    const { parts, draws } = given(aPurchase(), chosen, config, balances);
    expect(minors(parts)).toEqual({
      "bees brand": 10,
      "bees match": 3,
      "rivers brand": 20,
      "rivers match": 7,
    });
    expect(draws.map((draw) => draw.exhausts?.allowance)).toEqual(["cap:everyday@1:USD", "pool:autumn"]);
  });
  test("says that the cap is reached when nothing is left to give", () => {
    const config = withTerms({ capPerCampaign: { USD: 100 } });
    const balances = new Map([["cap:everyday@1:USD", { left: new Map([[0, 0]]), exhausted: true }]]);
    expect(given(aPurchase(), named("rivers"), config, balances)).toMatchObject({
      parts: [],
      noGift: "campaignCapReached",
    });
  });
});

describe("any purchase under any terms", () => {
  const cause = fc.constantFrom("rivers", "trees", "bees", "meadows", "unheard-of");
  const weighted = fc.record({ cause, weight: fc.integer({ min: 1, max: 10_000 }) });
  const choice = fc.oneof(
    fc.constant<CauseChoice>({ by: "unclaimed" }),
    fc
      .array(weighted, { minLength: 1, maxLength: 8 })
      .map((causes): CauseChoice => ({ by: "customer", causes })),
    fc.tuple(cause, fc.array(weighted, { maxLength: 8 })).map(([one, stored]) => named(one, stored)),
  );
  const terms = fc
    .record({
      basisPoints: fc.integer({ min: 1, max: 10_000 }),
      split: fc.option(fc.array(weighted, { minLength: 1, maxLength: 7 })),
    })
    .map(({ basisPoints, split }) =>
      Terms.parse({
        ...someTerms({ share: { kind: "percentage", basisPoints } }),
        ...(split && { split: [...split, { cause: CHOSEN, weight: 7 }] }),
      }),
    );

  test("gives exactly the brand's share and the round-up, in positive parts to causes that take gifts", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1_000_000_000_000 }),
        fc.integer({ min: 0, max: 1000 }),
        choice,
        terms,
        (base, roundUp, chosen, one) => {
          const config = aStatement({ terms: [one], causes: [...aStatement().causes, aCause("spare")] });
          const { parts } = given(aPurchase({ base, roundUp }), chosen, config);
          const sum = (funding: string) =>
            parts.filter((part) => part.funding === funding).reduce((all, part) => all + part.minor, 0);
          const bps = one.share.kind === "percentage" ? one.share.basisPoints : 0;
          expect(sum("brand")).toBe(Number((2n * BigInt(base) * BigInt(bps) + 10_000n) / 20_000n));
          expect(sum("customer")).toBe(roundUp);
          expect(parts.every((part) => part.minor > 0)).toBe(true);
          expect(parts.every((part) => ["rivers", "trees", "bees"].includes(part.cause))).toBe(true);
        },
      ),
    );
  });
});
