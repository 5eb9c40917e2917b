import { describe, expect, test } from "vitest";
import { normaliseWebhook } from "../../../../support/normalise-webhook.ts";
import { wooOrder } from "../../../../support/webhooks.ts";

const now = "2026-11-24T00:00:00Z";
const read = (payload: unknown, topic: string | undefined = "order.updated") =>
  normaliseWebhook("woocommerce", { connection: "blog", topic, payload, now });
const normaliseWoo = (more: Record<string, unknown> = {}, topic = "order.updated") =>
  read(wooOrder(more), topic);
const nothing = { outcome: "normalised", events: [] };
const changed = "2026-11-22T13:36:10Z";

describe("a paid WooCommerce order", () => {
  test("is a purchase of its lines' totals, which are after discounts and without tax", () => {
    const result = normaliseWoo();
    expect(result).toMatchObject({ events: [{ kind: "purchase" }] });
    expect(result.outcome === "normalised" && result.events[0]).toMatchObject({
      purchase: {
        source: "woocommerce",
        connection: "blog",
        orderId: "727",
        placedAt: "2026-11-22T13:35:45Z",
        currency: "EUR",
        base: 4_201,
        goodsGross: 4_999,
        paid: 5_499,
        roundUp: 0,
        lines: [
          { lineId: "315", sku: "MUG", quantity: 2, goods: 2_521 },
          { lineId: "316", quantity: 1, goods: 1_680 },
        ],
        cause: "clean-rivers",
        refundsSoFar: { at: changed, ids: [] },
      },
    });
  });

  test("takes a round-up apart that is a product or a fee, and a tip; no fee is goods", () => {
    const line_items = [
      ...wooOrder().line_items,
      { id: 9, sku: "wellspring_round_up", quantity: 1, total: "0.30" },
      { id: 10, name: "Trinkgeld", quantity: 1, total: "3.00" },
    ];
    const fee_lines = [
      { name: "Wellspring round-up", total: "0.20" },
      { name: "Gift wrap", total: "2.00" },
    ];
    expect(normaliseWoo({ line_items, fee_lines })).toMatchObject({
      events: [{ purchase: { base: 4_201, goodsGross: 4_999, roundUp: 50 } }],
    });
  });

  test.each([
    ["in words", "Clean Rivers, thanks!", { cause: "clean-rivers" }],
    ["under a key that WordPress hides", undefined, { cause: "clean-rivers" }],
    ["in words that are none", "???", {}],
    ["in letters that give no short name", "清い川", { causeUnread: true }],
  ])("names its cause %s", (_, value, named) => {
    const key = value === undefined ? "_wellspring_cause" : "wellspring_cause";
    const meta_data = [{ key, value: value ?? "clean-rivers" }];
    const result = normaliseWoo({ meta_data });
    expect(result).toMatchObject({ events: [{ purchase: named }] });
    if (!("cause" in named)) expect(result).not.toHaveProperty("events.0.purchase.cause");
  });

  test("has all its refunds with every change, each under its own id, and says where each can be asked for", () => {
    const refunds = [
      { id: 801, reason: "Ada Canary", total: "-10.00" },
      { id: 802, reason: "", total: "-5.50" },
    ];
    const refund = { orderId: "727", refundedAt: changed, currency: "EUR" };
    expect(normaliseWoo({ refunds })).toMatchObject({
      events: [
        { kind: "purchase", purchase: { refundsSoFar: { at: changed, ids: ["801", "802"] } } },
        {
          kind: "refund",
          refund: { ...refund, refundId: "801", scope: { of: "paid", paid: 1_000 } },
          lookUp: { of: "refund", id: "727/801" },
        },
        { kind: "refund", refund: { ...refund, refundId: "802", scope: { of: "paid", paid: 550 } } },
      ],
    });
  });

  test("still arrives when the delivery that said it was paid was lost", () => {
    expect(normaliseWoo({ status: "refunded", refunds: [{ id: 1, total: "-54.99" }] })).toMatchObject({
      events: [{ kind: "purchase" }, { kind: "refund" }],
    });
    expect(normaliseWoo({ status: "cancelled" })).toMatchObject({
      events: [
        { kind: "purchase", purchase: { refundsSoFar: { ids: ["cancelled"] } } },
        { kind: "refund", refund: { refundId: "cancelled", scope: { of: "all" } } },
      ],
    });
  });

  test("says that it is cancelled no more, and that a refund was deleted, by the refunds that it has", () => {
    const at = { date_modified_gmt: "2026-11-23T10:00:00" };
    expect(normaliseWoo({ ...at, refunds: [{ id: 801, total: "-10.00" }] })).toMatchObject({
      events: [
        { purchase: { refundsSoFar: { at: "2026-11-23T10:00:00Z", ids: ["801"] } } },
        { kind: "refund" },
      ],
    });
  });

  test("of which the money all went back, part of it to gift cards, goes back whole", () => {
    expect(normaliseWoo({ status: "refunded", total: "4.00", refunds: [] })).toMatchObject({
      events: [
        { purchase: { refundsSoFar: { ids: ["refunded"] } } },
        { refund: { refundId: "refunded", scope: { of: "all" } } },
      ],
    });
  });

  test("whose payment failed afterwards, as after a lost dispute, is taken back and is no purchase", () => {
    expect(normaliseWoo({ status: "failed" })).toMatchObject({
      events: [{ kind: "refund", refund: { refundId: "failed", scope: { of: "all" } } }],
    });
    expect(normaliseWoo({ status: "failed", date_paid_gmt: null })).toEqual(nothing);
  });

  test.each(["shipped", "delivered", "partially-paid", "wc-awaiting-pickup", "Completed", "in-the-oven"])(
    "counts in the state %s, which a plug-in may have made",
    (status) => {
      const refunds = [{ id: 801, total: "-10.00" }];
      expect(normaliseWoo({ status, refunds })).toMatchObject({
        events: [{ kind: "purchase", purchase: { base: 4_201 } }, { kind: "refund" }],
      });
    },
  );

  test.each([
    ["not paid yet", { date_paid_gmt: null }],
    ["without a date of payment but zeros", { date_paid_gmt: "0000-00-00T00:00:00" }],
    ["on hold", { status: "on-hold" }],
    ["pending", { status: "wc-pending" }],
    [
      "a draft, with parts that no order has",
      { status: "auto-draft", total: "", line_items: [{ total: null }] },
    ],
    ["in a checkout", { status: "checkout-draft" }],
    ["in the trash", { status: "trash" }],
  ])("is none while it is %s", (_, more) => {
    expect(normaliseWoo(more)).toEqual(nothing);
  });

  test.each([
    "order.deleted",
    "product.updated",
    "subscription.updated",
    "action.woocommerce_order_refunded",
  ])("is not needed under the topic %s", (topic) => {
    expect(normaliseWoo({}, topic)).toEqual(nothing);
  });

  test("under a topic that nobody knows is not dropped unseen", () => {
    expect(normaliseWoo({}, "order.paid_in_full")).toEqual({
      outcome: "normalised",
      events: [{ kind: "ignored", reason: "topicUnknown" }],
    });
  });

  test("is read without a topic, for its body says what it is", () => {
    const { topic: _, ...delivery } = { connection: "blog", topic: "", payload: wooOrder(), now };
    expect(normaliseWebhook("woocommerce", delivery)).toEqual(normaliseWoo());
    expect(normaliseWoo({ billing_period: "month", billing_interval: "1" })).toEqual(nothing);
  });

  test.each([
    ["a negative amount", { total: "-54.99" }, "total"],
    ["an amount that is none", { total: "fifty" }, "total"],
    ["a line without an amount", { line_items: [{ id: 1, quantity: 1 }] }, "line_items.0.total"],
    ["a refund of no amount", { refunds: [{ id: 801, total: "ten" }] }, "refunds.0.total"],
  ])("with %s cannot be used", (_, more, field) => {
    expect(normaliseWoo(more)).toMatchObject({ outcome: "unusable", issues: [{ field }] });
  });
});

