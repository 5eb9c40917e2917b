import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { normaliseWebhook } from "../../../../support/normalise-webhook.ts";
import { NOW, shopifyLine, shopifyOrder, shopifyRefund, shopMoney } from "../../../../support/webhooks.ts";

const read = (payload: unknown, topic?: string) =>
  normaliseWebhook("shopify", { connection: "web", topic, payload, now: NOW });

function purchase(more: Record<string, unknown>) {
  const result = read(shopifyOrder(more), "orders/updated");
  const event = result.outcome === "normalised" ? result.events[0] : undefined;
  if (event?.kind !== "purchase") throw new Error(JSON.stringify(result));
  return event.purchase;
}

const plain = { quantity: 1, discount_allocations: [], tax_lines: [] };
const priced = (id: number, amount: string, more: object = {}) =>
  shopifyLine({ ...plain, id, price_set: shopMoney(amount), ...more });

describe("an order of Shopify", () => {
  test("is read by what its body says, whatever a proxy made of the topic's header", () => {
    const expected = read(shopifyOrder(), "orders/paid");
    for (const topic of [
      "orders/updated",
      "orders/create",
      "ORDERS/PAID ",
      "orders/paid;v=1",
      "",
      undefined,
    ]) {
      expect(read(shopifyOrder(), topic)).toEqual(expected);
    }
    expect(read(shopifyRefund(), undefined)).toEqual(read(shopifyRefund(), "refunds/create"));
  });

  test.each(["pending", "authorized", "partially_paid", "expired", "voided", "Pending"])(
    "that is %s is none yet, under any topic",
    (financial_status) => {
      for (const topic of ["orders/create", "orders/paid", "orders/cancelled"]) {
        expect(read(shopifyOrder({ financial_status }), topic)).toEqual({
          outcome: "normalised",
          events: [],
        });
      }
    },
  );

  test("states all the lines that it has had, so that what an exchange brings is more, and none is less", () => {
    const before = purchase({ line_items: [priced(1, "40.00", { current_quantity: 1 })] });
    const after = purchase({
      total_price_set: shopMoney("40.00"),
      current_total_price_set: shopMoney("70.00"),
      updated_at: "2026-11-22T13:39:00Z",
      line_items: [priced(1, "40.00", { current_quantity: 0 }), priced(2, "70.00", { current_quantity: 1 })],
    });
    expect(before.lines).toMatchObject([{ lineId: "1", goods: 4_000 }]);
    expect(after.lines).toMatchObject([
      { lineId: "1", goods: 4_000 },
      { lineId: "2", goods: 7_000 },
    ]);
    expect(after).toMatchObject({ base: 11_000, paid: 7_000 });
  });

  test("that was never edited has a base of at most what was paid for it", () => {
    const order = purchase({ total_price_set: shopMoney("30.00"), line_items: [priced(1, "40.00")] });
    expect(order).toMatchObject({ base: 3_000, goodsGross: 3_000, lines: [{ goods: 3_000 }] });
  });

  test("with a line below nothing has that taken off the others", () => {
    const order = purchase({
      line_items: [
        priced(1, "60.00"),
        priced(2, "30.00"),
        priced(3, "0.00", { discount_allocations: [{ amount_set: shopMoney("9.00") }] }),
      ],
    });
    expect(order).toMatchObject({ base: 8_100, lines: [{ goods: 5_400 }, { goods: 2_700 }] });
  });

  test("rounds what it computes once a line: tax of hundredths of a yen, prices of thousandths", () => {
    const yen = priced(1, "1000", {
      price_set: shopMoney("1000", "JPY"),
      tax_lines: [{ price_set: shopMoney("90.91", "JPY"), rate: 0.1 }],
    });
    expect(purchase({ total_price_set: shopMoney("1000", "JPY"), line_items: [yen] })).toMatchObject({
      base: 909,
    });
    expect(purchase({ line_items: [priced(1, "3.335", { quantity: 3 })] }).base).toBe(1_001);
  });

  test("is not refused for members that are not money, whatever is in them", () => {
    const odd = {
      note_attributes: {},
      location_id: {},
      customer: [],
      billing_address: "none",
      email: 7,
      refunds: { "0": null },
      updated_at: "yesterday",
      total_tip_received: "none",
      current_total_price_set: "?",
    };
    const items = [
      { properties: {}, sku: 4_711 },
      { properties: { wellspring: null }, sku: false, gift_card: "no", tax_lines: {} },
      { properties: [null, 7, {}], sku: {}, discount_allocations: null, requires_shipping: 1 },
    ].map((more, at) => priced(at + 1, "10.00", more));
    expect(purchase({ ...odd, line_items: items })).toMatchObject({
      base: 3_000,
      lines: [{ sku: "4711" }, { lineId: "2" }, { lineId: "3" }],
    });
  });

  test("may state its amounts plainly, as text or as numbers", () => {
    const line = priced(1, "0", { price_set: undefined, price: 12.5, quantity: 2 });
    const order = { total_price_set: undefined, total_price: "25.00", line_items: [line] };
    expect(purchase(order)).toMatchObject({ currency: "EUR", base: 2_500, paid: 2_500 });
  });

  test.each([
    ["tip", { tip: {} }],
    ["tip_payment_gateway", { tip_payment_gateway: "shopify_payments" }],
    ["tip_payment_method", { tip_payment_method: "visa" }],
    ["name of a product that is not shipped", { title: "Trinkgeld", product_id: 5 }],
    ["amount, by the order's own sum of tips", { title: "For the team", product_id: null }],
  ])("leaves out a tip that is known by its %s", (_, more) => {
    const order = purchase({
      total_tip_received: "3.00",
      line_items: [priced(1, "20.00", { product_id: 1 }), priced(2, "3.00", more)],
    });
    expect(order).toMatchObject({ base: 2_000, lines: [{ lineId: "1" }] });
  });

  test("counts what is paid by gift card when it is spent, and no gift card when it is sold", () => {
    const cents = fc.integer({ min: 0, max: 50_000 });
    fc.assert(
      fc.property(
        fc.array(fc.record({ cents, card: fc.boolean() }), { minLength: 1, maxLength: 6 }),
        (items) => {
          const lines = items.map((item, at) =>
            priced(at + 1, (item.cents / 100).toFixed(2), { gift_card: item.card }),
          );
          const sum = (cards: boolean) =>
            items.filter(({ card }) => card === cards).reduce((all, item) => all + item.cents, 0);
          const total = shopMoney(((sum(true) + sum(false)) / 100).toFixed(2));
          const order = purchase({
            line_items: lines,
            total_price_set: total,
            payment_gateway_names: ["gift_card"],
          });
          expect([order.base, order.paid]).toEqual([sum(false), sum(true) + sum(false)]);
        },
      ),
    );
  });
});

