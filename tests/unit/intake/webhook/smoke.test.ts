import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { signedSmoke as sentBySmoke } from "../../../../cli/smoke/purchase.ts";
import { SmokeReceived } from "../../../../core/events/catalog.ts";
import type { CatalogEvent } from "../../../../core/events/event-bus.client.ts";
import { shopSystems } from "../../../../core/intake/sources/registry.ts";
import { connectionSecrets } from "../../../../core/intake/webhook/connection-secrets.ts";
import { ingestWebhook } from "../../../../core/intake/webhook/ingest-webhook.ts";
import { receivePurchase, WEBHOOK_BYTES_MAX } from "../../../../core/intake/webhook/receive-purchase.ts";
import { readingSmoke, withSmoke } from "../../../../core/intake/webhook/smoke-secret.ts";
import { hashIdentity } from "../../../../core/platform/crypto/identity.ts";
import { smokeKey } from "../../../../core/platform/crypto/smoke-key.ts";
import { http } from "../../../../core/platform/lambda/http.ts";
import { context, httpEvent } from "../../../support/http-event.ts";
import { SENDERS, type SignedWebhook, signed } from "../../../support/senders.ts";
import { NOW, standardDelay, standardPurchase, standardRefund } from "../../../support/webhooks.ts";

const IDENTITY_KEY = "identity-key-".repeat(5);
const KEY = smokeKey(IDENTITY_KEY);
const ID = `smoke_${"7".repeat(26)}`;
const nowMs = Date.parse(NOW);

/** What `wellspring smoke` posts, as bytes. */
function signedSmoke(key: string, atMs = nowMs): SignedWebhook {
  const { headers, body } = sentBySmoke(key, ID, "EUR", atMs);
  return { headers: { ...headers }, body: Buffer.from(body) };
}

beforeAll(async () => {
  await shopSystems.standard.normaliser();
});

/** The function that receives webhooks, at a stage with one till and the address of smoke tests. */
function intake() {
  const events: CatalogEvent[] = [];
  const kept: unknown[] = [];
  const now = () => NOW;
  const readSecret = readingSmoke(
    async () => JSON.stringify(SENDERS.standard.secret),
    async () => IDENTITY_KEY,
  );
  const handler = http(
    receivePurchase({
      secrets: connectionSecrets({ readSecret, arns: withSmoke({ "standard/pos": "arn" }), now }),
      ingest: ingestWebhook({
        key: async () => IDENTITY_KEY,
        lookUps: new Set(),
        roundUps: new Map(),
        now,
        epochMs: () => nowMs + 5,
        bus: { put: async (put) => void events.push(...put) },
        quarantine: { keep: async (one) => String(kept.push(one)) },
      }),
      now,
    }),
    { info: () => {}, error: () => {} },
    { bodyBytesMax: WEBHOOK_BYTES_MAX },
  );
  const post = async (connection: string, webhook: SignedWebhook) => {
    const route = `POST /webhooks/standard/${connection}`;
    return (await handler(httpEvent({ route, ...webhook, base64: false }), context)).statusCode;
  };
  return { events, kept, post };
}

describe("a smoke test", () => {
  test("puts one event on the bus, which is no purchase", async () => {
    const { events, kept, post } = intake();
    expect(await post("smoke", signedSmoke(KEY))).toBe(202);
    expect(events.map(({ contract }) => contract)).toEqual([SmokeReceived]);
    expect(SmokeReceived.detail.parse(events[0]?.detail)).toMatchObject({
      purchase: { source: "standard", connection: "smoke", orderId: ID, paid: 1_000, identities: [] },
      receivedMs: nowMs + 5,
    });
    expect(kept).toEqual([]);
  });

  test("is taken under its own key alone, and its key opens no shop's address", async () => {
    const { events, post } = intake();
    const own = SENDERS.standard.secret.secrets[0] ?? "";
    expect(await post("smoke", signedSmoke(own))).toBe(401);
    expect(await post("pos", signedSmoke(KEY))).toBe(401);
    expect(await post("smoke", signedSmoke(KEY, nowMs - 600_000))).toBe(401);
    await fc.assert(
      fc.asyncProperty(fc.string({ minLength: 32 }), async (other) => {
        fc.pre(other !== IDENTITY_KEY);
        const hashed = Buffer.from(hashIdentity(IDENTITY_KEY, other), "base64url").toString("base64");
        for (const key of [smokeKey(other), `whsec_${hashed}`])
          expect(await post("smoke", signedSmoke(key))).toBe(401);
      }),
      { numRuns: 50 },
    );
    expect(events).toEqual([]);
  });

  test("makes no other event than its own, whatever is signed with its key, and keeps nothing in quarantine", async () => {
    const message = fc.oneof(
      fc.constant(standardPurchase()),
      fc.constant(standardPurchase({ orderId: ID })),
      fc.constant(standardRefund()),
      fc.constant(standardDelay()),
      fc.record({ type: fc.constant("purchase.completed"), data: fc.object() }),
      fc.json(),
    );
    await fc.assert(
      fc.asyncProperty(message, async (said) => {
        const { events, kept, post } = intake();
        expect(await post("smoke", signed("standard", said, { key: KEY }))).toBe(400);
        expect([events, kept]).toEqual([[], []]);
      }),
      { numRuns: 100 },
    );
  });

  test("is nothing that a shop can send: its order's id at a shop's address is a purchase of that shop", async () => {
    const { events, post } = intake();
    const bought = signed("standard", standardPurchase({ orderId: ID, roundUp: null }));
    expect(await post("pos", bought)).toBe(202);
    expect(events.map(({ contract }) => contract.name)).toEqual(["PurchaseCompleted.v1"]);
    expect(events[0]?.detail).toMatchObject({ purchase: { connection: "pos" } });
  });
});
