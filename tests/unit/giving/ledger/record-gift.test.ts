import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { BrandNotAppliedError } from "../../../../core/giving/config/brand-in-force.ts";
import { PurchaseUnfinishedError } from "../../../../core/giving/ledger/ledger.ts";
import { giftId } from "../../../../core/giving/ledger/order-hash.ts";
import { CustomerId } from "../../../../core/model/customer.ts";
import {
  aCause,
  aPool,
  aPurchase,
  aRefund,
  aStatement,
  someTerms,
} from "../../../support/giving-builders.ts";
import { giftOf, given, ledgerWorld } from "../../../support/ledger-spec.ts";
import type { MemoryLedger } from "../../../support/memory-ledger.ts";

const ann = CustomerId.parse(`cus_${"a".repeat(26)}`);

describe("a purchase", () => {
  const sources = ["standard", "shopify"] as const;

  test.each(sources)(
    "from %s gives once: by the terms in force, under an id of its order",
    async (source) => {
      const purchase = aPurchase({ source });
      const answer = { outcome: "recorded" as const, gift: giftId(purchase), early: [] };
      await given().when(purchase).thenAnswers(answer, giftOf(purchase));
    },
  );
  test.each(sources)("from %s counts once, however often it comes", async (source) => {
    const purchase = aPurchase({ source });
    const answer = { outcome: "duplicate" as const, gift: giftId(purchase), early: [] };
    await given(giftOf(purchase)).when(purchase).thenAnswers(answer);
    const { give, ledger } = ledgerWorld();
    const first = await give(purchase);
    expect(await give(purchase)).toEqual({ ...first, outcome: "duplicate" });
    expect(ledger.accruals()).toHaveLength(1);
  });
  test.each(sources)("from %s under the same key with another body is a conflict", async (source) => {
    const first = giftOf(aPurchase({ source }));
    await given(first)
      .when(aPurchase({ source, base: 4999 }))
      .thenAnswers({ outcome: "conflict" });
  });
  test.each(sources)("from %s leaves none of its customer's identities in the ledger", async (source) => {
    const identities = (["email", "phone", "card"] as const).map((kind, at) => ({
      kind,
      hmac: "ihc".charAt(at).repeat(43),
    }));
    const { give, ledger } = ledgerWorld();
    await give(aPurchase({ source, identities }));
    const kept = JSON.stringify([[...ledger.existing], ledger.entries]);
    expect(kept).toContain(aPurchase({ source }).orderId);
    for (const { hmac } of identities) expect(kept).not.toContain(hmac);
  });
  test("whose date a shop system edits stays where it was first recorded", async () => {
    const first = giftOf(aPurchase({ source: "woocommerce" }));
    const edited = aPurchase({ source: "woocommerce", placedAt: "2026-11-23T08:00:00Z" });
    await given(first).when(edited).thenAnswers({ outcome: "duplicate" });
  });
  test("that died after claiming its order is finished by its retry, at the date of its first delivery", async () => {
    let dies = true;
    const { give, ledger, refund } = ledgerWorld(aStatement(), async (name) => {
      if (dies && name === "record") throw new Error("the function died");
    });
    await expect(give(aPurchase({ source: "shopify" }))).rejects.toThrow("died");
    await expect(refund(aRefund({ source: "shopify" }))).rejects.toThrow(PurchaseUnfinishedError);
    dies = false;
    const retried = aPurchase({ source: "shopify", placedAt: "2026-11-23T00:00:00Z" });
    expect(await give(retried)).toMatchObject({ outcome: "recorded" });
    expect(ledger.accruals()[0]?.placedAt).toBe("2026-11-22T13:35:45Z");
    expect(await refund(aRefund({ source: "shopify" }))).toEqual({ outcome: "takenBack" });
  });
  test("that died after claiming its order holds it: another body waits for its retry, and is a conflict then", async () => {
    let dies = true;
    const { give, ledger } = ledgerWorld(aStatement(), async (name) => {
      if (dies && name === "record") throw new Error("the function died");
    });
    await expect(give(aPurchase({ source: "shopify" }))).rejects.toThrow("died");
    dies = false;
    const other = aPurchase({ source: "shopify", base: 4999 });
    await expect(give(other)).rejects.toThrow(PurchaseUnfinishedError);
    expect(ledger.accruals()).toEqual([]);
    expect(await give(aPurchase({ source: "shopify" }))).toMatchObject({ outcome: "recorded" });
    expect(await give(other)).toMatchObject({ outcome: "conflict" });
  });
  test("that gives nothing is recorded with its reason, and its refund finds it", async () => {
    const { give, ledger, refund } = ledgerWorld(aStatement({ terms: [] }));
    expect(await give(aPurchase())).toMatchObject({ outcome: "recorded" });
    expect(ledger.accruals()[0]).toMatchObject({ noGift: "noTerms", parts: [] });
    expect(await refund(aRefund())).toEqual({ outcome: "takenBack" });
  });
  test("before any brand was applied waits, and is not recorded as giving nothing", async () => {
    const { give } = ledgerWorld({ causes: [], terms: [], pools: [] });
    await expect(give(aPurchase())).rejects.toThrow(BrandNotAppliedError);
  });
  test("without a choice says until when it can be claimed, in days of 24 hours", async () => {
    const { give, ledger } = ledgerWorld();
    await give(aPurchase(), undefined, { by: "unclaimed" });
    expect(ledger.accruals()[0]).toMatchObject({
      causeBy: "unclaimed",
      claimUntil: "2027-01-21T13:35:45Z",
      settlesOn: "2026-12-22",
      terms: "everyday@1",
    });
  });
});

