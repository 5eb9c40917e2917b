import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Accrual } from "../../../../core/giving/ledger/entry.ts";
import {
  accrualSortKey,
  amendmentSortKey,
  bucketKey,
  bucketMinute,
  byCustomerKey,
  entriesPrefix,
  orderKey,
  parseBucketKey,
} from "../../../../core/giving/ledger/ledger.keys.ts";
import { OrderRow } from "../../../../core/giving/ledger/order-claim.ts";
import {
  allowanceShard,
  bucketShard,
  fingerprintOf,
  giftId,
} from "../../../../core/giving/ledger/order-hash.ts";
import { CustomerId } from "../../../../core/model/customer.ts";
import { anOrder, aPurchase } from "../../../support/giving-builders.ts";
import { accrual } from "../../../support/ledger-entries.ts";

const orders = fc.record({
  source: fc.constantFrom("standard" as const, "shopify" as const),
  connection: fc.constantFrom("pos", "web"),
  orderId: fc.string({ unit: "binary", minLength: 1, maxLength: 120 }).filter((id) => id.length <= 120),
});

describe("an order's keys", () => {
  test("differ for different orders, whatever their ids are made of", () => {
    fc.assert(
      fc.property(orders, orders, (one, other) => {
        const same = JSON.stringify(one) === JSON.stringify(other);
        expect(accrualSortKey(one) === accrualSortKey(other)).toBe(same);
        expect(entriesPrefix(one).startsWith(entriesPrefix(other))).toBe(same);
      }),
    );
  });
  test("fit DynamoDB's limits, also for the longest id in the longest writing", () => {
    const bytes = (text: string) => Buffer.byteLength(text);
    fc.assert(
      fc.property(orders, (order) => {
        expect(bytes(amendmentSortKey(order, 999))).toBeLessThanOrEqual(1024);
        expect(bytes(orderKey(order).pk)).toBeLessThanOrEqual(2048);
      }),
    );
    expect(bytes(accrualSortKey(anOrder({ orderId: "語".repeat(120) })))).toBeLessThan(100);
  });
  test("say minute and shard, and can be read back", () => {
    expect(bucketMinute("2026-11-22T13:35:45Z")).toBe("2026-11-22T13:35Z");
    expect(parseBucketKey(bucketKey("2026-11-22T13:35Z", 7))).toEqual({
      minute: "2026-11-22T13:35Z",
      shard: 7,
    });
  });
});

describe("what is derived from an order", () => {
  test("is the same at each delivery: gift id, bucket shard and where a draw begins", () => {
    const order = anOrder();
    expect(giftId(order)).toBe(giftId({ ...order }));
    expect(giftId(order)).toMatch(/^gift_[0-9a-z]{26}$/);
    expect(giftId(order)).not.toBe(giftId(anOrder({ orderId: "1002" })));
    expect(bucketShard(order, 8)).toBe(bucketShard(order, 8));
  });
  test("spreads evenly over buckets and, independently, over an allowance", () => {
    const counts = new Map<string, number>();
    for (let id = 0; id < 4000; id += 1) {
      const order = anOrder({ orderId: String(id) });
      const place = `${bucketShard(order, 4)} ${allowanceShard(order, 4)}`;
      counts.set(place, (counts.get(place) ?? 0) + 1);
    }
    expect(counts.size).toBe(16);
    expect(Math.min(...counts.values())).toBeGreaterThan(180);
    expect(Math.max(...counts.values())).toBeLessThan(320);
  });
});

describe("a purchase's fingerprint", () => {
  const lines = [
    { lineId: "1", sku: "A", quantity: 1, goods: 2000 },
    { lineId: "2", quantity: 2, goods: 3000 },
  ];
  const original = fingerprintOf(aPurchase({ lines }));

  test("is about money, not about who, where, when or for which cause", () => {
    const told = aPurchase({
      lines: lines.toReversed(),
      placedAt: "2026-11-23T00:00:00Z",
      store: "berlin",
      cause: "rivers",
      identities: [{ kind: "email", hmac: "h".repeat(43) }],
    });
    expect(fingerprintOf(told)).toBe(original);
  });
  test.each([
    { base: 5001, lines: [] },
    { paid: 6201, lines },
    { roundUp: 1, lines },
    { currency: "EUR", lines },
    { lines: [{ lineId: "1", sku: "A", quantity: 5, goods: 5000 }] },
  ])("changes with %j", (changes) => {
    expect(fingerprintOf(aPurchase(changes))).not.toBe(original);
  });
});

