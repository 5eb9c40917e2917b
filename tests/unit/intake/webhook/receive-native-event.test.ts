import { describe, expect, test } from "vitest";
import type { VerifiedWebhook } from "../../../../core/intake/shop-system/verified-webhook.ts";
import type { IngestResult } from "../../../../core/intake/webhook/ingest-webhook.ts";
import {
  NotAPartnerEventError,
  Partners,
  receiveNativeEvent,
} from "../../../../core/intake/webhook/receive-native-event.ts";
import { onEvent } from "../../../../core/platform/lambda/event.ts";
import { context } from "../../../support/http-event.ts";
import { normaliseWebhook } from "../../../support/normalise-webhook.ts";
import { NOW, shopifyOrder, stripeSession } from "../../../support/webhooks.ts";

const SHOPIFY = "aws.partner/shopify.com/1234/wellspring";
const STRIPE = "aws.partner/stripe.com/ed_1";

function setUp(outcome: IngestResult | Error = { outcome: "accepted", events: 1 }) {
  const taken: VerifiedWebhook[] = [];
  const lines: string[] = [];
  const log = (message: string, facts: object) => lines.push(JSON.stringify({ message, ...facts }));
  const receive = receiveNativeEvent({
    partners: Partners.parse({ [SHOPIFY]: "shopify/web", [STRIPE]: "stripe/checkout" }),
    ingest: async (webhook) => {
      taken.push(webhook);
      if (outcome instanceof Error) throw outcome;
      return outcome;
    },
  });
  const handler = onEvent(receive, { info: log, error: log });
  const event = (source: string, detail: unknown) => ({
    id: "e-1",
    source,
    "detail-type": "shopifyWebhook",
    detail,
  });
  return { taken, lines, send: (source: string, detail: unknown) => handler(event(source, detail), context) };
}

describe("a native event", () => {
  test("of Shopify is the webhook that it wraps", async () => {
    const { taken, send } = setUp();
    await send(SHOPIFY, { metadata: { "X-Shopify-Topic": "orders/paid" }, payload: shopifyOrder() });
    expect(taken).toMatchObject([{ source: "shopify", connection: "web", topic: "orders/paid" }]);
    const payload: unknown = JSON.parse(taken[0]?.body.toString() ?? "");
    const delivery = { connection: "web", topic: "orders/paid", now: NOW };
    expect(normaliseWebhook("shopify", { ...delivery, payload })).toEqual(
      normaliseWebhook("shopify", { ...delivery, payload: shopifyOrder() }),
    );
  });

  test("of Stripe is the webhook itself", async () => {
    const { taken, send } = setUp();
    await send(STRIPE, stripeSession());
    expect(taken).toMatchObject([{ source: "stripe", connection: "checkout" }]);
    expect(JSON.parse(taken[0]?.body.toString() ?? "")).toEqual(stripeSession());
  });

  test.each([
    ["aws.partner/other", stripeSession()],
    [SHOPIFY, shopifyOrder()],
  ])(
    "of no partner of the stage, or not in its wrapping, fails for the dead-letter queue (%s)",
    async (source, detail) => {
      const { send, lines } = setUp();
      await expect(send(source, detail)).rejects.toThrow(NotAPartnerEventError);
      expect(lines).toHaveLength(1);
      expect(lines[0]).not.toMatch(/canary/i);
    },
  );

  test("fails, and so comes again, when neither bus nor quarantine took it", async () => {
    const { send } = setUp(new Error("bus down"));
    await expect(send(STRIPE, stripeSession())).rejects.toThrow("bus down");
  });

  test.each<IngestResult>([
    { outcome: "accepted", events: 2 },
    { outcome: "notNeeded" },
    { outcome: "quarantined", faults: [{ field: "body", reason: "not JSON" }] },
  ])("is logged in one line: %j", async (outcome) => {
    const { send, lines } = setUp(outcome);
    await send(STRIPE, stripeSession());
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain(outcome.outcome);
  });

  test("stands only for a connection of a source that has such events", () => {
    expect(Partners.safeParse({ [SHOPIFY]: "square/till" }).success).toBe(false);
    expect(Partners.safeParse({ [SHOPIFY]: "shopify" }).success).toBe(false);
  });
});
