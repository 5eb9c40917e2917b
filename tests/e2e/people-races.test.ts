import type { TransactWriteItem } from "@aws-sdk/client-dynamodb";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { CustomerId } from "../../core/model/customer.ts";
import { customerPartition } from "../../core/people/keys/people.keys.ts";
import { type PeopleStore, peopleStore } from "../../core/people/records/people.store.ts";
import { unsubscribe } from "../../core/people/unsubscribe.ts";
import { queryAll } from "../../core/platform/aws/table.store.ts";
import { pause } from "../../core/platform/pause.ts";
import {
  clock,
  config,
  createTable,
  deleteTable,
  dynamo,
  enrolment,
  table,
  wish,
} from "../support/people-world.ts";

/** What may happen to one customer at the same time. */
type Act = "ask" | "confirm" | "withdraw" | "save";

const HISTORIES = 25;
const acts = fc.array(fc.constantFrom<Act>("ask", "confirm", "withdraw", "save"), {
  minLength: 3,
  maxLength: 8,
});

beforeAll(createTable);
afterAll(deleteTable);

/** Raises versions whatever stands: what the conditions of the store are there for. */
function careless(): DynamoDBClient {
  const client = new DynamoDBClient(config);
  client.middlewareStack.add(
    (next) => async (args) => {
      if (!("TransactItems" in args.input)) return next(args);
      const TransactItems = args.input.TransactItems?.map(putAnyway);
      return next({ ...args, input: { ...args.input, TransactItems } });
    },
    { step: "initialize" },
  );
  return client;
}

function putAnyway(item: TransactWriteItem): TransactWriteItem {
  const { Put } = item;
  if (Put?.Item === undefined || !("state" in Put.Item)) return item;
  return { Put: { TableName: Put.TableName, Item: Put.Item } };
}

interface Told {
  readonly state: string;
  readonly version: number;
}

/** Runs the acts at the same time, and tells what each act that succeeded said, and what the table says. */
async function history(people: PeopleStore, email: string, atOnce: readonly Act[]) {
  const { join, confirmLink, confirm } = enrolment(people);
  const customer = await join(email);
  const token = await confirmLink(customer);
  const take = unsubscribe({ people, now: () => clock.at });
  let written = 1;
  const act: Record<Act, () => Promise<unknown>> = {
    ask: async () => {
      const [record] = await recordsOf(customer);
      if (record === undefined) throw new Error("nothing was asked");
      await people.recordConsents([{ ...record, state: "pending" }]);
      written += 1;
    },
    confirm: async () => {
      const answer = await confirm(token);
      if (answer.outcome === "confirmed") written += answer.topics.length;
    },
    withdraw: async () => {
      const said = {
        source: "oneClick",
        locale: "en",
        words: "Stop",
        wordsVersion: "1",
        proof: "link",
      } as const;
      written += (await take(customer, { ...said, topic: "all", channel: "all" })).consents;
    },
    save: async () => {
      const opened = await people.preferences(customer);
      if (opened !== undefined) await people.savePreferences(customer, opened);
    },
  };
  await Promise.all(atOnce.map((name) => act[name]()));
  const records = await recordsOf(customer);
  const [now] = await people.consents(customer);
  return { written, records, now };
}

async function recordsOf(customer: CustomerId) {
  const range = { from: "consent#", to: "consent#~" };
  const rows = await queryAll(
    { dynamo, name: table },
    { what: "consent records", pk: customerPartition(customer), range },
  );
  const read = peopleStore(dynamo, table, pause);
  const found = rows.map((row) =>
    read.consentRecord(customer, { ...wish("impact"), version: Number(String(row.sk).slice(-6)) }),
  );
  return (await Promise.all(found)).flatMap((record) => record ?? []);
}

function faultsOf({
  written,
  records,
  now,
}: {
  written: number;
  records: readonly { state: string }[];
  now?: Told | undefined;
}) {
  const states = records.map(({ state }) => state);
  return [
    ...(now?.version === records.length ? [] : ["the version does not count the records"]),
    ...(now?.state === states.at(-1) ? [] : ["what stands is not the last record"]),
    ...(records.length >= written ? [] : ["a record was lost"]),
    ...(states.some((state, index) => state === "given" && states[index - 1] !== "pending")
      ? ["something was given that nobody was asked"]
      : []),
  ];
}

let people = 0;
const nextEmail = (): string => {
  people += 1;
  return `race${people}@example.org`;
};

describe("concurrent changes of one customer", () => {
  test("are all recorded, in one order, and the last one is in force", async () => {
    const store = peopleStore(dynamo, table, pause);
    await fc.assert(
      fc.asyncProperty(acts, async (atOnce) => {
        expect(faultsOf(await history(store, nextEmail(), atOnce))).toEqual([]);
      }),
      { numRuns: HISTORIES },
    );
  });

  test("a store that does not check versions fails this test", async () => {
    const client = careless();
    const store = peopleStore(client, table, pause);
    const found = await fc.check(
      fc.asyncProperty(acts, async (atOnce) => {
        expect(faultsOf(await history(store, nextEmail(), atOnce))).toEqual([]);
      }),
      { numRuns: HISTORIES * 4, endOnFailure: true },
    );
    expect(String(found.errorInstance)).toMatch(
      /a record was lost|the version does not count|not the last record/,
    );
    client.destroy();
  });
});
