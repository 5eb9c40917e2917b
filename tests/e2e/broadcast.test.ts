import { existsSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { loadBrand } from "../../cli/brand/load-brand.ts";
import { forget } from "../../core/operations/people/forget.ts";
import { followersOf } from "../../core/people/audiences/audience.ts";
import { unsubscribe } from "../../core/people/unsubscribe.ts";
import { now } from "../../core/platform/clock.ts";
import { currentStage } from "../../local/stage.ts";
import {
  aBroadcast,
  addressOf,
  close,
  comesBack,
  follower,
  followers,
  history,
  lettersTo,
  members,
  milestone,
  queue,
  reachMilestone,
  sent,
  switches,
  tell,
  toldByJourney,
  WAIT,
  workers,
  world,
} from "../support/broadcast-world.ts";

/** So long nothing more comes, when nothing is to come. */
const SILENCE_MS = 3_000;
const silence = () => new Promise((resolve) => setTimeout(resolve, SILENCE_MS));
const audience = followersOf(milestone.cause);

beforeAll(async () => {
  await loadBrand(await currentStage(), "demo");
}, 60_000);
afterAll(close);

const namesOf = (name: string, count: number) =>
  Array.from({ length: count }, (_, one) => addressOf(`${name}-${one}`));

describe("a milestone", () => {
  test("that is reached is announced to each follower once, and to no follower who unsubscribed", async () => {
    const told = await followers("told", 5);
    const left = await follower("left");
    const withdrawal = {
      topic: "all",
      channel: "all",
      source: "oneClick",
      locale: "en",
      words: "Stop",
      wordsVersion: "1",
      proof: "a test",
    } as const;
    await unsubscribe(world)(left, withdrawal);
    expect(await members(audience)).toEqual(expect.arrayContaining(told));
    expect(await members(audience)).not.toContain(left);
    const when = await reachMilestone();
    const broadcast = aBroadcast("told");
    await tell(broadcast);
    const keys = when === "now" ? [broadcast.key, toldByJourney] : [broadcast.key];
    const once = async () => {
      for (const key of keys) {
        expect(await Promise.all(told.map((one) => sent(one, key)))).toEqual(told.map(() => 1));
      }
    };
    await vi.waitFor(once, WAIT);
    await tell(broadcast);
    await silence();
    await once();
    expect(await lettersTo(namesOf("told", 5))).toEqual(told.map(() => keys.length));
    expect(await lettersTo([addressOf("left")])).toEqual([0]);
    expect(await history(left)).toEqual([]);
  });

  test("is announced by no stopped journey, neither to followers who waited nor when it is resumed", async () => {
    const waiting = await follower("waiting");
    const queued = await follower("queued");
    await pause(waiting, 8_000);
    const broadcast = aBroadcast("stopped");
    await queue(broadcast, [waiting]);
    await vi.waitFor(async () => expect(await history(waiting)).toEqual(["deferred: paused"]), WAIT);
    await switches.turn("milestone-reached", { state: "stopped", since: now() });
    await queue(broadcast, [queued]);
    await vi.waitFor(async () => expect(await history(queued)).toEqual(["dropped: journeyStopped"]), WAIT);
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    await switches.turn("milestone-reached", { state: "running", since: now() });
    const stopped = ["deferred: paused", "dropped: journeyStopped"];
    await vi.waitFor(async () => expect(await history(waiting)).toEqual(stopped), WAIT);
    expect(await lettersTo([addressOf("waiting"), addressOf("queued")])).toEqual([0, 0]);
  });

  test("is announced later to a follower who must wait", async () => {
    const later = await follower("later");
    await pause(later, 4_000);
    await queue(aBroadcast("later"), [later]);
    await vi.waitFor(async () => expect(await history(later)).toEqual(["deferred: paused", "sent"]), WAIT);
    expect(await lettersTo([addressOf("later")])).toEqual([1]);
    const muchLater = await follower("much-later");
    const until = await pause(muchLater, 3 * 60 * 60 * 1000);
    await queue(aBroadcast("much-later"), [muchLater]);
    const minute = new Date(Math.ceil(Date.parse(until) / 60_000) * 60_000).toISOString();
    expect(await comesBack(muchLater)).toBe(`at(${minute.slice(0, 19)})`);
  });

  test.runIf(existsSync("/proc/self/environ"))(
    "is announced to no follower twice when a worker is killed and its batch is delivered again",
    async () => {
      const COUNT = 60;
      const all = await followers("killed", COUNT);
      const broadcast = aBroadcast("killed");
      await queue(broadcast, all);
      const some = async () => expect(sum(await lettersTo(namesOf("killed", COUNT)))).toBeGreaterThan(5);
      await vi.waitFor(some, { timeout: 60_000, interval: 20 });
      for (const pid of workers()) process.kill(pid, "SIGKILL");
      await silence();
      const before = sum(await lettersTo(namesOf("killed", COUNT)));
      expect(before).toBeLessThan(COUNT);
      await queue(broadcast, all);
      await queue(broadcast, all);
      const done = async () => {
        const ends = (await Promise.all(all.map(history))).map((lines) => lines.at(-1));
        expect(ends.every((end) => end === "sent" || end === "unknown")).toBe(true);
      };
      await vi.waitFor(done, WAIT);
      await silence();
      const letters = await lettersTo(namesOf("killed", COUNT));
      expect(letters.filter((count) => count > 1)).toEqual([]);
      // Whom the worker had claimed and not yet handed over when it died: at most what it has under way.
      expect(sum(letters)).toBeGreaterThan(COUNT - 17);
    },
  );

  test("is announced to no customer who was forgotten", async () => {
    const gone = await follower("gone");
    expect(await members(audience)).toContain(gone);
    await forget(world)(gone);
    expect(await members(audience)).not.toContain(gone);
  });
});

async function pause(customer: Parameters<typeof history>[0], ms: number): Promise<string> {
  const preferences = await world.people.preferences(customer);
  if (preferences === undefined) throw new Error("no preferences");
  const pausedUntil = `${new Date(Date.now() + ms).toISOString().slice(0, 19)}Z`;
  expect(await world.people.savePreferences(customer, { ...preferences, pausedUntil })).toBe("saved");
  return pausedUntil;
}

function sum(counts: readonly number[]): number {
  return counts.reduce((all, count) => all + count, 0);
}
