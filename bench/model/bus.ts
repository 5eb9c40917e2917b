import { setTimeout as sleep } from "node:timers/promises";
import type { Chance } from "../../demo/chance.ts";

/**
 * EventBridge between what was put and its target, by what AWS documents of a rule's retries: a target that refuses is
 * asked again for 24 hours and up to 185 times, with exponential backoff and jitter, and then the event goes to the
 * dead-letter queue. Each event is delivered at least once, and in no order.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-retry-policy.html
 *
 * Its target here is StartExecution of a workflow, which answers when the run has started: what becomes of the run is
 * nothing to the bus, and a run that fails is not started again.
 */

export const RETRIES_MAX = 185;
export const AGE_MAX_MS = 24 * 3_600_000;
/** Stated: AWS tells neither the first pause nor the longest. 185 of the longest last longer than a day. */
const PAUSE_FIRST_MS = 1_000;
const PAUSE_MAX_MS = 600_000;

/** Time of the story: dilated on the bench, virtual in a test. */
export interface BusClock {
  readonly nowMs: () => number;
  readonly wait: (ms: number) => Promise<unknown>;
}

/** Hands over an event. False when it was refused, so that it was not taken. */
export type Target<Event> = (event: Event) => Promise<boolean>;

export interface BusRules {
  readonly chance: Chance;
  readonly clock: BusClock;
  /** How many of a thousand events are delivered twice although the first delivery was taken. */
  readonly duplicatedPerThousand?: number;
  /** The longest that an event waits before its first delivery: what is put later may come sooner. */
  readonly spreadMs?: number;
  /** As of the rule's target; a bus without retries has 0. */
  readonly retriesMax?: number;
  readonly ageMaxMs?: number;
}

export class ModelBus<Event> {
  readonly dead: Event[] = [];
  readonly #target: Target<Event>;
  readonly #rules: BusRules;
  readonly #underWay = new Set<Promise<void>>();
  refused = 0;
  duplicated = 0;

  constructor(target: Target<Event>, rules: BusRules) {
    this.#target = target;
    this.#rules = rules;
  }

  /** Takes an event. The caller does not wait for its delivery. */
  put(event: Event): void {
    this.#begin(event);
    if (this.#rules.chance.between(1, 1000) > (this.#rules.duplicatedPerThousand ?? 0)) return;
    this.duplicated += 1;
    this.#begin(event);
  }

  /** When each event was taken or is dead. */
  async settled(): Promise<void> {
    while (this.#underWay.size > 0) await Promise.all(this.#underWay);
  }

  #begin(event: Event): void {
    const delivery = this.#deliver(event).finally(() => this.#underWay.delete(delivery));
    this.#underWay.add(delivery);
  }

  async #deliver(event: Event): Promise<void> {
    const { chance, clock, spreadMs = 0, retriesMax = RETRIES_MAX, ageMaxMs = AGE_MAX_MS } = this.#rules;
    const putMs = clock.nowMs();
    if (spreadMs > 0) await clock.wait(chance.between(0, spreadMs));
    for (let tried = 0; ; tried += 1) {
      if (await this.#target(event)) return;
      this.refused += 1;
      const pauseMs = Math.min(PAUSE_MAX_MS, PAUSE_FIRST_MS * 2 ** tried);
      // Between half of the pause and the whole.
      const waitMs = (pauseMs * chance.between(500, 1000)) / 1000;
      if (tried >= retriesMax || clock.nowMs() + waitMs - putMs > ageMaxMs) break;
      await clock.wait(waitMs);
    }
    this.dead.push(event);
  }
}

/** A clock on which a second of the story lasts a given number of milliseconds here. */
export function dilated(secondMs: number): BusClock {
  return {
    nowMs: () => (performance.now() * 1000) / secondMs,
    wait: (ms) => sleep((ms * secondMs) / 1000),
  };
}
