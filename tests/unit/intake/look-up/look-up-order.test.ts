import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { PurchaseCompleted, PurchaseRefunded } from "../../../../core/events/catalog.ts";
import type { CatalogEvent } from "../../../../core/events/event-bus.client.ts";
import { askedOf, LookUpOrder, lookUpOrder } from "../../../../core/intake/look-up/look-up-order.ts";
import type { LookUpRequest, OrderFacts } from "../../../../core/intake/shop-system/look-up.ts";
import { ShopBusyError, ShopRefusedError } from "../../../../core/intake/shop-system/order-list.ts";
import { ShopAccessMissingError } from "../../../../core/intake/shop-system/shop-access.ts";
import { IDENTITIES_MAX, type Purchase, type Refund } from "../../../../core/model/purchase.ts";
import { aPurchase, aRefund } from "../../../support/giving-builders.ts";

const NOW = "2026-11-22T13:40:00Z";
const lookUp = { of: "order", id: "sq-1" };
const at = { source: "square", connection: "till" } as const;
const identities = [{ kind: "email" as const, hmac: "h".repeat(43) }];
const bought = aPurchase({ ...at, base: 1190, paid: 1690, identities });
const refunded = aRefund({ ...at, scope: { of: "paid", paid: 595 } });

/** A stage that asks `square/till` alone, whose shop answers as it is told. */
function stage(answer: (request: LookUpRequest) => Promise<readonly OrderFacts[]> | readonly OrderFacts[]) {
  const requests: LookUpRequest[] = [];
  const put: CatalogEvent[] = [];
  const none = {};
  const look = lookUpOrder({
    systems: {
      shopify: none,
      stripe: none,
      woocommerce: none,
      zettle: none,
      bigcommerce: none,
      clover: none,
      lightspeed: none,
      adyen: none,
      standard: none,
      square: {
        lookUp: async () => async (_ask, request) => {
          requests.push(request);
          return answer(request);
        },
      },
    },
    lookUps: new Set(["square/till"]),
    roundUps: new Map(),
    ask: () => () => Promise.reject(new Error("the fake answers without asking")),
    withAccess: async (_, work) => work({ origin: "https://shop.example.com", accessToken: "invented" }),
    bus: {
      put: async (events) => {
        put.push(...events);
      },
    },
    key: async () => "the key of identities in these tests",
    now: () => NOW,
  });
  return { look, requests, put };
}

/** What a shop's own order says of a purchase. */
function exactly(purchase: Purchase, more: Partial<Purchase> = {}): OrderFacts {
  const { identities: _, ...facts } = { ...purchase, ...more };
  return { kind: "purchase", purchase: facts };
}
const takenBack = (refund: Refund, more: Partial<Refund> = {}): OrderFacts => ({
  kind: "refund",
  refund: { ...refund, ...more },
});

describe("a purchase whose webhook leaves something out", () => {
  test("has the shop's own facts afterwards, and the identities of its webhook", async () => {
    const { look, requests, put } = stage(() => [exactly(bought, { base: 1000, goodsGross: 1190 })]);
    expect(await look({ purchase: bought, lookUp })).toEqual({
      outcome: "exact",
      facts: { purchase: { ...bought, base: 1000, goodsGross: 1190 } },
    });
    expect(put).toEqual([]);
    expect(requests).toMatchObject([{ connection: "till", lookUp, now: NOW, facts: { kind: "purchase" } }]);
  });

  test("that its shop states as larger than an event is kept for a person, and nothing is counted", async () => {
    const lines = Array.from({ length: 500 }, (_, index) => ({
      lineId: `${index}-${"水".repeat(240)}`,
      quantity: 1,
      goods: 1,
    }));
    const { look, put } = stage(() => [exactly(bought, { base: 500, lines })]);
    await expect(look({ purchase: bought, lookUp })).rejects.toThrow("says more than one event holds");
    expect(put).toEqual([]);
  });

  test("is asked for without any identity of the customer", async () => {
    const { look, requests } = stage(() => [exactly(bought)]);
    await look({ purchase: bought, lookUp });
    expect(JSON.stringify(requests)).not.toMatch(/identities|hmac/);
  });

  test("keeps its identities, whoever they are, and counts under its own order alone", async () => {
    const hmac = fc.stringMatching(/^[A-Za-z0-9_-]{43}$/);
    const identity = fc.record({ kind: fc.constantFrom("email", "phone", "card"), hmac });
    const people = fc.array(identity, { maxLength: IDENTITIES_MAX });
    await fc.assert(
      fc.asyncProperty(people, fc.nat(1_000_000), fc.boolean(), async (identities, base, moved) => {
        const purchase = { ...bought, identities };
        const { look } = stage(() => [exactly(purchase, { base, ...(moved && { orderId: "another" }) })]);
        const looked = look({ purchase, lookUp });
        if (moved) await expect(looked).rejects.toMatchObject({ name: "OtherOrderError" });
        else expect(await looked).toEqual({ outcome: "exact", facts: { purchase: { ...purchase, base } } });
      }),
    );
  });

  test("and whose shop tells its refunds as well, becomes an event for each, and none that asks again", async () => {
    const { look, put } = stage(() => [exactly(bought), takenBack(refunded)]);
    expect(await look({ purchase: bought, lookUp })).toEqual({ outcome: "published", events: 2 });
    expect(put).toEqual([
      { contract: PurchaseCompleted, detail: { purchase: bought } },
      { contract: PurchaseRefunded, detail: { refund: refunded } },
    ]);
  });

  test("keeps a hash of an SKU that is an address, and of nothing else in the shop's answer", async () => {
    const line = { lineId: "l-1", sku: "ada@example.com", quantity: 1, goods: 1190 };
    const lines = [line, { lineId: "l-2", sku: "JACKET-M", quantity: 1, goods: 0 }];
    const { look } = stage(() => [exactly(bought, { lines })]);
    const looked = await look({ purchase: bought, lookUp });
    expect(JSON.stringify(looked)).not.toContain("ada@");
    expect(looked).toMatchObject({
      facts: { purchase: { lines: [{ lineId: "l-1", sku: expect.stringMatching(/^hashed_/) }, lines[1]] } },
    });
  });

  test("is nothing when the shop says that nothing counts", async () => {
    const { look, put } = stage(() => []);
    expect(await look({ purchase: bought, lookUp })).toEqual({ outcome: "notNeeded" });
    expect(put).toEqual([]);
  });

  test("of a connection that is not asked any more counts as it came, unless the answer is needed", async () => {
    const { look } = stage(() => []);
    const purchase = { ...bought, connection: "market" };
    expect(await look({ purchase, lookUp })).toEqual({ outcome: "exact", facts: { purchase } });
    expect(await look({ purchase, lookUp: { ...lookUp, needed: true } })).toEqual({ outcome: "notNeeded" });
  });
});

