import { randomUUID } from "node:crypto";
import {
  CreateTableCommand,
  DeleteTableCommand,
  DynamoDBClient,
  type DynamoDBClientConfig,
  PutItemCommand,
  ScanCommand,
} from "@aws-sdk/client-dynamodb";
import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";
import { engineAddress, localCredentials, localRegion } from "../../cli/settings.ts";
import { conversationStore } from "../../core/conversations/thread/conversation.store.ts";
import { readConversation } from "../../core/conversations/thread/read-conversation.ts";
import { wordsKeptDays } from "../../core/conversations/thread/words-kept.ts";
import { feedbackStore } from "../../core/feedback/feedback.store.ts";
import type { CustomerId } from "../../core/model/customer.ts";
import type { Channel, Topic } from "../../core/model/topic.ts";
import { dossierStore } from "../../core/operations/people/dossier.store.ts";
import { exportCustomer } from "../../core/operations/people/export.ts";
import { forget } from "../../core/operations/people/forget.ts";
import { importPerson } from "../../core/operations/people/import-people.ts";
import { cardStore } from "../../core/people/cards/card.store.ts";
import { confirmByLink, confirmFacts, readQuestion } from "../../core/people/confirm.ts";
import { addressChangeStore } from "../../core/people/contacts/address-change.store.ts";
import { contactStore } from "../../core/people/contacts/contact.store.ts";
import { suppressionStore } from "../../core/people/contacts/suppression.store.ts";
import { copyStore } from "../../core/people/records/copy.store.ts";
import { type PeopleStore, peopleStore } from "../../core/people/records/people.store.ts";
import { linkStore } from "../../core/people/sessions/link.store.ts";
import { sessionStore } from "../../core/people/sessions/session.store.ts";
import { smsInboxStore } from "../../core/people/sms/sms-inbox.store.ts";
import { type JoinRequest, type OptInRequest, subscribe } from "../../core/people/subscribe.ts";
import { unsubscribe } from "../../core/people/unsubscribe.ts";
import { pause } from "../../core/platform/pause.ts";
import { randomBytes } from "../../core/platform/random.ts";

/** A table of people of its own on the engine, with all that works on it, and a clock that the tests set. */
export const config: DynamoDBClientConfig = {
  endpoint: engineAddress().endpoint,
  region: localRegion,
  credentials: localCredentials,
};
export const dynamo = new DynamoDBClient(config);
export const table = `people-${randomUUID()}`;

export const clock = { at: "2026-11-22T12:00:00Z" };
const now = () => clock.at;
export const later = (minutes: number): void => {
  clock.at = `${new Date(Date.parse(clock.at) + minutes * 60_000).toISOString().slice(0, 19)}Z`;
};

export const keys = {
  addresses: async () => "the key of addresses in these tests, long enough",
  identities: async () => "the key of identities in these tests, long enough",
};

export const people = peopleStore(dynamo, table, pause, { key: keys.addresses, random: randomBytes });
export const contacts = contactStore(dynamo, table, { keys, random: randomBytes });
export const changes = addressChangeStore(dynamo, table, { keys, random: randomBytes });
export const cards = cardStore(dynamo, table, { keys, random: randomBytes, pause });
export const copies = copyStore(dynamo, table, { key: keys.addresses, random: randomBytes });
export const suppressions = suppressionStore(dynamo, table);
export const links = linkStore(dynamo, table, { random: randomBytes, now });
export const sessions = sessionStore(dynamo, table, { random: randomBytes, now });
export const dossiers = dossierStore(dynamo, table, pause);
const announce = async () => undefined;
export const waitingTexts = smsInboxStore(dynamo, table, { key: keys.addresses });
export const conversations = conversationStore(dynamo, table, {
  key: keys.addresses,
  random: randomBytes,
  keptDays: wordsKeptDays,
  now,
});
export const feedback = feedbackStore(dynamo, table, { key: keys.addresses, random: randomBytes });
const all = {
  people,
  contacts,
  changes,
  cards,
  copies,
  suppressions,
  links,
  dossiers,
  waitingTexts,
  conversations,
  feedback,
  now,
  random: randomBytes,
  announce,
};
export const join = subscribe(all);
export const confirm = confirmByLink(all);
export const question = readQuestion(all);
export const take = unsubscribe(all);
const identityKey = keys.identities;
export const importOne = importPerson(all);
/** What a customer's conversations say, in their order. */
export async function wordsOf(customer: CustomerId): Promise<(string | undefined)[]> {
  const theirs = await conversations.ofCustomer(customer);
  const read = await Promise.all(theirs.map(readConversation({ conversations })));
  return read.flatMap((one) => one?.events ?? []).map(({ words }) => words?.said);
}
export const forgetCustomer = forget({ ...all, identityKey });
export const exported = exportCustomer({ ...all, entries: { of: async () => [] } });

