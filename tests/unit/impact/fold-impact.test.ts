import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { BucketEntries } from "../../../core/giving/ledger/bucket.store.ts";
import type { Entry } from "../../../core/giving/ledger/entry.ts";
import { bucketKey } from "../../../core/giving/ledger/ledger.keys.ts";
import { calendar, monthOf, quarterOf } from "../../../core/impact/calendar.ts";
import { foldEntries, foldTotals, withoutSettlement } from "../../../core/impact/fold.ts";
import { type FoldDeps, foldBuckets, foldImpact } from "../../../core/impact/fold-impact.ts";
import {
  allTimeKey,
  type Children,
  dayKey,
  leafKey,
  monthKey,
  quarterKey,
} from "../../../core/impact/impact.keys.ts";
import type { Totals } from "../../../core/impact/impact.ts";
import type { Key } from "../../../core/platform/aws/key.ts";
import type { StreamRecord } from "../../../core/platform/lambda/stream.ts";
import { accrual, bucketName, bucketOf, clawback, history } from "../../support/ledger-entries.ts";

const zone = calendar("Asia/Kathmandu");
const rowName = ({ pk, sk }: Key) => `${pk} ${sk}`;

/** Both tables in memory. `step` is awaited before and inside every call, so that calls may interleave anywhere. */
class Tables {
  readonly ledger = new Map<string, Entry[]>();
  readonly rows = new Map<string, { key: Key; totals: Totals }>();
  readonly calls: string[] = [];

  append(entry: Entry): void {
    const bucket = this.ledger.get(bucketName(entry)) ?? [];
    if (!bucket.includes(entry)) this.ledger.set(bucketName(entry), [...bucket, entry]);
  }

  deps(step: () => Promise<void> = async () => {}): FoldDeps {
    return {
      buckets: {
        read: ({ minute, shard }) => {
          this.calls.push(`read ${bucketKey(minute, shard)}`);
          return this.pagesOf(bucketKey(minute, shard), step);
        },
      },
      impact: {
        put: async (key, totals) => {
          await step();
          const before = this.rows.get(rowName(key));
          if (before !== undefined && before.totals.entries >= totals.entries) return "seenBefore";
          this.rows.set(rowName(key), { key, totals });
          return "written";
        },
        // A query is no snapshot: what it reads second may be younger than what it read first.
        children: (of) => {
          this.calls.push(`children ${of.pk} ${of.prefix ?? ""}`);
          return this.childrenOf(of, step);
        },
      },
    };
  }

  /** A bucket in two pages. */
  private async *pagesOf(name: string, step: () => Promise<void>): AsyncGenerator<BucketEntries> {
    await step();
    const entries = this.ledger.get(name) ?? [];
    const half = Math.ceil(entries.length / 2);
    yield { entries: entries.slice(0, half), unreadable: [] };
    yield { entries: entries.slice(half), unreadable: [] };
  }

  private async *childrenOf(
    { pk, prefix = "" }: Children,
    step: () => Promise<void>,
  ): AsyncGenerator<Totals[]> {
    const read = (odd: boolean) =>
      [...this.rows.values()]
        .filter(({ key }) => key.pk === pk && key.sk.startsWith(prefix))
        .filter(({ key }) => key.sk.length > 0 && (hash(key.sk) % 2 === 1) === odd)
        .map(({ totals }) => totals);
    await step();
    yield read(true);
    await step();
    yield read(false);
  }

  bytes(): string {
    return JSON.stringify([...this.rows].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row));
  }
}

function hash(text: string): number {
  return [...text].reduce((sum, letter) => sum + letter.charCodeAt(0), 0);
}

/** Every row straight from the entries, without any tree. */
function direct(entries: readonly Entry[]): string {
  const rows = new Map<string, { key: Key; pending: boolean; entries: Entry[] }>();
  for (const entry of entries) {
    const { minute, shard } = bucketOf(entry);
    const quarter = quarterOf(minute);
    const day = zone.dayOf(quarter);
    for (const [key, pending] of [
      [leafKey(quarter, minute, shard), true],
      [quarterKey(day, quarter), true],
      [dayKey(day), true],
      [monthKey(monthOf(day)), false],
      [allTimeKey(), false],
    ] as const) {
      const row = rows.get(rowName(key)) ?? { key, pending, entries: [] };
      row.entries.push(entry);
      rows.set(rowName(key), row);
    }
  }
  const tables = new Tables();
  for (const [name, row] of rows) {
    const totals = foldEntries(row.entries, zone);
    tables.rows.set(name, { key: row.key, totals: row.pending ? totals : withoutSettlement(totals) });
  }
  return tables.bytes();
}