describe("a refund of Shopify", () => {
  const scope = (more: object, topic = "refunds/create") => {
    const result = read(shopifyRefund({ ...more }), topic);
    const [event] = result.outcome === "normalised" ? result.events : [];
    return event?.kind === "refund" ? event.refund.scope : (event ?? result);
  };
  const lines = (...amounts: readonly (readonly [string, object])[]) =>
    amounts.map(([amount, line], at) => ({
      line_item_id: at + 1,
      quantity: 1,
      subtotal_set: shopMoney(amount),
      total_tax_set: shopMoney("0.00"),
      line_item: shopifyLine({ ...plain, id: at + 1, price_set: shopMoney(amount), ...line }),
    }));
  const discrepancy = (amount: string) => [{ kind: "refund_discrepancy", amount_set: shopMoney(amount) }];

  test("of a return without money is an exchange: what came back is taken back in full", () => {
    const exchange = { order_adjustments: discrepancy("53.55"), transactions: [], return: { id: 3 } };
    expect(scope(exchange)).toMatchObject({ goods: 4_500, stated: { subtotal: 5_355, tax: 855 } });
    expect(scope(exchange)).not.toHaveProperty("gross");
    expect(scope({ ...exchange, return: null })).toMatchObject({ goods: 4_500, gross: -5_355 });
  });

  test("of money without lines or discrepancy counts as that money, less shipping", () => {
    const bare = { refund_line_items: [], order_adjustments: [] };
    expect(scope(bare)).toEqual({ of: "paid", paid: 5_355 });
    const transactions = [{ kind: "refund", status: "success", amount: "5.00", currency: "USD" }];
    const line = { subtotal_amount_set: shopMoney("5.00") };
    expect(scope({ ...bare, transactions, refund_shipping_lines: [line] })).toMatchObject({
      kind: "ignored",
      reason: "refundUnread",
    });
    expect(scope({ ...bare, transactions: [] })).toEqual({ outcome: "normalised", events: [] });
  });

  test("of several kinds of lines leaves to each its part of the discrepancy", () => {
    const refund_line_items = lines(["30.00", {}], ["10.00", { gift_card: true }]);
    const more = { refund_line_items, order_adjustments: discrepancy("8.00"), transactions: [] };
    expect(scope(more)).toMatchObject({ goods: 3_000, gross: -600 });
  });

  test("of more lines than a purchase holds names them by SKU, as the purchase does", () => {
    const many = Array.from({ length: 501 }, () => ["1.00", { sku: "MUG" }] as const);
    const back = scope({ refund_line_items: lines(...many), transactions: [] });
    expect(back).toMatchObject({
      goods: 50_100,
      lines: [{ lineId: "sku:MUG", quantity: 501, goods: 50_100 }],
    });
  });

  test("that failed after all is voided under the same id and date", () => {
    const failed = [{ kind: "refund", status: "error", amount: "53.55", currency: "EUR" }];
    expect(read(shopifyRefund({ transactions: failed }), "refunds/create")).toMatchObject({
      events: [
        { refund: { refundId: "801234567", refundedAt: "2026-11-22T13:39:00Z", scope: { of: "voided" } } },
      ],
    });
  });

  test("of a test is recognised before anything else, though it does not fit", () => {
    const odd = { transactions: [{ test: true }], refund_line_items: "none", order_id: null };
    expect(scope(odd)).toEqual({ outcome: "normalised", events: [] });
  });
});

