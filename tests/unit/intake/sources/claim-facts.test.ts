import { describe, expect, test } from "vitest";
import { eventsOfWebhook } from "../../../../core/intake/webhook/read-webhook.ts";
import { claimHash, claimToken } from "../../../../core/model/claim-link.ts";
import type { Source } from "../../../../core/model/sources.ts";
import { hashReceipt } from "../../../../core/platform/crypto/receipt.ts";
import { adyenBody, adyenItem } from "../../../support/adyen-events.ts";
import { normaliseWebhook } from "../../../support/normalise-webhook.ts";
import {
  ROUND_UPS,
  shopifyOrder,
  squarePayment,
  standardPurchase,
  stripeSession,
  wooOrder,
  zettleBody,
  zettleSale,
} from "../../../support/webhooks.ts";

const NOW = "2026-11-24T00:00:00Z";
const KEY = "the key of identities in these tests, long enough";

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

describe("the number on a receipt", () => {
  const numbersIn = (source: Source, payload: unknown, topic?: string) => {
    const read = normaliseWebhook(source, { connection: "web", topic, payload, now: NOW });
    if (read.outcome === "unusable") throw new Error(JSON.stringify(read.issues));
    return read.events.flatMap((event) =>
      event.kind === "purchase" ? [...(event.person.receiptNumbers ?? [])] : [],
    );
  };

  test("is the one that customers read, not the one by which systems know the order", () => {
    expect(numbersIn("shopify", shopifyOrder({ name: "#1001" }), "orders/paid")).toEqual(["#1001"]);
    const atTill = shopifyOrder({ name: "#1001", id: 5120088776656, source_name: "pos" });
    expect(numbersIn("shopify", atTill, "orders/paid")).toEqual(["#1001", "5120088776656"]);
    expect(numbersIn("woocommerce", wooOrder({ id: 7, number: "2026-0007" }), "order.updated")).toEqual([
      "2026-0007",
    ]);
    expect(numbersIn("woocommerce", wooOrder({ id: 7, number: undefined }), "order.updated")).toEqual(["7"]);
    expect(numbersIn("standard", standardPurchase({ orderId: "B-1001", receiptNumber: "17" }))).toEqual([
      "17",
    ]);
    expect(numbersIn("standard", standardPurchase({ orderId: "B-1001" }))).toEqual([undefined]);
    expect(numbersIn("square", squarePayment({ receipt_number: "B2aZ" }))).toEqual(["B2aZ"]);
    const sale = JSON.stringify(zettleSale({ purchaseNumber: 417, globalPurchaseNumber: 90_417 }));
    expect(numbersIn("zettle", JSON.parse(zettleBody(sale)))).toEqual(["417", "90417"]);
    const payment = adyenItem({ merchantReference: "K-1001 wellspring_cause=clean-rivers" });
    expect(numbersIn("adyen", adyenBody([payment]))).toEqual(["K-1001"]);
  });
});

test("the number of a receipt is in no event but as its keyed hash", async () => {
  const read = eventsOfWebhook({
    key: async () => KEY,
    lookUps: new Set(),
    roundUps: ROUND_UPS,
    now: () => NOW,
  });
  const payload = standardPurchase({ orderId: "B-1001", receiptNumber: "Bon-0417" });
  const body = Buffer.from(JSON.stringify(payload));
  const result = await read({ source: "standard", connection: "web", topic: undefined, body });
  if (result.outcome !== "events") throw new Error(JSON.stringify(result));
  const [detail] = result.events.map((event) => event.detail);
  expect(detail).toMatchObject({ purchase: { receipts: [hashReceipt(KEY, "bon 0417")] } });
  expect(JSON.stringify(detail)).not.toMatch(/0417|BON/i);
});
