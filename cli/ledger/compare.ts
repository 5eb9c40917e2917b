import { createHash } from "node:crypto";
import type { AttributeValue, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import {
  BRAND_CONFIG_PARTITION,
  BRAND_WORDS_PARTITION,
  FONTS_PARTITION,
  isPicturePartition,
  LISTENING_PARTITION,
} from "../../core/giving/config/brand-config.keys.ts";
import { parseAllowanceShard, SMOKE_PARTITION } from "../../core/giving/ledger/ledger.keys.ts";
import { isStoryPartition } from "../../core/impact/stories/story.keys.ts";
import { LOG_HEAD_KEY } from "../../core/proof/log-head.store.ts";
import { REGISTERS_PARTITION } from "../../core/settlement/registers/register.keys.ts";
import { PAYOUTS_PARTITION } from "../../core/settlement/settlement.keys.ts";
import type { Progress } from "../progress.ts";
import { canonicalText } from "./canonical.ts";
import { rowName } from "./direct-sum.ts";
import { scan } from "./scan.ts";

type Item = Record<string, AttributeValue>;

/** Partitions of which only what is there now holds. */
const PRESENT_PARTITIONS = [
  BRAND_CONFIG_PARTITION,
  BRAND_WORDS_PARTITION,
  LISTENING_PARTITION,
  FONTS_PARTITION,
  SMOKE_PARTITION,
  PAYOUTS_PARTITION,
  REGISTERS_PARTITION,
  LOG_HEAD_KEY.pk,
];

/**
 * What may be done with a row of an older ledger. `lasting` (entries, first gifts, order rows, milestones, used-up
 * allowances) is written once and never changed. `growing` are refunds that wait for their purchase. `present` (what is left
 * of an allowance, what the brand states, its words, stores, stories and pictures, what was paid out, up to where the public log
 * is decided, a test purchase) is only right now: an older one must never take its place.
 */
type Nature = "lasting" | "growing" | "present";

function natureOf({ pk, sk, kind }: Item): Nature {
  if (kind?.S === "parked") return "growing";
  const key = { pk: pk?.S ?? "", sk: sk?.S ?? "" };
  const isOfBrand =
    PRESENT_PARTITIONS.includes(key.pk) || isStoryPartition(key.pk) || isPicturePartition(key.pk);
  if (isOfBrand) return "present";
  const isShard = key.pk.startsWith("allowance#") && parseAllowanceShard(key.sk) !== undefined;
  return isShard ? "present" : "lasting";
}

const nameOf = ({ pk, sk }: Item) => rowName({ pk: pk?.S ?? "", sk: sk?.S ?? "" });
const digestOf = (item: Item) => createHash("sha256").update(canonicalText(item)).digest("base64");

/** The rows of the ledger of now: with a digest for each row that lasts, none for the others. */
export type Present = ReadonlyMap<string, { readonly digest?: string; readonly recordedAt?: string }>;

export async function readPresent(
  dynamo: DynamoDBClient,
  table: string,
  progress: Progress,
): Promise<Present> {
  const rows = new Map<string, { digest?: string; recordedAt?: string }>();
  for await (const items of scan(dynamo, table, "read the ledger", progress)) {
    for (const item of items) {
      const recordedAt = item["recordedAt"]?.S;
      const lasting = natureOf(item) === "lasting" && { digest: digestOf(item) };
      rows.set(nameOf(item), { ...lasting, ...(recordedAt !== undefined && { recordedAt }) });
    }
  }
  return rows;
}

/** How a row of the older ledger compares with the ledger of now. */
type RowComparison = "same" | "missing" | "changed" | "leftAlone";

function compareRow(item: Item, present: Present): RowComparison {
  const now = present.get(nameOf(item));
  const nature = natureOf(item);
  if (nature === "present") return now === undefined ? "leftAlone" : "same";
  if (now === undefined) return "missing";
  // Early refunds have meanwhile been recorded with their purchase, or have grown.
  return nature === "growing" || now.digest === digestOf(item) ? "same" : "changed";
}

export interface Comparison {
  readonly same: number;
  /** In the older ledger alone. */
  readonly missing: number;
  /** Rows that differ, though rows of their kind never change. */
  readonly changed: readonly string[];
  /** In the older ledger alone, and not copied from there. */
  readonly leftAlone: readonly string[];
  /** Entries of the ledger of now that were recorded before that instant, and are missing in the older one. */
  readonly lost: readonly string[];
}

/** The limit of time between the instant that an entry says and its write: longer than any run of give-share. */
const WRITTEN_WITHIN_MS = 300_000;

/**
 * Holds every row of an older ledger against the ledger of now. `onMissing` is handed what is in the older one alone, page by
 * page. With `until` it also looks whether the older one has every entry that was recorded by then.
 */
export async function compareWith(
  { dynamo, present, older }: { dynamo: DynamoDBClient; present: Present; older: string },
  progress: Progress,
  { onMissing, until }: { onMissing?: (items: readonly Item[]) => Promise<void>; until?: Date } = {},
): Promise<Comparison> {
  const found = { same: 0, missing: 0, changed: [] as string[], leftAlone: [] as string[] };
  const seen = new Set<string>();
  for await (const items of scan(dynamo, older, "compare", progress)) {
    const missing: Item[] = [];
    for (const item of items) {
      const standing = compareRow(item, present);
      if (until !== undefined) seen.add(nameOf(item));
      if (standing === "missing") missing.push(item);
      else if (standing === "same") found.same += 1;
      else found[standing].push(nameOf(item));
    }
    found.missing += missing.length;
    await onMissing?.(missing);
  }
  return { ...found, lost: until === undefined ? [] : lostOf(present, seen, until) };
}

function lostOf(present: Present, seen: ReadonlySet<string>, until: Date): string[] {
  const latest = until.getTime() - WRITTEN_WITHIN_MS;
  return [...present].flatMap(([name, { recordedAt }]) => {
    const isOlder = recordedAt !== undefined && Date.parse(recordedAt) <= latest;
    return isOlder && !seen.has(name) ? [name] : [];
  });
}
