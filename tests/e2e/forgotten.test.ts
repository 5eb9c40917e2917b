import { randomBytes, randomUUID } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  CreateLogStreamCommand,
  DeleteLogStreamCommand,
  DescribeLogGroupsCommand,
  PutLogEventsCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import { DeleteItemCommand, PutItemCommand, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import { PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { DeleteObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import {
  CreateStateMachineCommand,
  DeleteStateMachineCommand,
  DescribeStateMachineCommand,
  StartExecutionCommand,
} from "@aws-sdk/client-sfn";
import { PublishCommand, SNSClient } from "@aws-sdk/client-sns";
import { CreateQueueCommand, DeleteQueueCommand, SendMessageCommand } from "@aws-sdk/client-sqs";
import { marshall } from "@aws-sdk/util-dynamodb";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { engineOf } from "../../cli/settings.ts";
import { EVENT_SOURCE } from "../../core/events/catalog.ts";
import { claimTag } from "../../core/messaging/delivery/claim-tag.ts";
import { CustomerId } from "../../core/model/customer.ts";
import { KNOWN_CONVERSATIONS } from "../../core/people/keys/conversation.keys.ts";
import {
  customerPartition,
  historyKey,
  isHistory,
  sendClaimKey,
} from "../../core/people/keys/people.keys.ts";
import { HistoryEntry } from "../../core/people/records/history.ts";
import { visitDesk } from "../../demo/desk/sign-in.ts";
import { demoMember, inviteDemoStaff } from "../../demo/desk/staff.ts";
import { closeConnections } from "../../local/http.ts";
import {
  discardDeadLetters,
  startRecording,
  stopRecording,
  untilDeadLetter,
} from "../support/deployed-bus.ts";
import { addressOf, keysOf, minutesAgo, orderNumber, post } from "../support/deployed-orders.ts";
import {
  dynamo,
  eventBridge,
  eventually,
  giftTotals,
  items,
  logs,
  quarantineBucket,
  s3,
  sfn,
  sqs,
  stage,
  tables,
  untilQuiet,
  wellspring,
} from "../support/deployed-stage.ts";
import { everything, placesOf, tracesOf } from "../support/forgotten-places.ts";
import { signed } from "../support/senders.ts";
import { sesTells } from "../support/ses-events.ts";
import * as builders from "../support/webhooks.ts";

/**
 * Somebody joins, buys at a till that tells all that it knows of them, is written to, writes back, and is forgotten. Then they are
 * looked for in everything that the stacks keep.
 */

const mark = randomBytes(5).toString("hex");
const digits = `202555${String(randomBytes(2).readUInt16BE() % 10_000).padStart(4, "0")}`;
const person = { email: `flora.${mark}@mail.example`, phone: `+1${digits}`, name: `Fernweh${mark}` };
const NEEDLES = [`flora.${mark}`, `flora.${mark}`.replace(".", "%2e"), digits, person.name];
const PROBE = `probe.${mark}@mail.example`;
const order = orderNumber();

/** A workflow that does nothing with what it is given. */
const nothing = {
  name: `probe-${mark}`,
  definition: JSON.stringify({ StartAt: "Nothing", States: { Nothing: { Type: "Pass", End: true } } }),
};

const sns = new SNSClient(engineOf(stage));
let folder = "";
let customer = CustomerId.parse(`cus_${"0".repeat(26)}`);

/** A body of the shop system, about this person instead of the one that the builders tell of. */
function aboutThem(payload: unknown): string {
  return JSON.stringify(payload)
    .replaceAll(/ada\.canary@example\.com/gi, person.email)
    .replaceAll(/\+12125550142|212-555-0142/g, person.phone)
    .replaceAll("Canary", person.name);
}

async function sell(payload: unknown): Promise<number> {
  const [key = ""] = keysOf("shopify").secrets;
  const { headers, body } = signed("shopify", aboutThem(payload), { key, topic: "orders/paid" });
  return (await post(addressOf("shopify"), headers, body)).status;
}

const history = async (): Promise<HistoryEntry[]> =>
  (await items(tables.people))
    .filter(({ pk, sk }) => pk === customerPartition(customer) && isHistory(String(sk)))
    .map((row) => HistoryEntry.parse(row));

const sent = () =>
  eventually(
    "the letter about the purchase was sent",
    async () =>
      (await history()).find(({ outcome, message }) => outcome === "sent" && message === "impact-update"),
    (line) => line !== undefined,
  );

/** In words of their own, which a person is to read. */
async function texts(messageBody: string): Promise<void> {
  const inboundMessageId = randomUUID();
  const posted = { originationNumber: person.phone, messageBody, inboundMessageId };
  const TopicArn = stage.output("InboundTextsTopicArn");
  await sns.send(new PublishCommand({ TopicArn, Message: JSON.stringify(posted) }));
  await eventually(
    "the text waits for a person",
    async () =>
      (await items(tables.people)).filter(
        ({ pk, sk }) => pk === customerPartition(customer) && String(sk).startsWith(KNOWN_CONVERSATIONS.from),
      ),
    ({ length }) => length === 1,
  );
}

const people = (...args: string[]) => wellspring("people", ...args);

/** The one conversation of this customer, as their rows name it. */
async function theirConversation(): Promise<string> {
  const row = (await items(tables.people)).find(
    ({ pk, sk }) => pk === customerPartition(customer) && String(sk).startsWith(KNOWN_CONVERSATIONS.from),
  );
  return String(row?.["conversation"]);
}

/** As it is when a call dies between its claim and its record. */
async function asIfItsCallDied({ at, sendKey }: HistoryEntry): Promise<void> {
  const rows = [
    [sendClaimKey(customer, sendKey), "state", "claimed"],
    [historyKey(customer, at, sendKey), "outcome", "unknown"],
  ] as const;
  for (const [key, name, value] of rows)
    await dynamo.send(
      new UpdateItemCommand({
        TableName: tables.people,
        Key: marshall({ ...key }),
        UpdateExpression: "SET #name = :value",
        ExpressionAttributeNames: { "#name": name },
        ExpressionAttributeValues: marshall({ ":value": value }),
      }),
    );
}

const about = ({ at, sendKey }: HistoryEntry) => ({
  message: `m-${mark}`,
  tag: claimTag({ customer, sendKey, at }),
  address: person.email,
});

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "forgotten-"));
  await startRecording();
  const path = join(folder, "people.csv");
  const head = "email,phone,country,language,topics,words,words_version,confirmed_at,proof";
  const row = `${person.email},${person.phone},US,en,impact.email orders.sms,Yes please,1,2026-01-02T03:04:05Z,log 7`;
  await writeFile(path, `${head}\n${row}\n`);
  expect((await people("import", path)).code).toBe(0);
  customer = CustomerId.parse((await people("show", person.email)).output.slice(0, 30));
  const bought = builders.shopifyOrder({ id: order, created_at: minutesAgo(20) });
  expect(await sell(bought)).toBe(202);
  await untilQuiet();
  expect(await sell({ ...bought, total_price_set: builders.shopMoney("1.00") })).toBe(202);
  await untilDeadLetter(String(order));
  expect(await sell({ ...bought, id: orderNumber(), line_items: person.name })).toBe(202);
  await sent();
  await texts(`Is ${person.name} a name that you can stitch into a jacket?`);
});