class Crash extends Error {}

interface Delivery {
  readonly entries: readonly Entry[];
  /** At which call to a store each try dies; the try after the last of these lives. */
  readonly crashes: readonly number[];
}

/** Each entry in one delivery at least, some in more, in any order; crashes here and there. */
const deliveries: fc.Arbitrary<Delivery[]> = history.chain((entries) =>
  fc
    .array(
      fc.record({
        entries: fc.subarray(entries),
        crashes: fc.array(fc.nat(12), { maxLength: 2 }),
      }),
      { minLength: 1, maxLength: 4 },
    )
    .map((some) => {
      const told = new Set(some.flatMap((delivery) => delivery.entries));
      return [...some, { entries: entries.filter((entry) => !told.has(entry)), crashes: [] }];
    }),
);

type Fold = (deps: FoldDeps, entries: readonly Entry[]) => Promise<unknown>;

const fold: Fold = (deps, entries) => {
  const dirty = new Map(entries.map((entry) => [bucketName(entry), bucketOf(entry)]));
  return foldBuckets(deps, zone, [...dirty.values()]);
};

/** All deliveries at once, interleaved at every step as the scheduler likes: ends at the direct fold's bytes. */
function everyInterleavingEndsAtTheDirectFold(
  folding: Fold,
  store: (tables: Tables, deps: FoldDeps) => FoldDeps,
) {
  return fc.asyncProperty(fc.scheduler(), deliveries, async (scheduler, all) => {
    const tables = new Tables();
    const deliver = async ({ entries, crashes }: Delivery) => {
      await scheduler.schedule(Promise.resolve(), "delivery");
      for (const entry of entries) tables.append(entry);
      for (const crash of [...crashes, Number.POSITIVE_INFINITY]) {
        let calls = 0;
        const step = async () => {
          if (calls === crash) throw new Crash();
          calls += 1;
          await scheduler.schedule(Promise.resolve(), "step");
        };
        const died = await folding(store(tables, tables.deps(step)), entries).then(
          () => false,
          (error: unknown) => {
            if (!(error instanceof Crash)) throw error;
            return true;
          },
        );
        if (!died) return;
      }
    };
    await scheduler.waitFor(Promise.all(all.map(deliver)));
    expect(tables.bytes()).toBe(direct([...tables.ledger.values()].flat()));
  });
}

const asIs = (_: Tables, deps: FoldDeps) => deps;

