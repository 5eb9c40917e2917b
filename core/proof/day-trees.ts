import { daysAfter } from "../model/days.ts";
import type { Day } from "../model/purchase.ts";
import { type GiftLeaf, leafSalt, type TreeName } from "./gift-leaf.ts";
import { giftMoves, type TakenOrder } from "./gift-moves.ts";
import { type GiftTree, giftTree } from "./gift-tree.ts";

/**
 * How a brand publishes its gifts.
 * - `origin`: which log they are in; `timeZone`: of the brand's days
 * - `key`: makes the salts of leaves, and has to be kept as long as proofs are to be made
 * - `giftsMin`: so many gifts a tree waits for, at most until its month ends
 */
export interface ProofFrame {
  readonly origin: string;
  readonly timeZone: string;
  readonly key: string;
  readonly giftsMin: number;
}

/** With fewer gifts in it, a sum would say what each of them was. */
export const GIFTS_MIN = 20;

/**
 * The trees that the close of a day publishes, of the leaves of all orders, or of those alone that have any in the day's month.
 * They are the same bytes whenever they are made and whatever was recorded since.
 */
export function dayTrees(
  leaves: readonly GiftLeaf[],
  day: Day,
  { key, giftsMin }: Pick<ProofFrame, "key" | "giftsMin">,
): GiftTree[] {
  const known = leaves.filter((leaf) => leaf.day <= day && monthIn(leaf.day) === monthIn(day));
  const nameOf = ({ kind, cause, currency, funding }: TreeName) => `${kind} ${cause} ${currency} ${funding}`;
  return [...Map.groupBy(known, nameOf)]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .flatMap(([, some]) => {
      const due = dueLeaves(some, day, giftsMin);
      const [first] = due;
      return first === undefined ? [] : [giftTree({ ...first, day }, due, key)];
    });
}

/** The leaves of an order, of all days; those of days to come are as they will be if nothing more happens to it. */
export function giftLeaves(order: TakenOrder, { origin, timeZone, key }: ProofFrame): GiftLeaf[] {
  const { accrual } = order;
  return giftMoves(order, timeZone).map(({ day, kind, cause, funding, minor, other, stated }) => ({
    log: origin,
    day,
    kind,
    cause,
    currency: accrual.currency,
    funding,
    minor,
    base: stated.base,
    terms: accrual.terms ?? "-",
    shop: `${accrual.source}/${accrual.connection}`,
    order: accrual.orderId,
    placedAt: accrual.placedAt,
    paid: stated.paid,
    other,
    salt: leafSalt(key, [day, kind, cause, funding, accrual.gift]),
  }));
}

/** Of one tree's leaves of a month up to a day, those that the day publishes: none while they are few and the month goes on. */
function dueLeaves(leaves: readonly GiftLeaf[], day: Day, giftsMin: number): GiftLeaf[] {
  let waiting: GiftLeaf[] = [];
  const days = [...Map.groupBy(leaves, (leaf) => leaf.day)].toSorted(([one], [other]) =>
    one < other ? -1 : 1,
  );
  for (const [its, some] of days) {
    waiting.push(...some);
    if (its < day && waiting.length >= giftsMin) waiting = [];
  }
  const isLast = monthIn(daysAfter(day, 1)) !== monthIn(day);
  const isNew = waiting.some((leaf) => leaf.day === day);
  return isLast || (isNew && waiting.length >= giftsMin) ? waiting : [];
}

function monthIn(day: Day): string {
  return day.slice(0, 7);
}
