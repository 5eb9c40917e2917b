import type { Draw, Part } from "../../model/gift.ts";
import { splitByWeight } from "../../model/money.ts";
import { sumParts, totalOf } from "../pricing/price.ts";
import type { Reassignment } from "./entry.ts";
import { type RecordedOrder, statementsOf, stateOf } from "./statement.ts";
import { type RefundStatement, takenBackOf } from "./taken-back.ts";

export function reassignmentsOf({ amendments }: RecordedOrder): Reassignment[] {
  return amendments.filter((entry) => entry.kind === "reassignment");
}

/** The entry by which somebody picked a cause with the receipt: there is at most one. */
export function pickOf(order: RecordedOrder): Reassignment | undefined {
  return reassignmentsOf(order).find(({ by }) => by === undefined);
}

/** What moves of a gift as its order states it, refunds left aside. */
function wholeOf({ whole, parts, draws }: Reassignment): { parts: readonly Part[]; draws: readonly Draw[] } {
  return whole ?? { parts: sumParts(parts.map(plain)), draws };
}

/** What an order gives by its statements, for the causes that they named. */
function statedParts(order: RecordedOrder): Part[] {
  return sumParts(statementsOf(order).flatMap(({ parts }) => parts));
}

/** What an order gives by its statements, for the causes that have it: nothing of it refunded. */
export function givenParts(order: RecordedOrder): Part[] {
  const moved = reassignmentsOf(order).flatMap((entry) => wholeOf(entry).parts);
  return moved.length === 0 ? statedParts(order) : sumParts([...statedParts(order), ...moved]);
}

/** What an order drew from each allowance for what it gives: nothing of it refunded. */
export function givenDraws(order: RecordedOrder): Draw[] {
  const moved = reassignmentsOf(order).flatMap((entry) => wholeOf(entry).draws);
  return [...statementsOf(order).flatMap(({ draws }) => draws), ...moved];
}

/** What all entries of an order say together that each cause has. */
export function bookedParts({ accrual, amendments }: RecordedOrder): Part[] {
  return sumParts([accrual, ...amendments].flatMap(({ parts }) => parts.map(plain)));
}

const plain = ({ cause, funding, minor }: Part): Part => ({ cause, funding, minor });

/**
 * What is left of a gift after these refunds, for each cause that ever had any of it. It depends on the sets of statements,
 * refunds and reassignments alone. Of a gift that was moved, the brand's and the customer's money is what would be left had
 * nobody moved it, however that is rounded, and its causes share it.
 */
export function leftOfGift(order: RecordedOrder, refunds: readonly RefundStatement[]): Part[] {
  const given = givenParts(order);
  const takenBack = takenBackOf(stateOf(order), given, refunds);
  const less = (part: Part): Part => ({ ...part, minor: part.minor - takenBack(part) });
  if (reassignmentsOf(order).length === 0) return given.map(less);
  return [...Map.groupBy(given, ({ funding }) => funding)].flatMap(([funding, parts]) => {
    if (funding === "match") return parts.map(less);
    return sharedBy(parts, totalOf(unmoved(order, funding, totalOf(parts)).map(less)));
  });
}

/** A total over parts as they are now. */
export function sharedBy(parts: readonly Part[], total: number): Part[] {
  const weights = new Map(parts.map(({ cause, minor }) => [cause, minor]));
  const shares = total === 0 ? new Map<string, number>() : splitByWeight(total, weights);
  return parts.map((part) => ({ ...part, minor: shares.get(part.cause) ?? 0 }));
}

/** A total of one funding as the causes had it before any of it was moved. */
function unmoved(order: RecordedOrder, funding: Part["funding"], total: number): Part[] {
  const first = reassignmentsOf(order)[0]?.sequence ?? 0;
  const before = order.amendments.filter(({ sequence }) => sequence < first);
  const parts = statedParts({ ...order, amendments: before }).filter((part) => part.funding === funding);
  if (totalOf(parts) === total) return parts;
  return totalOf(parts) === 0 ? [{ cause: "", funding, minor: total }] : sharedBy(parts, total);
}
