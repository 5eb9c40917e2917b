import * as z from "zod";
import { Minor, SignedMinor } from "./money.ts";
import { CauseSlug } from "./purchase.ts";

/** Where the money comes from: the brand's own share, the brand's match pool, or the customer (round-up). Never mixed in a sum. */
export const Funding = z.enum(["brand", "match", "customer"]);

export type Funding = z.infer<typeof Funding>;

/** The id of the gift of one purchase. */
export const GiftId = z.string().regex(/^gift_[0-9a-z]{26}$/);

/** One side of an entry: an amount for a cause, from one funding. Negative in a clawback. */
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

/**
 * Money that the customer added for a cause and that no terms take: the brand holds it, and an operator must say what
 * becomes of it. `noTerms`: none were in force; `notTaken`: those in force do not take it.
 */
export const RoundUpHeld = z.object({ minor: Minor, because: z.enum(["noTerms", "notTaken"]) });
export type RoundUpHeld = z.infer<typeof RoundUpHeld>;

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
