import { DescribeLogGroupsCommand, paginateFilterLogEvents } from "@aws-sdk/client-cloudwatch-logs";
import { HeadObjectCommand } from "@aws-sdk/client-s3";
import { GetSecretValueCommand } from "@aws-sdk/client-secrets-manager";
import { ListQueuesCommand } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { identitiesOf } from "../../../core/intake/webhook/person-identities.ts";
import { CustomerId } from "../../../core/model/customer.ts";
import type { Source } from "../../../core/model/sources.ts";
import { customerStore } from "../../../core/people/records/customer.store.ts";
import {
  discardDeadLetters,
  messagesIn,
  recordedEvents,
  untilDeadLetter,
  untilPublished,
} from "../../support/deployed-bus.ts";
import { addressOf, keysOf, minutesAgo, orderNumber, post } from "../../support/deployed-orders.ts";
import {
  dynamo,
  items,
  logs,
  quarantineBucket,
  quarantineKeys,
  s3,
  secretsManager,
  sqs,
  stage,
  tables,
  untilQuiet,
} from "../../support/deployed-stage.ts";
import { signed } from "../../support/senders.ts";
import * as builders from "../../support/webhooks.ts";

/** Of the people in the builders' payloads, and of all shoppers of the other tests. */
const TRACES = [...builders.CANARIES, "@mail.example", "Lindgren", "+1202555", "+1 202", "sq-1-"];

const at = minutesAgo(20);
const atSeconds = Date.parse(at) / 1000;
const id = orderNumber();
const SQUARE_ID = `pay-${id}`;
const answers: string[] = [];

async function send(source: Source, payload: unknown, topic?: string, key = keysOf(source).secrets[0]) {
  const { headers, body } = signed(source, payload, {
    key: key ?? "",
    seconds: Math.floor(Date.now() / 1000),
    url: keysOf(source).notificationUrl ?? "",
    ...(topic !== undefined && { topic }),
  });
  const answer = await post(addressOf(source), headers, body);
  answers.push(answer.body);
  return answer.status;
}

/** The person of the payloads is known to the brand, so that their gifts are announced. */
async function introduce(): Promise<void> {
  const secret = new GetSecretValueCommand({ SecretId: stage.output("IdentitySecretArn") });
  const { SecretString: key = "" } = await secretsManager.send(secret);
  const identities = await identitiesOf({ emails: [builders.CANARIES[0]], phones: [], cards: [] }, key);
  const customer = CustomerId.parse("cus_00000000000000000000000001");
  await customerStore(dynamo, tables.people).save({ customer, causes: [] }, identities);
}

async function logLines(): Promise<{ readonly groups: number; readonly lines: readonly string[] }> {
  const { logGroups = [] } = await logs.send(new DescribeLogGroupsCommand({}));
  const lines: string[] = [];
  for (const { logGroupName = "" } of logGroups) {
    for await (const { events } of paginateFilterLogEvents({ client: logs }, { logGroupName })) {
      lines.push(...(events ?? []).map(({ message }) => message ?? ""));
    }
  }
  return { groups: logGroups.length, lines };
}

/** The places of texts at which a customer can be recognised. */
function tracesIn(texts: readonly string[]): string[] {
  return texts.flatMap((text) =>
    TRACES.flatMap((trace) => {
      const where = text.toLowerCase().indexOf(trace.toLowerCase());
      return where === -1 ? [] : [`${trace} in …${text.slice(Math.max(0, where - 80), where + 40)}…`];
    }),
  );
}

describe("a customer cannot be recognised", () => {
  beforeAll(async () => {
    await introduce();
    const order = { id, created_at: at };
    const shopifyRefund = builders.shopifyRefund({ id: id + 1, order_id: id, created_at: at });
    const charge = builders.stripeCharge({ id: `ch_${id}`, payment_intent: `pi_${id}` });
    const session = builders.stripeSession({ payment_intent: `pi_${id}`, created: atSeconds });
    const dates = { date_created_gmt: at, date_modified_gmt: at, date_paid_gmt: at };
    const own = { orderId: `B-${id}`, placedAt: at };
    const deliveries = [
      send("shopify", builders.shopifyOrder(order), "orders/paid"),
      send("shopify", shopifyRefund, "refunds/create"),
      send("square", builders.squarePayment({ id: SQUARE_ID, created_at: at })),
      send("square", builders.squareRefund({ id: `ref-${id}`, payment_id: SQUARE_ID, created_at: at })),
      send("stripe", session),
      send("stripe", { ...charge, created: atSeconds }),
      send("woocommerce", builders.wooOrder({ id, ...dates })),
      send("standard", builders.standardPurchase(own)),
    ];
    expect(new Set(await Promise.all(deliveries))).toEqual(new Set([202]));
    expect(await send("standard", builders.standardRefund({ ...own, refundedAt: at }))).toBe(202);
    await untilQuiet();
    const changed = builders.squarePayment({
      id: SQUARE_ID,
      created_at: at,
      amount_money: { amount: 1, currency: "USD" },
    });
    expect(await send("square", changed)).toBe(202);
    const broken = builders.shopifyOrder({ ...order, line_items: "ada.canary@example.com" });
    expect(await send("shopify", broken, "orders/paid")).toBe(202);
    expect(await send("shopify", `{"email":"ada.canary@example.com"`, "orders/paid")).toBe(202);
    expect(await send("shopify", builders.shopifyOrder(order), "orders/paid", "not the key at all")).toBe(
      401,
    );
    await untilQuiet();
    await untilDeadLetter(SQUARE_ID);
    await untilPublished("GiftAccrued.v1", String(id));
  });
  afterAll(() => discardDeadLetters(SQUARE_ID));

  test("in a table", async () => {
    for (const table of Object.values(tables)) {
      const rows = (await items(table)).map((item) => JSON.stringify(item));
      expect(rows.length, table).toBeGreaterThan(0);
      expect(tracesIn(rows)).toEqual([]);
    }
  });

  test("in an event", async () => {
    const events = (await recordedEvents()).map((event) => JSON.stringify(event));
    const ours = events.filter((event) => event.includes(String(id)));
    expect(ours.length).toBeGreaterThanOrEqual(9);
    expect(tracesIn(events)).toEqual([]);
  });

  test("in a message of a queue, dead letters included", async () => {
    const { QueueUrls = [] } = await sqs.send(new ListQueuesCommand({}));
    const messages: string[] = [];
    for (const url of QueueUrls) {
      const found = await messagesIn(url);
      messages.push(...found.map(({ Body, MessageAttributes }) => JSON.stringify([Body, MessageAttributes])));
    }
    expect(messages.some((message) => message.includes(SQUARE_ID))).toBe(true);
    expect(tracesIn(messages)).toEqual([]);
  });

  test("in a log", async () => {
    const { groups, lines } = await logLines();
    expect(groups).toBeGreaterThan(8);
    expect(lines.some((line) => line.includes("signatureDoesNotVerify"))).toBe(true);
    expect(lines.some((line) => line.includes("quarantined"))).toBe(true);
    expect(tracesIn(lines)).toEqual([]);
  });

  test("in an answer, nor in what labels a webhook in quarantine", async () => {
    const labels: string[] = [];
    for (const Key of await quarantineKeys()) {
      const { Metadata } = await s3.send(new HeadObjectCommand({ Bucket: quarantineBucket, Key }));
      labels.push(JSON.stringify([Key, Metadata]));
    }
    expect(labels.length).toBeGreaterThanOrEqual(2);
    expect(tracesIn([...labels, ...answers])).toEqual([]);
  });
});