afterAll(async () => {
  sns.destroy();
  await discardDeadLetters(String(order));
  await stopRecording();
  await rm(folder, { recursive: true });
  closeConnections();
});

describe("an event of SES about a letter", () => {
  test("settles a send whose outcome was unknown", async () => {
    const line = await sent();
    if (line === undefined) throw new Error("There is no letter");
    await asIfItsCallDied(line);
    expect((await history()).map(({ outcome }) => outcome)).toContain("unknown");
    expect(await sesTells({ ...about(line), type: "Email Sent" })).toBe(1);
    await sent();
    const claim = sendClaimKey(customer, line.sendKey);
    const row = (await items(tables.people)).find(({ pk, sk }) => pk === claim.pk && sk === claim.sk);
    expect(row).toMatchObject({ state: "sent", receipt: { provider: "ses", id: `m-${mark}` } });
  });

  test("suppresses an address that bounced for good, and leaves no address anywhere", async () => {
    const line = await sent();
    if (line === undefined) throw new Error("There is no letter");
    const bounced = { bouncedRecipients: [{ emailAddress: person.email }] };
    const bounce = (bounceType: string) =>
      sesTells({ ...about(line), type: "Email Bounced", more: { bounce: { ...bounced, bounceType } } });
    expect([await bounce("Transient"), await bounce("Permanent")]).toEqual([0, 1]);
    await eventually(
      "the address is suppressed",
      async () => (await people("show", customer)).output,
      (shown) => /^email .*suppressed/m.test(shown),
    );
  });
});

describe("a text in own words", () => {
  test("is answered by a person, once, by text, and not to a thread that was not read", async () => {
    const conversation = await theirConversation();
    const words = join(folder, "answer.txt");
    await writeFile(words, `Dear ${person.name}, yes: we stitch up to twelve letters into a sleeve.`);
    const answers = (at: string) =>
      wellspring("conversations", "answer", conversation, "--at", at, "--signed", "Ana", "--words", words);
    const given = await answers("1");
    expect([given.code, given.output]).toEqual([0, expect.stringContaining("goes out now, by sms")]);
    const line = await eventually(
      "the answer was sent",
      async () =>
        (await history()).find(({ message, outcome }) => message === "answer" && outcome === "sent"),
      (one) => one !== undefined,
    );
    expect(line?.channel).toBe("sms");
    await eventually(
      "the conversation knows that it was sent",
      async () => (await wellspring("conversations", "show", conversation)).output,
      (shown) => shown.includes("answerSettled"),
    );
    // The same once more is the same answer; other words are for a thread that is another by now.
    expect((await answers("1")).code).toBe(0);
    await writeFile(words, "We do not.");
    const other = await answers("1");
    expect([other.code, other.output]).toEqual([2, expect.stringContaining("changed since you read it")]);
    expect((await history()).filter(({ message }) => message === "answer")).toHaveLength(1);
  });
});

