import * as z from "zod";
import type { ExactAmount } from "../../../model/exact-amount.ts";
import type { Instant } from "../../../model/purchase.ts";
import { SignedAmount } from "../../shop-system/amounts.ts";
import { LooseFlag, LooseText, loose, looseList, moneyList } from "../../shop-system/lenient.ts";
import { Id, instantOfSeconds, invalidPayload } from "../../shop-system/payload.ts";

/** An amount that is left out where there is none. */
const Beside = SignedAmount.nullish().transform((amount): ExactAmount => amount ?? 0n);

/** Some stores sell by weight; a part of a unit counts as one. */
const Quantity = z
  .unknown()
  .optional()
  .transform((value) => Math.ceil(Math.abs(Number(value)) || 0));

const Fee = z.object({
  id: LooseText,
  display_name_customer: LooseText,
  display_name_merchant: LooseText,
  cost_ex_tax: Beside,
});
export type BigFee = z.infer<typeof Fee>;

/** Without `include=fees` an order says where to ask for them instead of a list. */
const Fees = z
  .unknown()
  .optional()
  .transform((fees) => (Array.isArray(fees) ? fees : []))
  .pipe(z.array(Fee));

/** `GET /v2/orders/<id>`: amounts are decimals with four digits, dates RFC 2822 in UTC. */
export const BigOrder = z.object({
  id: Id,
  status_id: z.int(),
  payment_status: LooseText,
  payment_method: LooseText,
  /** What the shopper pays in; `currency_code` is what prices were shown in. */
  default_currency_code: z.string(),
  date_created: z.string(),
  date_modified: LooseText,
  total_inc_tax: SignedAmount,
  customer_message: LooseText,
  staff_notes: LooseText,
  fees: Fees,
  billing_address: loose(z.object({ email: LooseText, phone: LooseText, country_iso2: LooseText })),
});
export type BigOrder = z.infer<typeof BigOrder>;

/** `GET /v2/orders/<id>/products`: totals are before discounts, their tax is after them. */
export const BigProduct = z.object({
  id: Id,
  product_id: LooseText,
  variant_id: LooseText,
  sku: LooseText,
  name: LooseText,
  type: LooseText,
  quantity: Quantity,
  total_ex_tax: SignedAmount,
  total_tax: Beside,
  /** What the shopper paid for it, after every discount and with its tax. */
  discounted_total_inc_tax: SignedAmount.nullish(),
  applied_discounts: moneyList(z.object({ amount: Beside })),
});
export type BigProduct = z.infer<typeof BigProduct>;

const RefundItem = z.object({
  item_type: z.string(),
  item_id: LooseText,
  quantity: Quantity,
  requested_amount: Beside,
  adjustments: moneyList(z.object({ amount: Beside })),
});

/** Of `GET /v3/orders/<id>/payment_actions/refunds`. */
export const BigRefund = z.object({
  id: Id,
  created: LooseText,
  total_amount: SignedAmount,
  uses_merchant_override_values: LooseFlag,
  items: moneyList(RefundItem),
  payments: looseList(z.object({ amount: SignedAmount, is_declined: LooseFlag })),
});
export type BigRefund = z.infer<typeof BigRefund>;
export const BigRefunds = z.object({ data: moneyList(BigRefund) });

/** `Tue, 20 Nov 2012 00:00:00 +0000` */
const RFC_2822 = /^(?:[A-Z][a-z]{2}, )?\d{1,2} [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d [+-]\d{4}$/;
const RFC_3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)$/;

/** A moment as BigCommerce writes it: in its orders by RFC 2822, in its refunds by RFC 3339. */
export function bigInstant(text: string, field: string, now: Instant): Instant {
  if (!RFC_2822.test(text) && !RFC_3339.test(text))
    throw invalidPayload(field, "no date and time with its offset");
  return instantOfSeconds(Date.parse(text) / 1000, field, now);
}
