import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { WebhookEvent } from "../../../../core/intake/webhook/bus-events.ts";
import { asksByAddress } from "../../../../core/intake/webhook/hashed-ids.ts";
import { eventsOfWebhook } from "../../../../core/intake/webhook/read-webhook.ts";
import { mentionsAddress, readsAsAddress } from "../../../../core/model/reads-as-address.ts";
import { hashIdentity } from "../../../../core/platform/crypto/identity.ts";
import { escaped, writtenEmail, writtenNumber } from "../../../support/address-spellings.ts";
import { aPurchase } from "../../../support/giving-builders.ts";
import {
  NOW,
  ROUND_UPS,
  squarePayment,
  standardDelay,
  standardPurchase,
  standardRefund,
} from "../../../support/webhooks.ts";

const KEY = "identity-key-".repeat(5);
const read = eventsOfWebhook({
  key: async () => KEY,
  lookUps: new Set(),
  roundUps: ROUND_UPS,
  now: () => NOW,
});

async function eventsOf(payload: unknown): Promise<readonly WebhookEvent[]> {
  const body = Buffer.from(JSON.stringify(payload));
  const result = await read({ source: "standard", connection: "web", topic: undefined, body });
  if (result.outcome !== "events") throw new Error(JSON.stringify(result));
  return result.events;
}

/** What a purchase and a refund of it are called in the events. */
async function namesOf(orderId: string, refundId = "R-1", lineId = "1") {
  const lines = [{ lineId, sku: orderId, quantity: 1, goods: "20.00" }];
  const bought = standardPurchase({ orderId, lines, base: undefined });
  const scope = { of: "goods", goods: "5.00", lines: [{ lineId, quantity: 1, goods: "5.00" }] };
  const events = [
    ...(await eventsOf(bought)),
    ...(await eventsOf(standardRefund({ orderId, refundId, scope }))),
  ];
  const [first, second] = events.map(({ detail }) => detail);
  if (first === undefined || second === undefined) throw new Error("two events");
  if (!("purchase" in first && "refund" in second)) throw new Error("a purchase and a refund");
  return { events, purchase: first.purchase, refund: second.refund };
}

describe("an id, an SKU or a store's name that is an address", () => {
  test("is in no event as it was written, nor in any spelling of it that reads so", async () => {
    const written = fc.oneof(writtenEmail, writtenNumber);
    const around = fc.constantFrom<(text: string) => string>(
      (text) => text,
      (text) => `order/${text}`,
      (text) => `${text}#2`,
      (text) => Buffer.from(`id ${text}`).toString("base64"),
    );
    await fc.assert(
      fc.asyncProperty(written, escaped, around, async (address, inEscapes, wrap) => {
        const id = wrap(inEscapes(address));
        fc.pre(id.length <= 120);
        const { events } = await namesOf(id, id, id);
        const more = await eventsOf(
          standardPurchase({ store: id.slice(0, 80) === id ? id : undefined, cause: "clean-rivers" }),
        );
        const texts = JSON.stringify(
          [...events, ...more].map(({ detail }) => detail),
          (name, value) =>
            ["hmac", "placedAt", "refundedAt", "statedAt"].includes(name) ? undefined : value,
        );
        expect(texts).not.toContain(JSON.stringify(id).slice(1, -1));
      }),
      { numRuns: 400 },
    );
  });

  test("has one hash for ever, by which a refund finds its order and its line, and another has another", async () => {
    await fc.assert(
      fc.asyncProperty(writtenEmail, writtenEmail, async (one, other) => {
        fc.pre(one !== other);
        const [first, again, second] = [
          await namesOf(one, one, one),
          await namesOf(one),
          await namesOf(other),
        ];
        expect(first.refund.orderId).toBe(first.purchase.orderId);
        expect(again.purchase.orderId).toBe(first.purchase.orderId);
        expect(second.purchase.orderId).not.toBe(first.purchase.orderId);
        const lines = first.refund.scope.of === "goods" ? first.refund.scope.lines : [];
        expect(lines.map(({ lineId }) => lineId)).toEqual(first.purchase.lines.map(({ lineId }) => lineId));
      }),
      { numRuns: 50 },
    );
  });

  test("is hashed under the key, and not as a customer's identity is", async () => {
    const { purchase } = await namesOf("ada.canary@example.com");
    expect(purchase.orderId).toMatch(/^hashed_[A-Za-z0-9_-]{43}$/);
    expect(JSON.stringify({ ...purchase, identities: [] })).not.toContain(
      hashIdentity(KEY, "ada.canary@example.com"),
    );
  });

  test("keeps the colon by which a refund is known to be in no list of refunds", async () => {
    expect((await namesOf("B-1", "dispute:ada@example.com")).refund.refundId).toMatch(/^hashed:/);
  });

  test("is no cause: the order is counted, and its words are told to the operator", async () => {
    const [event] = await eventsOf(standardPurchase({ cause: "212-555-0142" }));
    expect(event?.detail).toMatchObject({ purchase: { causeUnread: true } });
    expect(JSON.stringify(event?.detail)).not.toContain("212-555-0142");
  });

  test("cannot be tried out by the id of a notice, which is made from the shop's own names", async () => {
    const ids = async (key: string) => {
      const under = eventsOfWebhook({
        key: async () => key,
        lookUps: new Set(),
        roundUps: ROUND_UPS,
        now: () => NOW,
      });
      const body = Buffer.from(JSON.stringify(standardDelay({ noticeId: "ada@example.com" })));
      const result = await under({ source: "standard", connection: "web", topic: undefined, body });
      return result.outcome === "events"
        ? result.events.map(({ detail }) => "trouble" in detail && detail.trouble.id)
        : [];
    };
    expect(await ids(KEY)).toEqual(await ids(KEY));
    expect(await ids(KEY)).not.toEqual(await ids(`another ${KEY}`));
  });
});

