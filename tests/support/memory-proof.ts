import type { Entry } from "../../core/giving/ledger/entry.ts";
import { bucketMinute } from "../../core/giving/ledger/ledger.keys.ts";
import type { RecordedOrder } from "../../core/giving/ledger/statement.ts";
import { quarterOf } from "../../core/impact/calendar.ts";
import { dayIn } from "../../core/model/days.ts";
import type { NightsDeps } from "../../core/proof/nights.ts";
import type { ProofFiles } from "../../core/proof/proof-files.ts";

/** A bucket in memory, with S3's conditions. `step` comes before and after each of its calls, and may throw. */
export class MemoryFiles implements ProofFiles {
  readonly files = new Map<string, { readonly bytes: Buffer; readonly tag: string }>();
  #writes = 0;
  step: () => Promise<void> = async () => {};

  async #does<T>(effect: () => T): Promise<T> {
    await this.step();
    const result = effect();
    await this.step();
    return result;
  }

  #put(path: string, bytes: Buffer | string, tag: string | undefined): boolean {
    if (this.files.get(path)?.tag !== tag) return false;
    this.#writes += 1;
    this.files.set(path, { bytes: Buffer.from(bytes), tag: String(this.#writes) });
    return true;
  }

  read(path: string) {
    return this.#does(() => this.files.get(path));
  }

  span(path: string, from: number, length: number) {
    return this.#does(() => this.files.get(path)?.bytes.subarray(from, from + length) ?? Buffer.alloc(0));
  }

  add(path: string, bytes: Buffer | string) {
    return this.#does(() => (this.#put(path, bytes, undefined) ? ("added" as const) : ("exists" as const)));
  }

  replace(path: string, bytes: string, tag: string | undefined) {
    return this.#does(() => (this.#put(path, bytes, tag) ? ("replaced" as const) : ("lost" as const)));
  }

  /** All that is there, by path. */
  all(): [string, string][] {
    return [...this.files].map(([path, { bytes }]): [string, string] => [path, String(bytes)]).toSorted();
  }
}

/** When an entry reaches the ledger's readers, and when impact has counted it. */
export interface Arrival {
  readonly written: string;
  readonly counted: string;
}

/** A ledger of these orders as impact counts it at some time, and how many of its buckets were read. */
export class CountedLedger {
  readonly #buckets: ReadonlyMap<string, readonly Entry[]>;
  readonly #counted: ReadonlyMap<string, readonly Entry[]>;
  readonly #timeZone: string;
  reads = 0;

  /** `until`: the ledger has what arrived until then, which is when it was recorded where `arrivals` does not say otherwise. */
  constructor(
    orders: readonly RecordedOrder[],
    timeZone: string,
    until = "9999",
    arrivals: ReadonlyMap<Entry, Arrival> = new Map(),
  ) {
    const entries = orders.flatMap(({ accrual, amendments }) => [accrual, ...amendments]);
    const bucketsOf = (name: keyof Arrival) =>
      Map.groupBy(
        entries.filter((entry) => (arrivals.get(entry)?.[name] ?? entry.recordedAt) <= until),
        ({ placedAt }) => `${bucketMinute(placedAt)}#00`,
      );
    this.#buckets = bucketsOf("written");
    this.#counted = bucketsOf("counted");
    this.#timeZone = timeZone;
  }

  #count(nameOf: (bucket: string) => string | undefined): ReadonlyMap<string, number> {
    const counts = new Map<string, number>();
    for (const [bucket, { length }] of this.#counted) {
      const name = nameOf(bucket);
      if (name !== undefined) counts.set(name, (counts.get(name) ?? 0) + length);
    }
    return counts;
  }

  get deps(): Pick<NightsDeps, "counts" | "buckets"> {
    const dayOf = (bucket: string) => dayIn(this.#timeZone, `${bucket.slice(0, 16)}:00Z`);
    const ledger = this;
    return {
      counts: {
        days: async () => this.#count(dayOf),
        quarters: async (day) => this.#count((one) => (dayOf(one) === day ? quarterOf(one) : undefined)),
        buckets: async (quarter) => this.#count((one) => (quarterOf(one) === quarter ? one : undefined)),
      },
      buckets: {
        async *read({ minute }) {
          ledger.reads += 1;
          yield { entries: ledger.#buckets.get(`${minute}#00`) ?? [], unreadable: [] };
        },
      },
    };
  }
}
