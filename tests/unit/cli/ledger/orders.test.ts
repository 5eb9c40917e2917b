import { describe, expect, test } from "vitest";
import { Orders } from "../../../../cli/ledger/orders.ts";
import { type Entry, Entry as EntrySchema } from "../../../../core/giving/ledger/entry.ts";
import { accrual, clawback } from "../../../support/ledger-entries.ts";

const verified = (...entries: readonly Entry[]): Orders => {
  const orders = new Orders();
  for (const entry of entries) orders.add(entry);
  return orders;
};

describe("verifying orders", () => {
  const gift = accrual({ orderId: "1" });
  const back = clawback(gift, { sequence: 1 });
  const restored = (minor: number) =>
    EntrySchema.parse({
      ...back,
      kind: "restoration",
      sequence: 2,
      parts: [{ cause: "clean-rivers", funding: "brand", minor }],
    });

  test("names a part that is below zero, or above what the order gave", () => {
    expect(verified(gift, back, restored(100)).problems()).toEqual([]);
    expect(verified(gift, back, back).problems()).toEqual([
      "order standard#pos#1#: clean-rivers brand USD was taken back below zero, to -100",
    ]);
    expect(verified(gift, back, restored(101)).problems()).toEqual([
      "order standard#pos#1#: clean-rivers brand USD is 101, and 100 was given",
    ]);
  });
  test("sums what is held by currency, of each order as it was stated last", () => {
    const held = (minor: number) => ({ roundUpHeld: { minor, because: "notTaken" as const } });
    const { gift: _, causeBy, onMatchRefund, firstFor, early, ...facts } = gift;
    const more = EntrySchema.parse({ ...facts, kind: "supplement", sequence: 1, ...held(75) });
    const orders = verified(
      accrual({ orderId: "1", ...held(45) }),
      more,
      accrual({ orderId: "2", ...held(5) }),
      accrual({ orderId: "3", currency: "EUR", ...held(9) }),
      accrual({ orderId: "4" }),
    );
    expect(orders.held()).toEqual([
      { currency: "USD", minor: 80, orders: 2 },
      { currency: "EUR", minor: 9, orders: 1 },
    ]);
  });
});