describe("fold-impact", () => {
  test("ends at the bytes of the direct fold after duplicates, reorderings, crashes and overlapping folders", async () => {
    await fc.assert(everyInterleavingEndsAtTheDirectFold(fold, asIs), { numRuns: 400 });
  });

  test("would be caught if it added what is new instead of recomputing", async () => {
    const adding: Fold = async ({ impact }, entries) => {
      for (const entry of entries) {
        const { minute, shard } = bucketOf(entry);
        const leaf = leafKey(quarterOf(minute), minute, shard);
        const stored = await Array.fromAsync(impact.children({ pk: leaf.pk, prefix: leaf.sk }));
        await impact.put(leaf, foldTotals([...stored.flat(), foldEntries([entry], zone)]));
      }
      const empty: FoldDeps = { impact, buckets: { read: async function* () {} } };
      await fold(empty, entries);
    };
    await expectCaught(adding, asIs);
  });

  test("would be caught if a folder that has seen less could overwrite one that has seen more", async () => {
    const unconditional = (tables: Tables, deps: FoldDeps): FoldDeps => ({
      ...deps,
      impact: {
        ...deps.impact,
        put: async (key, totals) => {
          await deps.impact.put(key, totals);
          tables.rows.set(rowName(key), { key, totals });
          return "written";
        },
      },
    });
    await expectCaught(fold, unconditional);
  });

  test("would be caught if it stopped at a leaf that is already right", async () => {
    const stopping: Fold = async (deps, entries) => {
      for (const entry of entries) {
        const { minute, shard } = bucketOf(entry);
        const pages = await Array.fromAsync(deps.buckets.read({ minute, shard }));
        const leaf = leafKey(quarterOf(minute), minute, shard);
        const put = await deps.impact.put(
          leaf,
          foldEntries(
            pages.flatMap((page) => page.entries),
            zone,
          ),
        );
        if (put === "written") await fold(deps, [entry]);
      }
    };
    await expectCaught(stopping, asIs);
  });

  test("reads each bucket and each period above it once for a whole batch", async () => {
    const tables = new Tables();
    const entries = Array.from({ length: 50 }, (_, order) => accrual({ orderId: String(order) }));
    for (const entry of entries) tables.append(entry);
    await foldImpact(withBrand(tables.deps()))(entries.map(record));
    expect(tables.calls.toSorted()).toEqual([
      "children day#2026 2026-11-",
      "children leaf#2026-11-22T13:30Z ",
      "children month ",
      "children quarter#2026-11-22 ",
      "read bucket#2026-11-22T13:35Z#00",
      "read bucket#2026-11-22T13:35Z#01",
    ]);
  });

  test("ignores records of other partitions without a single call", async () => {
    const tables = new Tables();
    const outcome = await foldImpact(withBrand(tables.deps()))([
      { id: "1", at: "2026-11-22T13:35:45Z", key: { pk: "stated", sk: "brand" }, item: {} },
    ]);
    expect(outcome.failed).toEqual([]);
    expect(tables.calls).toEqual([]);
  });

  test("names the item that it cannot read, and folds its neighbours and the other buckets", async () => {
    const tables = new Tables();
    const gift = accrual({ orderId: "1" });
    const entries = [accrual({ orderId: "0" }), gift, clawback(gift, { sequence: 1 })];
    for (const entry of entries) tables.append(entry);
    const deps = tables.deps();
    const outcome = await foldImpact(
      withBrand({
        ...deps,
        buckets: {
          async *read(bucket) {
            yield* deps.buckets.read(bucket);
            const unreadable = [{ sk: "standard#pos#7#accrual", reason: "base: invalid_type" }];
            if (bucket.shard === 1) yield { entries: [], unreadable };
          },
        },
      }),
    )(entries.map(record));
    expect(outcome).toEqual({
      failed: [],
      facts: { buckets: 2, unreadable: 1, items: ["standard#pos#7#accrual (base: invalid_type)"] },
    });
    expect(tables.bytes()).toBe(direct(entries));
  });

  test("waits for the brand: before it is applied the whole batch comes again", async () => {
    const deps = {
      ...new Tables().deps(),
      timeZone: () => Promise.reject(new Error("brand not applied yet")),
    };
    await expect(foldImpact(deps)([record(accrual({ orderId: "1" }), 0)])).rejects.toThrow("not applied");
  });
});

function record(entry: Entry, index: number): StreamRecord {
  return {
    id: String(index),
    at: "2026-11-22T13:36:00Z",
    key: { pk: bucketName(entry), sk: `${entry.orderId} ${entry.kind}` },
    item: { ...entry },
  };
}

function withBrand(deps: FoldDeps): Parameters<typeof foldImpact>[0] {
  return { ...deps, timeZone: async () => "Asia/Kathmandu" };
}

/** The mutant is right as long as nothing goes wrong, and the property finds what then does. */
async function expectCaught(folding: Fold, store: typeof asIs): Promise<void> {
  const calm = new Tables();
  const entries = ["1", "2", "3"].map((orderId) => accrual({ orderId }));
  for (const entry of entries) {
    calm.append(entry);
    await folding(store(calm, calm.deps()), [entry]);
  }
  expect(calm.bytes()).toBe(direct(entries));
  const property = everyInterleavingEndsAtTheDirectFold(folding, store);
  const result = await fc.check(property, { numRuns: 2000, seed: 7, endOnFailure: true });
  expect(result.failed ? "caught" : "not caught").toBe("caught");
}
