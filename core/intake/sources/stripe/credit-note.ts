import * as z from "zod";
import type { RefundScope } from "../../../model/purchase.ts";
import { LooseText, loose, moneyList } from "../../shop-system/lenient.ts";
import {
  currencyOf,
  instantOfSeconds,
  isRoundUp,
  type NormalisedEvent,
  parsePayload,
  refundEvent,
  type WebhookDelivery,
  WholeAmount,
} from "../../shop-system/payload.ts";
import type { RoundUpRule } from "../../shop-system/round-up-rule.ts";
import { minorOfUnits } from "./amounts.ts";
import { nameIn } from "./invoice.ts";
import { Ref, Seconds, StripeId } from "./object.ts";
import { sumOfAmounts, Tax, taxInside } from "./tax.ts";

const Line = z.object({
  amount: WholeAmount,
  discount_amount: WholeAmount.nullish(),
  description: LooseText,
  invoice_line_item: StripeId.nullish(),
  quantity: loose(z.number()),
  tax_amounts: moneyList(Tax),
  taxes: moneyList(Tax),
});
type Line = z.infer<typeof Line>;

const CreditNote = z.object({
  id: StripeId,
  created: Seconds,
  invoice: StripeId.or(z.object({ id: StripeId }).transform(({ id }) => id)),
  currency: z.string(),
  status: LooseText,
  type: LooseText,
  voided_at: Seconds.nullish(),
  total: WholeAmount,
  total_excluding_tax: WholeAmount.nullish(),
  post_payment_amount: WholeAmount.nullish(),
  out_of_band_amount: WholeAmount.nullish(),
  shipping_cost: z.object({ amount_total: WholeAmount, amount_tax: WholeAmount.nullish() }).nullish(),
  tax_amounts: moneyList(Tax),
  total_taxes: moneyList(Tax),
  lines: z.object({ data: moneyList(Line), has_more: z.boolean().nullish() }).nullish(),
  /** Until API 2025-03-31; then `refunds`. */
  refund: Ref,
  refunds: moneyList(z.object({ amount_refunded: WholeAmount })),
});
type CreditNote = z.infer<typeof CreditNote>;

const CreditNoteEvent = z.object({ created: Seconds, data: z.object({ object: CreditNote }) });

/** What was credited after the invoice was paid and went back by no refund: to the customer's balance, or outside Stripe. */
function creditedOtherwise(note: CreditNote): number {
  const { type, total, refund, refunds, out_of_band_amount } = note;
  const after = note.post_payment_amount ?? (type === "pre_payment" ? 0 : total);
  const refunded = refunds.reduce((all, { amount_refunded }) => all + amount_refunded, 0);
  return after - (refund ? after - (out_of_band_amount ?? 0) : refunded);
}

function goodsOf({ amount, discount_amount, tax_amounts, taxes }: Line): number {
  return Math.max(0, amount - (discount_amount ?? 0) - taxInside(tax_amounts, taxes));
}

/** A note's line names no price: of a shop that takes round-ups, its description says which line of the invoice it is. */
function isRoundUpLine({ description }: Line, rule: RoundUpRule | undefined): boolean {
  return rule !== undefined && isRoundUp(description, nameIn(description));
}

/** The goods of a note that credits nothing else, exact to the line. */
function goodsBack(note: CreditNote, currency: string, rule: RoundUpRule | undefined): RefundScope {
  const { total, total_excluding_tax, tax_amounts, total_taxes, shipping_cost: shipping } = note;
  const net = total_excluding_tax ?? total - sumOfAmounts([...tax_amounts, ...total_taxes]);
  const shippingNet = (shipping?.amount_total ?? 0) - (shipping?.amount_tax ?? 0);
  const lines = note.lines?.data ?? [];
  const roundUp = lines
    .filter((line) => isRoundUpLine(line, rule))
    .reduce((all, line) => all + goodsOf(line), 0);
  return {
    of: "goods",
    goods: minorOfUnits(Math.max(0, net - shippingNet - roundUp), currency),
    roundUp: minorOfUnits(roundUp, currency),
    lines: lines.flatMap((line) =>
      line.invoice_line_item && !isRoundUpLine(line, rule)
        ? {
            lineId: line.invoice_line_item,
            quantity: Math.max(0, Math.trunc(line.quantity ?? 0)),
            goods: minorOfUnits(goodsOf(line), currency),
          }
        : [],
    ),
  };
}

/**
 * A credit note on a paid invoice takes goods back. What of it goes back by a refund is said by the refunded charge, and
 * not here again; the rest, to the customer's balance or outside Stripe, is said here alone.
 */
export function creditNoteEvents({
  connection,
  payload,
  now,
  roundUp,
}: WebhookDelivery): readonly NormalisedEvent[] {
  const event = parsePayload(CreditNoteEvent, payload);
  const note = event.data.object;
  const credited = creditedOtherwise(note);
  if (credited <= 0) return [];
  const currency = currencyOf(note.currency, "currency");
  const isVoid = note.status === "void";
  const at = isVoid ? (note.voided_at ?? event.created) : note.created;
  const scope: RefundScope =
    credited === note.total
      ? goodsBack(note, currency, roundUp)
      : { of: "paid", paid: minorOfUnits(credited, currency) };
  return [
    refundEvent({
      source: "stripe",
      connection,
      orderId: note.invoice,
      refundId: note.id,
      refundedAt: instantOfSeconds(at, "data.object.created", now),
      currency,
      scope: isVoid ? { of: "voided" } : scope,
    }),
  ];
}
