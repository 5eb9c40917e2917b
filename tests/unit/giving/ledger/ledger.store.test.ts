import {
  DynamoDBClient,
  PutItemCommand,
  TransactionCanceledException,
  TransactionConflictException,
  TransactWriteItemsCommand,
} from "@aws-sdk/client-dynamodb";
import { mockClient } from "aws-sdk-client-mock";
import { beforeEach, describe, expect, test } from "vitest";
import { ledgerStore } from "../../../../core/giving/ledger/ledger.store.ts";
import type { DrawPlan } from "../../../../core/giving/pricing/draw.ts";
import { aRefund } from "../../../support/giving-builders.ts";
import { accrual, clawback } from "../../../support/ledger-entries.ts";

/** What the local engine never answers: other transactions under way, throttling. */

const dynamo = mockClient(DynamoDBClient);
const ledger = ledgerStore(new DynamoDBClient({ region: "us-east-1" }), "ledger", 4);
const gift = accrual({ orderId: "1" });
const draws: DrawPlan[] = [
  { granted: 5, draws: [{ allowance: "pool:a", shard: 0, minor: 5, while: { left: "above" } }] },
];

const cancelled = (...codes: string[]) =>
  new TransactionCanceledException({
    message: "cancelled",
    $metadata: {},
    CancellationReasons: codes.map((Code) => ({ Code })),
  });

beforeEach(() => {
  dynamo.reset();
});

describe("writing a gift", () => {
  test("answers that it lost when another transaction is under way on any of its items", async () => {
    dynamo.on(TransactWriteItemsCommand).rejects(cancelled("None", "TransactionConflict"));
    expect(await ledger.record(gift, draws, undefined)).toEqual({ kind: "lost", to: "contention" });
    dynamo
      .on(PutItemCommand)
      .rejects(new TransactionConflictException({ message: "conflict", $metadata: {} }));
    expect(await ledger.record(gift, [], undefined)).toEqual({ kind: "lost", to: "contention" });
  });
  test("names a failed condition before a conflict, and the allowance before the first gift", async () => {
    const first = { ...gift, firstFor: ["*"] };
    dynamo
      .on(TransactWriteItemsCommand)
      .rejects(cancelled("TransactionConflict", "ConditionalCheckFailed", "None"));
    expect(await ledger.record(first, draws, undefined)).toEqual({ kind: "lost", to: "allowance" });
    dynamo.on(TransactWriteItemsCommand).rejects(cancelled("None", "None", "ConditionalCheckFailed"));
    expect(await ledger.record(first, draws, undefined)).toEqual({ kind: "lost", to: "firstGift" });
  });
  test("throws what is no lost race, so that the workflow tries again", async () => {
    dynamo.on(TransactWriteItemsCommand).rejects(cancelled("None", "ThrottlingError"));
    await expect(ledger.record(gift, draws, undefined)).rejects.toThrow(TransactionCanceledException);
    dynamo.on(PutItemCommand).rejects(new Error("no connection"));
    await expect(ledger.record(gift, [], undefined)).rejects.toThrow("no connection");
  });
  test("is one plain put, with its condition, when nothing but the gift is written", async () => {
    dynamo.on(PutItemCommand).resolves({});
    expect(await ledger.record(gift, [], undefined)).toEqual({ kind: "written" });
    expect(dynamo.calls()).toHaveLength(1);
    expect(dynamo.call(0).args[0].input).toMatchObject({ ConditionExpression: "attribute_not_exists(pk)" });
  });
});

describe("writing a clawback or a parked refund", () => {
  test("answers that it lost when another transaction is under way", async () => {
    const entry = clawback(gift, { sequence: 1 });
    const releasing = { ...entry, draws: [{ allowance: "pool:a", shard: 0, minor: -5 }] };
    dynamo.on(TransactWriteItemsCommand).rejects(cancelled("None", "TransactionConflict"));
    expect(await ledger.append(releasing, [])).toEqual({ kind: "lost", to: "sequence" });
    dynamo
      .on(PutItemCommand)
      .rejects(new TransactionConflictException({ message: "conflict", $metadata: {} }));
    expect(await ledger.append(entry, [])).toEqual({ kind: "lost", to: "sequence" });
    expect(await ledger.park(aRefund(), undefined)).toBe("lost");
  });
  test("throws when the shard that it releases to is gone", async () => {
    const entry = clawback(gift, { sequence: 1, draws: [{ allowance: "pool:a", shard: 0, minor: -5 }] });
    dynamo.on(TransactWriteItemsCommand).rejects(cancelled("None", "ConditionalCheckFailed"));
    await expect(ledger.append(entry, [])).rejects.toThrow(TransactionCanceledException);
  });
});
