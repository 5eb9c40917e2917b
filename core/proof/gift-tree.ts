import type { Day } from "../model/purchase.ts";
import type { DayEntry } from "./day-entry.ts";
import { type GiftLeaf, leafSalt, leafText, paddingText, type TreeName } from "./gift-leaf.ts";
import { type SumNode, SumTree, sumLeaf } from "./sum-tree.ts";

/** The gifts of one cause, currency and funding that a day published together, each in its leaf. */
export interface GiftTree extends TreeName {
  readonly day: Day;
  readonly gifts: readonly GiftLeaf[];
  readonly sums: SumTree;
}

/** Makes the tree of some gifts, one or more: the same from the same gifts, in whatever order they come. */
export function giftTree(
  name: TreeName & { readonly day: Day },
  gifts: readonly GiftLeaf[],
  key: string,
): GiftTree {
  const { day, kind, cause, currency, funding } = name;
  const width = 2 ** Math.ceil(Math.log2(gifts.length));
  const padding = Array.from({ length: width - gifts.length }, (_, at) => {
    const salt = leafSalt(key, ["padding", day, kind, cause, currency, funding, String(at)]);
    return sumLeaf(0, paddingText(salt));
  });
  return {
    day,
    kind,
    cause,
    currency,
    funding,
    gifts,
    sums: new SumTree([...gifts.map(hashed), ...padding]),
  };
}

/** Where a gift's leaf is in its tree, and the path to its root. Throws RangeError for a gift that is in no leaf of it. */
export function leafPlace(
  gift: GiftLeaf,
  { sums }: GiftTree,
): { readonly index: number; readonly path: SumNode[] } {
  const { hash } = hashed(gift);
  const index = sums.leaves.findIndex((leaf) => leaf.hash.equals(hash));
  return { index, path: sums.path(index) };
}

/** The entries that publish trees of one day: one for each kind and currency. */
export function dayEntries(trees: readonly GiftTree[]): DayEntry[] {
  const byEntry = Map.groupBy(trees, ({ day, kind, currency }) => `${day} ${kind} ${currency}`);
  return [...byEntry]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .flatMap(([, some]) => {
      const [first] = some;
      if (first === undefined) return [];
      const { day, kind, currency } = first;
      return [{ day, kind, currency, trees: some.map(publicSum) }];
    });
}

function publicSum({ cause, funding, gifts, sums }: GiftTree): DayEntry["trees"][number] {
  const [from = ""] = gifts.map(({ day }) => day).toSorted();
  const { sum, hash } = sums.root;
  return { cause, funding, from, sum, leaves: sums.leaves.length, root: hash };
}

function hashed(gift: GiftLeaf): SumNode {
  return sumLeaf(gift.minor, leafText(gift));
}
