import { describe, expect, test } from "vitest";
import { normaliseWebhook } from "../../../../../core/intake/webhook/normalise-webhook.ts";
import { wooOrder } from "../../../../support/webhooks.ts";

const now = "2026-11-24T00:00:00Z";
const normaliseWoo = (more: Record<string, unknown> = {}, topic = "order.updated") =>
  normaliseWebhook("woocommerce", { connection: "blog", topic, payload: wooOrder(more), now });
const nothing = { outcome: "normalised", events: [] };

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
        paid: 5_499,
        roundUp: 0,
        lines: [
          { lineId: "315", sku: "MUG", quantity: 2, goods: 2_521 },
          { lineId: "316", quantity: 1, goods: 1_680 },
        ],
        cause: "clean-rivers",
      },
    });
  });

  test("takes a round-up apart that is a product or a fee, and no other fee", () => {
    const line_items = [
      ...wooOrder().line_items,
      { id: 9, sku: "wellspring_round_up", quantity: 1, total: "0.30" },
    ];
    const fee_lines = [
      { name: "Wellspring round-up", total: "0.20" },
      { name: "Gift wrap", total: "2.00" },
      { name: "Loyal customer", total: "-1.00" },
    ];
    expect(normaliseWoo({ line_items, fee_lines })).toMatchObject({
      events: [{ purchase: { base: 4_201, roundUp: 50 } }],
    });
  });

  test("has all its refunds with every change, each under its own id", () => {
    const refunds = [
      { id: 801, reason: "Ada Canary", total: "-10.00" },
      { id: 802, reason: "", total: "-5.50" },
    ];
    const refund = { orderId: "727", refundedAt: "2026-11-22T13:36:10Z", currency: "EUR" };
    expect(normaliseWoo({ refunds })).toMatchObject({
      events: [
        { kind: "purchase" },
        { kind: "refund", refund: { ...refund, refundId: "801", scope: { of: "paid", paid: 1_000 } } },
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
        { kind: "purchase" },
        { kind: "refund", refund: { refundId: "cancelled", scope: { of: "all" } } },
      ],
    });
  });

  test.each([
    ["not paid yet", { date_paid_gmt: null }],
    ["on hold", { status: "on-hold" }],
    ["failed", { status: "failed" }],
  ])("is none while it is %s", (_, more) => {
    expect(normaliseWoo(more)).toEqual(nothing);
  });

  test("is not needed under another topic", () => {
    expect(normaliseWoo({}, "order.deleted")).toEqual(nothing);
  });

  test.each([
    ["an amount that is a JSON number", { total: 54.99 }, "total"],
    ["a negative amount", { total: "-54.99" }, "total"],
  ])("with %s cannot be used", (_, more, field) => {
    expect(normaliseWoo(more)).toMatchObject({ outcome: "unusable", issues: [{ field }] });
  });
});
