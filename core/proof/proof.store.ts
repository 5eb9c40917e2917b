import type { S3Client } from "@aws-sdk/client-s3";
import type { RecordedOrder } from "../giving/ledger/statement.ts";
import { dayIn, daysAfter } from "../model/days.ts";
import { openCheckpoint } from "./checkpoint.ts";
import { type DayEntry, readDayEntry } from "./day-entry.ts";
import { GIFTS_MIN, giftLeaves, type ProofFrame } from "./day-trees.ts";
import type { FoundProof } from "./find-proofs.ts";
import { type GiftLeaf, leafText } from "./gift-leaf.ts";
import type { TakenOrder } from "./gift-moves.ts";
import { giftProof } from "./gift-proof.ts";
import { entryHash, inclusionProof } from "./log-tree.ts";
import { LEAF_BYTES, type NightFile, readLate, readLeaves, readNight } from "./nights.ts";
import { proofBucket } from "./proof-bucket.client.ts";
import { type ProofFiles, publicLog, VERIFIER_KEY_PATH } from "./proof-files.ts";
import { readEntries } from "./publish-log.ts";
import { type NoteKey, readVerifierKey } from "./signed-note.ts";
import { SumTree, sumLeaf } from "./sum-tree.ts";
import { orderTag } from "./touched-orders.ts";

/** Proofs of single orders, made without reading any other order. */
export interface ProofStore {
  /**
   * One for each leaf of the order, in their order; without `proof` it waits for its day, or for others of its tree. Throws
   * NoteError where the log is not signed by its own key.
   */
  proofsOf(order: RecordedOrder): Promise<FoundProof[]>;
  /** The line by which anybody checks the log; undefined before its first night. */
  verifierKey(): Promise<string | undefined>;
}

/** `salts`: the secret that makes the salts of leaves; `timeZone`: the brand's. */
export interface ProofStoreDeps {
  readonly salts: () => Promise<string>;
  readonly timeZone: () => Promise<string>;
}

/** The log as it was public when it was read last: entries never change, so a longer one replaces it. */
interface ReadLog {
  readonly note: string;
  readonly hashes: readonly Buffer[];
  readonly texts: readonly string[];
  /** What each entry says of a day; undefined for one of another kind. */
  readonly days: readonly (DayEntry | undefined)[];
}

export function proofStore(s3: S3Client, bucket: string, deps: ProofStoreDeps): ProofStore {
  return proofsIn(proofBucket(s3, bucket), deps);
}

export function proofsIn(files: ProofFiles, { salts, timeZone }: ProofStoreDeps): ProofStore {
  let known: ReadLog | undefined;
  let line: string | undefined;
  const verifierKey = async () => {
    line ??= (await files.read(VERIFIER_KEY_PATH))?.bytes.toString();
    return line;
  };
  const readLog = async (key: NoteKey): Promise<ReadLog | undefined> => {
    const log = publicLog(files);
    const shown = await log.checkpoint();
    if (shown === undefined) return undefined;
    if (shown.note !== known?.note) {
      const entries = await readEntries(log, openCheckpoint(shown.note, key).size);
      const texts = entries.map(String);
      known = { note: shown.note, hashes: entries.map(entryHash), texts, days: texts.map(readDayEntry) };
    }
    return known;
  };
  return {
    verifierKey,
    async proofsOf(order) {
      const ownKey = await verifierKey();
      if (ownKey === undefined) return [];
      const key = readVerifierKey(ownKey);
      const frame: ProofFrame = {
        origin: key.name,
        timeZone: await timeZone(),
        key: await salts(),
        giftsMin: GIFTS_MIN,
      };
      const log = await readLog(key);
      if (log === undefined) return giftLeaves(order, frame).map((leaf) => ({ leaf }));
      const leaves = giftLeaves(await asTaken(files, order, log, frame.timeZone), frame);
      return Promise.all(leaves.map((leaf) => proofOf(files, log, leaf)));
    },
  };
}

/** An order as the log took it: what reached it late is of a later day than the ledger's. */
async function asTaken(
  files: ProofFiles,
  order: RecordedOrder,
  { days }: ReadLog,
  timeZone: string,
): Promise<TakenOrder> {
  const last = days.findLast((day) => day !== undefined)?.day;
  const night = last === undefined ? undefined : await newestNight(files, last);
  const late = await readLate(files, night?.seen[dayIn(timeZone, order.accrual.placedAt)]);
  return { ...order, late: late[orderTag(order)] ?? [] };
}

/**
 * The last night that is decided: after the one of the log's last day there may be some that had nothing to publish, and took entries
 * all the same. Nights have no gaps: as few are read as a year has doublings.
 */
async function newestNight(files: ProofFiles, last: string): Promise<NightFile | undefined> {
  let newest = await readNight(files, last);
  let step = 1;
  while (newest !== undefined) {
    const next = await readNight(files, daysAfter(newest.day, step));
    if (next === undefined && step === 1) break;
    newest = next ?? newest;
    step = next === undefined ? 1 : step * 2;
  }
  return newest;
}

/** A tree in the log: its entry, and where its leaves are in the file of its day's trees. */
interface PublishedTree {
  readonly day: string;
  readonly entryIndex: number;
  readonly from: number;
  readonly leaves: number;
}

async function proofOf(files: ProofFiles, log: ReadLog, leaf: GiftLeaf): Promise<FoundProof> {
  const tree = treeWith(leaf, log.days);
  const night = tree && (await readNight(files, tree.day));
  if (tree === undefined || night?.trees === undefined) return { leaf };
  const span = await files.span(night.trees, tree.from * LEAF_BYTES, tree.leaves * LEAF_BYTES);
  const sums = new SumTree(readLeaves(span));
  const { hash } = sumLeaf(leaf.minor, leafText(leaf));
  const index = sums.leaves.findIndex((one) => one.hash.equals(hash));
  if (index < 0) return { leaf };
  const { entryIndex } = tree;
  const proof = giftProof({
    ...{ leaf, index, path: sums.path(index), entry: log.texts[entryIndex] ?? "", entryIndex },
    ...{ entryPath: inclusionProof(entryIndex, log.hashes), checkpoint: log.note },
  });
  return { leaf, proof };
}

/** The tree of the log that covers a leaf's day, if its month has one by now. */
function treeWith(leaf: GiftLeaf, days: ReadLog["days"]): PublishedTree | undefined {
  let day = "";
  let from = 0;
  for (const [entryIndex, entry] of days.entries()) {
    if (entry === undefined) continue;
    if (entry.day !== day) from = 0;
    day = entry.day;
    for (const tree of entry.trees) {
      if (covers(entry, tree, leaf)) return { day, entryIndex, from, leaves: tree.leaves };
      from += tree.leaves;
    }
  }
  return undefined;
}

function covers({ day, kind, currency }: DayEntry, tree: DayEntry["trees"][number], leaf: GiftLeaf): boolean {
  return (
    kind === leaf.kind &&
    currency === leaf.currency &&
    tree.cause === leaf.cause &&
    tree.funding === leaf.funding &&
    tree.from <= leaf.day &&
    leaf.day <= day &&
    day.slice(0, 7) === leaf.day.slice(0, 7)
  );
}
