import * as z from "zod";
import { Funding } from "../model/gift.ts";
import { Currency } from "../model/money.ts";
import { CauseSlug, Day } from "../model/purchase.ts";
import { lines, TREE_KINDS, type TreeKind } from "./gift-leaf.ts";

/**
 * One tree, as the log publishes it: `from` is the first day whose gifts are in it, `leaves` their number with padding.
 */
export interface TreeSum {
  readonly cause: CauseSlug;
  readonly funding: Funding;
  readonly from: Day;
  readonly sum: number;
  readonly leaves: number;
  readonly root: Buffer;
}

/** The trees of one kind and currency that a day published. */
export interface DayEntry {
  readonly day: Day;
  readonly kind: TreeKind;
  readonly currency: Currency;
  readonly trees: readonly TreeSum[];
}

/**
 * The entry of a log for them, the same whatever their order. Those of 100 causes, the most that a brand has, fit into the 65,535
 * bytes that an entry may have.
 */
export function dayEntryText({ day, kind, currency, trees }: DayEntry): string {
  const sums = trees.map(({ cause, funding, from, sum, leaves, root }) =>
    [cause, funding, from, sum, leaves, root.toString("base64")].join(" "),
  );
  return lines([
    "wellspring/day/v1",
    `day ${day}`,
    `tree ${kind}`,
    `currency ${currency}`,
    ...sums.toSorted(),
  ]);
}

const Head = z.object({ day: Day, kind: z.enum(TREE_KINDS), currency: Currency });
const Line = z.object({
  cause: CauseSlug,
  funding: Funding,
  from: Day,
  sum: z.coerce.number().int(),
  leaves: z.coerce.number().int(),
  root: z.base64().transform((text) => Buffer.from(text, "base64")),
});

/** Reads {@link dayEntryText}, its trees in the order of their lines. Undefined for an entry of another kind. */
export function readDayEntry(text: string): DayEntry | undefined {
  const match = /^wellspring\/day\/v1\nday (.+)\ntree (.+)\ncurrency (.+)\n/.exec(text);
  if (match === null) return undefined;
  const [head, day, kind, currency] = match;
  const trees = text.slice(head.length).split("\n").slice(0, -1);
  return {
    ...Head.parse({ day, kind, currency }),
    trees: trees.map((line) => {
      const [cause, funding, from, sum, leaves, root] = line.split(" ");
      return Line.parse({ cause, funding, from, sum, leaves, root });
    }),
  };
}
