import {
  DynamoDBClient,
  TransactionCanceledException,
  type TransactWriteItem,
  TransactWriteItemsCommand,
} from "@aws-sdk/client-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import { mockClient } from "aws-sdk-client-mock";
import { beforeEach, describe, expect, test } from "vitest";
import { BrandChangedMeanwhileError, brandStore } from "../../../../core/operations/brand/brand.store.ts";
import { demoStatement, demoStories } from "../../../support/demo-texts.ts";

const dynamo = mockClient(DynamoDBClient);
const store = brandStore(new DynamoDBClient({}), "Ledger");
const { pools, terms, causes } = demoStatement();
const [river] = pools;
const tills = terms.find(({ id }) => id === "tills");
if (!(river && tills)) throw new Error("the sample brand has these");

beforeEach(() => {
  dynamo.reset();
  dynamo.on(TransactWriteItemsCommand).resolves({});
});

function transactions(): TransactWriteItem[][] {
  return dynamo.commandCalls(TransactWriteItemsCommand).map((call) => call.args[0].input.TransactItems ?? []);
}

describe("the store of a brand", () => {
  test("writes a new pool with all of its money in one transaction, unless it is there", async () => {
    await store.writePool(river, undefined);
    const [rows = []] = transactions();
    expect(rows).toHaveLength(1 + river.shards);
    expect(rows.every((row) => row.Put?.ConditionExpression === "attribute_not_exists(pk)")).toBe(true);
    const lefts = rows.slice(1).map((row) => unmarshall(row.Put?.Item ?? {}).left);
    expect(lefts.reduce((sum, left) => sum + left, 0)).toBe(river.amount);
  });

  test("grows a pool by the difference, under the condition of what it held", async () => {
    await store.writePool({ ...river, amount: river.amount + 10 }, river);
    const [rows = []] = transactions();
    expect(rows[0]?.Put?.ExpressionAttributeValues).toEqual({ ":before": { N: String(river.amount) } });
    const added = rows.slice(1).map((row) => Number(row.Update?.ExpressionAttributeValues?.[":more"]?.N));
    expect(added.reduce((sum, more) => sum + more, 0)).toBe(10);
  });

  test("sets aside the money of caps only while their terms are not there", async () => {
    await store.prepareCaps(tills);
    expect(transactions()).toHaveLength(3);
    for (const [guard, ...money] of transactions()) {
      expect(guard?.ConditionCheck?.Key?.sk).toEqual({ S: "terms#tills#0001" });
      expect(guard?.ConditionCheck?.ConditionExpression).toBe("attribute_not_exists(pk)");
      expect(money.length).toBeGreaterThan(0);
    }
  });

  test("never writes over terms, but over the words of a cause", async () => {
    const [cause] = causes;
    if (cause === undefined) throw new Error("the sample brand has causes");
    await store.publish([
      { how: "new", row: { part: "terms", name: "terms tills@1", value: tills } },
      { how: "changed", row: { part: "causes", name: "cause", value: cause }, fields: ["name"] },
    ]);
    const [[first, second] = []] = transactions();
    expect(first?.Put?.ConditionExpression).toBe("attribute_not_exists(pk)");
    expect(second?.Put?.ConditionExpression).toBeUndefined();
  });

  test("writes head and words of a story at once, and with them, where it is there not yet, that it is told", async () => {
    const [story] = demoStories();
    if (story === undefined) throw new Error("the sample brand has stories");
    const { words, ...head } = story;
    const row = {
      part: "stories",
      name: "story",
      value: { ...head, wordsHash: "0".repeat(64) },
      words,
    } as const;
    await store.writeStory(row, "2026-11-22T12:00:00Z");
    await store.writeStory(row);
    const [[first, second, told] = [], later = []] = transactions();
    expect(unmarshall(first?.Put?.Item ?? {})).toMatchObject({ pk: "stories", sk: story.slug });
    expect(unmarshall(second?.Put?.Item ?? {})).toMatchObject({ pk: `story#${story.slug}`, sk: "words" });
    expect(unmarshall(told?.Update?.Key ?? {})).toEqual({ pk: `told#${story.slug}`, sk: "0001" });
    expect(told?.Update?.UpdateExpression?.replaceAll(/if_not_exists\((#\w+), :\w+\)/g, "$1")).toBe(
      "SET #story = #story, #version = #version, #cause = #cause, #at = #at",
    );
    expect(later).toHaveLength(2);
  });

  test("takes a story back, and leaves that it was told", async () => {
    await store.removeStory("ten-test-kits");
    const [rows = []] = transactions();
    expect(rows.map(({ Delete }) => unmarshall(Delete?.Key ?? {}))).toEqual([
      { pk: "stories", sk: "ten-test-kits" },
      { pk: "story#ten-test-kits", sk: "words" },
    ]);
  });

  test("writes nothing at all when nothing changed", async () => {
    await store.publish([]);
    expect(transactions()).toEqual([]);
  });

  test("reports that another apply wrote at the same time", async () => {
    const lost = new TransactionCanceledException({ $metadata: {}, message: "ConditionalCheckFailed" });
    dynamo.on(TransactWriteItemsCommand).rejects(lost);
    await expect(store.writePool(river, undefined)).rejects.toThrow(BrandChangedMeanwhileError);
  });
});
