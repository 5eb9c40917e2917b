import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { NormaliseResult } from "../../../../core/intake/webhook/normalise-webhook.ts";
import type { Source } from "../../../../core/model/sources.ts";
import { normaliseWebhook } from "../../../support/normalise-webhook.ts";
import { stripeInvoice, stripePayment, stripeRefund } from "../../../support/stripe-events.ts";
import { toldLedger } from "../../../support/told-ledger.ts";
import {
  NOW,
  shopifyLine,
  shopifyOrder,
  shopifyRefund,
  shopMoney,
  squareDispute,
  squarePayment,
  squareRefund,
  standardPurchase,
  standardRefund,
  stripeCharge,
  stripeSession,
  wooOrder,
} from "../../../support/webhooks.ts";

type Json = Record<string, unknown>;

/*
 * Nobody signs a topic's header: whoever saw the bytes of a webhook can send them again under any other. What a body
 * counts for is then the same, or nothing.
 */

const GARBAGE = [
  "",
  " ",
  "constructor",
  "__proto__",
  "toString",
  "\u0000",
  "\ud800",
  "x".repeat(5_000),
  "order",
  "paid",
];

const SHOPIFY_TOPICS = [
  ...[
    "create",
    "paid",
    "updated",
    "cancelled",
    "edited",
    "delete",
    "fulfilled",
    "risk_assessment_changed",
  ].map((what) => `orders/${what}`),
  ...[
    "refunds/create",
    "disputes/create",
    "disputes/update",
    "order_transactions/create",
    "tender_transactions/create",
  ],
  ...[
    "draft_orders/create",
    "checkouts/update",
    "products/update",
    "customers/update",
    "fulfillments/create",
  ],
  ...[
    "returns/approve",
    "app/uninstalled",
    "bulk_operations/finish",
    "ORDERS/PAID",
    "orders/paid, orders/cancelled",
  ],
];

const WOO_TOPICS = [
  ...["created", "updated", "deleted", "restored", "paid", "refunded"].map((what) => `order.${what}`),
  ...[
    "product.created",
    "customer.updated",
    "coupon.created",
    "subscription.updated",
    "action.woocommerce_payment_complete",
  ],
  ...["ORDER.UPDATED", "order.updated, order.created", "refund.created"],
];

const dispute = {
  id: 1,
  order_id: 5_678_901_234_567,
  type: "chargeback",
  status: "lost",
  amount: "112.09",
  currency: "EUR",
  initiated_at: "2026-11-20T09:00:00Z",
  evidence_due_by: null,
  finalized_on: "2026-11-22",
};

interface Body {
  readonly payload: Json;
  /** The topics under which the shop itself sends such a body. */
  readonly topics: readonly string[];
  /** How many purchases and refunds it counts as under those. */
  readonly counts: number;
}

const ORDER_TOPICS = ["orders/create", "orders/paid", "orders/updated", "orders/cancelled"];
const cancelled_at = "2026-11-22T13:38:00Z";

