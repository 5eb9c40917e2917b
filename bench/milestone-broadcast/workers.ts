import { setImmediate } from "node:timers/promises";
import type { BroadcastBatch } from "../../core/messaging/broadcast/broadcast.ts";
import type { CustomerId } from "../../core/model/customer.ts";
import { chanceFrom } from "../../demo/chance.ts";
import { ModelClock } from "../model/clock.ts";
import { ModelProvider, SMS_PER_SECOND } from "../model/provider.ts";
import { Followers } from "./followers.ts";
import { ModelQueue } from "./queue.ts";

/** Stated: what the brand's SES account takes in a second, and what a call of a table or of SES takes. */
export const PER_SECOND = 500;
/**
 * Stated: texts go out from a short code, and each is one part. A tenth of the followers needs about half of that rate, so
 * what is shown of texts is that they stay below theirs and leave letters their rate, not that they use all of it. The quota of a
 * day and the spending of a month are taken for large enough; a unit test shows what the model does at them.
 */
export const TEXTS_PER_SECOND = SMS_PER_SECOND.shortCode;
export const LATENCY_MS = 20;
/** Of lib/engagement/broadcast.ts. */
const PER_WORKER_MAX = 50;
const HIDDEN_MS = 330_000;
const TRIES = 4;
const FAULT_PERCENT = 5;
const KILLS = 2;
const SDK_TRIES = 3;
const SDK_PAUSE_MS = 50;
const IDLE_MS = 500;
/** How long before its handover an opt-out must stop a message: a later one comes while the message is decided upon and handed over. */
const UNSPARED_MS = 1_000;

export const WORKERS = PER_SECOND / PER_WORKER_MAX;

/** Whatever a worker does goes through this: its faults, its latency, and that it may be dead. */
export interface Life {
  readonly clock: ModelClock;
  readonly followers: Followers;
  /** False when the provider refuses, because it is too much for this second. */
  hand(recipient: CustomerId): boolean;
  /** A call of a table: takes its time, and some of a hundred fail, which the SDK tries again. */
  call(): Promise<void>;
  /** The provider's answer: lost in some of a hundred, after it took the message. */
  answer(): Promise<void>;
  /** Never returns to a worker that was killed. */
  alive(): Promise<void>;
}

export interface Told {
  readonly letters: ModelProvider;
  readonly texts: ModelProvider;
  readonly afterOptOut: number;
  readonly dead: number;
  readonly workerSeconds: number;
  readonly batches: number;
}

export interface Plan {
  readonly customers: readonly CustomerId[];
  readonly batches: readonly BroadcastBatch[];
  readonly seed: number;
}

export type Work = (
  batch: BroadcastBatch,
  life: Life,
  post: (batch: BroadcastBatch, delayMs: number) => void,
) => Promise<unknown>;

/** Workers take batches from the queue until nothing is left, with faults, and some of them are killed on the way. */
export async function broadcast({ customers, batches, seed }: Plan, work: Work): Promise<Told> {
  const clock = new ModelClock();
  const chance = chanceFrom(seed);
  const providers = {
    email: new ModelProvider({ perSecond: PER_SECOND }),
    sms: new ModelProvider({ perSecond: TEXTS_PER_SECOND }),
  };
  const lastsMs = (customers.length / PER_SECOND) * 1000;
  const followers = new Followers(customers, lastsMs, seed);
  const queue = new ModelQueue<BroadcastBatch>(clock, HIDDEN_MS, TRIES);
  const tally = { afterOptOut: 0, workerMs: 0, batches: 0 };
  const doomed = new Set(Array.from({ length: KILLS }, () => chance.between(2, WORKERS * 3)));
  for (const batch of batches) queue.post(batch, 0);

  function lifeOf(isDead: () => boolean): Life {
    const alive = () => (isDead() ? new Promise<void>(() => {}) : Promise.resolve());
    const fails = () => chance.percent(FAULT_PERCENT / 2);
    return {
      clock,
      followers,
      hand(recipient) {
        const taken = providers[followers.channelOf(recipient)].hand(recipient, clock.nowMs());
        if (taken && followers.hasLeft(recipient, clock.nowMs() - UNSPARED_MS)) tally.afterOptOut += 1;
        return taken;
      },
      alive,
      async call() {
        for (let tries = 1; ; tries += 1) {
          await clock.wait(LATENCY_MS);
          await alive();
          if (!fails()) return;
          if (tries === SDK_TRIES) throw new Error("The table did not answer");
          await clock.wait(SDK_PAUSE_MS * tries);
        }
      },
      async answer() {
        await clock.wait(LATENCY_MS);
        await alive();
        if (fails()) throw new Error("The answer was lost");
      },
    };
  }

  async function one(): Promise<void> {
    for (;;) {
      const taken = queue.take();
      if (taken === undefined) {
        if (queue.isEmpty) return;
        await clock.wait(IDLE_MS);
        continue;
      }
      tally.batches += 1;
      let dead = false;
      const startedMs = clock.nowMs();
      const killed = new Promise<"killed">((resolve) => {
        if (!doomed.delete(tally.batches)) return;
        clock.sleepUntil(startedMs + chance.between(1_000, 15_000), () => {
          dead = true;
          resolve("killed");
        });
      });
      const life = lifeOf(() => dead);
      const post = (batch: BroadcastBatch, delayMs: number) => queue.post(batch, delayMs);
      const ended = await Promise.race([
        killed,
        work(taken.message, life, post).then(
          () => "done" as const,
          () => "failed" as const,
        ),
      ]);
      tally.workerMs += clock.nowMs() - startedMs;
      if (ended === "done") taken.done();
    }
  }

  // All batches are visible before the first worker looks.
  const workers = clock.wait(1).then(() => Promise.all(Array.from({ length: WORKERS }, one)));
  await clock.run(workers);
  await setImmediate();
  return {
    letters: providers.email,
    texts: providers.sms,
    afterOptOut: tally.afterOptOut,
    dead: queue.dead,
    workerSeconds: tally.workerMs / 1000,
    batches: tally.batches,
  };
}
