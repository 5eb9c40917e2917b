import * as z from "zod";
import { CustomerId } from "../../model/customer.ts";
import { Draw, NoGift, Part, Shrink } from "../../model/gift.ts";
import { Currency, Minor } from "../../model/money.ts";
import { CauseSlug, Day, Instant, OrderRef, Refund } from "../../model/purchase.ts";

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
 * - `causeBy`: where the choice is from: the order, the customer's stored choice, or none (unclaimed, `claimUntil`)
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
