import { daysAfter } from "../model/days.ts";
import type { Day } from "../model/purchase.ts";
import { openCheckpoint } from "./checkpoint.ts";
import { dayTrees, type ProofFrame } from "./day-trees.ts";
import type { GiftLeaf } from "./gift-leaf.ts";
import { giftProof } from "./gift-proof.ts";
import { type GiftTree, leafPlace } from "./gift-tree.ts";
import { entryHash, inclusionProof } from "./log-tree.ts";
import { type PublicLog, readEntries } from "./publish-log.ts";
import type { NoteKey } from "./signed-note.ts";

/** A leaf with the proof that it is published; without one, it waits for others of its tree, or for its day. */
export interface FoundProof {
  readonly leaf: GiftLeaf;
  readonly proof?: string;
}

/**
 * The proofs of some gifts in the log as it is public, to be kept by whoever gave. `leaves` are all that the ledger has.
 * Throws NoteError for a log that the key did not sign.
 */
export async function findProofs(
  log: Pick<PublicLog, "read" | "checkpoint">,
  key: NoteKey,
  own: readonly GiftLeaf[],
  leaves: readonly GiftLeaf[],
  frame: ProofFrame,
): Promise<FoundProof[]> {
  const shown = await log.checkpoint();
  if (shown === undefined) return own.map((leaf) => ({ leaf }));
  const entries = await readEntries(log, openCheckpoint(shown.note, key).size);
  const hashes = entries.map(entryHash);
  const texts = entries.map(String);
  return own.map((leaf) => {
    const alike = leaves.filter((one) => nameOf(one) === nameOf(leaf));
    for (const day of restOfMonth(leaf.day)) {
      const tree = dayTrees(alike, day, frame).find(({ gifts }) =>
        gifts.some(({ salt }) => salt === leaf.salt),
      );
      const entryIndex = tree === undefined ? -1 : texts.findIndex((text) => text.startsWith(headOf(tree)));
      if (tree === undefined) continue;
      if (entryIndex < 0) break;
      const place = { leaf, ...leafPlace(leaf, tree), entry: texts[entryIndex] ?? "", entryIndex };
      const entryPath = inclusionProof(entryIndex, hashes);
      return { leaf, proof: giftProof({ ...place, entryPath, checkpoint: shown.note }) };
    }
    return { leaf };
  });
}

function nameOf({ kind, cause, currency, funding }: GiftLeaf): string {
  return `${kind} ${cause} ${currency} ${funding}`;
}

/** The first lines of the entry that a tree is in. */
function headOf({ day, kind, currency }: GiftTree): string {
  return `wellspring/day/v1\nday ${day}\ntree ${kind}\ncurrency ${currency}\n`;
}

function restOfMonth(from: Day): Day[] {
  const days = [];
  for (let day = from; day.slice(0, 7) === from.slice(0, 7); day = daysAfter(day, 1)) days.push(day);
  return days;
}
