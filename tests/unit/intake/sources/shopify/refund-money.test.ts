import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  Adjustment,
  refundMoney,
  ShippingBack,
  Transaction,
} from "../../../../../core/intake/sources/shopify/refund-money.ts";
import { formatMinor } from "../../../../../core/model/money.ts";

const money = (minor: number, currency: string) => ({
  amount: `${minor < 0 ? "-" : ""}${formatMinor(Math.abs(minor), currency)}`,
  currency_code: currency,
});

/** An adjustment as Shopify books it, in a shop of euros; `usd`: its amount to a customer who paid in dollars. */
const booked = (minor: number, reason = "Refund discrepancy", usd?: number) => ({
  kind: "refund_discrepancy",
  reason,
  amount_set: {
    shop_money: money(minor, "EUR"),
    ...(usd !== undefined && { presentment_money: money(usd, "USD") }),
  },
});
const pendingRow = (minor: number) => booked(minor, "Pending refund discrepancy");
const shipping = (minor: number) => ({ ...booked(minor, ""), kind: "shipping_refund" });
const transaction = (status: string, minor: number, currency = "EUR") => ({
  kind: "refund",
  status,
  amount: formatMinor(minor, currency),
  currency,
});

type Adjustments = readonly unknown[];
type Transactions = readonly unknown[];

function read(adjustments: Adjustments, transactions: Transactions, shippingLines: readonly unknown[] = []) {
  const parts = {
    order_adjustments: Adjustment.array().parse(adjustments),
    refund_shipping_lines: ShippingBack.array().parse(shippingLines),
    transactions: Transaction.array().parse(transactions),
  };
  return refundMoney(parts, "EUR");
}

const beyondLines = (adjustments: Adjustments, transactions: Transactions) =>
  read(adjustments, transactions).beyondLines;

describe("the money of a Shopify refund", () => {
  test.each<[string, Adjustments, Transactions, number]>([
    ["on its way, with lines", [booked(5_000)], [transaction("pending", 5_000)], 0],
    ["that arrived, with lines", [booked(5_000), pendingRow(-5_000)], [transaction("success", 5_000)], 0],
    [
      "on its way and booked as arrived already",
      [booked(5_000), pendingRow(-5_000)],
      [transaction("pending", 5_000)],
      0,
    ],
    ["on its way, by amount alone", [booked(-664), booked(664)], [transaction("pending", 664)], 664],
    [
      "that arrived, by amount alone",
      [booked(-664), pendingRow(-664), booked(664)],
      [transaction("success", 664)],
      664,
    ],
    [
      "on its way less a restocking fee of the same amount",
      [booked(1_000, "Restock"), booked(1_000)],
      [transaction("pending", 1_000)],
      -1_000,
    ],
    [
      "on its way in the customer's currency",
      [booked(5_000, "Refund discrepancy", 5_400)],
      [transaction("pending", 5_400, "USD")],
      0,
    ],
    [
      "on its way by two transactions, booked as one",
      [booked(5_000)],
      [transaction("pending", 3_000), transaction("pending", 2_000)],
      0,
    ],
    [
      "on its way by two transactions, booked apart",
      [booked(3_000), booked(2_000)],
      [transaction("pending", 2_000), transaction("pending", 3_000)],
      0,
    ],
    ["that a bank awaits", [booked(5_000)], [transaction("awaiting_response", 5_000)], 0],
  ])("%s changes the goods as if it had arrived", (_, adjustments, transactions, expected) => {
    expect(beyondLines(adjustments, transactions)).toBe(expected);
  });

  test("of a transaction that failed does not go back", () => {
    expect(beyondLines([booked(5_000)], [transaction("failure", 5_000)])).toBe(-5_000);
  });

  test("of another amount than the discrepancy leaves the discrepancy a deduction", () => {
    expect(beyondLines([booked(900)], [transaction("pending", 4_100)])).toBe(-900);
  });

  test("for shipping is no money for goods", () => {
    const money = read([shipping(-499), booked(-100)], [transaction("success", 599)]);
    expect(money).toMatchObject({ beyondLines: 100, beyondLinesWithShipping: 599, paidBack: 599 });
  });

  test("for shipping may stand in lines of its own, and counts once", () => {
    const line = { subtotal_amount_set: { shop_money: money(499, "EUR") } };
    const paid = [transaction("success", 599)];
    const expected = { beyondLines: 100, beyondLinesWithShipping: 599, paidBack: 599 };
    expect(read([booked(-100)], paid, [line])).toMatchObject({ ...expected, shipping: 499 });
    expect(read([booked(-100), shipping(-499)], paid, [line])).toMatchObject({ ...expected, shipping: 0 });
  });

  test("did not go back when all its transactions failed", () => {
    expect(read([], [transaction("failure", 500), transaction("error", 1)]).isFailed).toBe(true);
    expect(read([], [transaction("failure", 500), transaction("success", 500)]).isFailed).toBe(false);
    expect(read([], []).isFailed).toBe(false);
  });

  test("of another currency is told by its discrepancy, and else by none", () => {
    const inDollars = [transaction("pending", 5_400, "USD")];
    expect(read([booked(5_000, "Refund discrepancy", 5_400)], inDollars).paidBack).toBe(5_000);
    expect(read([booked(5_000)], inDollars).paidBack).toBeUndefined();
    const noCurrency = [{ kind: "refund", status: "pending", amount: "5.00", currency: "ZZZ" }];
    expect(read([booked(500)], noCurrency)).toMatchObject({ beyondLines: -500 });
  });

  test("says the same of the goods before it arrives and after, whatever is kept back or added", () => {
    const minor = fc.integer({ min: 1, max: 100_000 });
    const corrections = fc.array(
      fc.record({ minor: fc.integer({ min: -50_000, max: 50_000 }), isShipping: fc.boolean() }),
      { maxLength: 3 },
    );
    fc.assert(
      fc.property(minor, corrections, fc.boolean(), (paid, corrected, byAmount) => {
        const kept = corrected.map((one) =>
          one.isShipping ? shipping(one.minor) : booked(one.minor, "Restock"),
        );
        const lines = byAmount ? [booked(-paid)] : [];
        const arrived = beyondLines(
          [...kept, ...lines, booked(paid), pendingRow(-paid)],
          [transaction("success", paid)],
        );
        const onItsWay = beyondLines([...kept, ...lines, booked(paid)], [transaction("pending", paid)]);
        expect(onItsWay).toBe(arrived);
        const goods = kept.filter(({ kind }) => kind !== "shipping_refund");
        expect(arrived).toBe((byAmount ? paid : 0) + beyondLines(goods, []));
      }),
      { numRuns: 500 },
    );
  });
});
