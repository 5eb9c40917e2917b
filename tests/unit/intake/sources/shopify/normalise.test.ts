import { describe, expect, test } from "vitest";
import { normaliseWebhook } from "../../../../support/normalise-webhook.ts";
import { NOW, shopifyLine, shopifyOrder, shopifyRefund, shopMoney } from "../../../../support/webhooks.ts";

const normaliseShopify = (payload: unknown, topic = "orders/paid") =>
  normaliseWebhook("shopify", { connection: "web", topic, payload, now: NOW });

function purchase(more: Record<string, unknown> = {}) {
  const result = normaliseShopify(shopifyOrder(more));
  const event = result.outcome === "normalised" ? result.events[0] : undefined;
  if (event?.kind !== "purchase") throw new Error(JSON.stringify(result));
  return event.purchase;
}

function scope(more: Record<string, unknown> = {}) {
  const result = normaliseShopify(shopifyRefund(more), "refunds/create");
  const event = result.outcome === "normalised" ? result.events[0] : undefined;
  return event?.kind === "refund" ? event.refund.scope : result;
}

const adjustment = (amount: string, more: Record<string, unknown> = {}) => ({
  order_adjustments: [
    { kind: "refund_discrepancy", reason: "Refund discrepancy", amount_set: shopMoney(amount), ...more },
  ],
});

describe("a paid Shopify order", () => {
  test("is a purchase of its goods after discounts, without the tax inside its prices, in the shop's currency", () => {
    expect(purchase()).toEqual({
      source: "shopify",
      connection: "web",
      orderId: "5678901234567",
      placedAt: "2026-11-22T13:35:45Z",
      region: "US",
      currency: "EUR",
      base: 9_000,
      paid: 11_209,
      goodsGross: 10_710,
      taxesIncluded: true,
      roundUp: 0,
      lines: [{ lineId: "14001", sku: "JACKET-M", quantity: 2, goods: 9_000 }],
      cause: "clean-rivers",
    });
  });

  test("keeps the whole price where tax comes on top", () => {
    expect(purchase({ taxes_included: false, total_price_set: shopMoney("129.19") })).toMatchObject({
      base: 10_710,
      goodsGross: 12_420,
      taxesIncluded: false,
    });
  });

  test("leaves gift cards and tips out, and takes the round-up apart that the brand names", () => {
    const plain = { quantity: 1, discount_allocations: [], tax_lines: [] };
    const order = purchase({
      line_items: [
        shopifyLine(),
        shopifyLine({ ...plain, id: 2, gift_card: true, price_set: shopMoney("50.00") }),
        shopifyLine({
          ...plain,
          id: 3,
          title: "Tip",
          tip_payment_gateway: "shopify",
          price_set: shopMoney("3.00"),
        }),
        shopifyLine({ ...plain, id: 4, sku: "wellspring_round_up", price_set: shopMoney("0.41") }),
        shopifyLine({ ...plain, id: 5, variant_id: "price_round_up", price_set: shopMoney("0.30") }),
      ],
    });
    expect(order).toMatchObject({ base: 9_000, roundUp: 71, lines: [{ lineId: "14001" }] });
  });

  test.each(["", "  ", null, {}])("that names %j as its cause names none", (value) => {
    const order = purchase({ note_attributes: [{ name: "wellspring_cause", value }] });
    expect([order.cause, order.causeUnread]).toEqual([undefined, undefined]);
  });

  test.each(["Flüsse", "x".repeat(49)])("that names %j, which is no short name, says so", (value) => {
    const order = purchase({ note_attributes: [{ name: "wellspring_cause", value }] });
    expect([order.cause, order.causeUnread]).toEqual([undefined, true]);
  });

  test("takes a cause's name in the words of a customer, from a list or an object of attributes", () => {
    const causes = [
      [{ name: "Wellspring Cause", value: "Clean rivers!" }],
      { wellspring_cause: "clean-rivers, please" },
      { "0": { name: "gift" }, "3": { name: "wellspring_cause", value: "“clean-rivers”" } },
    ].map((note_attributes) => purchase({ note_attributes }).cause);
    expect(causes).toEqual(["clean-rivers", "clean-rivers", "clean-rivers"]);
  });

  test("takes a cause's name in any case and with spaces around it", () => {
    expect(purchase({ note_attributes: [{ name: "wellspring_cause", value: " Clean-Rivers " }] }).cause).toBe(
      "clean-rivers",
    );
  });

  test("counts whole yen and thousandths of a dinar", () => {
    const plain = { quantity: 1, discount_allocations: [], tax_lines: [] };
    const order = (amount: string, currency: string) =>
      purchase({
        total_price_set: shopMoney(amount, currency),
        line_items: [shopifyLine({ ...plain, price_set: shopMoney(amount, currency) })],
      });
    expect(order("500", "JPY")).toMatchObject({ currency: "JPY", base: 500 });
    expect(order("500.0", "JPY")).toMatchObject({ base: 500 });
    expect(order("5.125", "KWD")).toMatchObject({ currency: "KWD", base: 5_125 });
  });

  test("has its lines by SKU when it has more of them than a purchase may have", () => {
    const lines = Array.from({ length: 501 }, (_, id) =>
      shopifyLine({
        id: id + 1,
        sku: id % 2 ? "MUG" : null,
        quantity: 1,
        discount_allocations: [],
        tax_lines: [],
        price_set: shopMoney("1.00"),
      }),
    );
    const order = purchase({ line_items: lines, total_price_set: shopMoney("501.00") });
    expect(order).toMatchObject({
      base: 50_100,
      grouped: true,
      lines: [
        { lineId: "others", quantity: 251, goods: 25_100 },
        { lineId: "sku:MUG", sku: "MUG", quantity: 250, goods: 25_000 },
      ],
    });
  });

  test.each([
    ["words for an amount", { total_price_set: shopMoney("free") }, "total_price_set.shop_money.amount"],
    ["no total", { total_price_set: undefined, total_price: undefined }, "total_price_set"],
    [
      "a line without a price",
      { line_items: [shopifyLine({ price_set: null, price: undefined })] },
      "line_items.0.price_set",
    ],
    ["a state that says nothing of its payment", { financial_status: "settled" }, "financial_status"],
    ["no word on its payment", { financial_status: undefined }, "financial_status"],
    ["a currency that does not exist", { total_price_set: shopMoney("1.00", "XXQ") }, "total_price_set"],
    ["a date before there was such a shop", { created_at: "1970-01-01T00:00:00Z" }, "created_at"],
    ["a date of next week", { created_at: "2026-11-29T00:00:00Z" }, "created_at"],
    ["no lines at all", { line_items: undefined }, "line_items"],
  ])("with %s cannot be used, and the field is named", (_, more, field) => {
    expect(normaliseShopify(shopifyOrder(more))).toMatchObject({ outcome: "unusable", issues: [{ field }] });
  });

  test("is ignored when it is a test, and under any topic that is not ours", () => {
    expect(normaliseShopify(shopifyOrder({ test: true }))).toEqual({ outcome: "normalised", events: [] });
    expect(normaliseShopify({ anything: 1 }, "products/update")).toEqual({
      outcome: "normalised",
      events: [],
    });
  });
});

