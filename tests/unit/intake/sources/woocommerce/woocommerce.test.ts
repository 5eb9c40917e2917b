import { describe, expect, test } from "vitest";
import { normaliseWebhook } from "../../../../../core/intake/sources/normalise.ts";
import { wooOrder } from "../../../../support/webhooks.ts";

const now = "2026-11-24T00:00:00Z";
const tellWoo = (more: Record<string, unknown> = {}, topic = "order.updated") =>
  normaliseWebhook("woocommerce", { connection: "blog", topic, payload: wooOrder(more), now });
const nothing = { outcome: "told", told: [] };

describe("a paid WooCommerce order", () => {
  test("is a purchase of its lines' totals, which are after discounts and without tax", () => {
    const telling = tellWoo();
    expect(telling).toMatchObject({ told: [{ kind: "purchase" }] });
    expect(telling.outcome === "told" && telling.told[0]).toMatchObject({
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
    expect(tellWoo({ line_items, fee_lines })).toMatchObject({
      told: [{ purchase: { base: 4_201, roundUp: 50 } }],
    });
  });

  test("tells all its refunds with every change, each under its own id", () => {
    const refunds = [
      { id: 801, reason: "Ada Canary", total: "-10.00" },
      { id: 802, reason: "", total: "-5.50" },
    ];
    const refund = { orderId: "727", refundedAt: "2026-11-22T13:36:10Z", currency: "EUR" };
    expect(tellWoo({ refunds })).toMatchObject({
      told: [
        { kind: "purchase" },
        { kind: "refund", refund: { ...refund, refundId: "801", scope: { of: "paid", paid: 1_000 } } },
        { kind: "refund", refund: { ...refund, refundId: "802", scope: { of: "paid", paid: 550 } } },
      ],
    });
  });

  test("is still told when the delivery that said it was paid was lost", () => {
    expect(tellWoo({ status: "refunded", refunds: [{ id: 1, total: "-54.99" }] })).toMatchObject({
      told: [{ kind: "purchase" }, { kind: "refund" }],
    });
    expect(tellWoo({ status: "cancelled" })).toMatchObject({
      told: [
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
    expect(tellWoo(more)).toEqual(nothing);
  });

  test("is not needed under another topic", () => {
    expect(tellWoo({}, "order.deleted")).toEqual(nothing);
  });

  test.each([
    ["an amount that is a JSON number", { total: 54.99 }, "total"],
    ["a negative amount", { total: "-54.99" }, "total"],
    ["too many decimals", { total: "54.995" }, "total"],
  ])("with %s cannot be used", (_, more, field) => {
    expect(tellWoo(more)).toMatchObject({ outcome: "unusable", faults: [{ field }] });
  });
});
