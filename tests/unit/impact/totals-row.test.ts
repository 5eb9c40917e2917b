import { unmarshall } from "@aws-sdk/util-dynamodb";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { calendar } from "../../../core/impact/calendar.ts";
import { exactSum, isAtLimit, SUM_MAX } from "../../../core/impact/exact-sum.ts";
import { foldEntries, foldTotals, withoutSettlement } from "../../../core/impact/fold.ts";
import { totalsItem } from "../../../core/impact/impact.store.ts";
import type { Totals } from "../../../core/impact/impact.ts";
import { readTotals } from "../../../core/impact/totals-row.ts";
import { ITEM_BYTES_MAX, itemBytes } from "../../../core/platform/aws/item-bytes.ts";
import { accrual, clawback } from "../../support/ledger-entries.ts";

const key = { pk: "all", sk: "all" };

function totalsOf(causes: number): Totals {
  const names = Array.from({ length: causes }, (_, index) => `cause-${String(index).padStart(40, "0")}`);
  return {
    entries: causes,
    sums: names.map((cause, index) => ({
      cause,
      funding: "brand",
      currency: "EUR",
      net: index,
      takenBack: 0,
      gifts: 1,
    })),
    counts: names.map((cause) => ({ cause, purchases: 1, customers: 0 })),
  };
}

describe("a row of Impact", () => {
  test.each([1, 500, 2_000, 10_000])(
    "holds the sums of %i causes and is read as it was written",
    (causes) => {
      const totals = totalsOf(causes);
      const item = totalsItem(key, totals);
      if (item === undefined) throw new Error("no item");
      expect(itemBytes(item)).toBeLessThanOrEqual(ITEM_BYTES_MAX);
      expect(readTotals(unmarshall(item))).toEqual({ ok: true, totals });
    },
  );

  test("that is no totals is named with its wrong fields, and nothing is thrown", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.anything()), (row) => {
        expect(readTotals({ ...row, entries: "many", ...key })).toMatchObject({
          ok: false,
          reason: expect.stringMatching(/^all all: /),
        });
      }),
    );
    expect(readTotals({ ...key, entries: 1, packed: Buffer.from("no gzip") })).toMatchObject({ ok: false });
  });

  test("reads what a refund took while the gift was pending and gave back when it was settled", () => {
    const gift = accrual({ orderId: "1" });
    const back = clawback(gift, { sequence: 1 });
    const parts = back.parts.map((part) => ({ ...part, minor: -part.minor }));
    const won = {
      ...back,
      kind: "restoration" as const,
      sequence: 2,
      parts,
      refundedAt: "2027-01-20T10:00:00Z",
      settlesOn: "2027-01-20",
      scope: { of: "voided" as const },
    };
    const totals = foldEntries([gift, back, won], calendar("Europe/Berlin"));
    expect(readTotals({ ...key, ...totals })).toMatchObject({ ok: true });
    const [sum] = withoutSettlement(totals).sums;
    expect(sum).toMatchObject({ net: 100, takenBack: 0 });
  });
});

describe("a sum", () => {
  const amounts = fc.array(fc.integer({ min: -SUM_MAX, max: SUM_MAX }), { maxLength: 20 });

  test("is exact in any order, and stays at its limit beyond it", () => {
    fc.assert(
      fc.property(amounts, (numbers) => {
        const whole = numbers.reduce((sum, one) => sum + BigInt(one), 0n);
        const sum = exactSum(numbers);
        expect(exactSum(numbers.toReversed())).toBe(sum);
        expect(Number.isSafeInteger(sum)).toBe(true);
        if (!isAtLimit(sum)) expect(BigInt(sum)).toBe(whole);
      }),
    );
  });

  test("at its limit stops no other: the row is written, and all others in it are right", () => {
    const huge: Totals = {
      entries: 1,
      sums: [
        { cause: "a", funding: "brand", currency: "IRR", net: SUM_MAX, takenBack: 0, gifts: 1 },
        { cause: "b", funding: "brand", currency: "EUR", net: 5, takenBack: 0, gifts: 1 },
      ],
      counts: [],
    };
    const totals = foldTotals([huge, huge]);
    const item = totalsItem(key, totals);
    expect(item && readTotals(unmarshall(item))).toEqual({ ok: true, totals });
    expect(totals.sums.map(({ net }) => net)).toEqual([SUM_MAX, 10]);
  });
});
