/** Limits of DynamoDB that the local engine lacks, in virtual time: nothing here waits, and the same seed is the same run. */

/** What one partition takes in a second; a burst beyond it is not counted on. */
export const PARTITION_WRITE_UNITS = 1_000;
export const PARTITION_READ_UNITS = 3_000;

/**
 * Stated: how long a transaction holds its items, from preparing them to committing. A write to a held item is
 * refused as a conflict. AWS states no figure; single-digit milliseconds are what its transactions take.
 */
export const HOLD_MS = 5;

/** Units of one kind that a partition takes, second by second. */
export class Meter {
  readonly #limit: number;
  readonly #used = new Map<number, number>();

  constructor(unitsPerSecond: number) {
    this.#limit = unitsPerSecond;
  }

  /** Takes the units, or nothing when the second has not as many left: that is a throttle. */
  take(atMs: number, units: number): boolean {
    const second = Math.floor(atMs / 1000);
    const used = this.#used.get(second) ?? 0;
    if (used + units > this.#limit) return false;
    this.#used.set(second, used + units);
    return true;
  }
}

export type Outcome = "written" | "throttled" | "conflict";

/** A table whose partitions were split for the load that it is to take, each key in one of them. */
export class ModelTable {
  readonly #partitions: readonly { readonly writes: Meter; readonly reads: Meter }[];
  readonly #held = new Map<string, number>();

  constructor(partitions: number) {
    this.#partitions = Array.from({ length: partitions }, () => ({
      writes: new Meter(PARTITION_WRITE_UNITS),
      reads: new Meter(PARTITION_READ_UNITS),
    }));
  }

  /** One item by itself. */
  write(atMs: number, key: string, units: number): Outcome {
    if ((this.#held.get(key) ?? 0) > atMs) return "conflict";
    return this.#partitionOf(key).writes.take(atMs, units) ? "written" : "throttled";
  }

  /** Several items, all or nothing, at twice the units; each is held for {@link HOLD_MS}. */
  transact(atMs: number, keys: readonly string[], unitsEach: number): Outcome {
    if (keys.some((key) => (this.#held.get(key) ?? 0) > atMs)) return "conflict";
    for (const key of keys) {
      if (!this.#partitionOf(key).writes.take(atMs, 2 * unitsEach)) return "throttled";
    }
    for (const key of keys) this.#held.set(key, atMs + HOLD_MS);
    return "written";
  }

  read(atMs: number, key: string, units: number): Outcome {
    return this.#partitionOf(key).reads.take(atMs, units) ? "written" : "throttled";
  }

  #partitionOf(key: string) {
    const partition = this.#partitions[hashOf(key) % this.#partitions.length];
    if (partition === undefined) throw new Error("A table has at least one partition");
    return partition;
  }
}

/** FNV-1a, then mixed: keys that differ in their last character lie apart, as DynamoDB's hash has it. */
function hashOf(key: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < key.length; index += 1)
    hash = Math.imul(hash ^ key.charCodeAt(index), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
