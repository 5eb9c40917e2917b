import {
  BatchGetItemCommand,
  BatchWriteItemCommand,
  type CancellationReason,
  DeleteItemCommand,
  DynamoDBClient,
  GetItemCommand,
  QueryCommand,
  TransactionCanceledException,
  TransactWriteItemsCommand,
} from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import { mockClient } from "aws-sdk-client-mock";
import { beforeEach, describe, expect, test } from "vitest";
import type { ConsentRecord } from "../../../../core/model/consent.ts";
import { CustomerId } from "../../../../core/model/customer.ts";
import { dossierStore } from "../../../../core/operations/people/dossier.store.ts";
import { suppressionStore } from "../../../../core/people/contacts/suppression.store.ts";
import { startingPreferences, ticked } from "../../../../core/people/preferences/starting-preferences.ts";
import { peopleStore } from "../../../../core/people/records/people.store.ts";
import { RACES_MAX } from "../../../../core/platform/aws/contention.ts";

const dynamo = mockClient(DynamoDBClient);
const client = new DynamoDBClient({});
const noPause = async () => {};
const people = peopleStore(client, "People", noPause);
const suppressions = suppressionStore(client, "People");
const dossiers = dossierStore(client, "People", noPause);

const ann = CustomerId.parse(`cus_${"a".repeat(26)}`);
const bea = CustomerId.parse(`cus_${"b".repeat(26)}`);
const address = { channel: "email", hmac: "h".repeat(43) } as const;
const at = "2026-11-22T12:00:00Z";
const record: ConsentRecord = {
  customer: ann,
  topic: "impact",
  channel: "email",
  state: "withdrawn",
  at,
  source: "oneClick",
  words: "Stop",
  wordsVersion: "1",
  locale: "en",
  proof: "link",
};

const cancelled = (...codes: string[]) =>
  new TransactionCanceledException({
    $metadata: {},
    message: "cancelled",
    CancellationReasons: codes.map((Code): CancellationReason => ({ Code })),
  });

beforeEach(() => {
  dynamo.reset();
  dynamo.on(QueryCommand).resolves({ Items: [] });
  dynamo.on(GetItemCommand).resolves({});
  dynamo.on(TransactWriteItemsCommand).resolves({});
});

const writes = () => dynamo.commandCalls(TransactWriteItemsCommand).length;

describe("a withdrawal", () => {
  test("is written after races that it lost, whether to a condition or to a transaction under way", async () => {
    dynamo
      .on(TransactWriteItemsCommand)
      .rejectsOnce(cancelled("None", "ConditionalCheckFailed"))
      .rejectsOnce(cancelled("TransactionConflict", "None"))
      .resolves({});
    expect(await people.recordConsents([record])).toBe("recorded");
    expect(writes()).toBe(3);
  });

  test("that loses every race is an error, never silence", async () => {
    dynamo.on(TransactWriteItemsCommand).rejects(cancelled("ConditionalCheckFailed"));
    await expect(people.recordConsents([record])).rejects.toMatchObject({ name: "ContendedError" });
    expect(writes()).toBe(RACES_MAX);
  });

  test("fails as the table fails", async () => {
    dynamo.on(TransactWriteItemsCommand).rejects(cancelled("ValidationError"));
    await expect(people.recordConsents([record])).rejects.toThrow("cancelled");
    expect(writes()).toBe(1);
  });

  test("is of one customer at a time", async () => {
    await expect(people.recordConsents([record, { ...record, customer: bea }])).rejects.toThrow(
      "two customers",
    );
    await expect(people.savePreferences(bea, startingPreferences("en"), [record])).rejects.toThrow("another");
    expect(writes()).toBe(0);
  });
});

describe("what was read before", () => {
  test("is the only thing that an answer is written upon", async () => {
    dynamo.on(TransactWriteItemsCommand).rejects(cancelled("ConditionalCheckFailed"));
    expect(await people.recordConsents([record], [])).toBe("stale");
    expect(await people.savePreferences(ann, startingPreferences("en"), [record], [])).toBe("stale");
    expect(writes()).toBe(2);
  });
});

describe("a suppression", () => {
  test("outlasts the transactions that look at its row", async () => {
    dynamo.on(TransactWriteItemsCommand).rejectsOnce(cancelled("TransactionConflict")).resolves({});
    await suppressions.suppress({ ...address, reason: "stop", at });
    expect(writes()).toBe(2);
  });

  test("that cannot be written is an error", async () => {
    dynamo.on(TransactWriteItemsCommand).rejects(cancelled("TransactionConflict"));
    await expect(suppressions.suppress({ ...address, reason: "bounce", at })).rejects.toMatchObject({
      name: "ContendedError",
    });
  });

  test("is asked for until the table has answered for every address", async () => {
    const Keys = [marshall({ pk: "p", sk: "s" })];
    dynamo
      .on(BatchGetItemCommand)
      .resolvesOnce({ UnprocessedKeys: { People: { Keys } } })
      .resolves({ Responses: { People: [marshall({ ...address, reason: "stop", at })] } });
    expect(await suppressions.read([address])).toEqual([{ ...address, reason: "stop", at }]);
    dynamo.on(BatchGetItemCommand).resolves({ UnprocessedKeys: { People: { Keys } } });
    await expect(suppressions.read([address])).rejects.toThrow("too busy");
  });
});

describe("forgetting", () => {
  test("removes the salt first, and does not end before the table has taken every deletion", async () => {
    const chosen = ticked(startingPreferences("en"), [{ topic: "milestones", channel: "email" }], true);
    const causes = [{ cause: "clean-rivers", weight: 1 }];
    const row = marshall({ pk: `customer#${ann}`, sk: "preferences", ...chosen, causes });
    dynamo.on(DeleteItemCommand).resolves({ Attributes: {} });
    dynamo
      .on(QueryCommand)
      .resolvesOnce({ Items: [row] })
      .resolves({ Items: [] });
    dynamo
      .on(BatchWriteItemCommand)
      .resolvesOnce({})
      .resolvesOnce({ UnprocessedItems: { People: [{ DeleteRequest: { Key: row } }] } })
      .resolves({});
    expect(await dossiers.remove(ann)).toBe(2);
    const left = dynamo.commandCalls(DeleteItemCommand).map((call) => call.args[0].input.Key?.pk?.S);
    expect(left).toEqual(["audience#cause:clean-rivers#2"]);
    const deleted = dynamo
      .commandCalls(BatchWriteItemCommand)
      .map((call) => call.args[0].input.RequestItems?.People?.[0]?.DeleteRequest?.Key?.sk?.S);
    expect(deleted).toEqual(["salt", "preferences", "preferences"]);
  });

  test("says so when the table takes nothing", async () => {
    const Key = marshall({ pk: `customer#${ann}`, sk: "salt" });
    dynamo.on(BatchWriteItemCommand).resolves({ UnprocessedItems: { People: [{ DeleteRequest: { Key } }] } });
    await expect(dossiers.remove(ann)).rejects.toMatchObject({ name: "DossierBusyError" });
  });
});