describe("a refund whose webhook leaves something out", () => {
  const goods = { of: "goods" as const, goods: 500, roundUp: 0, lines: [] };

  test("takes back what the shop says of it", async () => {
    const { look } = stage(() => [takenBack(refunded, { scope: goods })]);
    const facts = { refund: { ...refunded, scope: goods } };
    expect(await look({ refund: refunded, lookUp })).toEqual({ outcome: "exact", facts });
  });

  test("that the shop knows as several is several", async () => {
    const two = [takenBack(refunded, { scope: goods }), takenBack(refunded, { refundId: "r-2" })];
    const { look, put } = stage(() => two);
    expect(await look({ refund: refunded, lookUp })).toEqual({ outcome: "published", events: 2 });
    expect(put.map(({ contract }) => contract.name)).toEqual(["PurchaseRefunded.v1", "PurchaseRefunded.v1"]);
  });

  test("never becomes a purchase, which would be nobody's", async () => {
    const { look, put } = stage(() => [takenBack(refunded), exactly(bought)]);
    await expect(look({ refund: refunded, lookUp })).rejects.toMatchObject({ name: "OtherOrderError" });
    expect(put).toEqual([]);
  });
});

describe("a shop that is asked", () => {
  test("and is busy is an outcome, not a failure: nothing happened, and the run waits", async () => {
    const { look, put } = stage(() => Promise.reject(new ShopBusyError("429")));
    expect(await look({ purchase: bought, lookUp })).toEqual({ outcome: "busy" });
    expect(put).toEqual([]);
  });

  test.each([
    ["refuses", new ShopRefusedError("401")],
    ["has no token here", new ShopAccessMissingError("none")],
  ])("and %s fails by that name, for an operator to look at", async (_, error) => {
    const { look } = stage(() => Promise.reject(error));
    await expect(look({ purchase: bought, lookUp })).rejects.toBe(error);
  });

  test.each([
    ["lines that do not sum to the base", { lines: [{ lineId: "1", quantity: 1, goods: 1 }] }],
    ["a base below zero", { base: -1 }],
    ["no currency", { currency: "XXXX" }],
  ])("and answers %s changes nothing, and no value of it is quoted", async (_, more) => {
    const { look, put } = stage(() => [exactly(bought, more)]);
    const error: unknown = await look({ purchase: bought, lookUp }).catch((thrown) => thrown);
    expect(error).toMatchObject({ name: "InvalidPayloadError" });
    expect(String(error)).not.toContain("XXXX");
    expect(put).toEqual([]);
  });

  test.each([
    ["another source", { source: "stripe" as const }],
    ["another connection", { connection: "stand" }],
    ["another order", { orderId: "2" }],
  ])("and answers facts of %s is not believed", async (_, more) => {
    const { look } = stage(() => [takenBack(refunded, more)]);
    await expect(look({ refund: refunded, lookUp })).rejects.toMatchObject({ name: "OtherOrderError" });
  });
});

describe("an event of a connection that is not asked any more", () => {
  test.each([
    ["since its stage says so", { source: "square", connection: "stand" } as const],
    ["as its system has no look-up", { source: "standard", connection: "till" } as const],
  ])("%s counts as it came: what waits for redrive has a way out", async (_, other) => {
    const { look, requests } = stage(() => []);
    const purchase = aPurchase(other);
    expect(await look({ purchase, lookUp })).toEqual({ outcome: "exact", facts: { purchase } });
    expect(requests).toEqual([]);
  });
});

test("the log names the shop that is asked and for what, and neither the order nor who bought", () => {
  expect(askedOf({ purchase: bought, lookUp })).toEqual({ connection: "square/till", of: "order" });
  for (const input of [undefined, null, "text", { purchase: bought }]) expect(askedOf(input)).toEqual({});
});

test("the input is an event's detail that says what to ask for, and nothing else", () => {
  expect(LookUpOrder.safeParse({ purchase: bought, lookUp }).success).toBe(true);
  expect(LookUpOrder.safeParse({ refund: refunded, lookUp }).success).toBe(true);
  expect(LookUpOrder.safeParse({ purchase: bought }).success).toBe(false);
  expect(LookUpOrder.safeParse({ lookUp }).success).toBe(false);
});
