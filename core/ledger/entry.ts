import * as z from "zod";
import { CustomerId } from "../customer/customer.ts";
import { Currency, Minor, SignedMinor } from "../money/money.ts";
import { CauseSlug, Day, Instant, OrderRef, Refund } from "../purchase/purchase.ts";

/** Who pays: the brand's own share, the brand's match pool, or the customer (round-up). Never mixed in a sum. */
export const Funding = z.enum(["brand", "match", "customer"]);
export type Funding = z.infer<typeof Funding>;

/** One side of an entry: so much for a cause, from one funding. Negative in a clawback. */
export const Part = z.object({ cause: CauseSlug, funding: Funding, minor: SignedMinor });
export type Part = z.infer<typeof Part>;

/**
 * What was taken from one shard of an allowance (a match pool, or the cap of a campaign); negative when released.
 * `allowance` is `pool:<id>` or `cap:<terms>@<version>:<currency>`.
 */
export const Draw = z.object({ allowance: z.string(), shard: z.number().int().min(0), minor: SignedMinor });
export type Draw = z.infer<typeof Draw>;

/** Why a purchase gave nothing. Such a purchase is recorded all the same: it counts, and its refunds find it. */
export const NoGift = z.enum([
  "noTerms",
  "belowMinimum",
  "noAmountInCurrency",
  "nothingToShare",
  "campaignCapReached",
]);
export type NoGift = z.infer<typeof NoGift>;

/** What a refund needs of the brand's share beyond its amount: how the share shrinks. */
export const Shrink = z.discriminatedUnion("by", [
  /** In step with the refunded fraction of the purchase (percentage, tiers). */
  z.object({ by: z.literal("fraction") }),
  /** Only when the whole purchase is refunded (flat per order). */
  z.object({ by: z.literal("whole") }),
  /** By the units of the counted lines: lineId → [units, minor for all of them] (per unit of named SKUs). */
  z.object({
    by: z.literal("units"),
    lines: z.record(z.string(), z.tuple([z.number().int().min(1), Minor])),
  }),
]);
export type Shrink = z.infer<typeof Shrink>;

/** The cap of a campaign and as many pools as may match one gift, each drawn from all of its shards. */
export const DRAWS_MAX = 68;
/** A choice and a split name at most 15 causes; and `*`. */
export const FIRST_GIFTS_MAX = 16;
export const EARLY_REFUNDS_MAX = 20;

const Common = OrderRef.extend({
  currency: Currency,
  placedAt: Instant,
  recordedAt: Instant,
  parts: z.array(Part).max(60),
  draws: z.array(Draw).max(DRAWS_MAX),
  customer: CustomerId.optional(),
  /** The day from which these parts are settled, in the brand's time zone. */
  settlesOn: Day,
});

/**
 * A gift earned by a purchase. At most one per purchase, and never changed.
 * - `fingerprint`: hash of the purchase's financial facts; another one under the same key is an alarm
 * - `causeBy`: who chose: named on the order, the customer's stored choice, or nobody (unclaimed, `claimUntil`)
 * - `firstFor`: causes to which this customer gave for the first time (`*`: to any)
 * - `early`: refunds that arrived before the purchase, to be applied after it; of an undated source its order row holds them
 */
export const Accrual = Common.extend({
  kind: z.literal("accrual"),
  gift: z.string().regex(/^gift_[0-9a-z]{26}$/),
  fingerprint: z.string(),
  base: Minor,
  paid: Minor,
  terms: z.string().optional(),
  causeBy: z.enum(["order", "customer", "unclaimed"]),
  claimUntil: Instant.optional(),
  noGift: NoGift.optional(),
  onMatchRefund: z.enum(["release", "lapse"]),
  shrink: Shrink,
  firstFor: z.array(z.union([z.literal("*"), CauseSlug])).max(FIRST_GIFTS_MAX),
  early: z.array(Refund).max(EARLY_REFUNDS_MAX),
});
export type Accrual = z.infer<typeof Accrual>;

/**
 * What one refund takes back: the difference to what earlier clawbacks of the purchase took. `sequence` counts
 * them from 1 and is the key, so that two refunds at once cannot both compute from the same state.
 * `scope` repeats the refund's for the next one.
 */
export const Clawback = Common.extend({
  kind: z.literal("clawback"),
  sequence: z.number().int().min(1).max(999),
  refundId: z.string(),
  refundedAt: Instant,
  scope: Refund.shape.scope,
});
export type Clawback = z.infer<typeof Clawback>;

export const Entry = z.discriminatedUnion("kind", [Accrual, Clawback]);
export type Entry = z.infer<typeof Entry>;
