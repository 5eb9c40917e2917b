import {
  BatchGetItemCommand,
  ConditionalCheckFailedException,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
} from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import { mockClient } from "aws-sdk-client-mock";
import { beforeEach, describe, expect, test } from "vitest";
import { allTimeKey, inMonth } from "../../../core/impact/impact.keys.ts";
import { impactStore } from "../../../core/impact/impact.store.ts";
import { milestoneStore } from "../../../core/impact/milestone.store.ts";

const dynamo = mockClient(DynamoDBClient);
const client = new DynamoDBClient({ region: "us-east-1" });
const unreadable: string[] = [];
const store = impactStore(client, "Impact", (items) => unreadable.push(...items));
const milestones = milestoneStore(client, "Ledger", (items) => unreadable.push(...items));
const totals = { entries: 7, sums: [], counts: [{ cause: "*", purchases: 7, customers: 0 }] };
const lost = new ConditionalCheckFailedException({ message: "lost", $metadata: {} });

beforeEach(() => dynamo.reset());

describe("impact store", () => {
  test("sets totals only where fewer entries are counted, and takes losing for an answer", async () => {
    dynamo.on(PutItemCommand).resolvesOnce({}).rejectsOnce(lost).rejectsOnce(new Error("throttled"));
    expect(await store.put(allTimeKey(), totals)).toBe("written");
    expect(dynamo.commandCalls(PutItemCommand)[0]?.args[0].input).toEqual({
      TableName: "Impact",
      Item: marshall({ pk: "all", sk: "all", ...totals }),
      ConditionExpression: "attribute_not_exists(pk) OR entries < :entries",
      ExpressionAttributeValues: { ":entries": { N: "7" } },
    });
    expect(await store.put(allTimeKey(), totals)).toBe("seenBefore");
    await expect(store.put(allTimeKey(), totals)).rejects.toThrow("throttled");
  });

  test("reads the children of a period consistently", async () => {
    dynamo.on(QueryCommand).resolves({ Items: [marshall({ pk: "day#2026", sk: "2026-11-22", ...totals })] });
    expect((await Array.fromAsync(store.children(inMonth("2026-11")))).flat()).toEqual([totals]);
    expect(dynamo.commandCalls(QueryCommand)[0]?.args[0].input).toMatchObject({
      ConsistentRead: true,
      KeyConditionExpression: "pk = :pk AND begins_with(sk, :prefix)",
      ExpressionAttributeValues: { ":pk": { S: "day#2026" }, ":prefix": { S: "2026-11-" } },
    });
  });

  test("answers every other child where one cannot be read, and says which", async () => {
    const pages = [
      {
        Items: [marshall({ pk: "day#2026", sk: "2026-11-21", entries: "many" })],
        LastEvaluatedKey: { pk: { S: "p" } },
      },
    ];
    dynamo
      .on(QueryCommand)
      .resolvesOnce(pages[0] ?? {})
      .resolves({ Items: [marshall({ pk: "day#2026", sk: "2026-11-22", ...totals })] });
    unreadable.length = 0;
    expect((await Array.fromAsync(store.children(inMonth("2026-11")))).flat()).toEqual([totals]);
    expect(unreadable).toEqual([expect.stringMatching(/^day#2026 2026-11-21: entries: invalid_type/)]);
  });

  test("asks once per year for the days of a span", async () => {
    dynamo.on(QueryCommand).resolves({ Items: [] });
    await store.days("2026-12-01", "2027-01-02");
    const asked = dynamo
      .commandCalls(QueryCommand)
      .map((call) => call.args[0].input.ExpressionAttributeValues);
    expect(asked).toEqual([
      marshall({ ":pk": "day#2026", ":from": "2026-12-01", ":to": "2027-01-02" }),
      marshall({ ":pk": "day#2027", ":from": "2026-12-01", ":to": "2027-01-02" }),
    ]);
  });

  test("asks once for the months of a year", async () => {
    dynamo.on(QueryCommand).resolves({ Items: [marshall({ pk: "month", sk: "2026-11", ...totals })] });
    expect(await store.months("2026")).toEqual([{ month: "2026-11", totals }]);
    const asked = dynamo.commandCalls(QueryCommand).map((call) => call.args[0].input);
    expect(asked).toMatchObject([
      { ExpressionAttributeValues: marshall({ ":pk": "month", ":from": "2026-01", ":to": "2026-12" }) },
    ]);
  });

  test("has no all-time totals before the first purchase, and refuses a row that is no totals", async () => {
    dynamo
      .on(GetItemCommand)
      .resolvesOnce({})
      .resolvesOnce({ Item: marshall({ entries: 1.5 }) });
    expect(await store.allTime()).toBeUndefined();
    await expect(store.allTime()).rejects.toThrow();
  });
});

describe("milestone store", () => {
  const threshold = { cause: "clean-rivers", currency: "USD", amount: 500 };
  const row = { ...threshold, at: "2026-11-22T13:35:45Z" };

  test("marks a threshold once", async () => {
    dynamo.on(PutItemCommand).resolvesOnce({}).rejectsOnce(lost);
    expect(await milestones.mark(row)).toBe("marked");
    expect(await milestones.mark(row)).toBe("markedBefore");
  });

  test("asks again for keys that were not answered, within a limit", async () => {
    const key = marshall({ pk: "milestone#clean-rivers", sk: "USD#0000000000500" });
    dynamo
      .on(BatchGetItemCommand)
      .resolvesOnce({ UnprocessedKeys: { Ledger: { Keys: [key] } } })
      .resolvesOnce({ Responses: { Ledger: [marshall({ pk: "p", sk: "s", ...row })] } });
    expect(await milestones.reached([threshold])).toEqual([row]);
    dynamo.on(BatchGetItemCommand).resolves({ UnprocessedKeys: { Ledger: { Keys: [key] } } });
    await expect(milestones.reached([threshold])).rejects.toThrow("not answered");
  });

  test("asks for nothing without thresholds, and for a hundred keys at most in one call", async () => {
    dynamo.on(BatchGetItemCommand).resolves({});
    await milestones.reached([]);
    expect(dynamo.commandCalls(BatchGetItemCommand)).toHaveLength(0);
    await milestones.reached(Array.from({ length: 101 }, (_, amount) => ({ ...threshold, amount })));
    const sizes = dynamo
      .commandCalls(BatchGetItemCommand)
      .map((call) => call.args[0].input.RequestItems?.Ledger?.Keys?.length);
    expect(sizes).toEqual([100, 1]);
  });
});