/** By the rules of DynamoDB: names and texts by their UTF-8 bytes, numbers by pairs of digits, 3 bytes and 1 per element for lists and maps. */
function bytesOf(value: AttributeValue): number {
  if (value.S !== undefined) return Buffer.byteLength(value.S);
  if (value.N !== undefined)
    return Math.ceil(value.N.replace("-", "").length / 2) + 1 + Number(value.N < "0");
  if (value.L !== undefined) return 3 + value.L.reduce((sum, one) => sum + 1 + bytesOf(one), 0);
  if (value.M !== undefined) return 3 + itemBytes(value.M) + Object.keys(value.M).length;
  return 1;
}
function itemBytes(item: Record<string, AttributeValue>): number {
  return Object.entries(item).reduce(
    (sum, [name, value]) => sum + Buffer.byteLength(name) + bytesOf(value),
    0,
  );
}

describe("an ordinary gift", () => {
  test("is one write unit: at most 1 KB, with long ids, three parts, a known customer and a match", () => {
    const order = anOrder({
      source: "woocommerce",
      connection: "a-shop-with-a-long-name",
      orderId: "gid://shopify/Order/5678901234567",
    });
    const cause = "clean-rivers-and-their-estuaries";
    const gift = Accrual.parse({
      kind: "accrual",
      ...order,
      currency: "USD",
      placedAt: "2026-11-22T13:35:45Z",
      recordedAt: "2026-11-22T13:35:46Z",
      settlesOn: "2026-12-22",
      parts: (["brand", "match", "customer"] as const).map((funding) => ({ cause, funding, minor: 1234 })),
      draws: [{ allowance: "pool:autumn-for-the-rivers-2026", shard: 3, minor: 1234 }],
      customer: CustomerId.parse(`cus_${"a".repeat(26)}`),
      gift: giftId(order),
      fingerprint: fingerprintOf(aPurchase()),
      base: 123_456,
      paid: 123_456,
      region: "US-NY",
      terms: "everyday-giving@12",
      causeBy: "order",
      chosen: [cause],
      claimUntil: "2027-01-22T13:35:45Z",
      onMatchRefund: "release",
      shrink: { by: "fraction" },
      firstFor: ["*", cause],
      early: [],
    });
    const { customer, at } = byCustomerKey(gift.customer ?? "", gift.placedAt);
    const key = { pk: bucketKey(bucketMinute(gift.placedAt), 12), sk: accrualSortKey(order) };
    const item = marshall({ ...key, byCustomer: customer, byCustomerAt: at, ...gift });
    expect(itemBytes(item)).toBeLessThanOrEqual(1024);
  });
  const lines = (many: number) =>
    Array.from({ length: many }, (_, index): [string, number, number] => [
      `${14_650_273_497 + index}`,
      1,
      41_152,
    ]);

  test("of a till that states six lines is one write unit", () => {
    const order = anOrder();
    const parts = [{ cause: "clean-rivers", funding: "brand" as const, minor: 1234 }];
    const gift = accrual({
      ...order,
      parts,
      lines: lines(6),
      goodsGross: 246_912,
      fingerprint: fingerprintOf(aPurchase()),
    });
    const key = { pk: bucketKey(bucketMinute(gift.placedAt), 12), sk: accrualSortKey(order) };
    expect(itemBytes(marshall({ ...key, ...gift }))).toBeLessThanOrEqual(1024);
  });
  test("of a shop system with an order row has its lines there: twenty in one write unit", () => {
    const { source, connection, orderId } = anOrder({ source: "shopify", orderId: "5678901234567" });
    const row = OrderRow.parse({
      kind: "order",
      source,
      connection,
      orderId,
      placedAt: "2026-11-22T13:35:45Z",
      fingerprint: fingerprintOf(aPurchase()),
      early: [],
      lines: lines(20),
      goodsGross: 823_040,
      taxesIncluded: true,
      roundUp: 44,
      statedAt: "2026-11-22T13:35:46Z",
    });
    expect(itemBytes(marshall({ ...orderKey(row), ...row }))).toBeLessThanOrEqual(1024);
  });
});