export const wish = (topic: Topic, channel: Channel = "email"): OptInRequest => ({
  topic,
  channel,
  words: `Yes, write to me about ${topic} by ${channel}.`,
  wordsVersion: "1",
  locale: "en",
});

export const request = (some: Partial<JoinRequest>): JoinRequest => ({
  language: "en",
  wishes: [wish("impact")],
  source: "form",
  proof: "form:1",
  ...some,
});

/** Joins, and fails the test if that was refused. */
export async function joined(some: Partial<JoinRequest>): Promise<CustomerId> {
  const answer = await join(request(some));
  if (answer.outcome !== "joined") throw new Error(JSON.stringify(answer));
  return answer.customer;
}

export async function confirmLink(customer: CustomerId, channel: Channel = "email"): Promise<string> {
  const facts = await confirmFacts(all, customer, channel);
  if (facts === undefined) throw new Error("There is nothing to confirm");
  return links.issue({ purpose: "confirm", customer, facts, minutes: 60 });
}

export async function currentConsents(customer: CustomerId): Promise<Record<string, string>> {
  const found = await people.consents(customer);
  return Object.fromEntries(
    found.map(({ topic, channel, state, version }) => [`${topic}.${channel}`, `${state} ${version}`]),
  );
}

/** Joining and confirming on another store of the same people. */
export function enrolment(store: PeopleStore) {
  const own = { ...all, people: store };
  return {
    join: async (email: string): Promise<CustomerId> => {
      const answer = await subscribe(own)(request({ email }));
      if (answer.outcome !== "joined") throw new Error(JSON.stringify(answer));
      return answer.customer;
    },
    confirmLink,
    confirm: confirmByLink(own),
  };
}

/** The whole table as text, as somebody would see it who got hold of it. */
export async function scanned(): Promise<string> {
  const found: string[] = [];
  let from: Record<string, unknown> | undefined;
  do {
    const page = await dynamo.send(
      new ScanCommand({ TableName: table, ...(from && { ExclusiveStartKey: marshall(from) }) }),
    );
    found.push(...(page.Items ?? []).map((item) => JSON.stringify(unmarshall(item))));
    from = page.LastEvaluatedKey && unmarshall(page.LastEvaluatedKey);
  } while (from !== undefined);
  return found.join("\n");
}

export async function put(item: Record<string, unknown>): Promise<void> {
  await dynamo.send(new PutItemCommand({ TableName: table, Item: marshall(item) }));
}

export async function createTable(): Promise<void> {
  await dynamo.send(
    new CreateTableCommand({
      TableName: table,
      BillingMode: "PAY_PER_REQUEST",
      KeySchema: [
        { AttributeName: "pk", KeyType: "HASH" },
        { AttributeName: "sk", KeyType: "RANGE" },
      ],
      AttributeDefinitions: [
        { AttributeName: "pk", AttributeType: "S" },
        { AttributeName: "sk", AttributeType: "S" },
      ],
    }),
  );
}

export async function deleteTable(): Promise<void> {
  await dynamo.send(new DeleteTableCommand({ TableName: table }));
}
