import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { orderPath } from "../../../../core/giving/ledger/ledger.keys.ts";
import { eventsOfWebhook } from "../../../../core/intake/webhook/read-webhook.ts";
import type { Source } from "../../../../core/model/sources.ts";
import { stripeDispute, stripePayment } from "../../../support/stripe-events.ts";
import {
  NOW,
  ROUND_UPS,
  shopifyLine,
  shopifyOrder,
  shopifyRefund,
  squarePayment,
  squareRefund,
  standardPurchase,
  standardRefund,
  stripeSession,
  wooOrder,
} from "../../../support/webhooks.ts";

const KEY = "identity-key-".repeat(5);

async function read(source: Source, payload: unknown) {
  const topic = source === "shopify" ? "orders/paid" : source === "woocommerce" ? "order.updated" : undefined;
  const body = Buffer.from(JSON.stringify(payload));
  const webhook = { source, connection: "web", topic, body };
  const deps = { key: async () => KEY, lookUps: new Set<string>(), roundUps: ROUND_UPS, now: () => NOW };
  return await eventsOfWebhook(deps)(webhook);
}

/** A body with a name that somebody else's system made in each place where there is one. */
const NAMED: Readonly<Record<string, (name: string) => readonly [Source, unknown]>> = {
  "an order's id at Shopify": (id) => ["shopify", shopifyOrder({ id })],
  "a line's id at Shopify": (id) => ["shopify", shopifyOrder({ line_items: [shopifyLine({ id })] })],
  "a refund's id at Shopify": (id) => ["shopify", shopifyRefund({ id })],
  "the id of a refund's order at Shopify": (id) => ["shopify", shopifyRefund({ order_id: id })],
  "an order's id at WooCommerce": (id) => ["woocommerce", wooOrder({ id })],
  "a refund's id at WooCommerce": (id) => ["woocommerce", wooOrder({ refunds: [{ id, total: "-1.00" }] })],
  "a payment's id at Square": (id) => ["square", squarePayment({ id })],
  "an order's id at Square": (id) => ["square", squarePayment({ order_id: id })],
  "a refund's id at Square": (id) => ["square", squareRefund({ id })],
  "a payment's id at Stripe": (id) => ["stripe", stripePayment({ id })],
  "a session's payment at Stripe": (id) => ["stripe", stripeSession({ payment_intent: id })],
  "an order's id in our own format": (orderId) => ["standard", standardPurchase({ orderId })],
  "a line's id in our own format": (lineId) => [
    "standard",
    standardPurchase({ lines: [{ lineId, quantity: 1, goods: "5.00" }] }),
  ],
  "a payment's id in our own format": (paymentId) => [
    "standard",
    standardPurchase({ paymentId, lines: [], base: "5.00" }),
  ],
  "a refund's id in our own format": (refundId) => ["standard", standardRefund({ refundId })],
  "a store's name in our own format": (store) => ["standard", standardPurchase({ store })],
};

describe.each(Object.entries(NAMED))("%s", (where, named) => {
  test("that holds half a character is kept with the reason, and never mixed up with another", async () => {
    for (const half of ["\ud800", "\udfff", "A\ud83d", "\ude00B", "a\udc00\ud800z"]) {
      expect(await read(...named(half))).toMatchObject({
        outcome: "unusable",
        issues: expect.arrayContaining([
          expect.objectContaining({ reason: expect.stringContaining("half a character") }),
        ]),
      });
    }
  });

  test("that is a member of every object counts as any other, or is kept", async () => {
    for (const name of ["constructor", "toString", "hasOwnProperty", "valueOf", "prototype", "__proto__"]) {
      const result = await read(...named(name));
      const isRefused = name === "__proto__" && !where.includes("store");
      expect(result.outcome, name).toBe(isRefused ? "unusable" : "events");
    }
  });

  test("property: is in its event as it came, or the body is kept", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "binary", minLength: 1, maxLength: 40 }), async (name) => {
        const result = await read(...named(name));
        if (result.outcome === "events") expect(JSON.stringify(result.events)).not.toMatch(/\\ud[89a-f]/i);
      }),
      { numRuns: 20 },
    );
  }, 60_000);
});

test.each(["\u0000", "A\u0000B", "1\n2", "\u007f", "\u0085", "\u001b[2J"])(
  "an id with a control character (%j) is kept with the reason",
  async (id) => {
    for (const named of Object.entries(NAMED)) {
      if (named[0].includes("store")) continue;
      expect(await read(...named[1](id)), named[0]).toMatchObject({ outcome: "unusable" });
    }
  },
);

test("an SKU with half a character is left out: the order counts, and no gift per unit finds it", async () => {
  const lines = [{ lineId: "1", sku: "A\ud800", quantity: 1, goods: "5.00" }];
  const result = await read("standard", standardPurchase({ lines, paid: "24.30" }));
  expect(result).toMatchObject({ events: [{ detail: { purchase: { lines: [{ lineId: "1" }] } } }] });
  expect(JSON.stringify(result)).not.toContain("A\\ud800");
});

test("two addresses that differ in halves of characters alone are nobody's, and not one person's", async () => {
  const identities = async (email: string) => {
    const result = await read("standard", standardPurchase({ customer: { email, cardToken: email } }));
    return result.outcome === "events" && "purchase" in (result.events[0]?.detail ?? {})
      ? JSON.stringify(result.events[0]?.detail).match(/"hmac"/g)?.length
      : undefined;
  };
  expect(await identities("a\ud800@example.com")).toBeUndefined();
});

test("a dispute at Stripe in a status that every object has is unknown, and restores nothing", async () => {
  for (const status of ["constructor", "toString", "__proto__", "valueOf"]) {
    expect(await read("stripe", stripeDispute(status, "charge.dispute.updated"))).toEqual({
      outcome: "notNeeded",
      ignored: ["disputeStatusUnknown"],
    });
  }
});

test("property: different ids have different keys, whatever they are made of", () => {
  const name = fc
    .string({ unit: "binary", minLength: 1, maxLength: 255 })
    .filter((text) => text.isWellFormed());
  fc.assert(
    fc.property(name, name, (one, other) => {
      const [a, b] = [one, other].map((orderId) =>
        orderPath({ source: "standard", connection: "pos", orderId }),
      );
      expect(a === b).toBe(one === other);
      expect(Buffer.byteLength(a ?? "")).toBeLessThan(512);
    }),
  );
});

describe("a code that is no money of a shop", () => {
  test.each("XXX XTS XAU XAG XPT XPD XDR XUA XSU XBA BOV CHE CHW CLF COU MXV USN UYI UYW".split(" "))(
    "%s is refused with its reason, by every source",
    async (code) => {
      const bodies: readonly (readonly [Source, unknown])[] = [
        [
          "shopify",
          shopifyOrder({ total_price_set: { shop_money: { amount: "1.00", currency_code: code } } }),
        ],
        ["woocommerce", wooOrder({ currency: code })],
        ["square", squarePayment({ amount_money: { amount: 1, currency: code } })],
        ["stripe", stripeSession({ currency: code.toLowerCase() })],
        ["standard", standardPurchase({ currency: code })],
      ];
      for (const [source, payload] of bodies) {
        expect(await read(source, payload), source).toMatchObject({
          outcome: "unusable",
          issues: [{ reason: expect.stringContaining("in which no shop is paid") }],
        });
      }
    },
  );

  test.each("XOF XAF XPF XCD XCG EUR JPY KWD".split(" "))("%s is money", async (code) => {
    expect(await read("standard", standardPurchase({ currency: code, roundUp: "0" }))).toMatchObject({
      outcome: "events",
    });
  });
});
