import * as z from "zod";
import { assertNever } from "../../model/assert-never.ts";
import { CAUSES_CHOSEN_MAX, CustomerId } from "../../model/customer.ts";
import { Draw, GiftId, NoGift, Part, RoundUpHeld, Shrink } from "../../model/gift.ts";
import { Currency, Minor, SignedMinor } from "../../model/money.ts";
import {
  CauseSlug,
  Day,
  Instant,
  LINES_MAX,
  OrderRef,
  Purchase,
  Refund,
  Region,
} from "../../model/purchase.ts";

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

/** A line of an order as the ledger remembers it: `[lineId, quantity, goods]`. */
const RecordedLine = z.tuple([z.string(), z.number().int().min(1), Minor]);

/**
 * What of an order's statement only a later statement or a refund is compared with. `roundUp` and `lines` are left out when
 * there are none; what was recorded before they were remembered has none either.
 */
export const OrderDetails = z.object({
  goodsGross: Minor.optional(),
  taxesIncluded: z.boolean().optional(),
  roundUp: Minor.optional(),
  lines: z.array(RecordedLine).max(LINES_MAX).optional(),
  tender: Purchase.shape.tender,
  statedAt: Instant.optional(),
});
export type OrderDetails = z.infer<typeof OrderDetails>;

/**
 * What an order stated of its money. `roundUpHeld`: what the customer added for a cause and the terms do not take, and why.
 */
const Stated = OrderDetails.extend({
  fingerprint: z.string(),
  base: Minor,
  paid: Minor,
  roundUpHeld: RoundUpHeld.optional(),
  shrink: Shrink,
});
export type OrderStated = z.infer<typeof Stated>;

/**
 * A gift earned by a purchase. At most one per purchase, and never changed. Details of the order are in its order row where
 * there is one, so that an ordinary entry stays one write unit: a purchase that is found has them.
 * - `fingerprint`: hash of what the order stated of its money; the same one under the same key is the same purchase
 * - `region`: of the purchase, for what states ask to be told; entries of before it was kept have none
 * - `causeBy`: where the choice is from: the order, the customer's stored choice, or none (unclaimed, `claimUntil`)
 * - `chosen`: the causes that took what was free to choose: those of the choice, or without one the terms' default; what the
 *   terms' split always sends elsewhere is in none of them. Absent without terms, and in entries of before it was kept
 * - `causeRefused`: the order named a cause that takes no gifts, or named it in words that are no cause's short name
 * - `firstFor`: causes to which this customer gave for the first time (`*`: to any)
 * - `topUp`: no purchase: what the brand adds to come to the guaranteed minimum of its `terms`
 * - `early`: refunds that arrived before the purchase, to be applied after it; of an undated source its order row holds them
 */
export const Accrual = Common.extend(Stated.shape).extend({
  kind: z.literal("accrual"),
  gift: GiftId,
  region: Region.optional(),
  terms: z.string().optional(),
  causeBy: z.enum(["order", "customer", "unclaimed"]),
  chosen: z.array(CauseSlug).max(CAUSES_CHOSEN_MAX).optional(),
  causeRefused: z.literal(true).optional(),
  topUp: z.literal(true).optional(),
  claimUntil: Instant.optional(),
  noGift: NoGift.optional(),
  onMatchRefund: z.enum(["release", "lapse"]),
  firstFor: z.array(z.union([z.literal("*"), CauseSlug])).max(FIRST_GIFTS_MAX),
  early: z.array(Refund).max(EARLY_REFUNDS_MAX),
});
export type Accrual = z.infer<typeof Accrual>;

/** The limit of entries after the accrual of one purchase: far more than refunds of any one order. */
export const AMENDMENTS_MAX = 9_999;

/** Counts the entries after an accrual from 1 and is their key, so that two writers cannot both compute from one state. */
const Sequence = z.number().int().min(1).max(AMENDMENTS_MAX);

/**
 * What a refund moves: the difference between what all refunds so far should have taken back and what was booked.
 * `scope` repeats the refund's for the next entry.
 */
const Reversal = Common.extend({
  sequence: Sequence,
  refundId: z.string(),
  refundedAt: Instant,
  scope: Refund.shape.scope,
});

/** What one refund takes back. */
export const Clawback = Reversal.extend({ kind: z.literal("clawback") });
export type Clawback = z.infer<typeof Clawback>;

/** What comes back to a gift, as a refund did not happen after all or the order grew: never above what was given. */
export const Restoration = Reversal.extend({ kind: z.literal("restoration") });
export type Restoration = z.infer<typeof Restoration>;

/** What a purchase gives more, as its order grew after it was recorded; it repeats all that the order states now. */
export const Supplement = Common.extend(Stated.shape).extend({
  kind: z.literal("supplement"),
  sequence: Sequence,
});
export type Supplement = z.infer<typeof Supplement>;

/**
 * A part that a reassignment moves.
 * - `settlesOn`: where what it moves settles on another day than the gift itself
 * - `gifts`: the cause gets a gift that it had none of, or has none left of it
 * - `takenBack`: what refunds took, which moves to the cause that they took it of, so to speak
 */
const MovedPart = Part.extend({
  settlesOn: Day.optional(),
  gifts: z.literal([1, -1]).optional(),
  takenBack: SignedMinor.optional(),
});
export type MovedPart = z.infer<typeof MovedPart>;

/**
 * What moves to another cause as somebody with the receipt picks one: parts of `brand` and of `customer` sum to zero, those
 * of `match` are what the pools of the new cause give instead of the old one's. What the brand moves, its pools go on matching.
 * - `cause`: the picked one; `claimedAt`: when
 * - `by`: the brand moves what a cause has that ended; absent: somebody picked
 * - `parts`, `draws`: what of that is left after refunds; `whole`: what moves of the gift as its order states it, where that
 *   is more
 * - `firstFor`: as of an accrual
 */
export const Reassignment = Common.extend({
  kind: z.literal("reassignment"),
  sequence: Sequence,
  cause: CauseSlug,
  claimedAt: Instant,
  by: z.literal("brand").optional(),
  parts: z.array(MovedPart).max(120),
  whole: z.object({ parts: z.array(Part).max(60), draws: z.array(Draw).max(DRAWS_MAX) }).optional(),
  firstFor: z.array(CauseSlug).max(1),
});
export type Reassignment = z.infer<typeof Reassignment>;

/** An entry after the accrual. */
export const Amendment = z.discriminatedUnion("kind", [Clawback, Restoration, Supplement, Reassignment]);
export type Amendment = z.infer<typeof Amendment>;

export const Entry = z.discriminatedUnion("kind", [Accrual, Clawback, Restoration, Supplement, Reassignment]);
export type Entry = z.infer<typeof Entry>;

/**
 * From when on what an entry moves can be settled: its purchase, its refund; for more of an order, when its shop stated that.
 * What changes its cause was given with the purchase.
 */
export function happenedAt(entry: Entry): Instant {
  switch (entry.kind) {
    case "accrual":
    case "reassignment":
      return entry.placedAt;
    case "supplement":
      return entry.statedAt ?? entry.recordedAt;
    case "clawback":
    case "restoration":
      return entry.refundedAt;
    default:
      return assertNever(entry);
  }
}

/**
 * From when on a part of an entry is settled, of one that happened on that day; undefined where it is as soon as it happens: no
 * return window, or a refund after it.
 */
export function pendingUntil(entry: Entry, part: Part | MovedPart, happened: Day): Day | undefined {
  const settlesOn = ("settlesOn" in part ? part.settlesOn : undefined) ?? entry.settlesOn;
  return settlesOn > happened ? settlesOn : undefined;
}
