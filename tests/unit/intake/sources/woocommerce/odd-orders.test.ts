import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { PurchaseFacts } from "../../../../../core/intake/shop-system/payload.ts";
import { normaliseWebhook } from "../../../../support/normalise-webhook.ts";
import { wooOrder } from "../../../../support/webhooks.ts";

const now = "2026-11-24T00:00:00Z";
const read = (more: Record<string, unknown> = {}) =>
  normaliseWebhook("woocommerce", {
    connection: "blog",
    topic: "order.updated",
    payload: wooOrder(more),
    now,
  });

function purchaseOf(more: Record<string, unknown>): PurchaseFacts {
  const result = read(more);
  const [event] = result.outcome === "normalised" ? result.events : [];
  if (event?.kind !== "purchase") throw new Error(JSON.stringify(result));
  return event.purchase;
}

const item = (id: number, total: string, more: Record<string, unknown> = {}) => ({
  id,
  name: `Item ${id}`,
  sku: `S-${id}`,
  quantity: 1,
  total,
  total_tax: "0.00",
  meta_data: [],
  ...more,
});

describe("members of a WooCommerce order that plug-ins write in their own way", () => {
  test.each([
    ["a numeric SKU", { line_items: [item(1, "42.01", { sku: 4_711 })] }],
    ["metadata without keys", { meta_data: [{}, { key: null }, { key: 7, value: [] }, null, "x"] }],
    ["metadata that is an object", { meta_data: { "3": { key: "x", value: 1 } } }],
    ["metadata that is missing", { meta_data: undefined }],
    ["lines in an object with gaps", { line_items: { "0": item(1, "40.00"), "2": item(2, "2.01") } }],
    ["fees without a total", { fee_lines: [{ name: null, total: "" }, { total: null }, {}] }],
    ["fees that are an empty object", { fee_lines: {} }],
    ["a fee in words", { fee_lines: [{ name: "Wrapping", total: "on the house", total_tax: "none" }] }],
    ["a tax that is none", { line_items: [item(1, "42.01", { total_tax: "n/a" })] }],
    ["a change at no time", { date_modified_gmt: "0000-00-00 00:00:00" }],
    ["a change that is false", { date_modified_gmt: false }],
    ["a refund that is a placeholder", { refunds: [{ id: 0 }] }],
    ["refunds that are missing", { refunds: null }],
    ["a customer that is an empty list", { billing: [] }],
    ["a customer with numbers", { billing: { email: null, phone: 2_125_550_142, country: 49 } }],
    ["a price of rounding errors", { line_items: [item(1, "42.01", { price: 42.010_000_000_000_005 })] }],
    ["a line that has no id", { line_items: [item(0, "42.01", { id: 0 })] }],
    ["members that nobody knows", { shipping_lines: "none", pickup: { at: [] }, _links: null }],
  ])("never refuse it: %s", (_, more) => {
    expect(purchaseOf(more)).toMatchObject({ base: 4_201, roundUp: 0 });
    expect(read(more)).toMatchObject({ events: [{ kind: "purchase" }] });
  });

  test("change nothing about its money, whatever they are", () => {
    const whole = purchaseOf({});
    fc.assert(
      fc.property(
        fc.dictionary(fc.string(), fc.jsonValue()),
        fc.jsonValue(),
        fc.jsonValue(),
        (extra, meta, any) => {
          const known = new Set(Object.keys(wooOrder()));
          const strange = Object.fromEntries(
            Object.entries(extra).filter(([key]) => !known.has(key) && key !== "order"),
          );
          const named = { key: "wellspring_cause", value: "clean-rivers" };
          const meta_data = [named, ...(Array.isArray(meta) ? meta : [meta])];
          expect(purchaseOf({ ...strange, meta_data, customer_note: any })).toEqual(whole);
        },
      ),
    );
  });

  test("refuse it only where they are the customer's own gift", () => {
    const fee_lines = [{ name: "Wellspring round-up", total: "some" }];
    expect(read({ fee_lines })).toMatchObject({
      outcome: "unusable",
      issues: [{ field: "fee_lines.total" }],
    });
  });

  test("keep each refund without an id apart, at the same name when a newer one comes", () => {
    const names = (refunds: readonly unknown[]) => {
      const result = read({ refunds });
      const events = result.outcome === "normalised" ? result.events : [];
      return events.flatMap((event) => (event.kind === "refund" ? [event.refund.refundId] : []));
    };
    expect(names([{ id: 0, total: "-3.00" }])).toEqual(["unnamed-1"]);
    expect(
      names([
        { id: 0, total: "-2.00" },
        { id: 0, total: "-3.00" },
      ]),
    ).toEqual(["unnamed-2", "unnamed-1"]);
  });

  test("count an item once that a broken plug-in repeats", () => {
    const twice = [item(6, "25.00"), item(6, "25.00")];
    expect(purchaseOf({ line_items: twice, total: "25.00" })).toMatchObject({ base: 2_500, paid: 2_500 });
  });
});

