import { createHash } from "node:crypto";

/**
 * A Merkle tree that proves its sum: each node's hash holds the sum and the hash of both its children, so whoever knows one leaf
 * and its path knows that its amount is in the root's sum. No sum is negative, and none is beyond what a number holds exactly.
 */

/** A leaf or a node: the sum of all leaves below it, in minor units, and its hash of 32 bytes. */
export interface SumNode {
  readonly sum: number;
  readonly hash: Buffer;
}

/** More leaves than any one tree has: a proof is then 20 steps. */
export const TREE_LEAVES_MAX = 1_048_576;

/** A leaf of an amount. Throws RangeError for one below zero, or that no sum may be. */
export function sumLeaf(sum: number, text: string): SumNode {
  return {
    sum,
    hash: createHash("sha256").update(Uint8Array.of(0)).update(sumBytes(sum)).update(text).digest(),
  };
}

/** The parent of two. Throws RangeError as {@link sumLeaf} does. */
export function sumParent(left: SumNode, right: SumNode): SumNode {
  const hash = createHash("sha256")
    .update(Uint8Array.of(1))
    .update(sumBytes(left.sum))
    .update(left.hash)
    .update(sumBytes(right.sum))
    .update(right.hash)
    .digest();
  const sum = left.sum + right.sum;
  sumBytes(sum);
  return { sum, hash };
}

/** Eight bytes, the highest first. */
function sumBytes(sum: number): Buffer {
  if (!Number.isSafeInteger(sum) || sum < 0) throw new RangeError(`${sum} is no sum of gifts`);
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(sum));
  return bytes;
}

/** A tree, level by level: its leaves by their hashes first, its root last. */
export class SumTree {
  readonly #levels: readonly (readonly SumNode[])[];

  /**
   * Their number must be a power of two: `padding` of the tree's caller makes it one. Throws RangeError where it is not, and
   * for two leaves of one hash, which would be one gift counted twice.
   */
  constructor(leaves: readonly SumNode[]) {
    if (leaves.length > TREE_LEAVES_MAX || !Number.isInteger(Math.log2(leaves.length)))
      throw new RangeError(`a tree has a power of two of leaves, not ${leaves.length}`);
    let level = leaves.toSorted((one, other) => Buffer.compare(one.hash, other.hash));
    if (level.some(({ hash }, at) => level[at + 1]?.hash.equals(hash)))
      throw new RangeError("two leaves of a tree are the same");
    const levels = [level];
    while (level.length > 1) {
      level = pairsOf(level).map(([left, right]) => sumParent(left, right));
      levels.push(level);
    }
    this.#levels = levels;
  }

  get leaves(): readonly SumNode[] {
    return this.#levels[0] ?? [];
  }

  get root(): SumNode {
    const root = this.#levels.at(-1)?.[0];
    if (root === undefined) throw new RangeError("a tree has leaves");
    return root;
  }

  /** The siblings from a leaf to the root. */
  path(index: number): SumNode[] {
    return this.#levels.slice(0, -1).map((level, height) => {
      const sibling = level[Math.floor(index / 2 ** height) ^ 1];
      if (sibling === undefined) throw new RangeError(`the tree has no leaf ${index}`);
      return sibling;
    });
  }
}

function pairsOf(level: readonly SumNode[]): (readonly [SumNode, SumNode])[] {
  return level.flatMap((left, at) => {
    const right = level[at + 1];
    return at % 2 === 0 && right !== undefined ? [[left, right] as const] : [];
  });
}
