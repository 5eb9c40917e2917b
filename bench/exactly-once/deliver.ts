import { chanceFrom } from "../../demo/chance.ts";
import type { Figures } from "../claim.ts";
import { dilated, ModelBus } from "../model/bus.ts";
import type { Run } from "../model/workflow.ts";
import { type FaultRates, seededFaults } from "../proxy/faults.ts";
import type { Rules } from "../proxy/proxy.ts";
import { KilledError, type Worker } from "../worker/pool.ts";
import type { LedgerAudit } from "../world/audit.ts";
import type { World } from "../world/world.ts";

/** What an arm has to count, and the audit of its ledger afterwards. */
export interface Day {
  /** Each delivery of each event, without those that come hours later. */
  readonly events: readonly unknown[];
  /** Delivered again after hours: a sender that never saw our answer, or a replay of the archive. */
  readonly late: readonly unknown[];
  readonly purchases: number;
  worker(seed: number): Worker;
  audit(): Promise<LedgerAudit>;
  close(): Promise<void>;
}

interface Conditions {
  readonly seed: number;
  /** Express may run twice for an event; Standard does not. */
  readonly runsTwice: boolean;
  readonly mutate?: Rules["mutate"];
}

/** Of a thousand calls. */
const RATES: FaultRates = {
  droppedAnswer: 10,
  serverError: 10,
  throttled: 4,
  conflict: 5,
  duplicated: 5,
  tokenForgotten: 5,
  hang: 2,
};
const WORKERS = 2;
/** Deliveries under way in one worker. */
const AT_ONCE = 32;
/** How many deliveries a worker begins until kill −9 comes while the last is under way. */
const KILLED_ONE_IN = 6_000;
const KILLED_AFTER_MS_MAX = 40;
const RUNS_TWICE_PERCENT = 1;
/** Of a thousand: how often the bus delivers an event twice, and how often the start of a run is refused. */
const DUPLICATED = 5;
const START_REFUSED = 10;
/** A second of the bus's pauses, as short as those of the workflow. */
const SECOND_MS = 20;
const LATE_MS = 2 * 3_600_000;
/** How often a person redrives what was kept, before giving up. */
const REDRIVES_MAX = 6;

/** Delivers everything under all faults, redrives what failed for good, and audits the ledger. */
export async function deliver(
  world: World,
  day: Day,
  { seed, runsTwice, mutate }: Conditions,
): Promise<Figures> {
  const chance = chanceFrom(seed);
  const faults = seededFaults(RATES, seed);
  const workers = Array.from({ length: WORKERS }, (_, index) => day.worker(seed + index));
  const tally = { deliveries: 0, startsRefused: 0, kills: 0, redriven: 0 };
  const places = placesOf(workers.flatMap((worker) => Array.from({ length: AT_ONCE }, () => worker)));

  /**
   * Puts each on the bus, whose target starts a run and does not wait for it. Gives back what lies in the dead-letter
   * queue afterwards: what the bus could not start, and what a run kept there.
   */
  async function all(events: readonly unknown[], lateMs: number): Promise<unknown[]> {
    const kept: unknown[] = [];
    const runs = new Set<Promise<void>>();
    const start = async (event: unknown): Promise<void> => {
      const worker = await places.take();
      const run = runToItsEnd(worker, event, lateMs).then((became) => {
        if (became === "failed") kept.push(event);
        places.giveBack(worker);
        runs.delete(run);
      });
      runs.add(run);
    };
    const bus = new ModelBus<unknown>(
      async (event) => {
        if (chance.between(1, 1000) <= START_REFUSED) return false;
        await start(event);
        if (runsTwice && chance.percent(RUNS_TWICE_PERCENT)) await start(event);
        return true;
      },
      { chance, clock: dilated(SECOND_MS), duplicatedPerThousand: DUPLICATED },
    );
    for (const event of events) bus.put(event);
    await bus.settled();
    while (runs.size > 0) await Promise.all(runs);
    tally.startsRefused += bus.refused;
    return [...kept, ...bus.dead];
  }

  /** A run outlives the functions that die under it. */
  async function runToItsEnd(worker: Worker, event: unknown, lateMs: number): Promise<"done" | "failed"> {
    for (;;) {
      const became = await attempt(worker, event, lateMs);
      if (became !== "killed") return became;
    }
  }

  async function attempt(
    worker: Worker,
    event: unknown,
    lateMs: number,
  ): Promise<"done" | "failed" | "killed"> {
    tally.deliveries += 1;
    if (chance.between(1, KILLED_ONE_IN) === 1) {
      tally.kills += 1;
      setTimeout(() => worker.kill(), chance.between(0, KILLED_AFTER_MS_MAX));
    }
    try {
      const { results } = await worker.run({ does: "give", inputs: [event], lateMs });
      return (results[0]?.output as Run | undefined)?.status === "succeeded" ? "done" : "failed";
    } catch (error) {
      if (error instanceof KilledError) return "killed";
      throw error;
    }
  }

  world.proxy.rule({ faults, ...(mutate && { mutate }) });
  try {
    let failed = await all(day.events, 0);
    failed.push(...(await all(day.late, LATE_MS)));
    for (let redrive = 0; redrive < REDRIVES_MAX && failed.length > 0; redrive += 1) {
      tally.redriven += failed.length;
      failed = await all(failed, LATE_MS);
    }
  } finally {
    for (const worker of workers) worker.close();
    world.proxy.rule({});
  }
  const audit = await day.audit();
  await day.close();
  const drawn = [...faults.drawn.values()].reduce((sum, count) => sum + count, 0);
  return { purchases: day.purchases, ...tally, faults: drawn, ...audit };
}

/** The limit of deliveries under way; one more waits for its turn. */
function placesOf(free: Worker[]) {
  const waiting: ((worker: Worker) => void)[] = [];
  return {
    async take(): Promise<Worker> {
      return free.shift() ?? new Promise<Worker>((resolve) => waiting.push(resolve));
    },
    giveBack(worker: Worker): void {
      const next = waiting.shift();
      if (next === undefined) free.push(worker);
      else next(worker);
    },
  };
}

/** Each event so often, mixed; every second repeat right after the one before, so that both are under way at once. */
export function repeated<Event>(events: readonly Event[], times: number, seed: number): Event[] {
  const chance = chanceFrom(seed + 3);
  const placed = events.flatMap((event) => {
    let place = 0;
    return Array.from({ length: times }, (_, index) => {
      place = index % 2 === 1 ? place + 1e-9 : chance.between(0, 999_999) / 1_000_000;
      return { place, event };
    });
  });
  return placed.toSorted((a, b) => a.place - b.place).map(({ event }) => event);
}