describe("their next words", () => {
  test("are answered at the desk, by text as well", async () => {
    await texts("And in blue?");
    const path = `/desk/conversations/${await theirConversation()}`;
    await inviteDemoStaff(stage);
    const visitor = visitDesk(stage.siteUrl);
    await visitor.signIn(demoMember("marketer"));
    const { body } = await eventually(
      "the words stand at the desk",
      () => visitor.get(path),
      (page) => page.body.includes("And in blue?"),
    );
    const [, version = ""] = /name="version" value="(\d+)"/.exec(body) ?? [];
    const answer = `In blue as well, dear ${person.name}.\nCome by whenever you like.`;
    const given = await visitor.post(path, { do: "answer", version, answer });
    expect([given.status, given.headers["location"]]).toEqual([303, `${path}?did=answer`]);
    await eventually(
      "both answers were sent",
      async () =>
        (await history()).filter(({ message, outcome }) => message === "answer" && outcome === "sent"),
      ({ length }) => length === 2,
    );
  });
});

describe("a customer who is forgotten", () => {
  test("cannot be found in anything but a webhook in quarantine, while they are known", async () => {
    expect(placesOf(tracesOf(NEEDLES, await everything()))).toEqual(["quarantine"]);
  });

  test("is nowhere afterwards, and every total is what it was to the cent", async () => {
    const before = { ledger: await items(tables.ledger), given: await giftTotals() };
    expect(Object.keys(before.given).length).toBeGreaterThan(0);
    expect(JSON.stringify(before.ledger)).toContain(customer);
    const known = (await items(tables.people)).filter((row) => JSON.stringify(row).includes(customer));
    const hashes = new Set(known.flatMap(({ hmac }) => (typeof hmac === "string" ? [hmac] : [])));
    expect(hashes.size).toBe(2);

    const dryRun = await people("forget", customer);
    expect(dryRun.output).toContain("in quarantine that name them: 1");
    const { code, output: said } = await people("forget", customer, "--yes");
    expect([code, said]).toEqual([0, expect.stringContaining("is forgotten")]);

    const places = await everything();
    expect(tracesOf(NEEDLES, places)).toEqual([]);
    const left = new Map([["table people", places.get("table people") ?? []]]);
    expect(tracesOf([customer, customer.slice(4)], left)).toEqual([]);
    const byHash = tracesOf([...hashes], left);
    expect(byHash.every((trace) => /suppression#|forgotten#/.test(trace))).toBe(true);
    expect(byHash.length).toBeGreaterThan(0);
    await untilQuiet();
    expect(await items(tables.ledger)).toEqual(before.ledger);
    expect(await giftTotals()).toEqual(before.given);
    expect((await people("show", person.email)).output).toContain("No customer has that address");
  });

  test("would be found in each of these places, if they were there", async () => {
    const { QueueUrl = "" } = await sqs.send(new CreateQueueCommand({ QueueName: `probe-${mark}` }));
    const { logGroups = [] } = await logs.send(new DescribeLogGroupsCommand({}));
    const inLog = { logGroupName: logGroups[0]?.logGroupName ?? "", logStreamName: `probe-${mark}` };
    const key = { pk: `probe#${mark}`, sk: "probe" };
    const Key = `probe/${mark}`;
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: PROBE }));
    await logs.send(new CreateLogStreamCommand(inLog));
    await logs.send(
      new PutLogEventsCommand({ ...inLog, logEvents: [{ timestamp: Date.now(), message: PROBE }] }),
    );
    await s3.send(new PutObjectCommand({ Bucket: quarantineBucket, Key, Body: PROBE }));
    for (const TableName of Object.values(tables))
      await dynamo.send(new PutItemCommand({ TableName, Item: marshall({ ...key, email: PROBE }) }));
    const EventBusName = stage.output("EventBus");
    const Entries = [
      { Source: EVENT_SOURCE, DetailType: "Probe", Detail: JSON.stringify({ PROBE }), EventBusName },
    ];
    await eventBridge.send(new PutEventsCommand({ Entries }));
    const someMachine = new DescribeStateMachineCommand({
      stateMachineArn: stage.output("WelcomeArn"),
    });
    const { roleArn } = await sfn.send(someMachine);
    const { stateMachineArn } = await sfn.send(new CreateStateMachineCommand({ ...nothing, roleArn }));
    await sfn.send(new StartExecutionCommand({ stateMachineArn, input: JSON.stringify({ PROBE }) }));
    try {
      const places = await everything();
      expect(placesOf(tracesOf([PROBE], places))).toEqual([...places.keys()].toSorted());
    } finally {
      await sfn.send(new DeleteStateMachineCommand({ stateMachineArn }));
      for (const TableName of Object.values(tables))
        await dynamo.send(new DeleteItemCommand({ TableName, Key: marshall(key) }));
      await s3.send(new DeleteObjectCommand({ Bucket: quarantineBucket, Key }));
      await logs.send(new DeleteLogStreamCommand(inLog));
      await sqs.send(new DeleteQueueCommand({ QueueUrl }));
    }
  });
});