describe("an id that a shop's system makes", () => {
  test.each([
    "5678901234567",
    "5551234567",
    "12125550142",
    "0000123456",
    "#1001",
    "gid://shopify/Order/5678901234567",
    "pi_3OabcXYZ",
    "hYy9pRFVxpDsO1FB05SunFWUe9JZY",
    "114-3941689-8772232",
    "12-34567-89012",
    "2026-11-26-0001",
    "550e8400-e29b-41d4-a716-446655440000",
    "R-2024-000123",
    "727/801",
    "order@2",
    "dispute:12345678",
  ])("stays as it is: %s", async (id) => {
    const { purchase, refund } = await namesOf(id, id, id);
    expect([purchase.orderId, refund.orderId, refund.refundId]).toEqual([id, id, id]);
    expect(purchase.lines).toMatchObject([{ lineId: id, sku: id }]);
  });

  test("is any run of digits, however long", () => {
    fc.assert(fc.property(fc.stringMatching(/^\d{1,40}$/), (digits) => !readsAsAddress(digits)));
  });

  test("costs no reading of the key, where nobody is named", async () => {
    const never = eventsOfWebhook({
      key: () => Promise.reject(new Error("the key was read")),
      lookUps: new Set(),
      roundUps: ROUND_UPS,
      now: () => NOW,
    });
    const body = Buffer.from(JSON.stringify(standardPurchase({ customer: undefined })));
    expect(await never({ source: "standard", connection: "web", topic: undefined, body })).toMatchObject({
      outcome: "events",
    });
  });
});

describe("the names of goods", () => {
  test.each(["Screw 4 x 40, 1000 pieces", "Trail jacket 2024", "Cable 12 500 30", "Lamp 60 W 230 V"])(
    "may hold digits that stand apart: %s",
    (words) => {
      expect(mentionsAddress(words)).toBe(false);
    },
  );
  test.each([
    "Mug for ada@example.com",
    "Engraving: call 212 555 0142",
    "(212) 555-0142",
    "Tag +49 151 2345 6789",
  ])("may hold no address and no number: %s", (words) => {
    expect(mentionsAddress(words)).toBe(true);
  });
});

test("a shop is asked by no id that reads as an address: no system makes one, and it would not be had any more", async () => {
  const lookUp = { of: "order", id: "5678901234567" };
  expect(asksByAddress({ purchase: aPurchase() }, lookUp)).toBe(false);
  expect(asksByAddress({ purchase: aPurchase({ aliases: ["ada@example.com"] }) }, lookUp)).toBe(true);
  const asks = eventsOfWebhook({
    key: async () => KEY,
    lookUps: new Set(["square/till"]),
    roundUps: ROUND_UPS,
    now: () => NOW,
  });
  const webhook = (order: string) => ({
    source: "square" as const,
    connection: "till",
    topic: undefined,
    body: Buffer.from(JSON.stringify(squarePayment({ order_id: order }))),
  });
  expect(await asks(webhook("sq-order-1"))).toMatchObject({ outcome: "events" });
  expect(await asks(webhook("ada@example.com"))).toEqual({
    outcome: "unusable",
    issues: [{ field: "id", reason: "reads as an address or a number" }],
  });
});
