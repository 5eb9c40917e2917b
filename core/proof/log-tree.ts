import { createHash } from "node:crypto";

/** The public log's Merkle tree, hashed as RFC 6962, section 2.1, says. Hashes are 32 bytes of SHA-256. */

/** The hash of one entry of the log. */
export function entryHash(entry: Uint8Array): Buffer {
  return createHash("sha256").update(Uint8Array.of(0)).update(entry).digest();
}

/** The hash of a node over two others. */
export function pairHash(left: Uint8Array, right: Uint8Array): Buffer {
  return createHash("sha256").update(Uint8Array.of(1)).update(left).update(right).digest();
}

/** The root over these entries' hashes; of none it is the hash of nothing. */
export function logRoot(hashes: readonly Buffer[]): Buffer {
  const [only] = hashes;
  if (only === undefined) return createHash("sha256").digest();
  if (hashes.length === 1) return only;
  const split = largestPowerBelow(hashes.length);
  return pairHash(logRoot(hashes.slice(0, split)), logRoot(hashes.slice(split)));
}

/**
 * What proves that the entry at `index` is in the log of these hashes: the sibling of the entry first, the child of the root
 * last. Throws RangeError for an index that the log lacks.
 */
export function inclusionProof(index: number, hashes: readonly Buffer[]): Buffer[] {
  if (!(index >= 0 && index < hashes.length)) throw new RangeError(`the log has no entry ${index}`);
  if (hashes.length === 1) return [];
  const split = largestPowerBelow(hashes.length);
  const [left, right] = [hashes.slice(0, split), hashes.slice(split)];
  return index < split
    ? [...inclusionProof(index, left), logRoot(right)]
    : [...inclusionProof(index - split, right), logRoot(left)];
}

/**
 * What proves that the log of these hashes begins with its first `size`, unchanged. Throws RangeError where it has fewer, and
 * for an earlier log without entries, with which every log begins.
 */
export function consistencyProof(size: number, hashes: readonly Buffer[]): Buffer[] {
  if (!(size > 0 && size <= hashes.length)) throw new RangeError(`the log never had ${size} entries`);
  return subproof(size, hashes, true);
}

function subproof(size: number, hashes: readonly Buffer[], isWhole: boolean): Buffer[] {
  if (size === hashes.length) return isWhole ? [] : [logRoot(hashes)];
  const split = largestPowerBelow(hashes.length);
  const [left, right] = [hashes.slice(0, split), hashes.slice(split)];
  return size <= split
    ? [...subproof(size, left, isWhole), logRoot(right)]
    : [...subproof(size - split, right, false), logRoot(left)];
}

/** The largest power of two that is less than a number of at least 2. */
function largestPowerBelow(count: number): number {
  return 2 ** Math.floor(Math.log2(count - 1));
}
