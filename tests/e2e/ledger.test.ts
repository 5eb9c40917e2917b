import { randomUUID } from "node:crypto";
import { CreateTableCommand, DeleteTableCommand, QueryCommand } from "@aws-sdk/client-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Entry, Entry as EntrySchema } from "../../core/giving/ledger/entry.ts";
import { bucketKey, bucketMinute } from "../../core/giving/ledger/ledger.keys.ts";
import { PurchaseUnfinishedError } from "../../core/giving/ledger/ledger.ts";
import { bucketShard } from "../../core/giving/ledger/order-hash.ts";
import { aPurchase, aRefund } from "../support/giving-builders.ts";
import { type History, histories, type Order } from "../support/ledger-history.ts";
import {
  asItIs,
  dynamo,
  type Ledger,
  type World,
  withoutDrawConditions,
  withoutEntryConditions,
  world,
} from "../support/ledger-world.ts";

const table = `ledger-${randomUUID()}`;
const SHARDS = 4;

beforeAll(async () => {
  await dynamo.send(
    new CreateTableCommand({
      TableName: table,
      BillingMode: "PAY_PER_REQUEST",
      KeySchema: [
        { AttributeName: "pk", KeyType: "HASH" },
        { AttributeName: "sk", KeyType: "RANGE" },
      ],
      AttributeDefinitions: [
        { AttributeName: "pk", AttributeType: "S" },
        { AttributeName: "sk", AttributeType: "S" },
      ],
    }),
  );
});
afterAll(async () => {
  await dynamo.send(new DeleteTableCommand({ TableName: table }));
});

/** Delivers a history, then everything again until it gets through, as retries and redrives do; then looks. */
async function holds(history: History, ledger: Ledger): Promise<void> {
  const here = await world(table, SHARDS, ledger, history.pool);
  for (const batch of history.batches) {
    await Promise.allSettled(
      batch.map(async ({ order, event, dies }) => {
        const one = history.orders[order];
        if (one !== undefined) await here.deliver(one, event, dies);
      }),
    );
  }
  for (const order of history.orders) {
    for (const event of order.refunds.keys()) {
      await here.deliver(order, event + 1).catch((error) => {
        if (!(error instanceof PurchaseUnfinishedError)) throw error;
      });
    }
    await here.deliver(order, 0);
    for (const event of order.refunds.keys()) await here.deliver(order, event + 1);
  }
  await expectTheTruth(history, here);
}

async function entriesOf(order: Order, here: World): Promise<Entry[]> {
  const purchase = here.own(order.purchase);
  const answer = await dynamo.send(
    new QueryCommand({
      TableName: table,
      KeyConditionExpression: "pk = :pk",
      ExpressionAttributeValues: {
        ":pk": { S: bucketKey(bucketMinute(purchase.placedAt), bucketShard(purchase, SHARDS)) },
      },
      ConsistentRead: true,
    }),
  );
  return (answer.Items ?? [])
    .map((item) => EntrySchema.parse(unmarshall(item)))
    .filter((entry) => entry.source === purchase.source && entry.orderId === purchase.orderId);
}

const halfUp = (value: number) => Math.floor(value + 0.5 + 1e-9);

/** How much of an order was refunded, told naively from the set of its refunds. */
function refunded({ purchase, refunds }: Order): number {
  let goods = 0;
  let paid = 0;
  let total = 0;
  for (const { scope } of refunds) {
    if (scope.of === "all") return 1;
    if (scope.of === "goods") goods += scope.goods;
    if (scope.of === "paid") paid += scope.paid;
    if (scope.of === "paidTotal") total = Math.max(total, scope.paid);
  }
  const byGoods = purchase.base === 0 ? 0 : Math.min(1, goods / purchase.base);
  return Math.min(1, byGoods + Math.min(1, Math.max(paid, total) / purchase.paid));
}

function roundUpLeft({ purchase, refunds }: Order): number {
  const back = refunds.reduce((sum, { scope }) => sum + (scope.of === "goods" ? scope.roundUp : 0), 0);
  return refunded({ purchase, refunds, customer: undefined }) === 1
    ? 0
    : Math.max(0, purchase.roundUp - back);
}

