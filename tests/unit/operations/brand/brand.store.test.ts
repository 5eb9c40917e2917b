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
import { demoStatement } from "../../../support/demo-texts.ts";

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
