import * as z from "zod";
import { Funding } from "../model/gift.ts";
import { Currency } from "../model/money.ts";
import { CauseSlug, Day } from "../model/purchase.ts";

/**
 * The totals of one period. All levels have this shape; a parent is the sum of its children, and a leaf is
 * the sum of the ledger entries in its bucket. `entries` counts the ledger entries inside: it only grows, so a
 * row is replaced only by one that has seen more (docs/decisions/03-impact-rows-without-version.md).
 */
export const Sum = z.object({
  cause: CauseSlug,
  funding: Funding,
  currency: Currency,
  /** From when these are settled. Absent for what is settled at once, and in months and all-time, which hold no settlement. */
  settlesOn: Day.optional(),
  /** Given less taken back, in minor units. A sum may be larger than any one amount of money.ts. */
  net: z.int(),
  /**
   * What was taken back, as a positive amount, less what came back of it. Of one day of settlement it may be negative: what
   * was taken back while it was pending may come back when it is settled.
   */
  takenBack: z.int(),
  /** Parts of accruals: a gift to one cause from one funding. */
  gifts: z.number().int().min(0),
});
export type Sum = z.infer<typeof Sum>;

/**
 * How many purchases gave to a cause (`*`: to any), and how many customers gave for the first time. The others are absent
 * where they are none:
 * - `returned`: of these purchases, those of whose gift nothing is left
 * - of `*` alone, `withoutGift`: purchases that were recorded and gave nothing, counted nowhere else
 * - `byOrder`, `byCustomer` and `byClaim`: of these purchases, those for which this cause (of `*`: any) was named on the order,
 *   stored by the customer, or picked afterwards with the receipt; of `*`, what is left had no choice
 * - of a cause alone, `byDefault` and `bySplit`: those that came to it because nobody chose, and those of which the terms always
 *   send it a part, though others were chosen. What is left of a cause was recorded before entries said what was chosen
 */
export const Count = z.object({
  cause: z.union([z.literal("*"), CauseSlug]),
  purchases: z.number().int().min(0),
  customers: z.number().int().min(0),
  returned: z.number().int().min(1).optional(),
  withoutGift: z.number().int().min(1).optional(),
  byOrder: z.number().int().min(1).optional(),
  byCustomer: z.number().int().min(1).optional(),
  byClaim: z.number().int().min(1).optional(),
  byDefault: z.number().int().min(1).optional(),
  bySplit: z.number().int().min(1).optional(),
});
export type Count = z.infer<typeof Count>;

export const Totals = z.object({
  entries: z.number().int().min(0),
  /** Ascending by cause, funding, currency, settlesOn: the same totals are always the same bytes. */
  sums: z.array(Sum),
  counts: z.array(Count),
});
export type Totals = z.infer<typeof Totals>;
