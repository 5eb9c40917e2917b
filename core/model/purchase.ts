import * as z from "zod";
import { assertNever } from "./assert-never.ts";
import { Currency, Minor } from "./money.ts";
import { Source } from "./sources.ts";

/** Which shop or account of a source, as the brand names it: part of the webhook's address. */
export const Connection = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,39}$/, "lower-case letters, digits and hyphens, at most 40");

/** The name of a cause in addresses, orders and the ledger. */
export const CauseSlug = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,47}$/, "lower-case letters, digits and hyphens, at most 48");
export type CauseSlug = z.infer<typeof CauseSlug>;

/** A point in time as UTC text in whole seconds, `2026-11-22T13:35:45Z`: text order is time order. */
export const Instant = z.iso.datetime({ offset: false, precision: 0 });
export type Instant = z.infer<typeof Instant>;

/** A day in the brand's time zone, such as `2026-11-22`. */
export const Day = z.iso.date();
export type Day = z.infer<typeof Day>;

/** What identifies a purchase: the order of one shop. Any printable text may be an order id. */
export const OrderRef = z.object({
  source: Source,
  connection: Connection,
  orderId: z.string().min(1).max(120),
});
export type OrderRef = z.infer<typeof OrderRef>;

/** An identity of a customer, known only by the keyed hash of its normalised form. */
export const Identity = z.object({
  kind: z.enum(["email", "phone", "card"]),
  hmac: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
});
export type Identity = z.infer<typeof Identity>;

export const LINES_MAX = 500;
export const IDENTITIES_MAX = 6;

/** One line of an order. `goods` is what its units cost after discounts, without tax, in minor units. */
export const PurchaseLine = z.object({
  lineId: z.string().min(1).max(80),
  sku: z.string().max(120).optional(),
  quantity: z.number().int().min(1).max(1_000_000),
  goods: Minor,
});

/**
 * One paid order, the same from every source, without anything personal.
 * - `base`: goods after discounts, without tax, shipping, tips and gift cards; what a share is computed on
 * - `paid`: all that the customer paid; a refund known only by its amount takes its fraction of this
 * - `lines`: where the source has them; their `goods` then sum to `base`
 * - `roundUp`: what the customer added for the cause; never part of `base`
 * - `cause`: the cause named on the order, not yet checked against the brand's causes
 */
export const Purchase = OrderRef.extend({
  placedAt: Instant,
  currency: Currency,
  store: z.string().max(80).optional(),
  base: Minor,
  paid: Minor,
  roundUp: Minor,
  lines: z.array(PurchaseLine).max(LINES_MAX),
  cause: CauseSlug.optional(),
  identities: z.array(Identity).max(IDENTITIES_MAX),
}).refine((p) => p.lines.length === 0 || p.lines.reduce((sum, line) => sum + line.goods, 0) === p.base, {
  error: "the lines' goods do not sum to the base",
  path: ["lines"],
});
export type Purchase = z.infer<typeof Purchase>;

/**
 * How much of a purchase was given back, in the terms that its source knows.
 * - `goods`: goods without tax, by line where known; `roundUp` when the customer's own gift went back too
 * - `paid`: money of all kinds; its fraction of the purchase's `paid` counts
 * - `paidTotal`: the same, but the sum of all refunds so far (Stripe): the largest one counts
 * - `all`: cancelled or refunded in full
 */
export const RefundScope = z.discriminatedUnion("of", [
  z.object({
    of: z.literal("goods"),
    goods: Minor,
    roundUp: Minor,
    lines: z
      .array(z.object({ lineId: z.string().min(1).max(80), quantity: z.number().int().min(0), goods: Minor }))
      .max(LINES_MAX),
  }),
  z.object({ of: z.literal("paid"), paid: Minor }),
  z.object({ of: z.literal("paidTotal"), paid: Minor }),
  z.object({ of: z.literal("all") }),
]);
export type RefundScope = z.infer<typeof RefundScope>;

/** Whether a refund takes nothing of a purchase back: once, a refund was read so while its money was on its way. */
export function takesNothing(scope: RefundScope): boolean {
  switch (scope.of) {
    case "all":
      return false;
    case "goods":
      return scope.goods === 0 && scope.roundUp === 0;
    case "paid":
    case "paidTotal":
      return scope.paid === 0;
    default:
      return assertNever(scope);
  }
}

/** One refund of a purchase. `placedAt` is the purchase's, where the source's refunds carry it (see `refundsCarryPlacedAt`). */
export const Refund = OrderRef.extend({
  refundId: z.string().min(1).max(120),
  refundedAt: Instant,
  placedAt: Instant.optional(),
  currency: Currency,
  scope: RefundScope,
});
export type Refund = z.infer<typeof Refund>;