const shopifyBodies: Readonly<Record<string, Body>> = {
  ...Object.fromEntries(
    ["pending", "authorized", "partially_paid", "unpaid", "expired", "voided"].flatMap((financial_status) => [
      [financial_status, { payload: shopifyOrder({ financial_status }), topics: ORDER_TOPICS, counts: 0 }],
      [
        `${financial_status} and cancelled`,
        {
          payload: shopifyOrder({ financial_status, cancelled_at, cancel_reason: "customer" }),
          topics: ORDER_TOPICS,
          counts: 0,
        },
      ],
    ]),
  ),
  paid: { payload: shopifyOrder(), topics: ORDER_TOPICS, counts: 1 },
  "cancelled with its money kept": {
    payload: shopifyOrder({ cancelled_at }),
    topics: ORDER_TOPICS,
    counts: 1,
  },
  "cancelled and refunded": {
    payload: shopifyOrder({ cancelled_at, financial_status: "refunded" }),
    topics: ORDER_TOPICS,
    counts: 2,
  },
  "refunded in part": {
    payload: shopifyOrder({ financial_status: "partially_refunded" }),
    topics: ORDER_TOPICS,
    counts: 1,
  },
  "a test": { payload: shopifyOrder({ test: true }), topics: ORDER_TOPICS, counts: 0 },
  "in a state that nobody knows": {
    payload: shopifyOrder({ financial_status: "settled" }),
    topics: ORDER_TOPICS,
    counts: 0,
  },
  "without a state": { payload: shopifyOrder({ financial_status: null }), topics: [], counts: 0 },
  "a refund": { payload: shopifyRefund(), topics: ["refunds/create"], counts: 1 },
  "a refund of a test": {
    payload: shopifyRefund({
      transactions: [{ kind: "refund", status: "success", amount: "1.00", test: true }],
    }),
    topics: ["refunds/create"],
    counts: 0,
  },
  "a refund of nothing": {
    payload: shopifyRefund({ refund_line_items: [], transactions: [] }),
    topics: ["refunds/create"],
    counts: 0,
  },
  "a dispute": { payload: dispute, topics: ["disputes/update"], counts: 1 },
  "an open dispute": {
    payload: { ...dispute, status: "under_review" },
    topics: ["disputes/create"],
    counts: 0,
  },
  "an edit": {
    payload: {
      order_edit: { id: 1, order_id: 5_678_901_234_567, line_items: { additions: [], removals: [] } },
    },
    topics: ["orders/edited"],
    counts: 0,
  },
  "a draft": {
    payload: {
      id: 7,
      status: "open",
      currency: "EUR",
      total_price: "500.00",
      line_items: [shopifyLine()],
      order_id: null,
    },
    topics: ["draft_orders/create"],
    counts: 0,
  },
  "a checkout": {
    payload: {
      id: 8,
      token: "t",
      currency: "EUR",
      total_price: "500.00",
      line_items: [shopifyLine()],
      completed_at: null,
    },
    topics: ["checkouts/update"],
    counts: 0,
  },
  "a fulfilment": {
    payload: { id: 9, order_id: 5_678_901_234_567, status: "success", line_items: [shopifyLine()] },
    topics: ["fulfillments/create"],
    counts: 0,
  },
  "a transaction": {
    payload: {
      id: 10,
      order_id: 5_678_901_234_567,
      kind: "sale",
      status: "success",
      amount: "500.00",
      currency: "EUR",
    },
    topics: ["order_transactions/create"],
    counts: 0,
  },
  "a product": {
    payload: { id: 11, title: "Jacket", status: "active", variants: [{ id: 1, price: "500.00" }] },
    topics: ["products/update"],
    counts: 0,
  },
  "a customer": {
    payload: { id: 12, email: "ada@example.com", orders_count: 3, total_spent: "500.00", currency: "EUR" },
    topics: ["customers/update"],
    counts: 0,
  },
};

const OF_ORDERS = ["order.created", "order.updated", "order.restored"];
const unpaid = { date_paid: null, date_paid_gmt: null };

const wooBodies: Readonly<Record<string, Body>> = {
  ...Object.fromEntries(
    [
      "pending",
      "on-hold",
      "failed",
      "cancelled",
      "refunded",
      "checkout-draft",
      "auto-draft",
      "trash",
      "completed",
    ].map((status) => [
      `${status} and never paid`,
      { payload: wooOrder({ status, ...unpaid }), topics: OF_ORDERS, counts: 0 },
    ]),
  ),
  "pending again after a payment": { payload: wooOrder({ status: "pending" }), topics: OF_ORDERS, counts: 0 },
  processing: { payload: wooOrder(), topics: OF_ORDERS, counts: 1 },
  completed: { payload: wooOrder({ status: "completed" }), topics: OF_ORDERS, counts: 1 },
  "refunded in part": {
    payload: wooOrder({ refunds: [{ id: 9, total: "-10.00" }] }),
    topics: OF_ORDERS,
    counts: 2,
  },
  "cancelled after a payment": { payload: wooOrder({ status: "cancelled" }), topics: OF_ORDERS, counts: 2 },
  "failed after a payment": { payload: wooOrder({ status: "failed" }), topics: OF_ORDERS, counts: 1 },
  "a subscription": {
    payload: wooOrder({ billing_period: "month", billing_interval: "1" }),
    topics: ["subscription.updated"],
    counts: 0,
  },
  "a product": {
    payload: { id: 7, name: "Mug", status: "publish", sku: "MUG", price: "500.00" },
    topics: ["product.created"],
    counts: 0,
  },
  "a customer": {
    payload: { id: 7, email: "ada@example.com", role: "customer" },
    topics: ["customer.updated"],
    counts: 0,
  },
  "a coupon": { payload: { id: 7, code: "TEN", amount: "10.00" }, topics: ["coupon.created"], counts: 0 },
  "what is left of a deleted order": { payload: { id: 727 }, topics: ["order.deleted"], counts: 0 },
  "an action": {
    payload: { action: "woocommerce_payment_complete", arg: 727 },
    topics: ["action.any"],
    counts: 0,
  },
};

