import { createHash } from "node:crypto";
import type { BucketStore } from "../giving/ledger/bucket.store.ts";
import type { Entry } from "../giving/ledger/entry.ts";
import { entriesPrefix, parseBucketKey } from "../giving/ledger/ledger.keys.ts";
import { type RecordedOrder, recordedOrder } from "../giving/ledger/statement.ts";
import { daysAfter } from "../model/days.ts";
import type { Day } from "../model/purchase.ts";
import { mapBounded } from "../platform/bounded.ts";
import { countUpTo, type LateEntry, type TakenOrder } from "./gift-moves.ts";
import { LogDivergedError } from "./publish-log.ts";

/** How many buckets are read at the same time. */
const BUCKETS_AT_ONCE_MAX = 32;
/** Of the hash of an order's name: 66 bits, among the orders of one bucket. */
const TAG_CHARS = 11;

/** How many entries the ledger has where, by whoever counts them: what differs from what is remembered is read. */
export interface EntryCounts {
  /** By the day of the purchases. */
  days(): Promise<ReadonlyMap<Day, number>>;
  /** Of a day, by the quarter of an hour. */
  quarters(day: Day): Promise<ReadonlyMap<string, number>>;
  /** Of a quarter of an hour, by the bucket's minute and shard: `2026-11-22T13:35Z#03`. */
  buckets(quarter: string): Promise<ReadonlyMap<string, number>>;
}

/** How many entries of each order the log has, by the order's tag. */
type BucketCounts = Readonly<Record<string, number>>;

/** How many entries the log has, by the quarter of an hour, by the bucket: those of one day's purchases. */
export type SeenCounts = Readonly<Record<string, Readonly<Record<string, BucketCounts>>>>;

/** By the order's tag, which of its entries reached the log late: those of one day's purchases. */
export type LateEntries = Readonly<Record<string, readonly LateEntry[]>>;

/** What the log has of one day's purchases. */
export interface SeenDay {
  readonly seen: SeenCounts;
  readonly late: LateEntries;
}

export interface TouchedDay extends SeenDay {
  readonly orders: readonly TakenOrder[];
}

/**
 * Of the purchases of one day, the orders of which the log takes an entry on `last`. Only buckets that hold more than was seen are
 * read. An entry that the ledger took earlier and that nobody had counted, or that was not written, when its day was closed is taken
 * on `last`: counts may be late by any time, and nothing is left out or taken twice. Throws {@link LogDivergedError} where the ledger
 * lacks an entry that the log has: somebody has to find out why.
 */
export async function touchedOrders(
  { counts, buckets }: { readonly counts: EntryCounts; readonly buckets: Pick<BucketStore, "read"> },
  { placed, last, timeZone }: { readonly placed: Day; readonly last: Day; readonly timeZone: string },
  known: SeenDay,
): Promise<TouchedDay> {
  const orders: TakenOrder[] = [];
  const seen: Record<string, Readonly<Record<string, BucketCounts>>> = { ...known.seen };
  const late: Record<string, readonly LateEntry[]> = { ...known.late };
  for (const [quarter, entries] of await counts.quarters(placed)) {
    const before = known.seen[quarter] ?? {};
    if (entries === sumOf(before)) continue;
    const more = [...(await counts.buckets(quarter))].filter(
      ([name, count]) => count !== countIn(before[name]),
    );
    const read = await mapBounded(more, BUCKETS_AT_ONCE_MAX, async ([name]) => {
      const found = await ordersOf(buckets, name);
      const has = { ...before[name] };
      for (const [tag, had] of Object.entries(has)) if (!found.has(tag)) throw lacking(name, had);
      for (const [tag, order] of found) {
        const had = has[tag] ?? 0;
        const taken = takenOn({ ...order, late: late[tag] ?? [] }, { had, last, timeZone });
        if (taken === undefined) throw lacking(name, had);
        const count = countUpTo(taken, last, timeZone);
        if (count === had) continue;
        has[tag] = count;
        orders.push(taken);
        if (taken.late.length > 0) late[tag] = taken.late;
      }
      return [name, has] as const;
    });
    seen[quarter] = { ...before, ...Object.fromEntries(read.filter(([, has]) => countIn(has) > 0)) };
  }
  return { orders, seen, late };
}

/**
 * An order as the log takes it on `last`, when it had so many of its entries: what is of an earlier day and was not had is late.
 * Undefined where the ledger has fewer than the log.
 */
function takenOn(
  order: TakenOrder & { readonly late: readonly LateEntry[] },
  { had, last, timeZone }: { readonly had: number; readonly last: Day; readonly timeZone: string },
) {
  const before = countUpTo(order, daysAfter(last, -1), timeZone);
  if (before < had) return undefined;
  return before === had ? order : { ...order, late: [...order.late, { index: had, day: last }] };
}

function lacking(bucket: string, had: number): LogDivergedError {
  return new LogDivergedError(
    `Of an order in the ledger's bucket ${bucket} the log has ${had} entries, and the ledger fewer`,
  );
}

/** By which the log knows an order in its bucket. */
export function orderTag({ accrual }: RecordedOrder): string {
  return createHash("sha256").update(entriesPrefix(accrual)).digest("base64url").slice(0, TAG_CHARS);
}

/** How many entries the log has of one day's purchases. */
export function seenEntries(seen: SeenCounts): number {
  return Object.values(seen).reduce((sum, quarter) => sum + sumOf(quarter), 0);
}

function sumOf(quarter: SeenCounts[string]): number {
  return Object.values(quarter).reduce((sum, bucket) => sum + countIn(bucket), 0);
}

function countIn(bucket: BucketCounts = {}): number {
  return Object.values(bucket).reduce((sum, count) => sum + count, 0);
}

async function ordersOf(
  buckets: Pick<BucketStore, "read">,
  name: string,
): Promise<ReadonlyMap<string, RecordedOrder>> {
  const bucket = parseBucketKey(`bucket#${name}`);
  if (bucket === undefined) throw new Error(`${name} is no bucket of the ledger`);
  const entries = new Map<string, Entry[]>();
  for await (const page of buckets.read(bucket)) {
    const [unreadable] = page.unreadable;
    if (unreadable !== undefined)
      throw new Error(
        `${unreadable.sk} cannot be read (${unreadable.reason}), so the log would lack what it gave`,
      );
    for (const entry of page.entries) {
      const order = entriesPrefix(entry);
      entries.set(order, [...(entries.get(order) ?? []), entry]);
    }
  }
  return new Map(
    [...entries].map(([order, some]) => {
      const whole = recordedOrder(some);
      if (whole === undefined) throw new Error(`${order} has no purchase in the ledger`);
      return [orderTag(whole), whole];
    }),
  );
}
