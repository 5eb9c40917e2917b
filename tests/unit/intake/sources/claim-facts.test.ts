import { describe, expect, test } from "vitest";
import { claimHash, claimToken } from "../../../../core/model/claim-link.ts";
import type { Source } from "../../../../core/model/sources.ts";
import { normaliseWebhook } from "../../../support/normalise-webhook.ts";
import { shopifyOrder, standardPurchase, stripeSession, wooOrder } from "../../../support/webhooks.ts";

const NOW = "2026-11-24T00:00:00Z";

function claimIn(source: Source, payload: unknown, topic?: string) {
  const read = normaliseWebhook(source, { connection: "web", topic, payload, now: NOW });
  if (read.outcome === "unusable") throw new Error(JSON.stringify(read.issues));
  const [claim] = read.events.flatMap((event) => (event.kind === "purchase" ? [event.purchase.claim] : []));
  return claim;
}
const of = (fact: string) => claimHash(claimToken("web", fact));

describe("the fact by which an order's claim link is made", () => {
  test("is what the shop and its customer know, and nobody else can guess", () => {
    const orderKey = "wc_order_iSN68PMsVSXV5";
    expect(claimIn("woocommerce", wooOrder({ order_key: orderKey }), "order.updated")).toBe(of(orderKey));
    const token = "b1946ac92492d2347c6235b4d2611184";
    expect(claimIn("shopify", shopifyOrder({ token }), "orders/paid")).toBe(of(token));
    const session = "cs_test_a11YYufWQzNY63zpQ6QSNRQhkUpVph4WRmzW0zWJO2znZKdVujZ0N0S22u";
    expect(claimIn("stripe", stripeSession({ id: session }))).toBe(of(session));
    const claimSecret = "f2a9c6d41be04f7790d35a1c";
    expect(claimIn("standard", standardPurchase({ claimSecret }))).toBe(of(claimSecret));
  });

  test("is none where it is missing, or tells the time of the order", () => {
    for (const key of [undefined, "", "wc_order_574cc02467274", "wc_order_58d2d042d1d", "1001", 7]) {
      expect(claimIn("woocommerce", wooOrder({ order_key: key }), "order.updated")).toBeUndefined();
    }
    for (const token of [undefined, null, "", "short", 12, "with spaces in it and long enough"]) {
      expect(claimIn("shopify", shopifyOrder({ token }), "orders/paid")).toBeUndefined();
    }
    expect(claimIn("standard", standardPurchase({}))).toBeUndefined();
  });
});
