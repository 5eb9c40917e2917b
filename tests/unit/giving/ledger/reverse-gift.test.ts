import { describe, expect, test } from "vitest";
import { aPurchase, aRefund } from "../../../support/giving-builders.ts";
import { clawback } from "../../../support/ledger-entries.ts";
import { giftOf, given, ledgerWorld } from "../../../support/ledger-spec.ts";

describe("a refund", () => {
  test.each(["standard", "shopify"] as const)(
    "from %s that comes first waits for its purchase",
    async (source) => {
      const { give, refund, ledger } = ledgerWorld();
      const early = [
        aRefund({ source, scope: { of: "paid", paid: 3100 } }),
        aRefund({ source, refundId: "r2" }),
      ];
      for (const one of early) expect(await refund(one)).toEqual({ outcome: "parked" });
      expect(await refund(aRefund({ source, refundId: "r2" }))).toEqual({ outcome: "parked" });
      const recorded = await give(aPurchase({ source }));
      expect(recorded).toMatchObject({
        outcome: "recorded",
        early: [{ refundId: "r1" }, { refundId: "r2" }],
      });
      expect(await give(aPurchase({ source }))).toEqual({ ...recorded, outcome: "duplicate" });
      for (const one of early) expect(await refund(one)).toEqual({ outcome: "takenBack" });
      expect([...ledger.clawbacks()].flatMap(({ parts }) => parts.map(({ minor }) => minor))).toEqual([
        -50, -50,
      ]);
    },
  );
  test("takes back the gift that it refunds, in one entry", async () => {
    const [purchase, refund] = [aPurchase(), aRefund()];
    const back = { kind: "clawback" as const, sequence: 1, refundId: "r1", scope: refund.scope };
    const parts = [{ cause: "rivers", funding: "brand" as const, minor: -100 }];
    await given(giftOf(purchase))
      .when(refund)
      .thenAnswers({ outcome: "takenBack" }, { ...back, parts });
  });
  test("counts once; the same id with another scope, or another currency, is a conflict", async () => {
    const gift = giftOf(aPurchase());
    const part = aRefund({ scope: { of: "paid", paid: 10 } });
    const back = clawback(gift, { sequence: 1, refundId: part.refundId, scope: part.scope, parts: [] });
    await given(gift).when(part).thenAnswers({ outcome: "takenBack" }, { refundId: part.refundId });
    await given(gift, back).when(part).thenAnswers({ outcome: "duplicate" });
    await given(gift, back).when(aRefund()).thenAnswers({ outcome: "conflict" });
    await given(gift, back)
      .when(aRefund({ refundId: "r2", currency: "EUR" }))
      .thenAnswers({ outcome: "conflict" });
  });

  test("that was recorded as nothing, as its money was on its way, is repaired by what it takes, once", async () => {
    const nothing = aRefund({ scope: { of: "goods", goods: 0, roundUp: 0, lines: [] } });
    const half = aRefund({ scope: { of: "goods", goods: 2500, roundUp: 0, lines: [] } });
    const parts = [{ cause: "rivers", funding: "brand" as const, minor: -50 }];
    const gift = giftOf(aPurchase(), { base: 5000 });
    const asNothing = clawback(gift, { sequence: 1, refundId: "r1", scope: nothing.scope, parts: [] });
    const repaired = clawback(gift, { sequence: 2, refundId: "r1", scope: half.scope, parts });
    await given(gift, asNothing).when(half).thenAnswers({ outcome: "takenBack" }, { sequence: 2, parts });
    await given(gift, asNothing, repaired).when(half).thenAnswers({ outcome: "duplicate" });
    await given(gift, asNothing, repaired).when(nothing).thenAnswers({ outcome: "duplicate" });
    await given(gift, asNothing, repaired).when(aRefund()).thenAnswers({ outcome: "conflict" });
  });

  test("that waits as nothing waits as what it takes as well, and counts once", async () => {
    const { give, refund, ledger } = ledgerWorld();
    const nothing = aRefund({ scope: { of: "goods", goods: 0, roundUp: 0, lines: [] } });
    const whole = aRefund({ scope: { of: "goods", goods: 5000, roundUp: 0, lines: [] } });
    for (const one of [nothing, whole, whole, nothing])
      expect(await refund(one)).toEqual({ outcome: "parked" });
    const recorded = await give(aPurchase());
    for (const one of "early" in recorded ? recorded.early : []) await refund(one);
    const taken = [...ledger.clawbacks()].flatMap(({ parts }) => parts.map(({ minor }) => minor));
    expect(taken).toEqual([-100]);
  });
});
