import { BatchWriteItemCommand, QueryCommand, type WriteRequest } from "@aws-sdk/client-dynamodb";
import { PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { EVENT_SOURCE, PurchaseCompleted } from "../../../core/events/catalog.ts";
import { allowanceShardKey } from "../../../core/giving/ledger/ledger.keys.ts";
import { messagesOf } from "../../../demo/sample-shops.ts";
import {
  deadLettersOf,
  discardDeadLetters,
  purgeDeadLetters,
  untilDeadLetter,
} from "../../support/deployed-bus.ts";
import { anOrder, deliver, deliverAll, idOf, line, orderNumber } from "../../support/deployed-orders.ts";
import {
  changedTotals,
  dynamo,
  eventBridge,
  giftTotals,
  items,
  ledgerOf,
  stage,
  tables,
  totalsChangedBy,
  untilQuiet,
  wellspring,
} from "../../support/deployed-stage.ts";

const redrive = (...options: string[]) => wellspring("redrive", "PurchasesDlq", ...options);
const reasons = async (orderId: string) =>
  (await untilDeadLetter(orderId)).map(({ MessageAttributes }) => MessageAttributes?.["reason"]?.StringValue);

/** What earlier tests left is not what a redrive here should find. */
beforeAll(purgeDeadLetters);

describe("an order that comes again with another line in place of its own", () => {
  const order = anOrder("shopify", { cause: "native-seeds", currency: "EUR" });
  const changed = messagesOf({ ...order, lines: [{ ...line(2, 99_00), id: 7 }] }).purchase;
  afterAll(() => discardDeadLetters(idOf(order)));

  test("leaves the ledger as it is, and waits for a person to look at it", async () => {
    await deliverAll([messagesOf(order).purchase]);
    await untilQuiet();
    const ledger = await items(tables.ledger);
    expect((await deliver(changed)).status).toBe(202);
    await untilQuiet();
    expect(await items(tables.ledger)).toEqual(ledger);
    expect(await reasons(idOf(order))).toEqual(["conflict"]);
  });

  test("is reported and skipped by a redrive, and is no gift when it is redriven all the same", async () => {
    const ledger = await items(tables.ledger);
    const skipped = await redrive();
    expect(skipped.output).toContain("1 stays (conflict)");
    expect(skipped.code).toBe(1);
    expect(await reasons(idOf(order))).toEqual(["conflict"]);
    expect((await redrive("--conflicts")).output).toContain("1 PurchaseCompleted.v1");
    await untilQuiet();
    expect(await reasons(idOf(order))).toEqual(["conflict"]);
    expect(await items(tables.ledger)).toEqual(ledger);
  });
});

describe("an event that is none of ours", () => {
  const orderId = `nonsense-${orderNumber()}`;
  afterAll(() => discardDeadLetters(orderId));

  test("is kept as it came, and a redrive shows it and leaves it there", async () => {
    const before = await items(tables.ledger);
    const Detail = JSON.stringify({ purchase: { orderId, source: "standard", base: "12", identities: [] } });
    const EventBusName = stage.output("EventBus");
    const entry = { EventBusName, Source: EVENT_SOURCE, DetailType: PurchaseCompleted.name, Detail };
    await eventBridge.send(new PutEventsCommand({ Entries: [entry] }));
    await untilQuiet();
    expect(await reasons(orderId)).toEqual(["failed"]);
    const { output: said, code } = await redrive();
    expect(said).toContain("1 stays (notAnEventOfOurs)");
    expect(code).toBe(1);
    expect(await reasons(orderId)).toEqual(["failed"]);
    expect(await items(tables.ledger)).toEqual(before);
  });
});

/** Rows that a brand's operator lost: without them no gift of the tills in euros can be capped. */
const cap = "cap:tills@1:EUR";
const { pk } = allowanceShardKey(cap, 0);

async function capRows(): Promise<WriteRequest[]> {
  const query = new QueryCommand({
    TableName: tables.ledger,
    KeyConditionExpression: "pk = :pk",
    ExpressionAttributeValues: { ":pk": { S: pk } },
  });
  return ((await dynamo.send(query)).Items ?? []).map((Item) => ({ PutRequest: { Item } }));
}

async function write(requests: readonly WriteRequest[]): Promise<void> {
  await dynamo.send(new BatchWriteItemCommand({ RequestItems: { [tables.ledger]: [...requests] } }));
}

describe("a purchase that cannot be recorded", () => {
  const order = anOrder("square", { currency: "EUR", cause: "native-seeds", lines: [line(1, 30_00)] });
  const { purchase } = messagesOf(order);
  let rows: WriteRequest[] = [];
  let missing = false;

  beforeAll(async () => {
    rows = await capRows();
    const keys = rows.map(({ PutRequest }) => ({ pk: { S: pk }, sk: PutRequest?.Item?.["sk"] ?? { S: "" } }));
    await write(keys.map((Key) => ({ DeleteRequest: { Key } })));
    missing = true;
  });
  const putBack = async () => {
    if (missing) await write(rows);
    missing = false;
  };
  afterAll(putBack);

  test("is accepted, gives nothing yet, and is kept", async () => {
    expect(rows).not.toEqual([]);
    expect(await totalsChangedBy(() => deliverAll([purchase]))).toEqual({});
    expect(await reasons(idOf(order))).toEqual(["failed"]);
    expect((await ledgerOf(idOf(order))).filter(({ kind }) => kind === "accrual")).toEqual([]);
  });

  test("comes back to the dead letters while the fault lasts", async () => {
    expect((await redrive()).output).toContain("1 PurchaseCompleted.v1");
    await untilQuiet();
    expect(await reasons(idOf(order))).toEqual(["failed"]);
  });

  test("gives once, when it is redriven after the fix", async () => {
    await putBack();
    const before = await giftTotals();
    expect((await redrive("--dry-run")).output).toContain(
      "Would hand back from PurchasesDlq: 1 PurchaseCompleted.v1 (failed)",
    );
    const { code, output: said } = await redrive();
    expect([code, said]).toEqual([0, expect.stringContaining("1 PurchaseCompleted.v1")]);
    await untilQuiet();
    const gives = { "native-seeds brand EUR": 70 };
    expect(changedTotals(before, await giftTotals())).toEqual(gives);
    expect(await deadLettersOf(idOf(order))).toEqual([]);
    await deliverAll([purchase]);
    expect((await redrive()).code).toBe(0);
    await untilQuiet();
    expect(changedTotals(before, await giftTotals())).toEqual(gives);
  });
});
