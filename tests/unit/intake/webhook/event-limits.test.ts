import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { EVENT_SOURCE } from "../../../../core/events/catalog.ts";
import { PUT_EVENTS_BYTES_MAX } from "../../../../core/events/event-bus.client.ts";
import { isTooLargeForEvent } from "../../../../core/events/event-size.ts";
import { EVENTS_MAX, eventsOfWebhook } from "../../../../core/intake/webhook/read-webhook.ts";
import { WEBHOOK_BYTES_MAX } from "../../../../core/intake/webhook/receive-purchase.ts";
import type { Source } from "../../../../core/model/sources.ts";
import { stripeInvoice, stripeLine } from "../../../support/stripe-events.ts";
import {
  NOW,
  ROUND_UPS,
  shopifyLine,
  shopifyOrder,
  shopifyRefund,
  shopMoney,
  squarePayment,
  standardPurchase,
  standardRefund,
  wooOrder,
} from "../../../support/webhooks.ts";

const read = eventsOfWebhook({
  key: async () => "identity-key-".repeat(5),
  lookUps: new Set(),
  roundUps: ROUND_UPS,
  now: () => NOW,
});

/** What an order is made of: so many parts, with ids of so many characters, of one to four bytes each. */
interface Size {
  readonly count: number;
  readonly chars: number;
  readonly char: string;
}

const many = <Part>({ count }: Size, part: (index: number) => Part) =>
  Array.from({ length: count }, (_, at) => part(at));
const idOf = ({ chars, char }: Size, index: number) =>
  `${index}${char.repeat(chars)}`.slice(0, Math.max(6, chars));

const BODIES: readonly ((size: Size) => readonly [Source, string, unknown])[] = [
  (size) => [
    "shopify",
    "orders/paid",
    shopifyOrder({
      line_items: many(size, (at) => shopifyLine({ id: idOf(size, at), sku: idOf(size, at).slice(0, 120) })),
      refunds: many(size, (at) => ({ id: idOf(size, at) })),
    }),
  ],
  (size) => [
    "shopify",
    "refunds/create",
    shopifyRefund({
      refund_line_items: many(size, (at) => ({
        line_item_id: idOf(size, at),
        quantity: 1,
        subtotal_set: shopMoney("1.00"),
        total_tax_set: shopMoney("0.10"),
        line_item: shopifyLine({ sku: null }),
      })),
    }),
  ],
  (size) => [
    "woocommerce",
    "order.updated",
    wooOrder({
      line_items: many(size, (at) => ({
        id: idOf(size, at),
        quantity: 1,
        total: "1.00",
        sku: idOf(size, at),
      })),
      refunds: many(size, (at) => ({ id: idOf(size, at), total: "-0.01" })),
    }),
  ],
  (size) => [
    "stripe",
    "",
    stripeInvoice({
      lines: { data: many(size, (at) => stripeLine(idOf(size, at), 3_000 / size.count)) },
    }),
  ],
  (size) => ["square", "", squarePayment({ note: size.char.repeat(size.chars * size.count) })],
  (size) => [
    "standard",
    "",
    standardPurchase({
      paid: "99999.00",
      lines: many(size, (at) => ({
        lineId: idOf(size, at),
        sku: idOf(size, at),
        quantity: 1,
        goods: "1.00",
      })),
    }),
  ],
  (size) => [
    "standard",
    "",
    standardRefund({
      scope: {
        of: "goods",
        goods: "1.00",
        lines: many(size, (at) => ({ lineId: idOf(size, at), quantity: 1, goods: "1.00" })),
      },
    }),
  ],
];

async function eventsOf(source: Source, topic: string, payload: unknown) {
  const body = Buffer.from(JSON.stringify(payload));
  if (body.byteLength > WEBHOOK_BYTES_MAX) return "413";
  return await read({ source, connection: "web", topic, body });
}

describe("the events of one body", () => {
  test("property: are few, and fit the bus and the workflows behind it each, or the body is kept with a reason", async () => {
    const size = fc.record({
      count: fc.oneof(
        { weight: 6, arbitrary: fc.integer({ min: 1, max: 520 }) },
        { weight: 1, arbitrary: fc.constantFrom(299, 300, 301, 5_000, 30_000) },
      ),
      chars: fc.oneof(fc.integer({ min: 6, max: 60 }), fc.constantFrom(119, 120, 121, 254, 255)),
      char: fc.constantFrom("a", "ü", "水", "\u2028", '"', "\\"),
    });
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...BODIES), size, async (bodyOf, one) => {
        const result = await eventsOf(...bodyOf(one));
        if (result === "413" || result.outcome !== "events") return;
        expect(result.events.length).toBeLessThanOrEqual(EVENTS_MAX);
        for (const { contract, detail } of result.events) {
          const entry = `${EVENT_SOURCE}${contract.name}${JSON.stringify(contract.detail.parse(detail))}`;
          expect(Buffer.byteLength(entry)).toBeLessThan(PUT_EVENTS_BYTES_MAX);
          expect(isTooLargeForEvent(detail)).toBe(false);
        }
      }),
      { numRuns: 60 },
    );
  }, 60_000);

  test.each([301, 302, 30_000])("of an order with %d refunds are none: it is kept, whole", async (count) => {
    const refunds = Array.from({ length: count }, (_, index) => ({ id: index + 1, total: "-0.01" }));
    expect(await eventsOf("woocommerce", "order.updated", wooOrder({ refunds }))).toMatchObject(
      count + 1 > EVENTS_MAX
        ? { outcome: "unusable", issues: [{ field: "body", reason: "says more than 302 things" }] }
        : { outcome: "events" },
    );
  });

  test("are of a body just below the size at which they are measured small as well", async () => {
    const lines = Array.from({ length: 500 }, (_, at) => ({
      lineId: `${at}`,
      sku: "\u2028".repeat(20),
      quantity: 1,
      goods: "1",
    }));
    const body = Buffer.from(JSON.stringify(standardPurchase({ paid: "9999.00", lines })));
    const result = await read({ source: "standard", connection: "pos", body });
    if (result.outcome !== "events") throw new Error(JSON.stringify(result));
    expect(body.byteLength).toBeLessThan(64 * 1024);
    for (const { detail } of result.events) expect(isTooLargeForEvent(detail)).toBe(false);
  });
});