describe("a WooCommerce webhook of another API version", () => {
  const legacy = {
    id: 727,
    order_number: 727,
    created_at: "2026-11-22T13:35:45Z",
    status: "processing",
    currency: "EUR",
    total: "54.99",
    billing_address: {},
    line_items: [],
  };
  const v1 = wooOrder({
    date_paid: "2026-11-22 14:36:05",
    date_paid_gmt: undefined,
    date_created_gmt: undefined,
    date_modified_gmt: undefined,
  });

  test.each([
    ["Legacy, wrapped", { order: legacy }, "order.updated"],
    ["Legacy, bare", legacy, "order.created"],
    ["Legacy, whatever its topic", { order: legacy }, "order.completed"],
    ["v1", v1, "order.updated"],
  ])("%s, is told which one to set", (_, payload, topic) => {
    expect(read(payload, topic)).toMatchObject({
      outcome: "unusable",
      issues: [{ field: "body", reason: expect.stringContaining('"WP REST API Integration v3"') }],
    });
  });

  test("whose user may not read orders says that", () => {
    const error = { code: "woocommerce_rest_cannot_view", message: "Sorry", data: { status: 401 } };
    expect(read(error)).toMatchObject({
      outcome: "unusable",
      issues: [{ field: "body", reason: expect.stringContaining("may not read orders") }],
    });
  });
});
