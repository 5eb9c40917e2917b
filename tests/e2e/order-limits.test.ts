import { randomUUID } from "node:crypto";
import {
  CreateTableCommand,
  DeleteTableCommand,
  PutItemCommand,
  QueryCommand,
  waitUntilTableExists,
} from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { rebuild } from "../../cli/ledger/rebuild.ts";
import type { Tables } from "../../cli/ledger/tables.ts";
import { verify } from "../../cli/ledger/verify.ts";
import { brandKey } from "../../core/giving/config/brand-config.keys.ts";
import { brandConfigStore } from "../../core/giving/config/brand-config.store.ts";
import { allowanceStore } from "../../core/giving/ledger/allowance.store.ts";
import { bucketStore } from "../../core/giving/ledger/bucket.store.ts";
import { claimLinkStore } from "../../core/giving/ledger/claim-link.store.ts";
import { bucketKey, bucketMinute } from "../../core/giving/ledger/ledger.keys.ts";
import { ledgerStore } from "../../core/giving/ledger/ledger.store.ts";
import { bucketShard } from "../../core/giving/ledger/order-hash.ts";
import { type GiftRecorded, recordGift } from "../../core/giving/ledger/record-gift.ts";
import { reverseGift } from "../../core/giving/ledger/reverse-gift.ts";
import type { CauseChoice } from "../../core/giving/pricing/choice.ts";
import { foldImpact } from "../../core/impact/fold-impact.ts";
import { impactStore } from "../../core/impact/impact.store.ts";
import { milestoneStore } from "../../core/impact/milestone.store.ts";
import { readCommunity } from "../../core/impact/read-community.ts";
import { LINES_MAX, type Purchase } from "../../core/model/purchase.ts";
import { payoutsReader } from "../../core/settlement/read-payouts.store.ts";
import { aPurchase, aRefund, aStatement, brand } from "../support/giving-builders.ts";
import { clawback } from "../support/ledger-entries.ts";
import { dynamo } from "../support/ledger-world.ts";

const run = randomUUID().slice(0, 8);
const tables: Tables = { dynamo, ledger: `limits-ledger-${run}`, impact: `limits-impact-${run}` };
/** All orders fall into one bucket: they are neighbours. */
const SHARDS = 1;
const stated = aStatement();
const toRivers: CauseChoice = { by: "order", causes: [{ cause: "rivers", weight: 1 }], otherwise: [] };
const ledger = ledgerStore(dynamo, tables.ledger, SHARDS);
const deps = {
  ledger,
  claims: claimLinkStore(dynamo, tables.ledger),
  balanceOf: allowanceStore(dynamo, tables.ledger).balanceOf,
  brandConfig: async () => stated,
  now: () => "2026-11-25T00:00:00Z",
  pause: async () => {},
};
const give = (purchase: Purchase): Promise<GiftRecorded> => recordGift(deps)({ purchase, chosen: toRivers });
const refund = reverseGift(deps);

beforeAll(async () => {
  for (const TableName of [tables.ledger, tables.impact]) {
    await dynamo.send(
      new CreateTableCommand({
        TableName,
        BillingMode: "PAY_PER_REQUEST",
        AttributeDefinitions: ["pk", "sk"].map((AttributeName) => ({
          AttributeName,
          AttributeType: "S" as const,
        })),
        KeySchema: [
          { AttributeName: "pk", KeyType: "HASH" },
          { AttributeName: "sk", KeyType: "RANGE" },
        ],
      }),
    );
    await waitUntilTableExists({ client: dynamo, maxWaitTime: 30 }, { TableName });
  }
  await dynamo.send(
    new PutItemCommand({ TableName: tables.ledger, Item: marshall({ ...brandKey(), ...brand }) }),
  );
});
afterAll(async () => {
  for (const TableName of [tables.ledger, tables.impact])
    await dynamo.send(new DeleteTableCommand({ TableName }));
});

async function shown(): Promise<number> {
  const unreadable: string[] = [];
  const report = (items: readonly string[]) => void unreadable.push(...items);
  const key = {
    pk: bucketKey(bucketMinute(aPurchase().placedAt), bucketShard(aPurchase(), SHARDS)),
    sk: "any",
  };
  const impact = impactStore(dynamo, tables.impact, report);
  const fold = foldImpact({
    buckets: bucketStore(dynamo, tables.ledger),
    impact,
    timeZone: async () => brand.timeZone,
  });
  const outcome = await fold([{ id: "1", at: "2026-11-25T00:00:00Z", key, item: {} }]);
  expect(outcome).toEqual({ failed: [], facts: { buckets: 1 } });
  const community = await readCommunity({
    brandConfig: async () => ({
      ...stated,
      ...(await brandConfigStore(dynamo, tables.ledger).read()),
      causes: stated.causes,
    }),
    impact,
    allowances: allowanceStore(dynamo, tables.ledger),
    milestones: milestoneStore(dynamo, tables.ledger, report),
    payouts: payoutsReader(dynamo, tables.ledger, report),
    now: () => "2026-11-25T00:00:00Z",
  })();
  expect(unreadable).toEqual([]);
  const rivers = community.causes.find(({ slug }) => slug === "rivers");
  return (rivers?.figures ?? []).reduce((sum, { pending, settled }) => sum + pending + settled, 0);
}

