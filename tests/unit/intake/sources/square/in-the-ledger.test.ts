import { describe, expect, test } from "vitest";
import { squareLookUp } from "../../../../../core/intake/sources/square/look-up.ts";
import { toldLedger } from "../../../../support/told-ledger.ts";
import { squareDispute, squarePayment, squareRefund } from "../../../../support/webhooks.ts";

type Json = Record<string, unknown>;

const usd = (amount: number) => ({ amount, currency: "USD" });
const paid = (id: string, amount: number, more: Json = {}) =>
  squarePayment({
    id,
    order_id: "tab",
    amount_money: usd(amount),
    total_money: usd(amount),
    note: null,
    ...more,
  });
const refunded = (id: string, payment_id: string, amount: number, more: Json = {}) =>
  squareRefund({ id, payment_id, order_id: `order of ${id}`, amount_money: usd(amount), ...more });

describe("what a Square till's webhooks come to", () => {
  test("is one order of its payments, and each refund finds it by its payment", async () => {
    const { tell, gift, orders, outcomes } = toldLedger("square");
    await tell(refunded("r1", "card", 1_000));
    await tell(paid("card", 2_000));
    await tell(paid("cash", 3_000));
    await tell(paid("card", 2_000, { tip_money: usd(300), total_money: usd(2_300) }));
    expect([orders(), gift()]).toEqual([1, 400]);
    await tell(refunded("r2", "cash", 3_000));
    expect(gift()).toBe(100);
    expect(outcomes).not.toContain("conflict");
  });

  test("gives a flat amount once for an order of two payments, and takes it back with the last of it", async () => {
    const { tell, gift } = toldLedger("square", { share: { kind: "flat", amounts: { USD: 110 } } });
    await tell(paid("card", 2_000));
    await tell(paid("cash", 3_000));
    expect(gift()).toBe(110);
    await tell(refunded("r1", "card", 2_000));
    expect(gift()).toBe(110);
    await tell(refunded("r2", "cash", 3_000));
    expect(gift()).toBe(0);
  });

  test("gives again what a refund took that failed, and a dispute that was won", async () => {
    const { tell, gift } = toldLedger("square");
    await tell(paid("card", 2_000));
    await tell(refunded("r1", "card", 500));
    await tell(refunded("r1", "card", 500, { status: "FAILED", updated_at: "2026-11-23T12:00:00Z" }));
    expect(gift()).toBe(200);
    const disputed = { disputed_payment: { payment_id: "card" }, amount_money: usd(2_000) };
    await tell(squareDispute({ ...disputed, state: "LOST" }));
    expect(gift()).toBe(0);
    await tell(squareDispute({ ...disputed, state: "WON", updated_at: "2026-11-23T20:00:00Z" }));
    expect(gift()).toBe(200);
  });

  test("leaves a payment where it was recorded before orders were known", async () => {
    const { tell, gift, orders } = toldLedger("square");
    await tell(paid("card", 2_000, { order_id: null }));
    await tell(paid("card", 2_000));
    await tell(refunded("r1", "card", 500));
    expect([orders(), gift()]).toEqual([1, 150]);
  });

  test("is the order's goods with a token, whichever payment is asked about and in whatever order", async () => {
    const line = (uid: string, gross: number, tax: number, more: Json = {}) => ({
      uid,
      quantity: "1",
      item_type: "ITEM",
      gross_sales_money: usd(gross),
      applied_taxes: [{ tax_uid: "sales", applied_money: usd(tax) }],
      ...more,
    });
    const sale = {
      id: "tab",
      state: "COMPLETED",
      line_items: [
        line("a", 3_000, 240),
        line("b", 1_000, 80),
        line("card", 5_000, 0, { item_type: "GIFT_CARD" }),
      ],
      taxes: [{ uid: "sales", type: "ADDITIVE" }],
      tenders: [
        { id: "card", amount_money: usd(4_320) },
        { id: "cash", amount_money: usd(5_000) },
      ],
    };
    const back = {
      source_line_item_uid: "b",
      quantity: "1",
      item_type: "ITEM",
      gross_return_money: usd(1_000),
      total_money: usd(1_080),
      applied_taxes: [{ tax_uid: "sales", applied_money: usd(80) }],
    };
    const refunds = [{ id: "r1", tender_id: "card", amount_money: usd(1_080) }];
    const returned = { id: "order of r1", refunds, returns: [{ return_line_items: [back] }] };
    const answer = (path: string) => ({ order: path.endsWith("/tab") ? sale : returned });
    const told = [paid("card", 4_320), paid("cash", 5_000), refunded("r1", "card", 1_080)];
    for (const order of [
      [0, 1, 2],
      [2, 1, 0],
      [1, 0, 2, 0],
    ]) {
      const { tell, gift, orders, outcomes } = toldLedger("square", {}, { lookUp: squareLookUp, answer });
      for (const index of order) await tell(told[index]);
      expect(outcomes).not.toContain("conflict");
      expect([orders(), gift()]).toEqual([1, 300]);
    }
  });
});
