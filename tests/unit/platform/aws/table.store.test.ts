import {
  BatchGetItemCommand,
  type CancellationReason,
  ConditionalCheckFailedException,
  DynamoDBClient,
  GetItemCommand,
  QueryCommand,
  TransactionCanceledException,
  TransactionConflictException,
  TransactWriteItemsCommand,
} from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import { mockClient } from "aws-sdk-client-mock";
import { beforeEach, describe, expect, test } from "vitest";
import {
  getAll,
  getRow,
  outcomeOf,
  PAGES_MAX,
  queryAll,
  transact,
  unlessConflict,
} from "../../../../core/platform/aws/table.store.ts";

const dynamo = mockClient(DynamoDBClient);
const table = { dynamo: new DynamoDBClient({ region: "us-east-1" }), name: "T" };
const key = { pk: "p", sk: "s" };
const $metadata = {};

beforeEach(() => dynamo.reset());

function cancelled(...CancellationReasons: CancellationReason[]) {
  return new TransactionCanceledException({ message: "cancelled", $metadata, CancellationReasons });
}

const FAILED = { Code: "ConditionalCheckFailed" };
const CONFLICT = { Code: "TransactionConflict" };
const NONE = { Code: "None" };

describe("a row", () => {
  test("is read strongly, unless its reader can do with less", async () => {
    dynamo
      .on(GetItemCommand)
      .resolvesOnce({ Item: marshall({ ...key, left: 5 }) })
      .resolves({});
    expect(await getRow(table, key)).toEqual({ ...key, left: 5 });
    expect(await getRow(table, key, { consistent: false })).toBeUndefined();
    const inputs = dynamo.commandCalls(GetItemCommand).map((call) => call.args[0].input);
    const Key = { pk: { S: "p" }, sk: { S: "s" } };
    expect(inputs).toEqual([
      { TableName: "T", Key, ConsistentRead: true },
      { TableName: "T", Key, ConsistentRead: false },
    ]);
  });
});

describe("a query", () => {
  const input = () => dynamo.commandCalls(QueryCommand)[0]?.args[0].input;

  test("reads every page, in order", async () => {
    const LastEvaluatedKey = marshall(key);
    dynamo
      .on(QueryCommand)
      .resolves({ Items: [marshall({ n: 2 })] })
      .on(QueryCommand, { ExclusiveStartKey: undefined })
      .resolves({ Items: [marshall({ n: 1 })], LastEvaluatedKey });
    expect(await queryAll(table, { what: "rows", pk: "p" })).toEqual([{ n: 1 }, { n: 2 }]);
  });

  test("that has more pages than its limit is an error, never a part of the rows", async () => {
    dynamo.on(QueryCommand).resolves({ Items: [], LastEvaluatedKey: marshall(key) });
    await expect(queryAll(table, { what: "rows", pk: "p" })).rejects.toMatchObject({
      name: "TooManyPagesError",
      message: `More than ${PAGES_MAX} pages of rows`,
    });
    expect(dynamo.commandCalls(QueryCommand)).toHaveLength(PAGES_MAX + 1);
  });

  test.each([
    [{}, "pk = :pk", { ":pk": "p" }],
    [{ prefix: "x" }, "pk = :pk AND begins_with(sk, :prefix)", { ":pk": "p", ":prefix": "x" }],
    [
      { range: { from: "a", to: "b" } },
      "pk = :pk AND sk BETWEEN :from AND :to",
      { ":pk": "p", ":from": "a", ":to": "b" },
    ],
  ])("of %j asks for %s", async (part, condition, values) => {
    dynamo.on(QueryCommand).resolves({});
    await queryAll(table, { what: "rows", pk: "p", ...part });
    expect(input()).toMatchObject({
      KeyConditionExpression: condition,
      ExpressionAttributeValues: marshall(values),
      ConsistentRead: true,
    });
  });

  test("of an index is by the index's own attribute, and not strong", async () => {
    dynamo.on(QueryCommand).resolves({});
    await queryAll(table, { what: "rows", pk: "p", index: "byCustomer" });
    expect(input()).toMatchObject({
      IndexName: "byCustomer",
      KeyConditionExpression: "byCustomer = :pk",
      ConsistentRead: false,
    });
  });
});

describe("rows under many keys", () => {
  test("are asked for until DynamoDB has answered for each key, within a limit of calls", async () => {
    const UnprocessedKeys = { T: { Keys: [marshall(key)] } };
    dynamo
      .on(BatchGetItemCommand)
      .resolvesOnce({ UnprocessedKeys })
      .resolvesOnce({ Responses: { T: [marshall({ ...key, n: 1 })] } })
      .resolves({ UnprocessedKeys });
    expect(await getAll(table, [key], { what: "rows" })).toEqual([{ ...key, n: 1 }]);
    const busy = getAll(table, [key], { what: "rows", callsMax: 3 });
    await expect(busy).rejects.toThrow("1 rows were not answered in 3 calls");
    expect(dynamo.commandCalls(BatchGetItemCommand)).toHaveLength(5);
  });
});

describe("a transaction", () => {
  const outcome = async (error: Error) => {
    dynamo.on(TransactWriteItemsCommand).rejects(error);
    return transact(table, []);
  };

  test("that is written says so", async () => {
    dynamo.on(TransactWriteItemsCommand).resolves({});
    expect(await transact(table, [])).toMatchObject({ kind: "written" });
  });

  test("names the items whose conditions did not hold, with what stands there, before any conflict", async () => {
    const error = cancelled(CONFLICT, { ...FAILED, Item: marshall({ ...key, n: 1 }) }, NONE, FAILED);
    expect(await outcome(error)).toEqual({
      kind: "conditionFailed",
      failed: [
        { index: 1, existing: { ...key, n: 1 } },
        { index: 3, existing: undefined },
      ],
      cause: error,
    });
  });

  test("tells a conflict from a condition", async () => {
    expect(await outcome(cancelled(NONE, CONFLICT))).toMatchObject({ kind: "conflict" });
  });

  test.each([cancelled(NONE, { Code: "ThrottlingError" }), cancelled(), new Error("no connection")])(
    "throws what is no lost race: %s",
    async (error) => {
      await expect(outcome(error)).rejects.toBe(error);
    },
  );
});

describe("a single write", () => {
  const failed = new ConditionalCheckFailedException({ message: "", $metadata, Item: marshall({ n: 1 }) });
  const conflict = new TransactionConflictException({ message: "", $metadata });

  test("has the outcomes of a transaction of one item", async () => {
    expect(await outcomeOf(Promise.resolve("output"))).toEqual({ kind: "written", output: "output" });
    expect(await outcomeOf(Promise.reject(failed))).toMatchObject({
      kind: "conditionFailed",
      failed: [{ index: 0, existing: { n: 1 } }],
    });
    expect(await outcomeOf(Promise.reject(conflict))).toMatchObject({ kind: "conflict" });
  });

  test("at rows that no transaction writes throws a conflict", async () => {
    expect(await unlessConflict(Promise.reject(failed))).toMatchObject({ kind: "conditionFailed" });
    await expect(unlessConflict(Promise.reject(conflict))).rejects.toBe(conflict);
  });
});