describe("a Shopify refund", () => {
  test("takes back the goods of its lines without the tax within, which the rates give away", () => {
    expect(scope()).toEqual({
      of: "goods",
      goods: 4_500,
      roundUp: 0,
      stated: { subtotal: 5_355, tax: 855 },
      lines: [{ lineId: "14001", quantity: 1, goods: 4_500 }],
    });
  });

  test("takes back the whole subtotal where tax comes on top", () => {
    const line = shopifyRefund().refund_line_items[0];
    const more = { refund_line_items: [{ ...line, subtotal_set: shopMoney("45.00") }] };
    expect(scope(more)).toMatchObject({ goods: 4_500 });
  });

  test.each([
    ["without lines, by its discrepancy", { refund_line_items: [], ...adjustment("-10.00") }, 0, 1_000],
    ["that paid less than its lines", adjustment("5.00"), 4_500, -500],
    ["that paid more than its lines", adjustment("-5.00"), 4_500, 500],
    ["with shipping, without it", adjustment("-4.99", { kind: "shipping_refund" }), 4_500, undefined],
  ])("%s: goods by its lines, and money beyond them with its tax", (_, more, goods, gross) => {
    const back = scope(more);
    expect(back).toMatchObject({ of: "goods", goods });
    expect("gross" in back ? back.gross : undefined).toBe(gross);
  });

  test("of shipping alone, or of a test order, is not needed", () => {
    expect(scope({ refund_line_items: [], ...adjustment("-4.99", { kind: "shipping_refund" }) })).toEqual({
      outcome: "normalised",
      events: [],
    });
    expect(scope({ transactions: [{ test: true }] })).toEqual({ outcome: "normalised", events: [] });
  });

  test.each([
    ["within, by what went back", "53.55", "EUR", 4_500],
    ["on top, by what went back", "62.10", "EUR", 5_355],
    ["within, by the rates, when money of another currency went back", "60.00", "USD", 4_500],
    ["within, by the rates, when what went back fits neither", "1.00", "EUR", 4_500],
  ])("knows its tax to be %s", (_, amount, currency, goods) => {
    const transactions = [{ kind: "refund", status: "success", amount, currency, test: false }];
    expect(scope({ transactions })).toMatchObject({ goods });
  });

  test("takes back goods whose money is still on its way, as no second webhook says that it arrived", () => {
    const transactions = [{ kind: "refund", status: "pending", amount: "53.55", currency: "EUR" }];
    const more = { ...adjustment("53.55"), transactions };
    expect(scope(more)).toMatchObject({ of: "goods", goods: 4_500 });
    const paid = transactions.map((one) => ({ ...one, status: "failure" }));
    expect(scope({ ...more, transactions: paid })).toEqual({ of: "voided" });
  });

  test.each(["820982911946154508", 820982911946154500])("of Shopify's own test order %s is ignored", (id) => {
    const refund = { ...shopifyRefund(), order_id: id, refund_line_items: "does not fit" };
    expect(normaliseShopify(refund, "refunds/create")).toEqual({ outcome: "normalised", events: [] });
  });

  test("keeps the round-up apart", () => {
    const line = shopifyRefund().refund_line_items[0];
    const line_item = shopifyLine({ sku: "wellspring_round_up", tax_lines: [] });
    const more = {
      refund_line_items: [
        { ...line, subtotal_set: shopMoney("0.41"), total_tax_set: shopMoney("0.00"), line_item },
      ],
    };
    expect(scope(more)).toEqual({ of: "goods", goods: 0, roundUp: 41, lines: [] });
  });
});

