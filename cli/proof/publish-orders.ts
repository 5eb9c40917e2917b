import type { RecordedOrder } from "../../core/giving/ledger/statement.ts";
import type { Day } from "../../core/model/purchase.ts";
import { type AuditTree, auditTree } from "../../core/proof/audit-trees.ts";
import { openCheckpoint } from "../../core/proof/checkpoint.ts";
import { dayEntryText, readDayEntry } from "../../core/proof/day-entry.ts";
import { dayTrees, giftLeaves, type ProofFrame } from "../../core/proof/day-trees.ts";
import { type FoundProof, findProofs } from "../../core/proof/find-proofs.ts";
import { dayEntries } from "../../core/proof/gift-tree.ts";
import { LogDivergedError, type LogHead, publishDays, readEntries } from "../../core/proof/publish-log.ts";
import { CliError } from "../cli-error.ts";
import { logFolder } from "./log-folder.ts";
import type { ProofKey } from "./proof-key.ts";

/** Adds to the log in a folder what it lacks, up to a day that is over. Undefined where nothing was given by then. */
export async function publishOrders(
  orders: readonly RecordedOrder[],
  folder: string,
  { note, sign }: ProofKey,
  frame: ProofFrame,
  last: Day,
): Promise<LogHead | undefined> {
  const leaves = orders.flatMap((order) => giftLeaves(order, frame));
  const [first] = leaves.map(({ day }) => day).toSorted();
  if (first === undefined) return undefined;
  const log = logFolder(folder);
  const byMonth = Map.groupBy(leaves, ({ day }) => day.slice(0, 7));
  const entriesOf = async (day: Day) =>
    dayEntries(dayTrees(byMonth.get(day.slice(0, 7)) ?? [], day, frame)).map(dayEntryText);
  const { timeZone } = frame;
  try {
    return await publishDays({ heads: log, log, key: note, sign, timeZone, entriesOf })(first, last);
  } catch (error) {
    if (!(error instanceof LogDivergedError)) throw error;
    throw new CliError(
      `${error.message}: nothing was signed.`,
      "Was the ledger restored, or the stage's brand given another time zone? Ask before you publish.",
      { cause: error },
    );
  }
}

/** The trees of the log in a folder, in its order, made anew of all orders. */
export async function* treesOf(
  orders: readonly RecordedOrder[],
  folder: string,
  { note }: ProofKey,
  frame: ProofFrame,
): AsyncGenerator<AuditTree> {
  const log = logFolder(folder);
  const shown = await log.checkpoint();
  if (shown === undefined) return;
  const entries = await readEntries(log, openCheckpoint(shown.note, note).size);
  const days = new Set(entries.flatMap((text) => readDayEntry(String(text))?.day ?? []));
  const leaves = orders.flatMap((order) => giftLeaves(order, frame));
  const byMonth = Map.groupBy(leaves, ({ day }) => day.slice(0, 7));
  for (const day of days) {
    const trees = dayTrees(byMonth.get(day.slice(0, 7)) ?? [], day, frame);
    for (const tree of trees) yield auditTree(tree);
  }
}

/** The proofs of one of these orders in the log in a folder. */
export async function proofsOf(
  own: RecordedOrder,
  orders: readonly RecordedOrder[],
  folder: string,
  { note }: ProofKey,
  frame: ProofFrame,
): Promise<FoundProof[]> {
  const leaves = orders.flatMap((order) => giftLeaves(order, frame));
  return findProofs(logFolder(folder), note, giftLeaves(own, frame), leaves, frame);
}
