import { randomBytes } from "node:crypto";
import {
  DynamoDBClient,
  type DynamoDBClientConfig,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  type ServiceInputTypes,
  type TransactWriteItemsInput,
} from "@aws-sdk/client-dynamodb";
import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";
import { engineAddress, localCredentials, localRegion } from "../../cli/settings.ts";
import { claimStore } from "../../core/messaging/delivery/claim.store.ts";
import { receiptStore } from "../../core/messaging/delivery/receipt.store.ts";
import type { ConsentRecord } from "../../core/model/consent.ts";
import { CustomerId } from "../../core/model/customer.ts";
import { capKey, contactRowKey, customerPartition } from "../../core/people/keys/people.keys.ts";
import { HistoryEntry } from "../../core/people/records/history.ts";
import { peopleStore } from "../../core/people/records/people.store.ts";
import { address, type Log, now, type Turn, type World } from "./delivery-model.ts";
import { somePreferences } from "./eligibility-builders.ts";

const config: DynamoDBClientConfig = {
  endpoint: engineAddress().endpoint,
  region: localRegion,
  credentials: localCredentials,
};
export const dynamo = new DynamoDBClient(config);

/** What reaches the table of a claim's transaction: as it is, or with one item left out that was looked at before. */
export type Mutant = "none" | "consentOutside" | "capOutside" | "keyOutside";

const pause = async () => {};

/** Each call to the table takes a turn; what it commits is logged before the next one begins. */
function clientOf(turn: Turn, log: (input: TransactWriteItemsInput) => void, mutant: Mutant = "none") {
  const client = new DynamoDBClient({ ...config, requestHandler: dynamo.config.requestHandler });
  client.middlewareStack.add(
    (next, context) => async (args) => {
      const input: ServiceInputTypes = args.input;
      const writes = "TransactItems" in input && isWrite(input);
      const mutates = writes && mutant !== "none" && isClaim(input);
      if (mutates) await turn("look", () => lookBefore(input, mutant));
      return turn(String(context.commandName), async () => {
        const answer = await next({ ...args, input: mutates ? without(input, mutant) : input });
        if (writes) log(input);
        return answer;
      });
    },
    { step: "initialize" },
  );
  return client;
}

function isWrite(input: object): input is TransactWriteItemsInput {
  const [first] = (input as TransactWriteItemsInput).TransactItems ?? [];
  return first !== undefined && !("Get" in first);
}

const sortKeys = ({ TransactItems }: TransactWriteItemsInput) =>
  (TransactItems ?? []).map(({ Put, Delete }) => ({ put: Put?.Item?.sk?.S, gone: Delete?.Key?.sk?.S }));

function isClaim(input: TransactWriteItemsInput): boolean {
  return sortKeys(input).some(({ put }) => put?.startsWith("send#"));
}

class NotAsItWas extends Error {}

/** What the mutant no longer puts under the transaction's protection, read a turn before it. */
async function lookBefore(input: TransactWriteItemsInput, mutant: Mutant): Promise<void> {
  for (const item of input.TransactItems ?? []) {
    if (!isLeftOut(item, mutant)) continue;
    const TableName = item.ConditionCheck?.TableName ?? item.Update?.TableName ?? item.Put?.TableName;
    const key = item.ConditionCheck?.Key ?? item.Update?.Key;
    const Key = key ?? { pk: item.Put?.Item?.pk ?? { S: "" }, sk: item.Put?.Item?.sk ?? { S: "" } };
    const { Item } = await dynamo.send(new GetItemCommand({ TableName, Key, ConsistentRead: true }));
    const row = Item === undefined ? undefined : unmarshall(Item);
    const wanted = item.ConditionCheck?.ExpressionAttributeValues?.[":version"]?.N;
    if (mutant === "consentOutside" && String(row?.version) !== wanted) throw new NotAsItWas();
    const limit = Number(item.Update?.ExpressionAttributeValues?.[":limit"]?.N);
    if (mutant === "capOutside" && (row?.claims ?? 0) >= limit) throw new NotAsItWas();
    if (mutant === "keyOutside" && row !== undefined) throw new NotAsItWas();
  }
}

type Item = NonNullable<TransactWriteItemsInput["TransactItems"]>[number];