describe("a test notification of Shopify", () => {
  test.each(["orders/paid", "orders/cancelled"])("of %s is ignored, whatever else it says", (topic) => {
    expect(normaliseShopify({ test: true, id: {}, line_items: 7 }, topic)).toEqual({
      outcome: "normalised",
      events: [],
    });
  });
});

describe("a cancelled Shopify order", () => {
  const order = { ...shopifyOrder(), cancelled_at: "2026-11-22T13:39:00Z" };

  test("takes everything back once its money is given back", () => {
    expect(normaliseShopify({ ...order, financial_status: "refunded" }, "orders/cancelled")).toMatchObject({
      events: [
        { kind: "purchase" },
        { kind: "refund", refund: { orderId: "5678901234567", refundId: "cancelled", scope: { of: "all" } } },
      ],
    });
  });

  test.each(["paid", "partially_refunded"])(
    "whose money was kept (%s) stays a purchase",
    (financial_status) => {
      const { events } = {
        events: [],
        ...normaliseShopify({ ...order, financial_status }, "orders/cancelled"),
      };
      expect(events).toMatchObject([{ kind: "purchase", purchase: { base: 9_000 } }]);
    },
  );

  test("that is no longer cancelled, or paid again, lists its cancellation no more", () => {
    const updated_at = "2026-11-22T13:39:30Z";
    const ids = (more: object) => {
      const result = normaliseShopify(
        { ...order, updated_at, refunds: [{ id: 7 }], ...more },
        "orders/updated",
      );
      const [event] = result.outcome === "normalised" ? result.events : [];
      return event?.kind === "purchase" ? event.purchase.refundsSoFar : undefined;
    };
    const at = "2026-11-22T13:39:30Z";
    expect(ids({ financial_status: "refunded" })).toEqual({ at, ids: ["7", "cancelled"] });
    expect(ids({ financial_status: "refunded", cancelled_at: null })).toEqual({ at, ids: ["7"] });
    expect(ids({ refunds: undefined })).toBeUndefined();
    expect(ids({ refunds: [{ id: null }] })).toBeUndefined();
  });

  test("takes nothing back when it was never paid", () => {
    expect(normaliseShopify({ ...order, financial_status: "voided" }, "orders/cancelled")).toMatchObject({
      events: [],
    });
  });

  test.each(["id", "order_id"])(
    "with an object for its %s that cannot be a text is no failure of ours",
    (name) => {
      expect(normaliseShopify({ ...order, [name]: { toString: "x" } }, "orders/paid").outcome).toMatch(
        /unusable|normalised/,
      );
    },
  );
});
