import { randomBytes } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import {
  DeleteScheduleCommand,
  GetScheduleCommand,
  ListSchedulesCommand,
  SchedulerClient,
} from "@aws-sdk/client-scheduler";
import { DescribeExecutionCommand, SFNClient, StartExecutionCommand } from "@aws-sdk/client-sfn";
import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { expect, vi } from "vitest";
import { z } from "zod";
import { peopleOf } from "../../cli/people/people-stage.ts";
import { localCredentials, localRegion } from "../../cli/settings.ts";
import { PurchaseCompleted } from "../../core/events/catalog.ts";
import { eventBus } from "../../core/events/event-bus.client.ts";
import { milestoneStore } from "../../core/impact/milestone.store.ts";
import { Broadcast, type BroadcastBatch } from "../../core/messaging/broadcast/broadcast.ts";
import { journeyStore } from "../../core/messaging/journeys/journey.store.ts";
import type { CustomerId } from "../../core/model/customer.ts";
import { importPerson } from "../../core/operations/people/import-people.ts";
import { audienceMembers } from "../../core/people/audiences/audience.store.ts";
import { type Audience, followersOf } from "../../core/people/audiences/audience.ts";
import { now } from "../../core/platform/clock.ts";
import { askEngine } from "../../local/engine/ask-engine.ts";
import { currentStage } from "../../local/stage.ts";
import { noneUnreadable } from "./ledger-rows.ts";

/** Followers of a cause on the deployed stacks, and what reaches them. */

const stage = await currentStage();
const config = { endpoint: stage.endpoint, region: localRegion, credentials: localCredentials };
const sfn = new SFNClient(config);
const sqs = new SQSClient(config);
const scheduler = new SchedulerClient(config);
const bus = eventBus(new EventBridgeClient(config), stage.output("EventBus"));
export const world = peopleOf(stage);
export const switches = journeyStore(world.dynamo, stage.output("PeopleTable"));
const milestones = milestoneStore(world.dynamo, stage.output("LedgerTable"), noneUnreadable);
const mark = randomBytes(5).toString("hex");

export const WAIT = { timeout: 60_000, interval: 250 };
export const milestone = { cause: "open-paths", currency: "USD", amount: 6_000 } as const;
const PURCHASES = 4;
const GIVES_MOST = 60_000;

export const close = (): void => {
  world.close();
  sfn.destroy();
  sqs.destroy();
  scheduler.destroy();
};

/** Purchases that bring the cause to its milestone, unless an earlier run of these tests did: then nobody is told again. */
export async function reachMilestone(): Promise<"now" | "before"> {
  if ((await milestones.reached([milestone])).length > 0) return "before";
  for (let purchase = 0; purchase < PURCHASES; purchase += 1) {
    const paid = {
      source: "standard" as const,
      connection: "pos",
      orderId: `broadcast-${mark}-${purchase}`,
      placedAt: now(),
      currency: milestone.currency,
      base: GIVES_MOST,
      paid: GIVES_MOST,
      roundUp: 0,
      lines: [],
      identities: [],
      cause: milestone.cause,
    };
    await bus.put([{ contract: PurchaseCompleted, detail: { purchase: paid } }]);
  }
  const reached = async () => expect(await milestones.reached([milestone])).toHaveLength(1);
  await vi.waitFor(reached, WAIT);
  return "now";
}

/** Under which key the journey itself tells it. */
export const toldByJourney = `${milestone.cause}:${milestone.currency}:${milestone.amount}`;

export const addressOf = (name: string): string => `${name}-${mark}@example.org`;

/** Somebody who chose the cause and confirmed elsewhere that they want to hear of milestones. */
export async function follower(name: string): Promise<CustomerId> {
  const address = { channel: "email" as const, address: addressOf(name) };
  const row = {
    line: 2,
    addresses: [address],
    wishes: [{ topic: "milestones" as const, channel: "email" as const }],
    language: "en" as const,
    words: "Yes, tell me of milestones.",
    wordsVersion: "1",
    confirmedAt: "2026-01-01T00:00:00Z",
    proof: "a test",
    chosen: {
      country: "DE",
      timeZone: "Europe/Berlin",
      causes: [{ cause: milestone.cause, weight: 1 }],
    },
  };
  expect(await importPerson(world)(row, { write: true })).toMatchObject({ outcome: "new" });
  const customer = await world.contacts.customerOf(await world.contacts.hashOf(address));
  if (customer === undefined) throw new Error("Nobody was imported");
  return customer;
}

