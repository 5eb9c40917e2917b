import { createHash } from "node:crypto";
import * as z from "zod";
import type { BucketStore } from "../giving/ledger/bucket.store.ts";
import { daysAfter } from "../model/days.ts";
import { Day } from "../model/purchase.ts";
import { readDayEntry } from "./day-entry.ts";
import type { ProofFrame } from "./day-trees.ts";
import type { TakenOrder } from "./gift-moves.ts";
import type { GiftTree } from "./gift-tree.ts";
import { type Night, nightOf, Outlook, WaitingLeaf } from "./night.ts";
import type { ProofFiles } from "./proof-files.ts";
import { LogDivergedError } from "./publish-log.ts";
import type { SumNode } from "./sum-tree.ts";
import {
  type EntryCounts,
  type LateEntries,
  type SeenDay,
  seenEntries,
  touchedOrders,
} from "./touched-orders.ts";

/** A span of a file: that of one day's outlooks among those of a night. */
const Span = z.object({ file: z.string(), from: z.int(), length: z.int() });

/**
 * What one night decided, in one file that is written once: whoever is second reads it.
 * - `entries`: what the day publishes
 * - `waiting`: leaves that were few
 * - `outlooks`: of each day to come, where what is expected of it stands, the earliest night first
 * - `seen`: of each day of purchases, how many entries of the ledger the log has, in which file they are counted, and in which one
 *   is said what reached the log late, if anything did
 * - `trees`: the file of the day's trees; absent: it published none
 */
const NightFile = z.object({
  day: Day,
  entries: z.array(z.string()),
  waiting: z.array(WaitingLeaf),
  outlooks: z.record(Day, z.array(Span)),
  seen: z.record(Day, z.object({ entries: z.int(), file: z.string(), late: z.string().optional() })),
  trees: z.string().optional(),
});
export type NightFile = z.infer<typeof NightFile>;

const Seen = z.record(z.string(), z.record(z.string(), z.record(z.string(), z.int())));
const Late = z.record(z.string(), z.array(z.object({ index: z.int(), day: Day })));
/** In a file of trees, each leaf is its sum in eight bytes, the highest first, and its hash. */
export const LEAF_BYTES = 40;

export interface NightsDeps {
  readonly files: ProofFiles;
  readonly counts: EntryCounts;
  readonly buckets: Pick<BucketStore, "read">;
  readonly frame: ProofFrame;
}

export function nightPath(day: Day): string {
  return `nights/${day}.json`;
}

export async function readNight(files: Pick<ProofFiles, "read">, day: Day): Promise<NightFile | undefined> {
  const file = await files.read(nightPath(day));
  return file && NightFile.parse(JSON.parse(file.bytes.toString()));
}

/**
 * Closes days of the ledger, each after the one before it; `first` is the log's first. A day is closed once: whoever asks again, or
 * at the same time, is answered what was decided. Nothing of it is public.
 */
export function closeDays(deps: NightsDeps, first: Day): (day: Day) => Promise<NightFile> {
  const { files } = deps;
  return async (day) => {
    const closed = await readNight(files, day);
    if (closed !== undefined) return closed;
    const before = day === first ? undefined : await readNight(files, daysAfter(day, -1));
    if (day !== first && before === undefined)
      throw new LogDivergedError(`The file of the night before ${day} is missing`);
    const night = await closeDay(deps, day, before);
    await files.add(nightPath(day), JSON.stringify(night));
    return (await readNight(files, day)) ?? night;
  };
}

async function closeDay(deps: NightsDeps, day: Day, before: NightFile | undefined): Promise<NightFile> {
  const { files, counts, frame } = deps;
  const seen = { ...before?.seen };
  const touched: TakenOrder[] = [];
  for (const [placed, entries] of await counts.days()) {
    const was = seen[placed];
    if (entries === (was?.entries ?? 0)) continue;
    const known = await readSeen(files, was);
    const found = await touchedOrders(deps, { placed, last: day, timeZone: frame.timeZone }, known);
    if (found.orders.length === 0) continue;
    touched.push(...found.orders);
    const isLate = Object.keys(found.late).length > 0;
    seen[placed] = {
      entries: seenEntries(found.seen),
      file: await addNamed(files, `seen/${placed}`, JSON.stringify(found.seen)),
      ...(isLate && { late: await addNamed(files, `late/${placed}`, JSON.stringify(found.late)) }),
    };
  }
  const { [day]: expected = [], ...later } = before?.outlooks ?? {};
  const outlooks: Outlook[] = [];
  for (const span of expected) outlooks.push(...(await readOutlooks(files, span)));
  const night = nightOf(day, { touched, outlooks, waiting: before?.waiting ?? [] }, frame);
  const trees =
    night.trees.length === 0 ? {} : { trees: await addNamed(files, `trees/${day}`, treeBytes(night)) };
  return {
    day,
    entries: [...night.entries],
    waiting: [...night.waiting],
    outlooks: joined(later, await addOutlooks(files, day, night)),
    seen,
    ...trees,
  };
}

