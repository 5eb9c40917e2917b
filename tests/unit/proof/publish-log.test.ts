import { sign } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { daysAfter } from "../../../core/model/days.ts";
import { dayEntryText } from "../../../core/proof/day-entry.ts";
import { dayTrees } from "../../../core/proof/day-trees.ts";
import { dayEntries } from "../../../core/proof/gift-tree.ts";
import { LogDivergedError, type PublishDeps, publishDays } from "../../../core/proof/publish-log.ts";
import { checkDays, checkSince, readLog } from "../../../verify/wellspring-verify.mjs";
import { LOG, leaf, PROOF_KEY, TRUST } from "../../support/gift-log.ts";
import { Killed, MemoryLog } from "../../support/memory-log.ts";

const FIRST = "2026-11-27";
const LAST = "2026-12-01";

const DAYS = ["2026-11-27", "2026-11-28", "2026-11-30", "2026-12-01"];

/** The entries of each day as one reads the ledger, or another who sees one gift more of each day: three gifts a day. */
const [read, readMore] = [3, 4].map((count) => {
  const leaves = DAYS.flatMap((day, at) =>
    Array.from({ length: count }, (_, one) => leaf(100 * at + one, { day })),
  );
  const trees = DAYS.map((day) => [day, dayTrees(leaves, day, { key: PROOF_KEY, giftsMin: 2 })] as const);
  return new Map(trees.map(([day, some]) => [day, dayEntries(some).map(dayEntryText)]));
});

function deps(memory: MemoryLog, ledger = read): PublishDeps {
  return {
    heads: memory,
    log: memory,
    key: LOG,
    sign: async (text) => {
      await memory.step();
      memory.signed.push(text);
      return sign(null, Buffer.from(text), LOG.privateKey);
    },
    timeZone: "Europe/Berlin",
    entriesOf: async (day) => {
      await memory.step();
      return ledger?.get(day) ?? [];
    },
  };
}

/** Whoever looks after each step sees a log that is whole and only grows. */
function observer(memory: MemoryLog) {
  const seen: string[] = [];
  return async () => {
    const note = memory.note;
    if (note === undefined || note === seen.at(-1)) return;
    const log = await readLog(async (path) => memory.public(path), TRUST);
    checkDays(log);
    for (const earlier of seen) await checkSince(log, earlier, TRUST);
    seen.push(note);
  };
}

async function undisturbed(): Promise<MemoryLog> {
  const memory = new MemoryLog();
  await publishDays(deps(memory))(FIRST, LAST);
  return memory;
}

/** Runs until one is not killed; each is killed after so many steps more than the one before lived. */
async function killedAtEachStep(memory: MemoryLog, look: () => Promise<void>): Promise<number> {
  for (let lives = 0; lives < 200; lives++) {
    memory.killAfter(lives);
    try {
      await publishDays(deps(memory))(FIRST, LAST);
      await look();
      return lives;
    } catch (error) {
      if (!(error instanceof Killed)) throw error;
      await look();
    }
  }
  throw new Error("It never came to its end");
}

describe("the log", () => {
  test("is published day by day, an empty one without an entry, and again without a change", async () => {
    const memory = await undisturbed();
    const files = memory.files();
    const { entries } = await readLog(async (path) => memory.public(path), TRUST);
    expect(entries.map((entry) => entry.split("\n", 2)[1])).toEqual([
      "log give.example.com/proof",
      ...DAYS.map((day) => `day ${day}`),
    ]);
    expect(await publishDays(deps(memory))(FIRST, LAST)).toMatchObject({ day: LAST, size: 5, before: 4 });
    expect(memory.files()).toEqual(files);
    expect(files.filter(([path]) => path.startsWith("tile/entries/"))).toHaveLength(4);
  });

  test("is the same bytes wherever a run is killed, once or at each step in turn, and whole to whoever looks", async () => {
    const files = (await undisturbed()).files();
    const each = new MemoryLog();
    expect(await killedAtEachStep(each, observer(each))).toBeGreaterThan(10);
    expect(each.files()).toEqual(files);
    const steps = (await undisturbed()).steps;
    for (let at = 0; at < steps; at++) {
      const memory = new MemoryLog();
      const look = observer(memory);
      memory.killAfter(at);
      await expect(publishDays(deps(memory))(FIRST, LAST)).rejects.toThrow(Killed);
      await look();
      memory.killAfter(Number.POSITIVE_INFINITY);
      await publishDays(deps(memory))(FIRST, LAST);
      await look();
      expect(memory.files()).toEqual(files);
    }
  });

  test("is written by two runs at once as by one, however they take turns", async () => {
    const files = (await undisturbed()).files();
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (turns) => {
        const memory = new MemoryLog();
        const look = observer(memory);
        memory.waits = async () => {
          await turns.schedule(Promise.resolve());
          await look();
        };
        const runs = Promise.all(
          [LAST, daysAfter(LAST, -1)].map((last) => publishDays(deps(memory))(FIRST, last)),
        );
        await turns.waitFor(runs);
        expect(memory.files()).toEqual(files);
      }),
      { numRuns: 15 },
    );
  });

  test("never has two roots of one size, although two runs read the ledger differently", async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (turns) => {
        const memory = new MemoryLog();
        memory.waits = () => turns.schedule(Promise.resolve());
        const runs = Promise.allSettled(
          [read, readMore].map((ledger) => publishDays(deps(memory, ledger))(FIRST, LAST)),
        );
        const [one, other] = await turns.waitFor(runs);
        const failures = [one, other].flatMap((run) => (run?.status === "rejected" ? [run.reason] : []));
        expect(failures.length).toBeGreaterThan(0);
        expect(failures.filter((error) => !(error instanceof LogDivergedError))).toEqual([]);
        expect(memory.signedBySize().filter((roots) => roots.size > 1)).toEqual([]);
      }),
      { numRuns: 15 },
    );
  });
});

describe("is found out where", () => {
  test("the checkpoint is public before its files are", async () => {
    const memory = new MemoryLog({ addsLate: true });
    await expect(killedAtEachStep(memory, observer(memory))).rejects.toThrow("is not there");
  });

  test("a head is decided without comparing: two roots of one size are signed", async () => {
    const signed = new Set<number>();
    for (let seed = 0; seed < 40 && signed.size === 0; seed++) {
      await fc.assert(
        fc.asyncProperty(fc.scheduler(), async (turns) => {
          const memory = new MemoryLog({ neverLoses: true });
          memory.waits = () => turns.schedule(Promise.resolve());
          const runs = Promise.allSettled(
            [read, readMore].map((ledger) => publishDays(deps(memory, ledger))(FIRST, LAST)),
          );
          await turns.waitFor(runs);
          for (const roots of memory.signedBySize()) if (roots.size > 1) signed.add(roots.size);
        }),
        { numRuns: 1, seed },
      );
    }
    expect(signed.size).toBeGreaterThan(0);
  });

  test("a day reads otherwise after it was decided, and nothing is signed", async () => {
    const memory = new MemoryLog();
    memory.killAfter(4);
    await expect(publishDays(deps(memory))(FIRST, LAST)).rejects.toThrow(Killed);
    memory.killAfter(Number.POSITIVE_INFINITY);
    await expect(publishDays(deps(memory, readMore))(FIRST, LAST)).rejects.toThrow(LogDivergedError);
    expect(memory.signed).toEqual([]);
  });
});
