import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
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
import { localCredentials, localRegion } from "../../cli/settings.ts";
import {
  CustomerConfirmed,
  CustomerJoined,
  GiftAccrued,
  PurchaseCompleted,
} from "../../core/events/catalog.ts";
import { eventBus } from "../../core/events/event-bus.client.ts";
import { journeyStore } from "../../core/messaging/journeys/journey.store.ts";
import type { CustomerId } from "../../core/model/customer.ts";
import { confirmByLink, confirmFacts } from "../../core/people/confirm.ts";
import { linkStore } from "../../core/people/sessions/link.store.ts";
import { subscribe } from "../../core/people/subscribe.ts";
import { secretsClient } from "../../core/platform/aws/secrets.client.ts";
import { now } from "../../core/platform/clock.ts";
import { hashIdentity, identitySecret } from "../../core/platform/crypto/identity.ts";
import { randomBytes } from "../../core/platform/random.ts";
import { currentStage } from "../../local/stage.ts";
import { wish } from "../support/people-world.ts";

const stage = await currentStage();
const config = { endpoint: stage.endpoint, region: localRegion, credentials: localCredentials };
const sfn = new SFNClient(config);
const bus = eventBus(new EventBridgeClient(config), stage.output("EventBus"));
const world = peopleOf(stage);
const key = identitySecret(
  secretsClient(new SecretsManagerClient(config)),
  stage.output("IdentitySecretArn"),
);
const WAIT = { timeout: 25_000, interval: 250 };
const email = `journey-${process.pid}-${Date.now()}@example.org`;

beforeAll(async () => {
  await loadBrand(stage, "demo");
}, 60_000);
afterAll(() => world.close());

const id = (prefix: string) => `${prefix}_${crypto.randomUUID().replaceAll("-", "").slice(0, 26)}`;
const switches = async () => {
  const place = await journeyStage(stage);
  return journeyStore(place.dynamo, stage.output("PeopleTable"));
};

async function join(): Promise<CustomerId> {
  const joined = await subscribe(world)({
    email,
    language: "en",
    wishes: [wish("impact")],
    source: "form",
    proof: "form:test",
    chosen: { country: "DE", timeZone: "Europe/Berlin" },
  });
  if (joined.outcome !== "joined") throw new Error("refused");
  return joined.customer;
}

async function confirm(customer: CustomerId): Promise<void> {
  const place = await journeyStage(stage);
  const links = linkStore(place.dynamo, stage.output("PeopleTable"), { random: randomBytes, now });
  const facts = await confirmFacts(world, customer, "email");
  if (facts === undefined) throw new Error("There is nothing to confirm");
  const token = await links.issue({ purpose: "confirm", customer, facts, minutes: 5 });
  const announce = async () => undefined;
  expect(await confirmByLink({ ...world, links, announce })(token)).toMatchObject({ outcome: "confirmed" });
}

async function buy(): Promise<void> {
  const identities = [{ kind: "email" as const, hmac: hashIdentity(await key(), email) }];
  const purchase = {
    source: "standard" as const,
    connection: "pos",
    orderId: id("order"),
    placedAt: now(),
    currency: "EUR",
    base: 10_000,
    paid: 10_000,
    roundUp: 0,
    lines: [],
    identities,
  };
  await bus.put([{ contract: PurchaseCompleted, detail: { purchase } }]);
}

async function history(customer: CustomerId): Promise<string[]> {
  const { entries } = await world.people.history(customer, { limit: 20 });
  return entries.map(({ message, outcome }) => `${message} ${outcome}`).toSorted();
}

async function runsOf(name: string, customer: CustomerId) {
  const stateMachineArn = stage.output(name);
  const { executions = [] } = await sfn.send(new ListExecutionsCommand({ stateMachineArn, maxResults: 100 }));
  const all = await Promise.all(
    executions.map(({ executionArn }) => sfn.send(new DescribeExecutionCommand({ executionArn }))),
  );
  return all.filter(({ input }) => input?.includes(customer));
}

describe("one customer's journeys", () => {
  let customer: CustomerId;

  test("begin with one question, and nothing else is written before its answer", async () => {
    customer = await join();
    const joined = {
      customer,
      join: id("join"),
      channel: "email" as const,
      topics: ["impact" as const],
      at: now(),
    };
    await bus.put([
      { contract: CustomerJoined, detail: joined },
      { contract: CustomerJoined, detail: joined },
    ]);
    await vi.waitFor(async () => expect(await history(customer)).toEqual(["confirm-email sent"]), WAIT);
  });

  test("continue with a welcome and with what a purchase gave, each once", async () => {
    await confirm(customer);
    const confirmed = { customer, channel: "email" as const, at: now() };
    await bus.put([{ contract: CustomerConfirmed, detail: confirmed }]);
    await buy();
    const sent = ["confirm-email sent", "impact-update sent", "welcome sent"];
    await vi.waitFor(async () => expect(await history(customer)).toEqual(sent), WAIT);
    const [update] = await runsOf("ImpactUpdateArn", customer);
    const { detail } = JSON.parse(update?.input ?? "{}");
    await bus.put([
      { contract: GiftAccrued, detail },
      { contract: CustomerConfirmed, detail: { ...confirmed, at: now() } },
    ]);
    await new Promise((resolve) => setTimeout(resolve, 2000));
    expect(await history(customer)).toEqual(sent);
    expect(await runsOf("ImpactUpdateArn", customer)).toHaveLength(1);
    expect(await runsOf("WelcomeArn", customer)).toHaveLength(1);
    const { events } = await sfn.send(new GetExecutionHistoryCommand({ executionArn: update?.executionArn }));
    expect(JSON.stringify(events)).not.toContain("@");
  });

  test("send nothing while they are stopped, nor when they are resumed", async () => {
    const store = await switches();
    await store.turn("impact-update", { state: "stopped", since: now() });
    await buy();
    await new Promise((resolve) => setTimeout(resolve, 4000));
    await store.turn("impact-update", { state: "running", since: now() });
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect(await runsOf("ImpactUpdateArn", customer)).toHaveLength(1);
  });

  test("gather a week's gifts in one digest for a customer who wants it weekly", async () => {
    const preferences = await world.people.preferences(customer);
    if (preferences === undefined) throw new Error("no preferences");
    const impact = { ...preferences.topics.impact, rhythm: "weekly" as const };
    const topics = { ...preferences.topics, impact };
    expect(await world.people.savePreferences(customer, { ...preferences, topics })).toBe("saved");
    await buy();
    await buy();
    const gathered = async () =>
      (await runsOf("ImpactUpdateArn", customer)).filter((run) => run.output?.includes("gathered")).length;
    await vi.waitFor(async () => expect(await gathered()).toBe(2), WAIT);
    const digests = await runsOf("ImpactDigestArn", customer);
    expect(digests.map(({ name }) => name)).toEqual([expect.stringMatching(`^${customer}-weekly-`)]);
  });
});