type SeenFiles = NightFile["seen"][string] | undefined;

async function readSeen(files: ProofFiles, its: SeenFiles): Promise<SeenDay> {
  const seen = its === undefined ? {} : Seen.parse(JSON.parse(String(await present(files, its.file))));
  return { seen, late: await readLate(files, its) };
}

/** What of one day's purchases reached the log late. */
export async function readLate(files: Pick<ProofFiles, "read">, its: SeenFiles): Promise<LateEntries> {
  return its?.late === undefined ? {} : Late.parse(JSON.parse(String(await present(files, its.late))));
}

/** A file whose name ends with the hash of its bytes: of two runs that see the same, both make one. */
async function addNamed(files: ProofFiles, prefix: string, bytes: Buffer | string): Promise<string> {
  const path = `${prefix}-${createHash("sha256").update(bytes).digest("hex").slice(0, 32)}`;
  await files.add(path, bytes);
  return path;
}

async function present(files: Pick<ProofFiles, "read">, path: string): Promise<Buffer> {
  const file = await files.read(path);
  if (file === undefined) throw new LogDivergedError(`The file ${path} is missing`);
  return file.bytes;
}

async function readOutlooks(
  files: ProofFiles,
  { file, from, length }: z.infer<typeof Span>,
): Promise<Outlook[]> {
  const lines = String(await files.span(file, from, length)).split("\n");
  return lines.filter((line) => line !== "").map((line) => Outlook.parse(JSON.parse(line)));
}

async function addOutlooks(files: ProofFiles, day: Day, { outlooks }: Night) {
  const spans: Record<Day, Omit<z.infer<typeof Span>, "file">> = {};
  let from = 0;
  const parts = [...outlooks].map(([its, some]) => {
    const bytes = Buffer.from(some.map((outlook) => `${JSON.stringify(outlook)}\n`).join(""));
    spans[its] = { from, length: bytes.length };
    from += bytes.length;
    return bytes;
  });
  if (parts.length === 0) return {};
  const file = await addNamed(files, `outlooks/${day}`, Buffer.concat(parts));
  return Object.fromEntries(Object.entries(spans).map(([its, span]) => [its, [{ file, ...span }]]));
}

function joined(one: NightFile["outlooks"], other: NightFile["outlooks"]): NightFile["outlooks"] {
  const days = [...new Set([...Object.keys(one), ...Object.keys(other)])].toSorted();
  return Object.fromEntries(days.map((day) => [day, [...(one[day] ?? []), ...(other[day] ?? [])]]));
}

/** The leaves of all trees of a night, in the order of the lines of its entries. */
function treeBytes({ trees, entries }: Night): Buffer {
  const named = new Map(trees.map((tree) => [treeName(tree), tree]));
  const inOrder = entries.flatMap((text) => {
    const entry = readDayEntry(text);
    return (entry?.trees ?? []).flatMap((sum) => {
      const tree = entry && named.get(treeName({ ...sum, kind: entry.kind, currency: entry.currency }));
      return tree === undefined ? [] : [tree];
    });
  });
  return Buffer.concat(inOrder.flatMap(({ sums }) => sums.leaves.map(leafBytes)));
}

function treeName({
  kind,
  cause,
  currency,
  funding,
}: Pick<GiftTree, "kind" | "cause" | "currency" | "funding">) {
  return `${kind} ${cause} ${currency} ${funding}`;
}

function leafBytes({ sum, hash }: SumNode): Buffer {
  const bytes = Buffer.alloc(LEAF_BYTES);
  bytes.writeBigUInt64BE(BigInt(sum));
  hash.copy(bytes, 8);
  return bytes;
}

/** Reads leaves of a file of trees. */
export function readLeaves(bytes: Buffer): SumNode[] {
  return Array.from({ length: bytes.length / LEAF_BYTES }, (_, at) => ({
    sum: Number(bytes.readBigUInt64BE(at * LEAF_BYTES)),
    hash: bytes.subarray(at * LEAF_BYTES + 8, (at + 1) * LEAF_BYTES),
  }));
}
