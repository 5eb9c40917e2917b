import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { byRate, foldPrice, foldsAMonth, windowAt } from "../../../bench/dashboards/fold-cost.ts";
import {
  BUSY_ENTRIES,
  FOLD_WINDOW_SECONDS,
  foldWindowSeconds,
  followLoad,
} from "../../../core/impact/fold-window.ts";
import type { WindowSet } from "../../../core/platform/aws/batching-window.client.ts";

const { quiet, busy } = FOLD_WINDOW_SECONDS;
const MINUTE_MS = 60_000;

describe("the window in which entries are gathered for a fold", () => {
  test("is short until a quarter of an hour counts as many entries as are busy, in this one or the last", () => {
    const count = fc.nat(2 * BUSY_ENTRIES);
    fc.assert(
      fc.property(count, count, (now, before) => {
        const wanted = Math.max(now, before) >= BUSY_ENTRIES ? busy : quiet;
        expect(foldWindowSeconds([now, before])).toBe(wanted);
      }),
    );
  });

  test("costs at most seven cents a month more than the long one, at any rate of purchases", () => {
    // As counted by the bench, rounded up: five rows are written and five partitions read for one entry.
    const price = foldPrice({ write: 6, read: 6, ms: 150 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 50_000_000 }), (purchases) => {
        const more = foldsAMonth(purchases, windowAt(purchases)) - foldsAMonth(purchases, busy);
        expect(more * price).toBeLessThanOrEqual(0.07);
      }),
    );
    expect(byRate({ write: 6, read: 6, ms: 150 })).toMatchObject({
      "window in seconds at 10000 purchases a month": quiet,
      "window in seconds at 1000000 purchases a month": busy,
    });
  });
});

function arrange({ refuse = false, applied = true } = {}) {
  let atMs = Date.parse("2026-11-22T18:20:00Z");
  const counts = new Map<string, number>();
  const asked: number[] = [];
  const marked: number[] = [];
  const answer = (): WindowSet =>
    refuse ? { kind: "refused", reason: "ResourceConflictException" } : { kind: "changed" };
  const handle = followLoad(
    {
      impact: { quarterEntries: async (day, quarter) => counts.get(`${day} ${quarter}`) ?? 0 },
      timeZone: async () => (applied ? "Asia/Kathmandu" : undefined),
      window: {
        set: async (seconds) => {
          asked.push(seconds);
          return answer();
        },
      },
      epochMs: () => atMs,
    },
    async (records) => {
      marked.push(records.length);
      return { failed: [{ id: "1", reason: "as it was" }], facts: { marked: 0 } };
    },
  );
  return { handle, counts, asked, marked, later: (ms: number) => (atMs += ms) };
}

describe("following the load", () => {
  test("reads the quarter of an hour that lasts and the one before, each in the brand's own day", async () => {
    const { handle, counts, asked, later } = arrange();
    await handle([]);
    // 18:15 in UTC is the first quarter of the next day in Nepal; 18:00 is of the day before.
    counts.set("2026-11-22 2026-11-22T18:00Z", BUSY_ENTRIES);
    later(MINUTE_MS);
    await handle([]);
    counts.set("2026-11-23 2026-11-22T18:15Z", BUSY_ENTRIES);
    later(15 * MINUTE_MS);
    await handle([]);
    later(15 * MINUTE_MS);
    await handle([]);
    expect(asked).toEqual([quiet, busy, busy, quiet]);
  });

  test("looks twice a minute at most, and does every batch", async () => {
    const { handle, asked, marked, later } = arrange();
    for (let call = 0; call < 10; call += 1) {
      await handle([]);
      later(10_000);
    }
    expect(marked).toHaveLength(10);
    expect(asked).toHaveLength(4);
  });

  test("leaves the batch's outcome as it is, and adds what became of the window", async () => {
    const failed = [{ id: "1", reason: "as it was" }];
    expect(await arrange().handle([])).toEqual({ failed, facts: { marked: 0, foldWindowSeconds: quiet } });
    expect(await arrange({ refuse: true }).handle([])).toEqual({
      failed,
      facts: { marked: 0, foldWindowRefused: "ResourceConflictException" },
    });
  });

  test("sets nothing before a brand is applied", async () => {
    const { handle, asked } = arrange({ applied: false });
    await handle([]);
    expect(asked).toEqual([]);
  });
});