export function followers(name: string, count: number): Promise<CustomerId[]> {
  return Promise.all(Array.from({ length: count }, (_, one) => follower(`${name}-${one}`)));
}

/** As `milestone-reached` asks for it; another key is another message. */
export function aBroadcast(key: string): Broadcast {
  return Broadcast.parse({
    journey: { name: "milestone-reached", startedAt: now() },
    message: "milestone-reached",
    key: `${key}-${mark}`,
    audience: followersOf(milestone.cause),
    about: { about: "milestone", ...milestone, at: now() },
  });
}

/** Tells the audience; ends when all of it are in the queue. */
export async function tell(broadcast: Broadcast): Promise<void> {
  const { executionArn } = await sfn.send(
    new StartExecutionCommand({
      stateMachineArn: stage.output("BroadcastArn"),
      input: JSON.stringify(broadcast),
    }),
  );
  await vi.waitFor(async () => {
    const { status, output: ended } = await sfn.send(new DescribeExecutionCommand({ executionArn }));
    expect([status, JSON.parse(ended ?? "{}")]).toEqual(["SUCCEEDED", { outcome: "queued" }]);
  }, WAIT);
}

/** What the queue hands to a worker, by hand: SQS may do so twice. */
export async function queue(
  { audience: _, ...broadcast }: Broadcast,
  customers: CustomerId[],
): Promise<void> {
  const batch: BroadcastBatch = { ...broadcast, customers, attempt: 0 };
  const QueueUrl = stage.output("BatchQueueUrl");
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(batch) }));
}

export const members = (audience: Audience): Promise<CustomerId[]> =>
  audienceMembers(world.dynamo, stage.output("PeopleTable"), audience);

const Sent = z.object({ messages: z.record(z.string(), z.array(z.object({ To: z.array(z.string()) }))) });

/** How many letters each of these addresses was sent, by the provider's own list. */
export async function lettersTo(addresses: readonly string[]): Promise<number[]> {
  const answer = await askEngine(stage.endpoint, "/_ministack/ses/messages");
  const all = Object.values(Sent.parse(JSON.parse(answer.body)).messages).flat();
  return addresses.map((address) => all.filter(({ To }) => To.includes(address)).length);
}

export async function history(customer: CustomerId): Promise<string[]> {
  const { entries } = await world.people.history(customer, { limit: 20 });
  return entries.map((one) => `${one.outcome}${"reasons" in one ? `: ${one.reasons}` : ""}`).toReversed();
}

/** How often a customer was sent what a broadcast tells. */
export async function sent(customer: CustomerId, key: string): Promise<number> {
  const { entries } = await world.people.history(customer, { limit: 20 });
  return entries.filter((one) => one.outcome === "sent" && one.sendKey === `milestone-reached:${key}`).length;
}

/** When somebody who was put off for long comes back, by the schedules that there are; it is taken away again. */
export async function comesBack(customer: CustomerId): Promise<string> {
  return vi.waitFor(async () => {
    const { Schedules = [] } = await scheduler.send(new ListSchedulesCommand({}));
    for (const { GroupName, Name } of Schedules) {
      const found = await scheduler.send(new GetScheduleCommand({ GroupName, Name }));
      if (!found.Target?.Input?.includes(customer)) continue;
      await scheduler.send(new DeleteScheduleCommand({ GroupName, Name }));
      return found.ScheduleExpression ?? "";
    }
    throw new Error("Nobody scheduled it");
  }, WAIT);
}

/** The processes of the engine that run deliver-batch now. */
export function workers(): number[] {
  return readdirSync("/proc")
    .map(Number)
    .filter((pid) => pid > 0 && environmentOf(pid).some(isWorker));
}

function isWorker(variable: string): boolean {
  return variable === `BATCH_QUEUE_URL=${stage.output("BatchQueueUrl")}`;
}

function environmentOf(pid: number): string[] {
  try {
    return readFileSync(`/proc/${pid}/environ`, "utf8").split("\0");
  } catch {
    // It ended meanwhile, or is not ours to look at.
    return [];
  }
}