describe("amounts that take something off", () => {
  test("as negative fees lower each line by its part, with their tax", () => {
    const line_items = [item(1, "60.00", { total_tax: "6.00" }), item(2, "40.00", { total_tax: "4.00" })];
    const fee_lines = [
      { name: "Trade-in", total: "-20.00", total_tax: "-2.00" },
      { name: "Gift wrap", total: "3.00", total_tax: "0.30" },
    ];
    expect(purchaseOf({ line_items, fee_lines, total: "91.30" })).toMatchObject({
      base: 8_000,
      goodsGross: 8_800,
      paid: 9_130,
      lines: [{ goods: 4_800 }, { goods: 3_200 }],
    });
  });

  test("as negative lines, of an exchange, do the same", () => {
    const line_items = [item(1, "60.00"), item(2, "-20.00", { quantity: -1 })];
    expect(purchaseOf({ line_items, total: "40.00" })).toMatchObject({
      base: 4_000,
      goodsGross: 4_000,
      lines: [{ lineId: "1", goods: 4_000 }],
    });
  });

  test("never leave less than nothing", () => {
    const fee_lines = [{ name: "Loyalty", total: "-100.00" }];
    expect(purchaseOf({ fee_lines, total: "0.00" })).toMatchObject({ base: 0, paid: 0 });
  });

  test("property: the base is the sum of its lines, and never more than what was paid", () => {
    const cents = fc.integer({ min: -9_999, max: 99_999 });
    const decimals = cents.map((amount) => (amount / 100).toFixed(2));
    fc.assert(
      fc.property(
        fc.array(decimals, { maxLength: 8 }),
        fc.array(decimals, { maxLength: 4 }),
        (lines, fees) => {
          const line_items = lines.map((total, index) => item(index + 1, total));
          const fee_lines = fees.map((total) => ({ name: "Fee", total }));
          const total = [...lines, ...fees].reduce(
            (all, amount) => all + Math.round(Number(amount) * 100),
            0,
          );
          if (total < 0) return;
          const purchase = purchaseOf({ line_items, fee_lines, total: (total / 100).toFixed(2) });
          expect(purchase.lines.reduce((all, { goods }) => all + goods, 0)).toBe(purchase.base);
          expect(purchase.base).toBeLessThanOrEqual(purchase.goodsGross ?? 0);
          expect(purchase.goodsGross ?? 0).toBeLessThanOrEqual(purchase.paid);
        },
      ),
    );
  });
});

describe("amounts with more decimals than their currency has", () => {
  test("are rounded once a line, half up", () => {
    const line_items = [item(1, "10.0049"), item(2, "10.005"), item(3, "0.3333")];
    expect(purchaseOf({ line_items, total: "20.3432" })).toMatchObject({
      base: 1_000 + 1_001 + 33,
      lines: [{ goods: 1_000 }, { goods: 1_001 }, { goods: 33 }],
    });
  });

  test("are yen with a fraction", () => {
    const line_items = [item(1, "909.09", { total_tax: "90.91" })];
    expect(purchaseOf({ currency: "JPY", line_items, total: "1000" })).toMatchObject({
      base: 909,
      goodsGross: 1_000,
      paid: 1_000,
    });
  });
});

describe("an order of more lines than a purchase holds", () => {
  test("is grouped by SKU, and gives for all of them", () => {
    const line_items = Array.from({ length: 501 }, (_, index) =>
      item(index + 1, "1.00", { sku: index < 400 ? "TEA" : "" }),
    );
    expect(purchaseOf({ line_items, total: "501.00" })).toMatchObject({
      base: 50_100,
      grouped: true,
      lines: [
        { lineId: "sku:TEA", sku: "TEA", quantity: 400, goods: 40_000 },
        { lineId: "others", quantity: 101, goods: 10_100 },
      ],
    });
  });
});

describe("a gift card of a WooCommerce plug-in", () => {
  const sold = {
    "WooCommerce Gift Cards": [{ key: "wc_gc_giftcard_to", value: "ada.canary@example.com" }],
    "PW Gift Cards": [{ key: "pw_gift_card_amount", value: "50" }],
    YITH: [{ key: "_ywgc_amount", value: "50" }],
    "StoreApps Smart Coupons": [{ key: "sc_called_credit", value: "50" }],
  };

  test.each(Object.entries(sold))("of %s is no goods when it is sold", (_, meta_data) => {
    const line_items = [item(1, "42.01"), item(2, "50.00", { meta_data })];
    expect(purchaseOf({ line_items, total: "92.01" })).toMatchObject({
      base: 4_201,
      goodsGross: 4_201,
      paid: 9_201,
      lines: [{ lineId: "1" }],
    });
  });

  test("is credit of Smart Coupons that the order itself names by its item", () => {
    const line_items = [item(1, "42.01"), item(2, "50.00")];
    const meta_data = [{ key: "sc_called_credit_details", value: { "2": "50" } }];
    expect(purchaseOf({ line_items, meta_data, total: "92.01" })).toMatchObject({
      base: 4_201,
      lines: [{ lineId: "1" }],
    });
  });

  const line_items = [item(1, "100.00")];
  const ofYith = { key: "_ywgc_applied_gift_cards", value: { "GC-1": 90, "GC-2": "6.00" } };
  test.each([
    ["WooCommerce Gift Cards", { gift_cards: [{ id: 1, code: "X", amount: 96 }], total: "4.00" }],
    ["PW Gift Cards, which leave no trace but the total", { total: "4.00" }],
    ["YITH", { meta_data: [ofYith], total: "4.00" }],
    [
      "YITH, as a negative fee",
      {
        meta_data: [ofYith, { key: "ywgc_gift_card_updated_as_fee", value: "1" }],
        fee_lines: [{ name: "Gift card", total: "-96.00" }],
        total: "4.00",
      },
    ],
    [
      "StoreApps Smart Coupons",
      { meta_data: [{ key: "smart_coupons_contribution", value: { credit: "96.00" } }], total: "4.00" },
    ],
  ])("of %s pays for goods like money when it is spent", (_, more) => {
    expect(purchaseOf({ line_items, ...more })).toMatchObject({
      base: 10_000,
      goodsGross: 10_000,
      paid: 10_000,
    });
  });
});