describe("a dispute at Shopify", () => {
  const dispute = (more: object = {}) => ({
    id: 285_332,
    order_id: 5_678_901_234_567,
    type: "chargeback",
    amount: "53.55",
    currency: "EUR",
    reason: "fraudulent",
    status: "lost",
    evidence_due_by: "2026-11-21T00:00:00Z",
    initiated_at: "2026-11-20T10:00:00Z",
    finalized_on: "2026-11-21",
    ...more,
  });
  const scopes = (more: object, topic?: string) => {
    const result = read(dispute(more), topic);
    if (result.outcome !== "normalised") return result.issues;
    return result.events.map((event) => (event.kind === "refund" ? event.refund : event));
  };

  test.each(["lost", "accepted"])("that is %s takes back its amount", (status) => {
    expect(scopes({ status }, "disputes/update")).toEqual([
      {
        source: "shopify",
        connection: "web",
        orderId: "5678901234567",
        refundId: "dispute:285332",
        refundedAt: "2026-11-21T00:00:00Z",
        currency: "EUR",
        scope: { of: "paid", paid: 5_355 },
      },
    ]);
  });

  test.each(["won", "charge_refunded"])("that is %s gives back what it took", (status) => {
    expect(scopes({ status })).toMatchObject([{ refundId: "dispute:285332", scope: { of: "voided" } }]);
  });

  test.each([{ status: "needs_response" }, { status: "under_review" }, { type: "inquiry" }])(
    "of which no money moved (%j) is nothing",
    (more) => expect(scopes(more)).toEqual([]),
  );

  test("of no order is seen by an operator", () => {
    expect(scopes({ order_id: null })).toEqual([{ kind: "ignored", reason: "disputeWithoutOrder" }]);
  });
});

test("an edit of an order, which holds no amounts, is seen by an operator", () => {
  const edit = {
    order_edit: { order_id: 1, line_items: { additions: [{ id: 2, delta: 1 }], removals: [] } },
  };
  expect(read(edit, "orders/edited")).toEqual({
    outcome: "normalised",
    events: [{ kind: "ignored", reason: "orderEdited" }],
  });
});
