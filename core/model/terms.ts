import * as z from "zod";
import { WeightedCause } from "./customer.ts";
import { Amounts, Currency, Minor } from "./money.ts";
import { CauseSlug, Connection, Instant } from "./purchase.ts";
import { Source } from "./sources.ts";

export const BasisPoints = z.number().int().min(1).max(10_000);

/** What the brand gives of one purchase. */
export const Share = z.discriminatedUnion("kind", [
  /** A percentage of the base: 150 basis points are 1.5 %. */
  z.object({ kind: z.literal("percentage"), basisPoints: BasisPoints }),
  /** The same amount for each order. */
  z.object({ kind: z.literal("flat"), amounts: Amounts }),
  /** An amount for each unit of the named SKUs. */
  z.object({
    kind: z.literal("perUnit"),
    skus: z.array(z.string().min(1)).min(1).max(200),
    amounts: Amounts,
  }),
  /** A percentage that grows with the base: the tier with the largest `from` not above the base counts, for all of it. */
  z.object({
    kind: z.literal("tiers"),
    tiers: z.record(
      Currency,
      z
        .array(z.object({ from: Minor, basisPoints: BasisPoints }))
        .min(1)
        .max(20),
    ),
  }),
]);
export type Share = z.infer<typeof Share>;

/** The part of a split that goes where the customer chose. */
export const CHOSEN = "chosen";

export const RETURN_DAYS_MAX = 120;
export const CLAIM_DAYS_MAX = 365;

/**
 * Giving terms: immutable, versioned, dated. The version with the latest `from` not after `placedAt`
 * among those that apply to the purchase's connection and store decides, unless its `until` has passed.
 * - `split`: parts of the brand's gift; `chosen` is the customer's part. Absent: all of it is the customer's to choose.
 * - `capPerCampaign`: the most that all purchases together give under this version
 * - `guaranteedMinimum`: the least that the brand's own gift of all purchases until the last day comes to, whichever version of these
 *   terms they were under: what is missing after the time to return and to pick, the brand adds
 * - `onMatchRefund`: whether matched money that a refund takes back may match again (`release`) or not (`lapse`)
 */
export const Terms = z.object({
  id: CauseSlug,
  version: z.number().int().min(1).max(9999),
  from: Instant,
  until: Instant.optional(),
  connections: z.array(z.object({ source: Source, connection: Connection })).optional(),
  stores: z.array(z.string().min(1).max(80)).optional(),
  share: Share,
  roundUp: z.boolean(),
  minimumOrder: Amounts.optional(),
  capPerOrder: Amounts.optional(),
  capPerCampaign: Amounts.optional(),
  guaranteedMinimum: Amounts.optional(),
  defaultCause: CauseSlug,
  split: z
    .array(z.object({ cause: z.union([z.literal(CHOSEN), CauseSlug]), weight: WeightedCause.shape.weight }))
    .min(1)
    .max(8)
    .optional(),
  returnDays: z.number().int().min(0).max(RETURN_DAYS_MAX),
  claimDays: z.number().int().min(0).max(CLAIM_DAYS_MAX),
  onMatchRefund: z.enum(["release", "lapse"]),
});
export type Terms = z.infer<typeof Terms>;

/** Whether the customer chooses where the brand's gift goes, or a part of it. */
export function isCustomersChoice({ split }: Pick<Terms, "split">): boolean {
  return split === undefined || split.some(({ cause }) => cause === CHOSEN);
}

/** Whether a purchase for which nobody chose can be picked for afterwards, with its receipt. */
export function isPickedLater(terms: Pick<Terms, "split" | "claimDays">): boolean {
  return terms.claimDays > 0 && isCustomersChoice(terms);
}

/** The connection under which the ledger has what the brand adds to a guaranteed minimum. No stage may have one of that name. */
export const TOP_UP_CONNECTION = "guaranteed-minimum";

/** How terms are named in the ledger: `everyday@3`. */
export function termsName(terms: Pick<Terms, "id" | "version">): string {
  return `${terms.id}@${terms.version}`;
}

export const POOL_SHARDS_MAX = 16;

/**
 * Money set aside by the brand to match brand-funded gifts of `causes` for purchases placed in
 * `from` ≤ placedAt < `until`: `ratioBasisPoints` 10000 doubles a gift. One currency.
 * `shards`: over how many rows the money is spread, so that a busy pool is not one hot row.
 */
export const MatchPool = z.object({
  id: CauseSlug,
  currency: Currency,
  amount: Minor,
  ratioBasisPoints: z.number().int().min(1).max(100_000),
  causes: z.array(CauseSlug).min(1).max(100),
  from: Instant,
  until: Instant,
  shards: z.number().int().min(1).max(POOL_SHARDS_MAX),
});
export type MatchPool = z.infer<typeof MatchPool>;
