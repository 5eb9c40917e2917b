import { describe, expect, test } from "vitest";
import {
  ATTEMPTS_MAX,
  TIME_RESERVED_MS,
  UNDER_WAY_MAX,
} from "../../../../core/messaging/broadcast/deliver-batch.ts";
import { NotSentError } from "../../../../core/messaging/content/not-sent.ts";
import { TemplateRefusedError } from "../../../../core/messaging/content/render.ts";
import { aBatch, BatchWorld, customers } from "../../../support/batch-world.ts";
import { aPerson, noon, somePreferences } from "../../../support/eligibility-builders.ts";

const [first, second] = customers(2);

/** The most that were received within any second. */
function busiestSecond(received: BatchWorld["received"]): number {
  return Math.max(
    ...received.map(
      ({ atMs }) => received.filter((one) => atMs <= one.atMs && one.atMs < atMs + 1000).length,
    ),
  );
}

describe("a batch", () => {
  test("goes out at the provider's rate, at 95 % of it or more, and never above", async () => {
    const world = new BatchWorld();
    await world.deliver(aBatch(500));
    expect(world.received).toHaveLength(500);
    expect(busiestSecond(world.received)).toBeLessThanOrEqual(25);
    expect(500 / (world.clock.nowMs() / 1000)).toBeGreaterThanOrEqual(0.95 * 25);
  });

  test("keeps the pace where the one before it ended", async () => {
    const world = new BatchWorld();
    await world.deliver(aBatch(30));
    const [, ...others] = customers(60).slice(29);
    await world.deliver({ ...aBatch(1), customers: others });
    expect(world.received).toHaveLength(60);
    expect(busiestSecond(world.received)).toBeLessThanOrEqual(25);
  });

  test("that is delivered twice sends no customer a message twice", async () => {
    const world = new BatchWorld();
    await world.deliver(aBatch(40));
    const again = await world.deliver(aBatch(40));
    expect(again.facts).toEqual({ duplicate: 40 });
    expect(world.received).toHaveLength(40);
  });

  test("whose worker died goes on with those who were not claimed", async () => {
    const world = new BatchWorld();
    if (first && second) world.rows.set(first, "claimed").set(second, "sent");
    const { facts } = await world.deliver(aBatch(5));
    expect(facts).toEqual({ unknown: 1, duplicate: 1, sent: 3 });
  });

  test("leaves out the customers whom it does not concern, without a record", async () => {
    const world = new BatchWorld();
    world.gathered = (customer) =>
      customer === first
        ? { outcome: "notConcerned" }
        : { outcome: "current", facts: {}, validUntil: "2026-11-25T11:00:00Z", key: "their-own" };
    expect((await world.deliver(aBatch(2))).facts).toEqual({ notConcerned: 1, sent: 1 });
    expect(world.unsent).toEqual([]);
  });

  test("of a journey that was stopped meanwhile sends nothing, and says so to each", async () => {
    const world = new BatchWorld();
    world.journeySwitch = { state: "stopped", since: noon };
    expect((await world.deliver(aBatch(3))).facts).toEqual({ dropped: 3 });
    expect(world.unsent.map(({ reasons }) => reasons)).toEqual(
      Array.from({ length: 3 }, () => ["journeyStopped"]),
    );
  });

  test("sends no message that is no longer true", async () => {
    const world = new BatchWorld();
    world.gathered = () => ({ outcome: "noLongerTrue", facts: {}, validUntil: "2026-11-25T11:00:00Z" });
    await world.deliver(aBatch(1));
    expect(world.unsent[0]?.reasons).toEqual(["noLongerTrue"]);
  });

  test("requeues at once the customers for whom it has no time", async () => {
    const world = new BatchWorld();
    const timeLeft = () => TIME_RESERVED_MS + 2_000 - world.clock.nowMs();
    const { facts } = await world.deliver(aBatch(200), timeLeft);
    const [rest] = world.posted;
    expect(rest?.seconds).toBe(0);
    expect(world.received.length).toBeGreaterThan(20);
    expect(world.received.length + (rest?.batch.customers.length ?? 0)).toBe(200);
    expect(facts?.notBegun).toBe(rest?.batch.customers.length);
  });
});

describe("a deferred customer", () => {
  const quietUntil = (to: string) =>
    aPerson({ preferences: somePreferences({ quiet: { from: "11:00", to } }) });

  test("is requeued for when they may be written to, with all of the same minute", async () => {
    const world = new BatchWorld();
    world.person = () => quietUntil("18:30");
    await world.deliver(aBatch(3));
    await world.deliver(aBatch(3));
    expect([...world.scheduled.values()]).toEqual([{ batch: aBatch(3), at: "2026-11-18T17:30:00Z" }]);
    expect(world.received).toEqual([]);
    expect(world.unsent.map(({ outcome }) => outcome)).toContain("deferred");
  });

  test("is requeued for their own day, and history has no entry of the wait", async () => {
    const world = new BatchWorld();
    world.gathered = () => ({ outcome: "notYet", until: "2026-11-19T16:00:00Z" });
    expect((await world.deliver(aBatch(2))).facts).toEqual({ notYet: 2 });
    expect([...world.scheduled.values()]).toEqual([{ batch: aBatch(2), at: "2026-11-19T16:00:00Z" }]);
    expect([world.received, world.unsent]).toEqual([[], []]);
  });

  test("waits in the queue itself if it is not for long", async () => {
    const world = new BatchWorld();
    world.now = "2026-11-18T10:59:30Z";
    world.person = () => quietUntil("12:05");
    await world.deliver(aBatch(2));
    expect(world.posted).toEqual([{ batch: aBatch(2), seconds: 330 }]);
  });
});

