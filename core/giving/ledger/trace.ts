import { dayIn } from "../../model/days.ts";
import type { Funding, Part } from "../../model/gift.ts";
import type { CauseSlug, Day, Instant } from "../../model/purchase.ts";
import type { Key } from "../../platform/aws/key.ts";
import { type Entry, happenedAt, pendingUntil } from "./entry.ts";
import { accrualSortKey, amendmentSortKey, bucketKey, bucketMinute } from "./ledger.keys.ts";
import { bucketShard } from "./order-hash.ts";
import type { RecordedOrder } from "./statement.ts";

/** What an entry moves for one cause, in minor units, and the day from which that is settled; absent: it is as it happens. */
export interface Move extends Part {
  readonly settlesOn?: Day;
}

/**
 * One entry of a purchase.
 * - `at`: when what it records happened; `recordedAt`: when the ledger took it
 * - `because`: what made it, in a word or two: the terms, the refund's id, the picked cause
 * - `key`: where it is in the ledger
 */
export interface TraceStep {
  readonly kind: Entry["kind"];
  readonly at: Instant;
  readonly recordedAt: Instant;
  readonly because?: string;
  readonly moves: readonly Move[];
  readonly key: Key;
}

/** What a cause has of a purchase on a day; a cause that has nothing is in none. `pending` can still go back with what is returned, until `settlesOn`. */
export interface Stand {
  readonly cause: CauseSlug;
  readonly funding: Funding;
  readonly pending: number;
  readonly settled: number;
  readonly settlesOn?: Day;
}

/** The way of one purchase's money: each entry, and where all of it stands on a day. In minor units of `currency`. */
export interface Trace {
  readonly gift: string;
  readonly currency: string;
  readonly steps: readonly TraceStep[];
  readonly stands: readonly Stand[];
}

/** The ledger that holds a purchase, the zone of the brand's days, and the day that is asked about. */
export interface TraceFrame {
  readonly shards: number;
  readonly timeZone: string;
  readonly today: Day;
}

/** Follows one purchase through the ledger. */
export function traceOf(order: RecordedOrder, { shards, timeZone, today }: TraceFrame): Trace {
  const entries: readonly Entry[] = [order.accrual, ...order.amendments];
  const steps = entries.map((entry) => stepOf(entry, shards, dayIn(timeZone, happenedAt(entry))));
  return {
    gift: order.accrual.gift,
    currency: order.accrual.currency,
    steps,
    stands: standsOf(
      steps.flatMap(({ moves }) => moves),
      today,
    ),
  };
}

function stepOf(entry: Entry, shards: number, happened: Day): TraceStep {
  const because = reasonOf(entry);
  return {
    kind: entry.kind,
    at: entry.kind === "reassignment" ? entry.claimedAt : happenedAt(entry),
    recordedAt: entry.recordedAt,
    ...(because !== undefined && { because }),
    moves: movesOf(entry, happened),
    key: {
      pk: bucketKey(bucketMinute(entry.placedAt), bucketShard(entry, shards)),
      sk: entry.kind === "accrual" ? accrualSortKey(entry) : amendmentSortKey(entry, entry.sequence),
    },
  };
}

function reasonOf(entry: Entry): string | undefined {
  switch (entry.kind) {
    case "accrual":
      return entry.topUp === true
        ? `the guaranteed minimum of ${entry.terms}`
        : (entry.noGift ?? entry.terms);
    case "supplement":
      return undefined;
    case "reassignment":
      return entry.by === undefined ? entry.cause : `the brand moves it to ${entry.cause}`;
    case "clawback":
    case "restoration":
      return entry.refundId;
  }
}

function movesOf(entry: Entry, happened: Day): Move[] {
  return entry.parts.flatMap((part) => {
    const { cause, funding, minor } = part;
    const settlesOn = pendingUntil(entry, part, happened);
    return minor === 0 ? [] : [{ cause, funding, minor, ...(settlesOn !== undefined && { settlesOn }) }];
  });
}

function standsOf(moves: readonly Move[], today: Day): Stand[] {
  return [...Map.groupBy(moves, ({ cause, funding }) => `${cause} ${funding}`).values()].flatMap((some) => {
    const [first] = some;
    if (first === undefined) return [];
    const later = some.filter(({ settlesOn }) => settlesOn !== undefined && settlesOn > today);
    const pending = sum(later);
    const settled = sum(some) - pending;
    if (pending === 0 && settled === 0) return [];
    const last = later
      .flatMap(({ settlesOn }) => settlesOn ?? [])
      .toSorted()
      .at(-1);
    return [
      {
        cause: first.cause,
        funding: first.funding,
        pending,
        settled,
        ...(pending !== 0 && last !== undefined && { settlesOn: last }),
      },
    ];
  });
}

function sum(moves: readonly Move[]): number {
  return moves.reduce((total, { minor }) => total + minor, 0);
}