async function expectTheTruth(history: History, here: World): Promise<void> {
  let matchNet = 0;
  let matchWanted = 0;
  const firsts: string[] = [];
  const gave = new Set<string>();
  for (const order of history.orders) {
    const entries = await entriesOf(order, here);
    const [gift] = entries.filter((entry) => entry.kind === "accrual");
    const clawbacks = entries.filter((entry) => entry.kind === "clawback");
    expect(entries.length - clawbacks.length).toBe(1);
    expect(clawbacks.map((entry) => entry.refundId).toSorted()).toEqual(
      order.refunds.map((refund) => refund.refundId).toSorted(),
    );
    expect(clawbacks.map((entry) => entry.sequence)).toEqual(order.refunds.map((_, index) => index + 1));
    const net = (funding: string) =>
      entries
        .flatMap((entry) => entry.parts)
        .filter((part) => part.funding === funding)
        .reduce((sum, part) => sum + part.minor, 0);
    const share = halfUp(order.purchase.base * 0.02);
    expect(net("brand")).toBe(share - halfUp(share * refunded(order)));
    expect(net("customer")).toBe(roundUpLeft(order));
    expect(net("match")).toBeGreaterThanOrEqual(0);
    if (history.pool === 1_000_000) expect(net("match")).toBe(net("brand"));
    matchNet += net("match");
    matchWanted += share;
    if (order.customer !== undefined && gift?.kind === "accrual") {
      firsts.push(...gift.firstFor.map((cause) => `${order.customer} ${cause}`));
      if (gift.parts.length > 0) for (const cause of ["*", "rivers"]) gave.add(`${order.customer} ${cause}`);
    }
  }
  expect(firsts.toSorted()).toEqual([...gave].toSorted());
  if (history.pool === undefined) return;
  const { left, exhausted } = await here.holding();
  expect(left.every((shard) => shard >= 0)).toBe(true);
  expect(left.reduce((sum, shard) => sum + shard, 0) + matchNet).toBe(history.pool);
  if (matchWanted < history.pool) expect(exhausted).toBe(false);
}

describe("the ledger on a real table", () => {
  test("is right after any history: repeated, reordered, concurrent, dying between any two writes", async () => {
    await fc.assert(
      fc.asyncProperty(histories, (history) => holds(history, asItIs)),
      { numRuns: 40, endOnFailure: true },
    );
  });

  test.each([
    ["the condition of its entries", withoutEntryConditions],
    ["the condition of its draws", withoutDrawConditions],
  ])("is not right without %s: the same histories show it", async (_, mutant) => {
    const found = await fc.check(
      fc.asyncProperty(histories, (history) => holds(history, mutant)),
      { numRuns: 200, endOnFailure: true },
    );
    // It is the figures that are wrong, not the call.
    expect(found.failed).toBe(true);
    expect(String(found.errorInstance)).toMatch(/AssertionError|Too small: expected number to be >=0/);
  });

  test("matches to the last cent when many purchases want the last of a pool at once", async () => {
    const here = await world(table, SHARDS, asItIs, 777);
    const orders = Array.from({ length: 24 }, (_, index): Order => {
      const purchase = aPurchase({ orderId: `rush-${index}`, base: 5000 });
      return { purchase, refunds: [], customer: undefined };
    });
    await Promise.all(orders.map((order) => here.deliver(order, 0)));
    const entries = await Promise.all(orders.map((order) => entriesOf(order, here)));
    const matched = entries
      .flat()
      .flatMap(({ parts }) => parts)
      .filter(({ funding }) => funding === "match");
    expect(matched.reduce((sum, { minor }) => sum + minor, 0)).toBe(777);
    expect(await here.holding()).toEqual({ left: [0, 0, 0], exhausted: true });
  });

  test("takes refunds of one purchase at the same time, each once and in sequence", async () => {
    const here = await world(table, SHARDS, asItIs, undefined);
    const refunds = Array.from({ length: 5 }, (_, index) =>
      aRefund({ orderId: "many", refundId: `r${index}`, scope: { of: "paid", paid: 1000 } }),
    );
    const order: Order = {
      purchase: aPurchase({ orderId: "many", paid: 5000 }),
      refunds,
      customer: undefined,
    };
    await here.deliver(order, 0);
    await Promise.all(refunds.flatMap((_, index) => [1, 2].map(() => here.deliver(order, index + 1))));
    const entries = await entriesOf(order, here);
    expect(entries.map((entry) => (entry.kind === "clawback" ? entry.sequence : 0))).toEqual([
      0, 1, 2, 3, 4, 5,
    ]);
    expect(entries.flatMap(({ parts }) => parts).reduce((sum, { minor }) => sum + minor, 0)).toBe(0);
  });
});