describe("a provider that throttles", () => {
  const busy = new NotSentError("too fast", "busy");

  test("is left alone, and tried again with backoff", async () => {
    const world = new BatchWorld();
    world.provider = (customer) => {
      if (customer === first) throw busy;
    };
    expect((await world.deliver(aBatch(3))).facts).toEqual({ busy: 1, sent: 2 });
    expect(world.posted).toMatchObject([{ batch: { customers: [first], attempt: 1 }, seconds: 30 }]);
    expect(world.clock.nowMs()).toBeGreaterThan(1_000);
    await world.deliver({ ...aBatch(1), attempt: 3 });
    expect(world.posted[1]).toMatchObject({ batch: { attempt: 4 }, seconds: 240 });
  });

  test("fails the batch in the end, for an operator", async () => {
    const world = new BatchWorld();
    world.provider = () => {
      throw busy;
    };
    await expect(world.deliver({ ...aBatch(1), attempt: ATTEMPTS_MAX })).rejects.toThrow("throttled");
  });
});

describe("a provider that has taken all that it takes in 24 hours", () => {
  const QUOTA = 500;
  const DAY_MS = 86_400_000;

  test("is asked again by schedule, a few times an hour, until the window has room for everybody", async () => {
    const world = new BatchWorld();
    const taken: number[] = [];
    let asked = 0;
    world.provider = () => {
      asked += 1;
      const atMs = Date.parse(world.now);
      if (taken.filter((one) => atMs - one < DAY_MS).length >= QUOTA) throw new NotSentError("full", "quota");
      taken.push(atMs);
    };
    let rounds = 0;
    await world.deliver(aBatch(1_000));
    for (; world.scheduled.size > 0 && rounds < 1_000; rounds += 1) {
      const [[name, next] = ["", undefined]] = [...world.scheduled].toSorted(([, one], [, other]) =>
        one.at < other.at ? -1 : 1,
      );
      if (next === undefined) break;
      world.scheduled.delete(name);
      world.now = next.at;
      await world.deliver(next.batch);
    }
    expect(taken).toHaveLength(1_000);
    // Nothing goes straight back into the queue, and full 24 hours pass in no more than an hour too many.
    expect(world.posted).toEqual([]);
    expect(Date.parse(world.now) - Date.parse(noon)).toBeLessThanOrEqual(DAY_MS + 2 * 3_600_000);
    expect(rounds).toBeLessThanOrEqual(30);
    expect(asked - taken.length).toBeLessThanOrEqual(UNDER_WAY_MAX * (rounds + 1));
    expect(world.refused).toBe(0);
  });

  test("is counted for the operator once for each refusal that it made itself", async () => {
    const world = new BatchWorld();
    world.provider = () => {
      throw new NotSentError("paused", "account", { cure: "Unpause it." });
    };
    expect((await world.deliver(aBatch(200))).facts).toEqual({ deferred: 200 });
    expect(world.refused).toBe(world.received.length);
    expect(world.refused).toBeLessThanOrEqual(UNDER_WAY_MAX);
  });
});

test("a sandbox that refuses some addresses lets the others have their message", async () => {
  const world = new BatchWorld();
  const verified = new Set(customers(50).slice(40));
  world.provider = (customer) => {
    if (!verified.has(customer)) throw new NotSentError("not verified", "recipient");
  };
  expect((await world.deliver(aBatch(50))).facts).toEqual({ deferred: 40, sent: 10 });
});

describe("an error for one customer", () => {
  test("keeps no other customer from being written to, and leaves the batch for another try", async () => {
    const world = new BatchWorld();
    world.gathered = (customer) => {
      if (customer === first) throw new TemplateRefusedError("no such fact");
      return { outcome: "current", facts: {}, validUntil: "2026-11-25T11:00:00Z" };
    };
    await expect(world.deliver(aBatch(4))).rejects.toMatchObject({ name: "BatchFailedError" });
    expect(world.received).toHaveLength(3);
  });
});

describe("a slow channel", () => {
  test("decides every message anew that waited long for its turn", async () => {
    const world = new BatchWorld();
    world.rates = { email: 25, sms: 0.5 };
    let read = 0;
    world.person = (customer) => {
      read += 1;
      return aPerson({ customer, addresses: { email: false, sms: true } });
    };
    expect((await world.deliver(aBatch(6))).facts).toEqual({ sent: 6 });
    expect(busiestSecond(world.received)).toBe(1);
    expect(read).toBeGreaterThan(6);
  });
});