function isLeftOut({ ConditionCheck, Update, Put }: Item, mutant: Mutant): boolean {
  if (mutant === "consentOutside") return ConditionCheck?.Key?.sk?.S?.startsWith("consents#") === true;
  if (mutant === "capOutside") return Update?.Key?.sk?.S?.startsWith("cap#") === true;
  return Put?.Item?.sk?.S?.startsWith("send#") === true;
}

function without(input: TransactWriteItemsInput, mutant: Mutant): TransactWriteItemsInput {
  const TransactItems = (input.TransactItems ?? []).flatMap((item): Item[] => {
    if (!isLeftOut(item, mutant)) return [item];
    if (item.Update !== undefined) {
      const { ":limit": _, ...values } = item.Update.ExpressionAttributeValues ?? {};
      return [
        { Update: { ...item.Update, ConditionExpression: undefined, ExpressionAttributeValues: values } },
      ];
    }
    return item.Put === undefined ? [] : [{ Put: { ...item.Put, ConditionExpression: undefined } }];
  });
  return { ...input, TransactItems };
}

const words = { words: "I agree.", wordsVersion: "1", locale: "en" as const, source: "form" as const };

/** A customer of their own in the shared table, who agreed to hear of their impact by email. */
export async function world(table: string, log: Log, turn: Turn, mutant: Mutant = "none"): Promise<World> {
  const customer = CustomerId.parse(`cus_${randomBytes(13).toString("hex")}`);
  const consent = (agreed: boolean): ConsentRecord => ({
    customer,
    topic: "impact",
    channel: "email",
    state: agreed ? "given" : "withdrawn",
    at: now,
    proof: "test",
    ...words,
  });
  const setUp = peopleStore(dynamo, table, pause);
  await setUp.savePreferences(customer, somePreferences({ version: 0 }), [consent(true)]);
  await putContact(table, customer, true);

  const logClaims = (input: TransactWriteItemsInput) => {
    for (const { put, gone } of sortKeys(input)) {
      if (put?.startsWith("send#")) log.push(`claim ${messageOf(put)}`);
      if (gone?.startsWith("send#")) log.push(`release ${messageOf(gone)}`);
    }
  };
  const client = clientOf(turn, logClaims, mutant);
  const claims = claimStore(client, table, pause);
  return {
    customer,
    receipts: receiptStore(client, table),
    claims: {
      ...claims,
      // What the mutant saw too early is told as the store would have told it.
      claim: async (claim) =>
        claims.claim(claim).catch((error: unknown) => {
          if (!(error instanceof NotAsItWas)) throw error;
          return mutant === "capOutside" ? "capReached" : mutant === "keyOutside" ? "taken" : "changed";
        }),
    },
    readPerson: () => peopleStore(client, table, pause).readPerson(customer, now),
    async say(agreed) {
      const told = clientOf(turn, () => log.push(agreed ? "agreed" : "withdrew"));
      await peopleStore(told, table, pause).recordConsents([consent(agreed)]);
    },
    history: () => historyOf(table, customer),
  };
}

async function putContact(table: string, customer: CustomerId, confirmed: boolean): Promise<void> {
  const contact = { customer, channel: "email", hmac: address, sealed: "s", confirmed, at: now };
  const Item = marshall({ ...contactRowKey(customer, "email"), ...contact });
  await dynamo.send(new PutItemCommand({ TableName: table, Item }));
}

/** As after the address was changed: its owner has not answered yet. */
export async function unconfirm(table: string, customer: CustomerId): Promise<void> {
  await putContact(table, customer, false);
}

export async function historyOf(table: string, customer: CustomerId): Promise<HistoryEntry[]> {
  const { Items = [] } = await dynamo.send(
    new QueryCommand({
      TableName: table,
      KeyConditionExpression: "pk = :pk AND begins_with(sk, :history)",
      ExpressionAttributeValues: marshall({ ":pk": customerPartition(customer), ":history": "history#" }),
      ConsistentRead: true,
    }),
  );
  return Items.map((item) => HistoryEntry.parse(unmarshall(item)));
}

export async function countOf(table: string, customer: CustomerId, day: string): Promise<number> {
  const Key = marshall(capKey(customer, "email", day));
  const { Item } = await dynamo.send(new GetItemCommand({ TableName: table, Key, ConsistentRead: true }));
  return Item === undefined ? 0 : Number(unmarshall(Item).claims);
}

function messageOf(sortKey: string): string {
  return sortKey.slice(sortKey.lastIndexOf("_") + 1);
}