describe("what was free to choose", () => {
  const split = [
    { cause: "chosen", weight: 4 },
    { cause: "open-paths", weight: 1 },
  ];
  test.each([
    ["the cause of the choice", { split }, "clean-rivers", ["clean-rivers"]],
    ["the terms' default without a choice", { split }, undefined, ["night-sky"]],
    ["a cause of the split that was chosen besides", { split }, "open-paths", ["open-paths"]],
    [
      "nothing, where the terms leave no part of it",
      { split: split.slice(1), roundUp: false },
      "clean-rivers",
      [],
    ],
  ] as const)("is recorded with a gift: %s", async (_, terms, cause, chosen) => {
    const causes = ["clean-rivers", "open-paths", "night-sky"].map((slug) => aCause(slug));
    const { give, ledger } = ledgerWorld(
      aStatement({
        causes,
        terms: [someTerms({ defaultCause: "night-sky", ...terms, split: [...terms.split] })],
      }),
    );
    await give(
      aPurchase(),
      undefined,
      cause === undefined
        ? { by: "unclaimed" }
        : { by: "order", causes: [{ cause, weight: 1 }], otherwise: [] },
    );
    expect(ledger.accruals()[0]?.chosen).toEqual(chosen);
    expect(ledger.accruals()[0]?.parts.map((part) => part.cause)).toContain("open-paths");
  });
});

describe("a customer's first gift to a cause", () => {
  test("is noted once, under any interleaving of their purchases", async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (s) => {
        const { give, ledger } = ledgerWorld(aStatement(), (name) => s.schedule(Promise.resolve(), name));
        const gifts = Promise.all(["1", "2", "3"].map((orderId) => give(aPurchase({ orderId }), ann)));
        await s.waitFor(gifts);
        expect(
          ledger
            .accruals()
            .flatMap(({ firstFor }) => firstFor)
            .toSorted(),
        ).toEqual(["*", "rivers"]);
      }),
      { numRuns: 60 },
    );
  });
});

describe("an allowance, under any interleaving of purchases and refunds", () => {
  const pool = aPool({ amount: 1000, shards: 3 });
  const orders = fc.array(fc.integer({ min: 1, max: 20_000 }), { minLength: 1, maxLength: 9 });

  function totals(ledger: MemoryLedger) {
    const parts = [...ledger.accruals(), ...ledger.clawbacks()].flatMap((entry) => entry.parts);
    const of = (funding: string) =>
      parts.filter((part) => part.funding === funding).reduce((sum, part) => sum + part.minor, 0);
    const wanted = ledger
      .accruals()
      .flatMap((entry) => entry.parts.filter((part) => part.funding === "brand"));
    return {
      brand: of("brand"),
      match: of("match"),
      wanted: wanted.reduce((sum, part) => sum + part.minor, 0),
    };
  }

  test("matches as long as it lasts: the last gift gets the remainder, and it is used up once", async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), orders, async (s, bases) => {
        const config = aStatement({ pools: [pool] });
        const { give, ledger, left } = ledgerWorld(config, (name) => s.schedule(Promise.resolve(), name));
        const gifts = bases.map((base, index) => give(aPurchase({ orderId: String(index), base })));
        await s.waitFor(Promise.all(gifts));
        const { match, wanted } = totals(ledger);
        expect(match).toBe(Math.min(wanted, 1000));
        expect(left("pool:autumn")).toBe(1000 - match);
        expect(ledger.lowest).toBe(0);
        expect(ledger.exhausted).toEqual(match === 1000 ? ["pool:autumn"] : []);
      }),
      { numRuns: 150 },
    );
  });
  test("caps what a campaign gives, and what refunds free may be given again", async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), orders, async (s, bases) => {
        const terms = [someTerms({ capPerCampaign: { USD: 500 }, onMatchRefund: "lapse" })];
        const config = aStatement({ terms, pools: [pool] });
        const { give, refund, ledger, left } = ledgerWorld(config, (name) =>
          s.schedule(Promise.resolve(), name),
        );
        const gifts = bases.map(async (base, index) => {
          const orderId = String(index);
          await give(aPurchase({ orderId, base }));
          if (index % 2 === 0) await refund(aRefund({ orderId, refundId: orderId }));
        });
        await s.waitFor(Promise.all(gifts));
        const { brand, match } = totals(ledger);
        expect(brand).toBeLessThanOrEqual(500);
        expect(left("cap:everyday@1:USD")).toBe(500 - brand);
        // Lapsed money does not come back into the pool.
        expect(left("pool:autumn")).toBeLessThanOrEqual(1000 - match);
        expect(ledger.lowest).toBe(0);
        expect(new Set(ledger.exhausted).size).toBe(ledger.exhausted.length);
      }),
      { numRuns: 100 },
    );
  });
  test("takes released match money back to where it was drawn", async () => {
    const { give, refund, left, ledger } = ledgerWorld(
      aStatement({ pools: [aPool({ amount: 100, shards: 2 })] }),
    );
    await give(aPurchase());
    expect(left("pool:autumn")).toBe(0);
    expect(ledger.exhausted).toEqual(["pool:autumn"]);
    await refund(aRefund({ scope: { of: "goods", goods: 2500, roundUp: 0, lines: [] } }));
    expect(left("pool:autumn")).toBe(50);
    await give(aPurchase({ orderId: "1002" }));
    expect(left("pool:autumn")).toBe(0);
    expect(ledger.exhausted).toEqual(["pool:autumn"]);
  });
});
