import * as z from "zod";
import { assertNever } from "./assert-never.ts";
import { ClaimHash } from "./claim-hash.ts";
import { Currency, Minor, SignedMinor } from "./money.ts";
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

/** As another service may write a point in time: with parts of a second or without. They are cut. */
export const AnyInstant = z.iso
  .datetime({ offset: false })
  .transform((at) => at.replace(/\.\d+Z$/, "Z"))
  .pipe(Instant);

/** A day in the brand's time zone, such as `2026-11-22`. */
export const Day = z.iso.date();
export type Day = z.infer<typeof Day>;

/** Longer than any id that a shop system documents (Stripe documents 255 for its ids, Square 192). */
export const ID_CHARS_MAX = 255;

/**
 * Whether a text can name something everywhere: keys, hashes and events are made of bytes, in which halves of characters
 * are all alike; control characters end lines and keys; and what an object of JavaScript keeps under `__proto__` is lost.
 */
export function isPlainName(text: string): boolean {
  return text.isWellFormed() && !/\p{Cc}/u.test(text) && text !== "__proto__";
}

/** An id that a shop's system made. */
export const ShopId = z
  .string()
  .min(1)
  .max(ID_CHARS_MAX)
  .refine(isPlainName, "not plain text: it holds half a character or a control character, or is `__proto__`");

const OrderId = ShopId;
const RefundId = ShopId;
const LineId = ShopId;

/** Text that is compared with names of the brand's, and is in events. */
const isWellFormed = (text: string) => text.isWellFormed();
const HALF_A_CHARACTER = "not plain text: it holds half a character";

/** What identifies a purchase: the order of one shop. Any printable text may be an order id: see {@link isPlainName}. */
export const OrderRef = z.object({
  source: Source,
  connection: Connection,
  orderId: OrderId,
});
export type OrderRef = z.infer<typeof OrderRef>;

/** An identity of a customer, known only by the keyed hash of its normalised form. `card` is one that pays, `customerCard` ours. */
export const Identity = z.object({
  kind: z.enum(["email", "phone", "card", "customerCard"]),
  hmac: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
});
export type Identity = z.infer<typeof Identity>;

export const LINES_MAX = 500;
export const IDENTITIES_MAX = 6;
/** Names of one order beside its own: the payments that paid it. */
export const ALIASES_MAX = 10;
/** Numbers on one receipt that name it: the one that is printed, and the one in its code. */
export const RECEIPTS_MAX = 2;
/** A receipt's number by its keyed hash, which says nothing without the key. */
export const ReceiptHash = z.string().regex(/^[A-Za-z0-9_-]{43}$/);
export type ReceiptHash = z.infer<typeof ReceiptHash>;
/** More refunds than any one order has. */
export const REFUNDS_MAX = 300;

/** Where an order was sold or delivered, no finer than the law asks for: a country, in the United States a state (ISO 3166). */
export const Region = z
  .string()
  .regex(/^[A-Z]{2}(?:-[A-Z]{2})?$/, "a country or a state of ISO 3166, such as DE or US-NY");

/** One line of an order. `goods` is what its units cost after discounts, without tax, in minor units. */
export const PurchaseLine = z.object({
  lineId: LineId,
  sku: z.string().max(120).refine(isWellFormed, HALF_A_CHARACTER).optional(),
  quantity: z.number().int().min(1).max(1_000_000),
  goods: Minor,
});

/**
 * One paid order, as its shop states it: the same from every source, without anything personal. A later statement of
 * the same order may say more (an exchange, an edit, an upsell), and then supplements it.
 * - `region`: of its delivery, else of who paid, where its source is read for it
 * - `base`: goods after discounts, without tax, shipping, tips and the sale of gift cards; what a share is computed on
 * - `paid`: all that was paid for the order, by gift cards too
 * - `goodsGross`: `base` with its tax, where the source knows it: of this (else of `paid`), a refund that is known only
 *   by its amount takes its fraction, at most all
 * - `taxesIncluded`: whether the shop's prices hold their tax, where it says so: a refund of lines is read by that
 * - `lines`: where the source has them; their `goods` then sum to `base`
 * - `grouped`: the order has more lines than {@link LINES_MAX}, so each of `lines` is all lines of one SKU
 * - `tender`: one of several payments of the order: its lines and amounts add to those of the others
 * - `statedAt`: when the shop stated this, where it says so: of two statements the later is the truth
 * - `roundUp`: what the customer added for the cause; never part of `base`
 * - `cause`: the cause named on the order, not yet checked against the brand's causes
 * - `causeUnread`: the order names a cause in words that are no cause's short name
 * - `aliases`: other ids of the order, by which refunds may name it
 * - `claim`: which link is the order's own, by which somebody with its receipt may pick the cause
 * - `receipts`: the numbers by which its receipt names it, as keyed hashes: without that link somebody may do so by one of them
 * - `refundsSoFar`: all refunds that the order has at that time, where the source lists them: of those recorded before,
 *   one that is missing was deleted or undone; ids with a colon, such as a dispute's, are none of that list
 */
