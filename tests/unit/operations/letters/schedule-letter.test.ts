import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Broadcast, BroadcastBatch } from "../../../../core/messaging/broadcast/broadcast.ts";
import type {
  FrozenLetter,
  LetterContent,
  LetterSchedule,
} from "../../../../core/messaging/letters/frozen-letter.ts";
import { instantAt } from "../../../../core/model/instant.ts";
import { isStopped, type JourneySwitch } from "../../../../core/model/journey.ts";
import {
  LetterContendedError,
  letterFingerprint,
  scheduleLetter,
  stopLetter,
} from "../../../../core/operations/letters/schedule-letter.ts";
import { customers } from "../../../support/batch-world.ts";
import { LETTER, letterContent } from "../../../support/letter-builders.ts";

const BEGIN_MS = Date.parse("2026-11-22T12:00:00Z");

/** What is kept of a letter, in memory; each call is a second later than the one before. */
function world({ taken = 0 }: { readonly taken?: number } = {}) {
  const versions: FrozenLetter[] = [];
  const runs: { readonly name: string; readonly broadcast: Broadcast }[] = [];
  let plan: LetterSchedule | undefined;
  let state: JourneySwitch | undefined;
  let seconds = 0;
  let refusals = taken;
  const deps = {
    letters: {
      newest: async () => versions.at(-1),
      freeze: async (frozen: FrozenLetter) => {
        if (refusals > 0) {
          refusals -= 1;
          return "taken" as const;
        }
        versions.push(frozen);
        return "frozen" as const;
      },
      schedule: async (one: LetterSchedule) => {
        plan = one;
      },
    },
    turn: async (_: string, to: JourneySwitch) => {
      state = to;
    },
    start: async (broadcast: Broadcast, name: string) => {
      runs.push({ broadcast, name });
    },
    now: () => {
      seconds += 1;
      return instantAt(BEGIN_MS + seconds * 1000);
    },
  };
  const mayStillSend = (run: (typeof runs)[number]) => !isStopped(state, run.broadcast.journey.startedAt);
  return { deps, versions, runs, mayStillSend, plan: () => plan };
}

const times = { at: "2026-12-01T09:00:00Z", until: "2026-12-08T09:00:00Z" };
const saying = (en: string) =>
  letterContent({ words: { ...letterContent().words, subject: { en, de: en } } });

describe("scheduling a letter", () => {
  test("freezes its words, and starts a broadcast that the workflow and the worker accept", async () => {
    const { deps, versions, runs } = world();
    const content = letterContent();
    expect(await scheduleLetter(deps)(LETTER, content, times)).toMatchObject({ version: 1, ...times });
    expect(versions).toMatchObject([
      { version: 1, fingerprint: letterFingerprint(content), words: content.words },
    ]);
    const [run] = runs;
    expect(run?.name).toMatch(/^[a-z0-9-]{1,80}$/);
    expect(Broadcast.parse(run?.broadcast)).toMatchObject({
      journey: { name: "letter:winter-repair" },
      message: "offer-letter",
      audience: "topic:offers",
      at: times.at,
      about: { about: "letter", letter: LETTER, version: 1, until: times.until },
    });
    const batch = BroadcastBatch.parse({ ...run?.broadcast, customers: customers(1) });
    expect(batch).not.toHaveProperty("at");
  });

  test("tries again when another author froze a version meanwhile, and gives up after some tries", async () => {
    const { deps, versions } = world({ taken: 2 });
    await scheduleLetter(deps)(LETTER, letterContent(), times);
    expect(versions).toHaveLength(1);
    const never = world({ taken: 100 });
    await expect(scheduleLetter(never.deps)(LETTER, letterContent(), times)).rejects.toThrow(
      LetterContendedError,
    );
    expect(never.runs).toEqual([]);
    expect(never.plan()).toBeUndefined();
  });

  test("property: the last schedule alone may send, none after a stop; a version never changes, and is one for one content", async () => {
    const step = fc.constantFrom("one", "other", "third", "stop");
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
        const { deps, versions, runs, mayStillSend } = world();
        let last: LetterContent | undefined;
        for (const one of steps) {
          const before = structuredClone(versions);
          last = one === "stop" ? undefined : saying(one);
          if (last === undefined) await stopLetter(deps)(LETTER);
          else await scheduleLetter(deps)(LETTER, last, times);
          expect(versions.slice(0, before.length)).toEqual(before);
        }
        expect(runs.filter(mayStillSend)).toEqual(last === undefined ? [] : runs.slice(-1));
        expect(new Set(runs.map(({ name }) => name)).size).toBe(runs.length);
        for (const [at, version] of versions.entries()) {
          expect(version.version).toBe(at + 1);
          expect(version.fingerprint).not.toBe(versions[at - 1]?.fingerprint);
        }
        // Whatever the version, it is one message to one customer.
        expect(
          new Set(runs.map(({ broadcast: { journey, key } }) => `${journey.name}:${key}`)).size,
        ).toBeLessThan(2);
      }),
    );
  });

  test("property: the fingerprint is of the content alone, in whatever order it is written", () => {
    const shuffled = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(shuffled);
      if (typeof value !== "object" || value === null) return value;
      return Object.fromEntries(
        Object.entries(value)
          .toReversed()
          .map(([key, one]) => [key, shuffled(one)]),
      );
    };
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.string({ minLength: 1 }), (one, other) => {
        expect(letterFingerprint(shuffled(saying(one)) as LetterContent)).toBe(
          letterFingerprint(saying(one)),
        );
        expect(letterFingerprint(saying(one)) === letterFingerprint(saying(other))).toBe(one === other);
      }),
    );
  });
});
