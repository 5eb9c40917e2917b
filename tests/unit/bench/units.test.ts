import { describe, expect, test } from "vitest";
import { type Call, sequentialDepth } from "../../../bench/proxy/call.ts";
import { unitMeter } from "../../../bench/proxy/units.ts";
import { itemBytes } from "../../../core/platform/aws/item-bytes.ts";

const aCall = (operation: string, request: object, over: Partial<Call> = {}): Call => ({
  service: "dynamodb",
  operation,
  request: { ...request },
  status: 200,
  answer: {},
  requestBytes: 0,
  answerBytes: 0,
  startedMs: 0,
  endedMs: 1,
  ...over,
});
const itemOf = (bytes: number) => ({ pk: { S: "p".repeat(bytes - 4) }, sk: { S: "" } });
const put = (bytes: number) => ({ TableName: "t", Item: itemOf(bytes) });

describe("the size of an item", () => {
  test("is that of its names and values", () => {
    expect(itemBytes({ pk: { S: "four" }, n: { N: "1234" }, flag: { BOOL: true } })).toBe(6 + 4 + 5);
  });
  test("counts what a list and a map cost beside their members", () => {
    expect(itemBytes({ l: { L: [{ S: "a" }] } })).toBe(1 + 3 + 1 + 1);
    expect(itemBytes({ m: { M: { k: { S: "v" } } } })).toBe(1 + 3 + 1 + 1 + 1);
  });
});

describe("write units", () => {
  test("are whole kilobytes of the larger of the item before and after", () => {
    const unitsOf = unitMeter();
    expect(unitsOf(aCall("PutItem", put(1_024)))?.write).toBe(1);
    expect(unitsOf(aCall("PutItem", put(1_025)))?.write).toBe(2);
  });
  test("are twice as many in a transaction", () => {
    const TransactItems = [{ Put: put(500) }, { Update: { TableName: "t", Key: { pk: { S: "x" } } } }];
    expect(unitMeter()(aCall("TransactWriteItems", { TransactItems }))?.write).toBe(4);
  });
  test("count an index that holds the item once more", () => {
    expect(unitMeter((item) => item)(aCall("PutItem", put(500)))?.write).toBe(2);
  });
  test("are billed for a refused condition as well", () => {
    expect(unitMeter()(aCall("PutItem", put(3_000), { status: 400 }))?.write).toBe(1);
  });
});

test("read units are halved where a read need not be strong, and never less than one for what is found", () => {
  const answer = { Items: [itemOf(4_097)] };
  const query = { TableName: "t", ConsistentRead: true };
  expect(unitMeter()(aCall("Query", query, { answer }))?.read).toBe(2);
  expect(unitMeter()(aCall("GetItem", { TableName: "t" }))?.read).toBe(0.5);
});

test("calls that overlap are one step", () => {
  const at = (startedMs: number, endedMs: number) => ({ startedMs, endedMs });
  expect(sequentialDepth([at(0, 5), at(1, 4), at(6, 7)])).toBe(2);
});