function read(source: Source, payload: unknown, topic: string | undefined): NormaliseResult {
  return normaliseWebhook(source, { connection: "web", topic, payload, now: NOW });
}

/** What of a reading counts. */
function counted(result: NormaliseResult) {
  if (result.outcome === "unusable") return [];
  return result.events.filter(({ kind }) => kind !== "ignored");
}

describe.each([
  { source: "shopify" as const, bodies: shopifyBodies, topics: SHOPIFY_TOPICS },
  { source: "woocommerce" as const, bodies: wooBodies, topics: WOO_TOPICS },
])("a body of $source", ({ source, bodies, topics }) => {
  test.each(Object.entries(bodies))(
    "that is %s counts under any topic and none as under its own, or not at all",
    (_, { payload, topics: own, counts }) => {
      const [right] = own;
      const expected = counted(read(source, payload, right));
      expect(expected).toHaveLength(counts);
      for (const topic of own) expect(counted(read(source, payload, topic))).toEqual(expected);
      for (const topic of [...topics, ...GARBAGE, undefined]) {
        const found = counted(read(source, payload, topic));
        if (found.length > 0) expect(found, String(topic)).toEqual(expected);
      }
    },
  );

  test("property: counts under no topic that a sender may invent as anything else", () => {
    const all = Object.values(bodies);
    const topic = fc.oneof(fc.constantFrom(...topics, ...GARBAGE), fc.string({ unit: "binary" }));
    fc.assert(
      fc.property(fc.constantFrom(...all), topic, ({ payload, topics: [right] }, invented) => {
        const found = counted(read(source, payload, invented));
        if (found.length > 0) expect(found).toEqual(counted(read(source, payload, right)));
      }),
    );
  });
});

test.each([
  ["square", squarePayment()],
  ["square", squarePayment({ status: "APPROVED" })],
  ["square", squareRefund()],
  ["square", squareDispute({ state: "LOST" })],
  ["stripe", stripeSession()],
  ["stripe", stripeSession({ payment_status: "unpaid" })],
  ["stripe", stripeInvoice()],
  ["stripe", stripeInvoice({ status: "open" })],
  ["stripe", stripePayment({ status: "requires_capture" })],
  ["stripe", stripeCharge()],
  ["stripe", stripeRefund()],
  ["standard", standardPurchase()],
  ["standard", standardRefund()],
  ["standard", standardPurchase({ test: true })],
] as const)("a body of %s names its kind itself: no topic beside it is read (%#)", (source, payload) => {
  const expected = read(source, payload, undefined);
  for (const topic of [...SHOPIFY_TOPICS, ...WOO_TOPICS, ...GARBAGE]) {
    expect(read(source, payload, topic)).toEqual(expected);
  }
});

/** Deliveries as a shop sends them, each under its own topic, and what an observer may send again. */
interface History {
  readonly source: Source;
  readonly honest: readonly { readonly payload: Json; readonly topic: string }[];
  readonly topics: readonly string[];
}

const later = (minute: number) => ({ updated_at: `2026-11-22T13:${minute}:00Z` });