export const Purchase = OrderRef.extend({
  placedAt: Instant,
  currency: Currency,
  store: z.string().max(80).refine(isWellFormed, HALF_A_CHARACTER).optional(),
  region: Region.optional(),
  base: Minor,
  paid: Minor,
  statedAt: Instant.optional(),
  goodsGross: Minor.optional(),
  taxesIncluded: z.boolean().optional(),
  roundUp: Minor,
  lines: z.array(PurchaseLine).max(LINES_MAX),
  grouped: z.literal(true).optional(),
  tender: z.literal(true).optional(),
  cause: CauseSlug.optional(),
  causeUnread: z.literal(true).optional(),
  claim: ClaimHash.optional(),
  receipts: z.array(ReceiptHash).max(RECEIPTS_MAX).optional(),
  aliases: z.array(OrderId).max(ALIASES_MAX).optional(),
  refundsSoFar: z.object({ at: Instant, ids: z.array(RefundId).max(REFUNDS_MAX) }).optional(),
  identities: z.array(Identity).max(IDENTITIES_MAX),
}).refine((p) => p.lines.length === 0 || p.lines.reduce((sum, line) => sum + line.goods, 0) === p.base, {
  error: "the lines' goods do not sum to the base",
  path: ["lines"],
});
export type Purchase = z.infer<typeof Purchase>;

/**
 * How much of a purchase was given back, in the terms that its source knows.
 * - `goods`: goods without tax, by line where known; `roundUp` when the customer's own gift went back too
 *   - `stated`: the same goods as the shop states its lines, and the tax of them: whether `subtotal` holds `tax` is the
 *     order's `taxesIncluded`, where that is recorded; else `goods` counts
 *   - `gross`: money for goods beyond the lines, with its tax; negative: less went back than the lines say
 * - `paid`: money of all kinds; its fraction of the purchase's `goodsGross` counts, else of `paid`
 * - `paidTotal`: the same, but the sum of all refunds so far (Stripe): the latest one counts; `whole`: nothing is left
 * - `all`: cancelled or refunded in full
 * - `voided`: this refund did not happen after all (it failed, was deleted, a dispute was won, a cancellation undone);
 *   `paid`: by so much an earlier `paidTotal` counts less
 */
export const RefundScope = z.discriminatedUnion("of", [
  z.object({
    of: z.literal("goods"),
    goods: Minor,
    roundUp: Minor,
    stated: z.object({ subtotal: Minor, tax: Minor }).optional(),
    gross: SignedMinor.optional(),
    lines: z
      .array(z.object({ lineId: LineId, quantity: z.number().int().min(0), goods: Minor }))
      .max(LINES_MAX),
  }),
  z.object({ of: z.literal("paid"), paid: Minor }),
  z.object({ of: z.literal("paidTotal"), paid: Minor, whole: z.literal(true).optional() }),
  z.object({ of: z.literal("all") }),
  z.object({ of: z.literal("voided"), paid: Minor.optional() }),
]);
export type RefundScope = z.infer<typeof RefundScope>;

/** Whether a refund takes nothing of a purchase back: once, a refund was read so while its money was on its way. */
export function takesNothing(scope: RefundScope): boolean {
  switch (scope.of) {
    case "all":
      return false;
    case "voided":
      return true;
    case "goods":
      return scope.goods === 0 && scope.roundUp === 0 && (scope.gross ?? 0) === 0;
    case "paid":
    case "paidTotal":
      return scope.paid === 0;
    default:
      return assertNever(scope);
  }
}

/**
 * One refund of a purchase, as it was at `refundedAt`: of several statements of one refund the latest counts.
 * `placedAt` is the purchase's, where the source's refunds carry it (see `refundsCarryPlacedAt`).
 */
export const Refund = OrderRef.extend({
  refundId: RefundId,
  refundedAt: Instant,
  placedAt: Instant.optional(),
  currency: Currency,
  scope: RefundScope,
});
export type Refund = z.infer<typeof Refund>;

/** Another id of an order, by which its refunds name it: a payment of an invoice. */
export const OrderLink = OrderRef.extend({ alias: OrderId });
export type OrderLink = z.infer<typeof OrderLink>;
