import { DynamoDBClient, QueryCommand, ScanCommand } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import { mockClient } from "aws-sdk-client-mock";
import { beforeEach, describe, expect, test } from "vitest";
import { bucketStore } from "../../../../core/giving/ledger/bucket.store.ts";
import { accrual, bucketName, bucketOf } from "../../../support/ledger-entries.ts";

const dynamo = mockClient(DynamoDBClient);
const store = bucketStore(new DynamoDBClient({ region: "us-east-1" }), "Ledger");
const gift = accrual({ orderId: "1" });
const item = { pk: bucketName(gift), sk: "standard#pos#1#accrual", ...gift };
const stored = (value: Record<string, unknown>) => marshall(value, { removeUndefinedValues: true });

beforeEach(() => dynamo.reset());

describe("a bucket", () => {
  test("is read consistently over all of its pages", async () => {
    const from = { pk: { S: "p" }, sk: { S: "s" } };
    dynamo
      .on(QueryCommand)
      .resolves({ Items: [stored({ ...item, orderId: "2" })] })
      .on(QueryCommand, { ExclusiveStartKey: undefined })
      .resolves({ Items: [stored(item)], LastEvaluatedKey: from });
    const entries = (await Array.fromAsync(store.read(bucketOf(gift)))).flatMap((page) => page.entries);
    expect(entries.map((entry) => entry.orderId)).toEqual(["1", "2"]);
    expect(entries[0]).toEqual(gift);
    const inputs = dynamo.commandCalls(QueryCommand).map((call) => call.args[0].input);
    expect(inputs.map((input) => input.ConsistentRead)).toEqual([true, true]);
    expect(inputs[1]?.ExclusiveStartKey).toEqual(from);
  });

  test("does not count a refund that waits for its purchase, and names what it cannot read without its values", async () => {
    dynamo.on(QueryCommand).resolves({
      Items: [
        stored({ ...item, kind: "parked" }),
        stored({ ...item, base: 1.5, customer: "somebody@example.org" }),
        stored({ pk: item.pk, sk: "x" }),
      ],
    });
    const pages = await Array.fromAsync(store.read(bucketOf(gift)));
    const entries = pages.flatMap((page) => page.entries);
    const unreadable = pages.flatMap((page) => page.unreadable);
    expect(entries).toEqual([]);
    expect(unreadable.map(({ sk }) => sk)).toEqual([item.sk, "x"]);
    expect(unreadable[0]?.reason).toMatch(/customer: .*base: /);
    expect(JSON.stringify(unreadable)).not.toContain("example.org");
  });
});

describe("the scan for buckets", () => {
  test("goes over every page and passes over what is no bucket", async () => {
    dynamo
      .on(ScanCommand)
      .resolves({ Items: [{ pk: { S: "bucket#2026-11-22T13:36Z#03" } }], ScannedCount: 1 })
      .on(ScanCommand, { ExclusiveStartKey: undefined })
      .resolves({
        Items: [{ pk: { S: "stated" } }, { pk: { S: item.pk } }, { pk: { S: item.pk } }],
        ScannedCount: 3,
        LastEvaluatedKey: { pk: { S: item.pk } },
      });
    const pages = [];
    for await (const page of store.scan()) pages.push(page);
    expect(pages).toEqual([
      { items: 3, buckets: [{ minute: "2026-11-22T13:35Z", shard: 1 }] },
      { items: 1, buckets: [{ minute: "2026-11-22T13:36Z", shard: 3 }] },
    ]);
  });
});
