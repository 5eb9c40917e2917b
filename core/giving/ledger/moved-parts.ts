import { dayIn } from "../../model/days.ts";
import type { Part } from "../../model/gift.ts";
import { proportion } from "../../model/money.ts";
import { sumParts, totalOf } from "../pricing/price.ts";
import { happenedAt, type MovedPart } from "./entry.ts";
import { givenParts, reassignmentsOf } from "./left-of-gift.ts";
import type { RecordedOrder } from "./statement.ts";

/** A part, and the day on which it settles where that is not the gift's own; `day` is empty for the gift's own. */
type Dated = Part & { readonly day: string };

/**
 * The moves of a reassignment, each on the days on which what it moves settles: of a gift that grew, or was refunded after its
 * return window, these are several. So no day has less than nothing of a cause, whenever the cause is picked.
 */
export function movedParts(
  order: RecordedOrder,
  moves: readonly Part[],
  whole: readonly Part[],
  timeZone: string,
): MovedPart[] {
  const booked = bookedByDay(order, timeZone);
  const given = givenParts(order);
  // A cause that had all of it taken back again has nothing that moves, and had it on the days between.
  const over = whole.filter((part) => totalOf(given.filter(isOf(part))) + part.minor === 0);
  const undone = over
    .filter((part) => !moves.some(isOf(part)))
    .flatMap((part) => booked.filter(isOf(part)).map((each) => ({ ...each, minor: -each.minor })));
  const out = moves
    .filter(({ minor }) => minor < 0)
    .flatMap((move) => scaled(move, booked.filter(isOf(move))))
    .concat(totalOf(undone) === 0 ? undone : []);
  const into = moves
    .filter(({ minor }) => minor > 0)
    .flatMap((move) =>
      scaled(
        move,
        out.filter(({ funding }) => funding === move.funding),
      ),
    );
  const dated = [...out, ...into];
  const nothing = moves.map((part) => ({ ...part, minor: 0 }));
  const own = sumParts([...whole, ...nothing]).flatMap((part): MovedPart[] => {
    const of = (all: readonly Part[]) => totalOf(all.filter(isOf(part)));
    const gifts = giftsMoved(order, part, of(given));
    const takenBack = part.minor - of(moves);
    const minor = of(dated.filter(({ day }) => day === ""));
    const facts = { ...(gifts !== 0 && { gifts }), ...(takenBack !== 0 && { takenBack }) };
    if (minor === 0 && Object.keys(facts).length === 0) return [];
    return [{ cause: part.cause, funding: part.funding, minor, ...facts }];
  });
  const later = dated.filter(({ day }) => day !== "");
  return [...own, ...later.map(({ day, ...part }) => ({ ...part, settlesOn: day }))];
}

const isOf =
  ({ cause, funding }: Pick<Part, "cause" | "funding">) =>
  (part: Part) =>
    part.cause === cause && part.funding === funding;

/** What is booked of each cause, by the day on which it settles; what settled as it happened is of the day of purchase. */
function bookedByDay({ accrual, amendments }: RecordedOrder, timeZone: string): Dated[] {
  const placedOn = dayIn(timeZone, accrual.placedAt);
  const dated = [accrual, ...amendments].flatMap((entry) => {
    const happened = dayIn(timeZone, happenedAt(entry));
    return entry.parts.map((part) => {
      const settlesOn = ("settlesOn" in part ? part.settlesOn : undefined) ?? entry.settlesOn;
      const day = settlesOn === accrual.settlesOn ? "" : settlesOn > happened ? settlesOn : placedOn;
      return { cause: part.cause, funding: part.funding, minor: part.minor, day };
    });
  });
  return [...Map.groupBy(dated, ({ day }) => day)].flatMap(([day, some]) =>
    sumParts(some.map(({ day: _, ...part }) => part)).map((part) => ({ ...part, day })),
  );
}

/** An amount over days as `alike` is, its rest on the gift's own day. */
function scaled({ cause, funding, minor }: Part, alike: readonly Dated[]): Dated[] {
  const days = [...Map.groupBy(alike, ({ day }) => day)]
    .map(([day, some]) => ({ day, minor: totalOf(some) }))
    .filter((each) => each.day !== "" && each.minor !== 0);
  const all = totalOf(alike);
  const others = days.map((each) => ({ ...each, minor: all === 0 ? 0 : scale(minor, each.minor, all) }));
  const rest = minor - others.reduce((sum, each) => sum + each.minor, 0);
  return [{ day: "", minor: rest }, ...others]
    .filter((each) => each.minor !== 0)
    .map((each) => ({ cause, funding, minor: each.minor, day: each.day }));
}

/** `minor × of / all`, rounded as {@link proportion} rounds; all three may be negative. */
function scale(minor: number, of: number, all: number): number {
  const size = proportion(Math.abs(minor), Math.abs(of), Math.abs(all));
  return size * Math.sign(minor) * Math.sign(of) * Math.sign(all);
}

/**
 * Whether a cause gets a gift that it had none of (1), or has none left of it (-1). Gifts are counted as the purchase gave them:
 * what its order gave later counts as none of its own. What the brand adds to a minimum is no gift of a purchase.
 */
function giftsMoved(order: RecordedOrder, part: Part, before: number): 1 | -1 | 0 {
  if (order.accrual.topUp === true) return 0;
  const gave = order.accrual.parts.filter(({ minor }) => minor !== 0);
  const earlier = reassignmentsOf(order).flatMap(({ parts }) => parts.filter(isOf(part)));
  const counted = earlier.reduce((sum, { gifts = 0 }) => sum + gifts, gave.some(isOf(part)) ? 1 : 0);
  if (counted > 0) return before + part.minor === 0 ? -1 : 0;
  const paidBy = part.funding === "match" ? "brand" : part.funding;
  return part.minor > 0 && gave.some(({ funding }) => funding === paidBy) ? 1 : 0;
}
