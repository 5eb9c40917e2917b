import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { DynamoDBClient, paginateScan } from "@aws-sdk/client-dynamodb";
import { DescribeExecutionCommand, SFNClient, StartExecutionCommand } from "@aws-sdk/client-sfn";
import { DeleteMessageCommand, ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import { beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { loadBrand } from "../../cli/brand/load-brand.ts";
import { localCredentials, localRegion } from "../../cli/settings.ts";
import { EVENT_SOURCE, PurchaseCompleted, PurchaseRefunded } from "../../core/events/catalog.ts";
import { Accrual } from "../../core/giving/ledger/entry.ts";
import { CustomerId } from "../../core/model/customer.ts";
import type { Identity, Purchase, Refund } from "../../core/model/purchase.ts";
import { customerStore } from "../../core/people/records/customer.store.ts";
import { waitingOutput } from "../../lib/output-names.ts";
import { currentStage, type Stage } from "../../local/stage.ts";
import { aPurchase, aRefund } from "../support/giving-builders.ts";

/**
 * Each way through the deployed workflow. Its purchases come from a connection that no terms name: they are
 * recorded and give nothing, so that no other test's figures change.
 */

const POLL_MS = 50;
const RUN_TIMEOUT_MS = 60_000;
const MESSAGES_MAX = 10;

let stage: Stage;
let clients: { dynamo: DynamoDBClient; sfn: SFNClient; sqs: SQSClient };
const run = randomBytes(6).toString("hex");
const from = (orderId: string) => ({ connection: "no-terms-here", orderId: `${run}-${orderId}` });
const rivers = "clean-rivers";
const customer = CustomerId.parse(`cus_${run.padEnd(26, "0")}`);
const identity = (kind: Identity["kind"], letter: string): Identity => ({
  kind,
  hmac: `${run}${letter.repeat(43)}`.slice(0, 43),
});

beforeAll(async () => {
  stage = await currentStage();
  const config = { endpoint: stage.endpoint, region: localRegion, credentials: localCredentials };
  clients = { dynamo: new DynamoDBClient(config), sfn: new SFNClient(config), sqs: new SQSClient(config) };
  await loadBrand(stage, "demo");
  const people = customerStore(clients.dynamo, stage.output("PeopleTable"));
  await people.save({ customer, causes: [{ cause: rivers, weight: 1 }] }, [
    identity("email", "a"),
    identity("phone", "t"),
  ]);
});

/** Starts the workflow as the rule does, and waits for its end: what it puts out, or the name it fails by. */
async function workflow(type: string, detail: object): Promise<string> {
  const { sfn } = clients;
  const input = JSON.stringify({ id: run, source: EVENT_SOURCE, "detail-type": type, detail });
  const stateMachineArn = stage.output("GiveShareArn");
  const { executionArn } = await sfn.send(new StartExecutionCommand({ stateMachineArn, input }));
  const deadline = Date.now() + RUN_TIMEOUT_MS;
  while (Date.now() < deadline) {
    const { status, output: text } = await sfn.send(new DescribeExecutionCommand({ executionArn }));
    const told = z
      .object({ outcome: z.string().optional(), Error: z.string().optional() })
      .safeParse(JSON.parse(text ?? "{}")).data;
    if (status !== "RUNNING") return told?.outcome ?? told?.Error ?? String(status);
    await sleep(POLL_MS);
  }
  throw new Error("The run did not end");
}
const give = (changes: Partial<Purchase>) =>
  workflow(PurchaseCompleted.name, { purchase: aPurchase(changes) });
const takeBack = (changes: Partial<Refund>) => workflow(PurchaseRefunded.name, { refund: aRefund(changes) });

async function accrual(orderId: string): Promise<Accrual | undefined> {
  const pages = paginateScan(
    { client: clients.dynamo },
    {
      TableName: stage.output("LedgerTable"),
      FilterExpression: "orderId = :order AND #kind = :accrual",
      ExpressionAttributeNames: { "#kind": "kind" },
      ExpressionAttributeValues: { ":order": { S: from(orderId).orderId }, ":accrual": { S: "accrual" } },
    },
  );
  for await (const page of pages) {
    const [item] = page.Items ?? [];
    if (item !== undefined) return Accrual.parse(unmarshall(item));
  }
  return undefined;
}

/** Takes this order's messages out of the dead-letter queue and tells their reasons. */
async function kept(orderId: string): Promise<(string | undefined)[]> {
  const QueueUrl = stage.output(waitingOutput("PurchasesDlq"));
  const { Messages = [] } = await clients.sqs.send(
    new ReceiveMessageCommand({
      QueueUrl,
      MaxNumberOfMessages: MESSAGES_MAX,
      MessageAttributeNames: ["All"],
      VisibilityTimeout: 1,
    }),
  );
  const own = Messages.filter(({ Body }) => Body?.includes(from(orderId).orderId));
  for (const { ReceiptHandle } of own) {
    await clients.sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
  }
  return own.map(({ MessageAttributes }) => MessageAttributes?.reason?.StringValue);
}

describe("a purchase", () => {
  test("without a chosen cause is recorded once and unclaimed", async () => {
    expect(await give(from("1"))).toBe("recorded");
    expect(await give(from("1"))).toBe("duplicate");
    expect(await accrual("1")).toMatchObject({ causeBy: "unclaimed", noGift: "noTerms" });
  });
  test("with a named cause goes to that cause; a cause that the brand lacks falls through", async () => {
    expect(await give({ ...from("2"), cause: rivers })).toBe("recorded");
    expect((await accrual("2"))?.causeBy).toBe("order");
    expect(await give({ ...from("3"), cause: "unheard-of" })).toBe("recorded");
    expect((await accrual("3"))?.causeBy).toBe("unclaimed");
  });
  test("of a known customer is theirs, and their stored choice counts", async () => {
    const identities = [identity("phone", "z"), identity("email", "a")];
    expect(await give({ ...from("4"), identities })).toBe("recorded");
    expect(await accrual("4")).toMatchObject({ causeBy: "customer", customer });
    expect(await give({ ...from("5"), identities, cause: "unheard-of" })).toBe("recorded");
    expect((await accrual("5"))?.causeBy).toBe("customer");
    expect(await give({ ...from("6"), identities: [identity("email", "y")] })).toBe("recorded");
    expect((await accrual("6"))?.customer).toBeUndefined();
  });
  test("with a phone that comes with many customers' emails in a day is nobody's from the fourth on", async () => {
    const till = identity("phone", "t");
    const emailOf = (letter: string): Identity => ({ kind: "email", hmac: letter.repeat(43) });
    const customers: (string | undefined)[] = [];
    for (const [at, letter] of [..."bcbdefb"].entries()) {
      const order = from(`shared-${at}`);
      expect(await give({ ...order, identities: [emailOf(letter), till] })).toBe("recorded");
      customers.push((await accrual(`shared-${at}`))?.customer);
    }
    expect(customers.map((one) => one === customer)).toEqual([true, true, true, true, false, false, false]);
    expect(await give({ ...from("shared-own"), identities: [identity("email", "a"), till] })).toBe(
      "recorded",
    );
    expect((await accrual("shared-own"))?.customer).toBe(customer);
    const another = { placedAt: "2026-10-01T10:00:00Z", identities: [emailOf("b"), till] };
    expect(await give({ ...from("shared-day"), ...another })).toBe("recorded");
    expect((await accrual("shared-day"))?.customer).toBe(customer);
  });
  test("that comes again with another body fails by name and is kept, not redriven", async () => {
    expect(await give(from("7"))).toBe("recorded");
    expect(await give({ ...from("7"), base: 1 })).toBe("PurchaseChanged");
    expect((await accrual("7"))?.base).toBe(5000);
    expect(await kept("7")).toEqual(["conflict"]);
  });
});

describe("a refund", () => {
  test.each(["standard", "shopify"] as const)("from %s counts once", async (source) => {
    const order = { ...from(`8-${source}`), source };
    await give(order);
    expect(await takeBack(order)).toBe("takenBack");
    expect(await takeBack(order)).toBe("duplicate");
  });
  test.each(["standard", "shopify"] as const)("from %s before its purchase waits for it", async (source) => {
    const order = { ...from(`9-${source}`), source };
    expect(await takeBack(order)).toBe("parked");
    expect(await give(order)).toBe("recorded");
    expect(await takeBack(order)).toBe("duplicate");
    expect(await give(order)).toBe("duplicate");
  });
});

describe("an event that fails for good", () => {
  test("is kept as it came, to be redriven", async () => {
    const purchase = { ...aPurchase(from("10")), base: "not a number" };
    expect(await workflow(PurchaseCompleted.name, { purchase })).toBe("PurchaseNotRecorded");
    expect(await kept("10")).toEqual(["failed"]);
    expect(await workflow("SomethingElse.v1", { purchase: aPurchase(from("11")) })).toBe(
      "PurchaseNotRecorded",
    );
    expect(await kept("11")).toEqual(["failed"]);
  });
});
