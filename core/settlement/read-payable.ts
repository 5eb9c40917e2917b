import * as z from "zod";
import type { BrandConfig } from "../giving/config/brand-config.ts";
import { appliedBrand } from "../giving/config/brand-in-force.ts";
import type { Entry } from "../giving/ledger/entry.ts";
import type { EntryPagesStore } from "../giving/ledger/entry-pages.store.ts";
import { orderPath } from "../giving/ledger/ledger.keys.ts";
import { Funding } from "../model/gift.ts";
import { Currency } from "../model/money.ts";
import { AnyInstant, CauseSlug, Day } from "../model/purchase.ts";
import type { Key } from "../platform/aws/key.ts";
import { jsonBytes } from "../platform/json-bytes.ts";
import { dayOfWrites, lastMonthsEnd } from "./days-over.ts";
import { type DayOf, Payable, type PayableSum } from "./payable.ts";

/** How long one turn reads: well below the 15 minutes that a function has, as it ends at the next partition. */
export const READ_TURN_MS = 8 * 60_000;
/** What a turn hands on, as JSON: a state of Step Functions takes 256 KB. */
export const PAYABLE_BYTES_MAX = 200 * 1024;

/** The day is not over: the ledger may still take entries on it. */
export class DayNotOverError extends Error {
  override readonly name = "DayNotOverError";
}

/** What is payable does not fit into a run: `wellspring money payouts propose` has no such limit. */
export class PayableTooLargeError extends Error {
  override readonly name = "PayableTooLargeError";
}

/** An entry was read apart from its gift. Nothing was proposed. */
export class OrderTornError extends Error {
  override readonly name = "OrderTornError";
}

/** What is payable as a run hands it on: cause, currency, funding, minor units. */
export const PayableSums = z.array(z.tuple([CauseSlug, Currency, Funding, z.int()]));
type PayableSums = z.infer<typeof PayableSums>;

const LedgerKey = z.object({ pk: z.string().min(1), sk: z.string().min(1) });

/**
 * One turn of reading the ledger.
 * - `startedAt`: when the run began; `through`: the day that it settles, the end of the month before unless it is named
 * - `after`, `sums`, `entries`: where the turn before ended, and what it handed on; absent of the first
 */
export const ReadPayable = z.object({
  startedAt: AnyInstant,
  through: Day.optional(),
  after: LedgerKey.optional(),
  sums: PayableSums.default([]),
  entries: z.int().min(0).default(0),
});
type ReadPayable = z.infer<typeof ReadPayable>;

/** `more`: the ledger goes on after that key; `read`: these are all sums. */
export type PayableRead = (
  | { readonly outcome: "more"; readonly after: Key }
  | { readonly outcome: "read" }
) & { readonly through: Day; readonly sums: PayableSums; readonly entries: number };

export interface ReadPayableDeps {
  readonly ledger: EntryPagesStore;
  readonly brandConfig: () => Promise<BrandConfig>;
  readonly dayIn: (timeZone: string) => DayOf;
  readonly nowMs: () => number;
  readonly turnMs?: number;
}

/**
 * Adds up what is payable at the end of a day, a turn at a time. A turn ends between two partitions of the ledger, so that it never
 * has half of a purchase. It writes nothing, and a second run of it answers the same. Throws a BrandNotAppliedError, an
 * UnreadableEntryError, and the errors of this file.
 */
export function readPayable({ ledger, brandConfig, dayIn, nowMs, turnMs = READ_TURN_MS }: ReadPayableDeps) {
  return async (turn: ReadPayable): Promise<PayableRead> => {
    const { timeZone } = appliedBrand(await brandConfig());
    const through = dayThrough(turn, timeZone);
    const dayOf = dayIn(timeZone);
    const payable = new Payable(through, dayOf);
    payable.addSums(
      turn.sums.map(([cause, currency, funding, minor]) => ({ cause, currency, funding, minor })),
    );
    const until = nowMs() + turnMs;
    let { entries, after } = turn;
    let order = new Orders();
    const handOn = () => {
      order.insistOnWhole();
      payable.closeOrders();
      return { through, sums: handedOn(payable.sums()), entries };
    };
    for await (const rows of ledger.read(after)) {
      for (const { key, entry } of rows) {
        if (key.pk !== after?.pk) {
          if (after !== undefined && after !== turn.after && nowMs() >= until)
            return { outcome: "more", after, ...handOn() };
          order.insistOnWhole();
          order = new Orders();
          payable.closeOrders();
        }
        after = key;
        // What came later counts in no way, and may have come between two turns, behind the key where the first ended.
        if (entry === undefined || dayOf(entry.recordedAt) > through) continue;
        entries += 1;
        order.add(entry);
        payable.add(entry);
      }
    }
    return { outcome: "read", ...handOn() };
  };
}

/** The orders of one partition: each of their entries stands beside its gift. */
class Orders {
  readonly #gifts = new Set<string>();
  readonly #amended = new Set<string>();

  add(entry: Entry): void {
    (entry.kind === "accrual" ? this.#gifts : this.#amended).add(orderPath(entry));
  }

  insistOnWhole(): void {
    for (const order of this.#amended) {
      if (!this.#gifts.has(order)) throw new OrderTornError(`${order} was read without its gift`);
    }
  }
}

function dayThrough({ startedAt, through: named }: ReadPayable, timeZone: string): Day {
  const today = dayOfWrites(timeZone, startedAt);
  const through = named ?? lastMonthsEnd(today);
  if (through < today) return through;
  throw new DayNotOverError(`${through} is not over: name a day before ${today}`);
}

function handedOn(sums: readonly PayableSum[]): PayableSums {
  const told = sums.map(({ cause, currency, funding, minor }): PayableSums[number] => [
    ...([cause, currency, funding] as const),
    minor,
  ]);
  if (jsonBytes(told) <= PAYABLE_BYTES_MAX) return told;
  throw new PayableTooLargeError(
    `${sums.length} sums have more than ${PAYABLE_BYTES_MAX} bytes: run \`wellspring money payouts propose\``,
  );
}
