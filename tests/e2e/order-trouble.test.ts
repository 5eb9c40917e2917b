import { randomBytes } from "node:crypto";
import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import {
  DescribeExecutionCommand,
  GetExecutionHistoryCommand,
  ListExecutionsCommand,
  SFNClient,
} from "@aws-sdk/client-sfn";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { loadBrand } from "../../cli/brand/load-brand.ts";
import { journeyStage } from "../../cli/journey/journey-stage.ts";
import { peopleOf } from "../../cli/people/people-stage.ts";
import { engineOf } from "../../cli/settings.ts";
import { journeyStore } from "../../core/messaging/journeys/journey.store.ts";
import type { CustomerId } from "../../core/model/customer.ts";
import { type OrderTrouble, troubleId } from "../../core/model/order-trouble.ts";
import type { Topic } from "../../core/model/topic.ts";
import { importPerson } from "../../core/operations/people/import-people.ts";
import { now } from "../../core/platform/clock.ts";
import { hashIdentity } from "../../core/platform/crypto/identity.ts";
import { connectShops, type Keys } from "../../demo/connect.ts";
import { connectionOf } from "../../demo/facts.ts";
import { post } from "../../demo/post.ts";
import { currentStage } from "../../local/stage.ts";

/** From a shop's signed webhook to what the customer's history says of it, on the deployed stacks. */

const stage = await currentStage();
const sfn = new SFNClient(engineOf(stage));
const secretsManager = new SecretsManagerClient(engineOf(stage));
const world = peopleOf(stage);
const place = await journeyStage(stage);
const mark = randomBytes(5).toString("hex");
const WAIT = { timeout: 25_000, interval: 250 };
/** So long nothing more comes, when nothing is to come. */
const SILENCE_MS = 3_000;
let keys: Keys;

beforeAll(async () => {
  await loadBrand(stage, "demo");
  keys = await connectShops(stage);
}, 60_000);
afterAll(() => {
  world.close();
  place.dynamo.destroy();
  sfn.destroy();
  secretsManager.destroy();
});

const addressOf = (name: string) => `${name}-${mark}@example.org`;
const silence = () => new Promise((resolve) => setTimeout(resolve, SILENCE_MS));

/** Somebody who confirmed elsewhere that they want to hear of this. */
async function customerWhoAskedFor(name: string, topic: Topic): Promise<CustomerId> {
  const address = { channel: "email" as const, address: addressOf(name) };
  const imported = await importPerson(world)(
    {
      line: 2,
      addresses: [address],
      wishes: [{ topic, channel: "email" }],
      language: "en",
      words: `Yes, write to me about ${topic}.`,
      wordsVersion: "1",
      confirmedAt: "2026-01-01T00:00:00Z",
      proof: "a test",
      chosen: { country: "DE", timeZone: "Europe/Berlin" },
    },
    { write: true },
  );
  expect(imported).toMatchObject({ outcome: "new", given: 1 });
  const customer = await world.contacts.customerOf(await world.contacts.hashOf(address));
  if (customer === undefined) throw new Error("Nobody was imported");
  return customer;
}

const orderOf = (name: string) => `${name}-${mark}`;
const order = (name: string) => ({
  source: "standard" as const,
  connection: connectionOf("standard"),
  orderId: orderOf(name),
});

async function tell(
  name: string,
  type: "purchase.delayed" | "item.unavailable",
  more: object,
): Promise<void> {
  const data = {
    orderId: orderOf(name),
    noticeId: "N-1",
    at: now(),
    item: "Fell jacket <b>moss</b>",
    customer: { email: addressOf(name) },
    ...more,
  };
  const body = JSON.stringify({ type, data });
  await post(stage, [{ source: "standard", id: `msg_${mark}`, body }], keys, () => {});
}

async function history(customer: CustomerId): Promise<string[]> {
  const { entries } = await world.people.history(customer, { limit: 20 });
  return entries.map((one) => `${one.message} ${one.outcome}${"reasons" in one ? `: ${one.reasons}` : ""}`);
}

/** The run of a notice is named by a keyed hash: nobody can try out who or what it is about. */
async function runOf(name: string, kind: OrderTrouble["kind"]) {
  const secret = new GetSecretValueCommand({ SecretId: stage.output("IdentitySecretArn") });
  const { SecretString: key = "" } = await secretsManager.send(secret);
  const id = `trouble_${hashIdentity(key, troubleId(order(name), kind, "N-1"))}`;
  const stateMachineArn = stage.output("OrderTroubleArn");
  const { executions = [] } = await sfn.send(new ListExecutionsCommand({ stateMachineArn, maxResults: 100 }));
  const run = executions.find((one) => one.name === id);
  return run && sfn.send(new DescribeExecutionCommand({ executionArn: run.executionArn }));
}

describe("an order with trouble", () => {
  test("is reported to its customer once for each piece of news, and no run knows an address", async () => {
    const customer = await customerWhoAskedFor("ada", "orders");
    await tell("ada", "purchase.delayed", { newDay: "2027-12-02", at: now() });
    await vi.waitFor(async () => expect(await history(customer)).toEqual(["order-trouble sent"]), WAIT);
    await tell("ada", "purchase.delayed", { newDay: "2027-12-02", at: now() });
    await silence();
    expect(await history(customer)).toEqual(["order-trouble sent"]);
    const run = await runOf("ada", "delayed");
    const { executionArn } = run ?? {};
    const { events } = await sfn.send(new GetExecutionHistoryCommand({ executionArn }));
    expect(events?.length).toBeGreaterThan(0);
    expect(JSON.stringify(events)).not.toContain("@");
    await tell("ada", "item.unavailable", { noticeId: "N-2" });
    const both = ["order-trouble sent", "order-trouble sent"];
    await vi.waitFor(async () => expect(await history(customer)).toEqual(both), WAIT);
  });

  test("is not reported to a customer who wants other topics, nor to a buyer whom the brand does not know", async () => {
    const customer = await customerWhoAskedFor("bea", "impact");
    await tell("bea", "item.unavailable", {});
    await tell("cleo", "item.unavailable", {});
    const notWanted = ["order-trouble dropped: noConsent,topicOff"];
    await vi.waitFor(async () => expect(await history(customer)).toEqual(notWanted), WAIT);
    const ended = async () => JSON.parse((await runOf("cleo", "unavailable"))?.output ?? "{}");
    await vi.waitFor(async () => expect(await ended()).toEqual({ outcome: "nobodyKnown" }), WAIT);
  });

  test("is not reported while the journey is stopped, nor when it is resumed", async () => {
    const customer = await customerWhoAskedFor("dora", "orders");
    const switches = journeyStore(place.dynamo, stage.output("PeopleTable"));
    await switches.turn("order-trouble", { state: "stopped", since: now() });
    await tell("dora", "purchase.delayed", {});
    await silence();
    await switches.turn("order-trouble", { state: "running", since: now() });
    await silence();
    expect(await history(customer)).toEqual([]);
    expect(await runOf("dora", "delayed")).toBeUndefined();
  });
});