describe("an order beyond what any order has", () => {
  test("of over a thousand refunds and over a megabyte hides no neighbour, on the page and in a rebuild", async () => {
    const many = aPurchase({ orderId: "many", base: 2_000_000, paid: 2_000_000 });
    await give(many);
    // As reverse-gift writes them, but without reading all of them before each.
    const order = await ledger.find(many);
    if (order.kind !== "purchase") throw new Error(order.kind);
    for (let sequence = 1; sequence <= 997; sequence += 1) {
      const taken = clawback(order.accrual, {
        sequence,
        scope: { of: "paid", paid: 100 },
        parts: [{ cause: "rivers", funding: "brand", minor: -2 }],
      });
      expect(await ledger.append({ ...taken, refundId: `r${sequence}` }, [])).toEqual({ kind: "written" });
    }
    for (let number = 998; number <= 1010; number += 1) {
      const scope = { of: "paid" as const, paid: 100 };
      expect(await refund({ refund: aRefund({ orderId: "many", refundId: `r${number}`, scope }) })).toEqual({
        outcome: "takenBack",
      });
    }
    const lines = Array.from({ length: LINES_MAX }, (_, index) => ({
      lineId: `${index}-${"\u{1f98a}".repeat(58)}`,
      quantity: 25,
      goods: 2500,
    }));
    const long = aPurchase({ orderId: "long", base: 1_250_000, paid: 1_250_000, lines });
    await give(long);
    for (let number = 1; number <= 24; number += 1) {
      const scope = {
        of: "goods" as const,
        goods: 50_000,
        roundUp: 0,
        lines: lines.map(({ lineId }) => ({ lineId, quantity: 1, goods: 100 })),
      };
      expect(await refund({ refund: aRefund({ orderId: "long", refundId: `l${number}`, scope }) })).toEqual({
        outcome: "takenBack",
      });
    }
    await give(aPurchase({ orderId: "neighbour", base: 5000 }));

    const left = 40_000 - 1010 * 2 + (25_000 - 24 * 1_000) + 100;
    expect(await shown()).toBe(left);
    const { problems } = await rebuild(tables, () => {});
    expect(problems).toEqual([]);
    expect(await shown()).toBe(left);
    const verified = await verify(tables, () => {});
    expect(verified).toMatchObject({ purchases: 3, entries: 3 + 1010 + 24, problems: [] });
  }, 300_000);

  test("that is refunded at the same time around the thousandth entry counts each refund once", async () => {
    const refunds = Array.from({ length: 3 }, (_, index) =>
      aRefund({ orderId: "many", refundId: `late-${index}`, scope: { of: "paid", paid: 100 } }),
    );
    await Promise.allSettled(refunds.flatMap((one) => [refund({ refund: one }), refund({ refund: one })]));
    for (const one of refunds) await refund({ refund: one });
    const found = await ledger.find(aPurchase({ orderId: "many" }));
    if (found.kind !== "purchase") throw new Error(found.kind);
    expect(found.amendments.map(({ sequence }) => sequence)).toEqual(
      Array.from({ length: 1013 }, (_, index) => index + 1),
    );
  }, 120_000);

  test("whose entry is damaged is left out alone: the neighbour stays, and a rebuild names it", async () => {
    const { pk, sk } = await someItem();
    await dynamo.send(
      new PutItemCommand({
        TableName: tables.ledger,
        Item: marshall({ pk, sk: `${sk}-damaged`, kind: "accrual" }),
      }),
    );
    const { problems } = await rebuild(tables, () => {});
    expect(problems).toEqual([expect.stringMatching(/-damaged \(/)]);
    const { problems: found } = await verify(tables, () => {});
    expect(found).toEqual([expect.stringMatching(/-damaged: is not an entry/)]);
  }, 120_000);
});

async function someItem() {
  const order = aPurchase({ orderId: "neighbour" });
  const { Items = [] } = await dynamo.send(
    new QueryCommand({
      TableName: tables.ledger,
      KeyConditionExpression: "pk = :pk",
      ExpressionAttributeValues: { ":pk": { S: bucketKey(bucketMinute(order.placedAt), 0) } },
      Limit: 1,
    }),
  );
  return { pk: Items[0]?.["pk"]?.S ?? "", sk: Items[0]?.["sk"]?.S ?? "" };
}
