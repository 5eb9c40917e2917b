import type { Day } from "../model/purchase.ts";
import { openCheckpoint } from "./checkpoint.ts";
import { readDayEntry } from "./day-entry.ts";
import type { TreeName } from "./gift-leaf.ts";
import type { GiftTree } from "./gift-tree.ts";
import { LEAF_BYTES, readLeaves, readNight } from "./nights.ts";
import { type ProofFiles, publicLog, VERIFIER_KEY_PATH } from "./proof-files.ts";
import { LogDivergedError, readEntries } from "./publish-log.ts";
import { readVerifierKey } from "./signed-note.ts";
import type { SumNode } from "./sum-tree.ts";

/**
 * A published tree as an auditor makes it anew: its leaves in their order, by amount in the smallest unit and hash in base64, and
 * nothing of whose they are. `wellspring-verify.mjs audit --leaves` reads a list of them.
 */
export interface AuditTree extends TreeName {
  readonly day: Day;
  readonly leaves: readonly { readonly sum: number; readonly hash: string }[];
}

/** The trees of a stage's log, in its order. Throws LogDivergedError where the file of a day that is public is missing. */
export async function* auditTrees(files: ProofFiles): AsyncGenerator<AuditTree> {
  const line = (await files.read(VERIFIER_KEY_PATH))?.bytes.toString();
  const log = publicLog(files);
  const shown = await log.checkpoint();
  if (line === undefined || shown === undefined) return;
  const texts = await readEntries(log, openCheckpoint(shown.note, readVerifierKey(line)).size);
  let at = { day: "", from: 0 };
  for (const entry of texts.map((text) => readDayEntry(String(text)))) {
    if (entry === undefined) continue;
    if (entry.day !== at.day) at = { day: entry.day, from: 0 };
    const { day, kind, currency } = entry;
    const file = (await readNight(files, day))?.trees;
    if (file === undefined) throw new LogDivergedError(`The file of the trees of ${day} is missing`);
    for (const { cause, funding, leaves } of entry.trees) {
      const span = await files.span(file, at.from * LEAF_BYTES, leaves * LEAF_BYTES);
      at.from += leaves;
      yield { day, kind, cause, currency, funding, leaves: readLeaves(span).map(leafShown) };
    }
  }
}

/** The same of a tree that was made of its gifts. */
export function auditTree({ day, kind, cause, currency, funding, sums }: GiftTree): AuditTree {
  return { day, kind, cause, currency, funding, leaves: sums.leaves.map(leafShown) };
}

function leafShown({ sum, hash }: SumNode): AuditTree["leaves"][number] {
  return { sum, hash: hash.toString("base64") };
}