const HISTORIES: Readonly<Record<string, History>> = {
  "an order of Shopify that was paid and partly refunded": {
    source: "shopify",
    topics: SHOPIFY_TOPICS,
    honest: [
      { payload: shopifyOrder({ financial_status: "pending", ...later(35) }), topic: "orders/create" },
      { payload: shopifyOrder({ refunds: [], ...later(36) }), topic: "orders/paid" },
      { payload: shopifyRefund(), topic: "refunds/create" },
      {
        payload: shopifyOrder({
          financial_status: "partially_refunded",
          refunds: [{ id: 801_234_567 }],
          ...later(39),
        }),
        topic: "orders/updated",
      },
    ],
  },
  "an order of Shopify that was cancelled unpaid": {
    source: "shopify",
    topics: SHOPIFY_TOPICS,
    honest: [
      { payload: shopifyOrder({ financial_status: "pending" }), topic: "orders/create" },
      { payload: shopifyOrder({ financial_status: "pending", cancelled_at }), topic: "orders/updated" },
      { payload: shopifyOrder({ financial_status: "voided", cancelled_at }), topic: "orders/cancelled" },
    ],
  },
  "an order of Shopify that was cancelled and paid back": {
    source: "shopify",
    topics: SHOPIFY_TOPICS,
    honest: [
      { payload: shopifyOrder({ refunds: [], ...later(36) }), topic: "orders/paid" },
      {
        payload: shopifyOrder({
          financial_status: "refunded",
          cancelled_at,
          refunds: [{ id: 801_234_567 }],
          ...later(39),
        }),
        topic: "orders/cancelled",
      },
      {
        payload: shopifyRefund({
          refund_line_items: [
            {
              ...shopifyRefund().refund_line_items[0],
              quantity: 2,
              subtotal_set: shopMoney("107.10"),
              total_tax_set: shopMoney("17.10"),
            },
          ],
          transactions: [{ kind: "refund", status: "success", amount: "107.10", currency: "EUR" }],
        }),
        topic: "refunds/create",
      },
    ],
  },
  "an order of WooCommerce that was paid and partly refunded": {
    source: "woocommerce",
    topics: WOO_TOPICS,
    honest: [
      { payload: wooOrder({ status: "pending", ...unpaid }), topic: "order.created" },
      { payload: wooOrder(), topic: "order.updated" },
      {
        payload: wooOrder({
          date_modified_gmt: "2026-11-22T13:39:00",
          refunds: [{ id: 9, total: "-10.00" }],
        }),
        topic: "order.updated",
      },
    ],
  },
  "an order of WooCommerce that was cancelled unpaid": {
    source: "woocommerce",
    topics: WOO_TOPICS,
    honest: [
      { payload: wooOrder({ status: "pending", ...unpaid }), topic: "order.created" },
      { payload: wooOrder({ status: "cancelled", ...unpaid }), topic: "order.updated" },
    ],
  },
};

describe("bytes that an observer sends again", () => {
  test.each(Object.entries(HISTORIES))(
    "property: of %s come to what the shop's own deliveries come to, in any order, under any topic",
    async (_, { source, honest, topics }) => {
      const once = await sumsOf(source, honest);
      const replay = fc.record({
        payload: fc.constantFrom(...honest.map(({ payload }) => payload)),
        topic: fc.constantFrom(...topics, ...GARBAGE),
      });
      const deliveries = fc
        .array(replay, { maxLength: 8 })
        .chain((again) =>
          fc.shuffledSubarray([...honest, ...again], { minLength: honest.length + again.length }),
        );
      await fc.assert(
        fc.asyncProperty(deliveries, async (told) => {
          expect(await sumsOf(source, told)).toEqual(once);
        }),
      );
    },
    60_000,
  );
});

async function sumsOf(source: Source, deliveries: History["honest"]) {
  const ledger = toldLedger(source);
  for (const { payload, topic } of deliveries) {
    if (read(source, payload, topic).outcome === "normalised") await ledger.tell(payload, topic);
  }
  return { gift: ledger.gift(), orders: ledger.orders() };
}
