import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Orders } from "../../../../cli/ledger/orders.ts";
import { instantAt } from "../../../../core/model/instant.ts";
import { Source } from "../../../../core/model/sources.ts";
import { aPool, aPurchase, aRefund, aStatement } from "../../../support/giving-builders.ts";
import { ledgerWorld } from "../../../support/ledger-spec.ts";

const BEGAN = Date.parse("2026-11-22T13:35:45Z");
const SECOND_MS = 1000;
/** What a till's clock may say of one sale: seconds, hours of a wrong time zone, the time at which it sent again. */
const shifts = fc.oneof(
  fc.integer({ min: -90, max: 90 }),
  fc.integer({ min: -56, max: 56 }).map((quarters) => quarters * 900),
  fc.integer({ min: -400 * 86_400, max: 400 * 86_400 }),
);
const later = (seconds: number) => instantAt(BEGAN + seconds * SECOND_MS);
const minute = (instant: string) => instant.slice(0, 16);

describe("an order that comes again with another placedAt", () => {
  test("counts once and is a conflict at once; within its minute it is the same", async () => {
    const stated = aStatement({
      pools: [aPool({ from: "2020-01-01T00:00:00Z", until: "2030-01-01T00:00:00Z" })],
    });
    await fc.assert(
      fc.asyncProperty(fc.array(shifts, { minLength: 1, maxLength: 4 }), fc.boolean(), async (all, twice) => {
        const { give, ledger, left } = ledgerWorld(stated);
        const first = aPurchase({ placedAt: later(0) });
        expect(await give(first)).toMatchObject({ outcome: "recorded" });
        const before = left("pool:autumn");
        for (const shift of twice ? [...all, ...all] : all) {
          const again = { ...first, placedAt: later(shift) };
          const outcome = minute(again.placedAt) === minute(first.placedAt) ? "duplicate" : "conflict";
          expect(await give(again)).toMatchObject({ outcome });
        }
        expect(ledger.entries).toHaveLength(1);
        expect(left("pool:autumn")).toBe(before);
      }),
    );
  });

  test("is a conflict too where it says more: nothing is added to what is recorded", async () => {
    const { give, ledger } = ledgerWorld();
    await give(aPurchase({ base: 5000, paid: 5000 }));
    expect(await give(aPurchase({ base: 9000, paid: 9000, placedAt: later(3600) }))).toMatchObject({
      outcome: "conflict",
    });
    expect(ledger.entries).toHaveLength(1);
  });

  test("is found by its refunds, whichever placedAt they name, before it and after", async () => {
    await fc.assert(
      fc.asyncProperty(shifts, shifts, async (before, after) => {
        const { give, refund, ledger } = ledgerWorld();
        const half = { of: "paid" as const, paid: 3100 };
        const early = aRefund({ placedAt: later(before), refundId: "early", scope: half });
        expect(await refund(early)).toEqual({ outcome: "parked" });
        expect(await give(aPurchase({ placedAt: later(0) }))).toMatchObject({ early: [early] });
        expect(await refund(early)).toEqual({ outcome: "takenBack" });
        expect(await refund(aRefund({ placedAt: later(after), scope: half }))).toEqual({
          outcome: "takenBack",
        });
        const net = ledger.entries.flatMap(({ parts }) => parts).reduce((sum, { minor }) => sum + minor, 0);
        expect(net).toBe(0);
      }),
      { numRuns: 30 },
    );
  });

  test.each(Source.options.filter((source) => source !== "standard"))(
    "is the same order in %s, whose merchants may change it",
    async (source) => {
      const { give, ledger } = ledgerWorld();
      await give(aPurchase({ source }));
      expect(await give(aPurchase({ source, placedAt: later(86_400) }))).toMatchObject({
        outcome: "duplicate",
      });
      expect(ledger.entries).toHaveLength(1);
    },
  );
});

describe("a connection whose stage promises that placedAt never changes", () => {
  test("keeps no order row, counts an order that breaks the promise twice, and verify says so", async () => {
    const { give, ledger } = ledgerWorld();
    ledger.fixed.add("standard/pos");
    await give(aPurchase());
    expect([...ledger.existing.values()].map(({ kind }) => kind)).toEqual(["accrual"]);
    expect(await give(aPurchase({ placedAt: later(3600) }))).toMatchObject({ outcome: "recorded" });
    const orders = new Orders();
    for (const entry of ledger.entries) orders.add(entry);
    expect(orders.problems()).toContain("order standard#pos#1001#: has 2 accruals");
  });

  test("may take the promise back: what was recorded before counts once, and its refunds find it", async () => {
    const { give, refund, ledger } = ledgerWorld();
    ledger.fixed.add("standard/pos");
    const waiting = aRefund({ orderId: "2002", refundId: "waiting" });
    await give(aPurchase());
    expect(await refund(waiting)).toEqual({ outcome: "parked" });
    ledger.fixed.clear();
    expect(await refund(aRefund())).toEqual({ outcome: "takenBack" });
    expect(await give(aPurchase())).toMatchObject({ outcome: "duplicate" });
    expect(await give(aPurchase({ orderId: "2002" }))).toMatchObject({
      outcome: "recorded",
      early: [waiting],
    });
    expect(ledger.accruals()).toHaveLength(2);
  });
});
