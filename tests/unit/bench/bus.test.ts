import { describe, expect, test } from "vitest";
import { AGE_MAX_MS, type BusRules, ModelBus, RETRIES_MAX } from "../../../bench/model/bus.ts";
import { ModelClock } from "../../../bench/model/clock.ts";
import { chanceFrom } from "../../../demo/chance.ts";

const EVENTS = Array.from({ length: 200 }, (_, number) => number);
const MINUTE_MS = 60_000;

/** Puts all events while the target is down for so long, and tells what arrived, in what order, and what is dead. */
async function told(downMs: number, rules: Partial<BusRules> = {}) {
  const clock = new ModelClock();
  const taken: number[] = [];
  const bus = new ModelBus<number>(
    async (event) => {
      if (clock.nowMs() < downMs) return false;
      taken.push(event);
      return true;
    },
    { chance: chanceFrom(7), clock, ...rules },
  );
  for (const event of EVENTS) bus.put(event);
  await clock.run(bus.settled());
  return { bus, taken, clock };
}

describe("the model of the bus", () => {
  test("delivers everything when its target was away for a minute", async () => {
    const { bus, taken } = await told(MINUTE_MS);
    expect(taken.toSorted((a, b) => a - b)).toEqual(EVENTS);
    expect(bus.dead).toEqual([]);
    expect(bus.refused).toBeGreaterThan(EVENTS.length);
  });
  test("that may not try again loses all of it to the dead letters", async () => {
    const { bus, taken } = await told(MINUTE_MS, { retriesMax: 0 });
    expect(taken).toEqual([]);
    expect(bus.dead).toHaveLength(EVENTS.length);
    expect(bus.refused).toBe(EVENTS.length);
  });
  test("gives up after a day, within its tries, and then says so by a dead letter", async () => {
    const { bus, clock } = await told(Number.POSITIVE_INFINITY);
    expect(bus.dead).toHaveLength(EVENTS.length);
    expect(clock.nowMs()).toBeLessThanOrEqual(AGE_MAX_MS);
    expect(clock.nowMs()).toBeGreaterThan(AGE_MAX_MS * 0.9);
    expect(bus.refused).toBeLessThanOrEqual(EVENTS.length * (RETRIES_MAX + 1));
  });
  test("keeps no order, and delivers some twice although they were taken", async () => {
    const { bus, taken } = await told(0, { spreadMs: 1_000, duplicatedPerThousand: 100 });
    expect(taken).not.toEqual(taken.toSorted((a, b) => a - b));
    expect(bus.duplicated).toBeGreaterThan(0);
    expect(taken).toHaveLength(EVENTS.length + bus.duplicated);
    expect(new Set(taken).size).toBe(EVENTS.length);
  });
});
