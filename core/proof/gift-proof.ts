import { type GiftLeaf, leafText, lines } from "./gift-leaf.ts";
import type { SumNode } from "./sum-tree.ts";

/** Where a gift is in a tree, and where the tree's day is in the log. */
export interface GiftPlace {
  readonly leaf: GiftLeaf;
  readonly index: number;
  readonly path: readonly SumNode[];
  readonly entry: string;
  readonly entryIndex: number;
  readonly entryPath: readonly Buffer[];
  /** The signed checkpoint, with the cosignatures of witnesses if there are any. */
  readonly checkpoint: string;
}

/**
 * One customer's proof that their gift is in a published sum, by c2sp.org/tlog-proof: it says nothing of any other gift but the
 * sums beside its path. Kept as a file, it can be checked without the brand.
 */
export function giftProof(place: GiftPlace): string {
  const steps = place.path.map(({ sum, hash }) => `${sum} ${hash.toString("base64")}`);
  const extra = `${leafText(place.leaf)}\n${lines([`leaf ${place.index}`, ...steps])}\n${place.entry}`;
  return `${lines([
    "c2sp.org/tlog-proof@v1",
    `extra ${Buffer.from(extra).toString("base64")}`,
    `index ${place.entryIndex}`,
    ...place.entryPath.map((hash) => hash.toString("base64")),
  ])}\n${place.checkpoint}`;
}
