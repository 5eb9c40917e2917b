import { setTimeout as sleep } from "node:timers/promises";
import { Entry } from "../core/giving/ledger/entry.ts";
import { parseBucketKey } from "../core/giving/ledger/ledger.keys.ts";
import { chanceFrom } from "../demo/chance.ts";
import type { Arm, Bench, Claim, Figures } from "./claim.ts";
import { entriesOf } from "./minute/meter.ts";
import { saleAt, webhookCall } from "./minute/sale.ts";
import { dilated, ModelBus } from "./model/bus.ts";
import type { Run } from "./model/workflow.ts";
import type { Call } from "./proxy/call.ts";
import type { Worker } from "./worker/pool.ts";
import { items } from "./world/audit.ts";
import { openWorld, type Stage, type World } from "./world/world.ts";

/** How long a second of the story lasts here: pauses of retries and of senders shrink with it, those of the SDK do not. */
const SECOND_MS = 30;
const STORY_SECONDS = 240;
const DARK_FROM_SECONDS = 90;
const DARK_SECONDS = 60;
/** DynamoDB goes first and comes back first, so that purchases which the bus still takes meet it. */
const SOONER_SECONDS = 10;
const PURCHASES_PER_SECOND = 1;
/** When a sender tries again, as Standard Webhooks advises; the first is the answer that it did not like. */
const SENDER_PAUSES_SECONDS = [5, 300, 1_800];
const SHARDS = 8;
/** Of a thousand, when nothing is dark: how often the start of a run is refused, and how often an event comes twice. */
const START_REFUSED = 20;
const DUPLICATED = 5;
/** Events come in another order than they were put. */
const SPREAD_MS = 1_000;
const PACE = { secondMs: SECOND_MS, timeoutSecondMs: 1_000, priced: false };

interface Story {
  readonly accepted: Set<string>;
  posts: number;
  kept: unknown[];
}

/** Sends one purchase until it is answered 2xx or the sender gives up. */
async function send(worker: Worker, stage: Stage, number: number, story: Story): Promise<void> {
  const order = saleAt(number * 2, "2026-11-22T13:44:30Z", "anonymous");
  for (const pauseSeconds of [...SENDER_PAUSES_SECONDS, 0]) {
    story.posts += 1;
    const { results } = await worker.run({
      does: "receive",
      inputs: [webhookCall(order, stage.key, Date.now())],
    });
    const { statusCode } = (results[0]?.output ?? { statusCode: 500 }) as { statusCode: number };
    if (statusCode < 300) {
      story.accepted.add(`POS/${order.number}`);
      return;
    }
    await sleep(pauseSeconds * SECOND_MS);
  }
}

async function measure(world: World, arm: Arm, seed: number): Promise<Figures> {
  const stage = await world.stage(arm, SHARDS);
  const [receiver, giver] = [stage.worker(seed, PACE), stage.worker(seed + 1, PACE)];
  const story: Story = { accepted: new Set(), posts: 0, kept: [] };
  const runs: Promise<void>[] = [];
  let seen = 0;
  const give = async (event: unknown): Promise<void> => {
    const { results } = await giver.run({ does: "give", inputs: [event] });
    if ((results[0]?.output as Run | undefined)?.status !== "succeeded") story.kept.push(event);
  };
  const chance = chanceFrom(seed);
  let isDark = false;
  // A started run is nothing to the bus any more: what it cannot do it keeps for a person.
  const bus = new ModelBus<unknown>(
    async (event) => {
      if (isDark || chance.between(1, 1000) <= START_REFUSED) return false;
      runs.push(give(event));
      return true;
    },
    { chance, clock: dilated(SECOND_MS), duplicatedPerThousand: DUPLICATED, spreadMs: SPREAD_MS },
  );
  const watch = (call: Call): void => {
    seen += 1;
    if (call.status !== 200) return;
    for (const entry of entriesOf(call)) {
      if (!/^Purchase/.test(String(entry["DetailType"]))) continue;
      bus.put({ "detail-type": entry["DetailType"], detail: JSON.parse(String(entry["Detail"])) });
    }
  };
  try {
    await send(receiver, stage, 100_000, { accepted: new Set(), posts: 0, kept: [] });
    world.proxy.rule({ watch });
    const before = world.proxy.arrived;
    const sending: Promise<void>[] = [];
    const dark = (...services: string[]) => {
      isDark = services.includes("events");
      world.proxy.rule({ watch, down: new Set(services) });
    };
    const switches = [
      later(DARK_FROM_SECONDS - SOONER_SECONDS, () => dark("dynamodb")),
      later(DARK_FROM_SECONDS, () => dark("dynamodb", "events")),
      later(DARK_FROM_SECONDS + DARK_SECONDS - SOONER_SECONDS, () => dark("events")),
      later(DARK_FROM_SECONDS + DARK_SECONDS, () => dark()),
    ];
    for (let number = 0; number < STORY_SECONDS * PURCHASES_PER_SECOND; number += 1) {
      sending.push(send(receiver, stage, number, story));
      await sleep(SECOND_MS / PURCHASES_PER_SECOND);
    }
    await Promise.all([...switches, ...sending]);
    await bus.settled();
    await Promise.all(runs);
    const arrived = world.proxy.arrived - before;
    // What lies in the dead-letter queue is redriven by a person; an Express run of a build without such a queue is gone.
    const redriven = arm === "baselineExpress" ? [] : [...story.kept, ...bus.dead];
    story.kept = [];
    for (const event of redriven) await give(event);
    const recorded = await recordedOrders(world, arm, stage);
    const purchases = STORY_SECONDS * PURCHASES_PER_SECOND;
    return {
      purchases,
      accepted: story.accepted.size,
      missing: [...story.accepted].filter((order) => !recorded.has(order)).length,
      redriven: redriven.length,
      startsRefused: bus.refused,
      callsPerPurchase: arrived / purchases,
      postsPerPurchase: story.posts / purchases,
      // Calls that came while all was dark were refused before the watch saw them.
      attempts: arrived / seen,
      acceptedShare: story.accepted.size / purchases,
    };
  } finally {
    world.proxy.rule({});
    receiver.close();
    giver.close();
    await world.drop(stage);
  }
}

async function later(seconds: number, happens: () => void): Promise<void> {
  await sleep(seconds * SECOND_MS);
  happens();
}

async function recordedOrders(world: World, arm: Arm, stage: Stage): Promise<ReadonlySet<string>> {
  const orders = new Set<string>();
  if (arm !== "ours") {
    for await (const { orderId } of items(world.dynamo, `${stage.name}-donations`))
      orders.add(String(orderId));
    return orders;
  }
  for await (const item of items(world.dynamo, stage.ledger)) {
    if (parseBucketKey(String(item["pk"])) !== undefined) orders.add(Entry.parse(item).orderId);
  }
  return orders;
}

const ATTEMPTS_MAX = 1.5;

export const blackout: Claim = {
  name: "blackout",
  claim:
    "After a minute without EventBridge and DynamoDB nothing that was answered 2xx is missing, and nobody has hammered them.",
  target: `0 missing, at most ${ATTEMPTS_MAX} × the calls`,
  headline: "acceptedShare",
  counts: ["purchases", "accepted", "missing", "redriven", "startsRefused"],
  async open(note): Promise<Bench> {
    note("blackout: starting the engine");
    const world = await openWorld();
    return { measure: (arm, seed) => measure(world, arm, seed), close: () => world.close() };
  },
  passes: ({ ours }) =>
    ours["missing"] === 0 && (ours["attempts"] ?? Number.POSITIVE_INFINITY) <= ATTEMPTS_MAX,
};
