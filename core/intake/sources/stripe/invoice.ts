import * as z from "zod";
import { proportion } from "../../../model/money.ts";
import { type GoodsLines, goodsLines, type PricedLine } from "../../shop-system/goods-lines.ts";
import { LooseText, loose, moneyList } from "../../shop-system/lenient.ts";
import { namedCause } from "../../shop-system/named-cause.ts";
import {
  currencyOf,
  ignoredEvent,
  instantOfSeconds,
  linkEvent,
  type NormalisedEvent,
  notNegative,
  type PayloadPerson,
  type PurchaseFacts,
  parsePayload,
  purchaseEvent,
  type WebhookDelivery,
  WholeAmount,
} from "../../shop-system/payload.ts";
import { regionOf } from "../../shop-system/region.ts";
import { boundedRoundUp, isRoundUpInWords, statedRoundUp } from "../../shop-system/round-up.ts";
import type { RoundUpRule } from "../../shop-system/round-up-rule.ts";
import { minorOfUnits, SignedUnits } from "./amounts.ts";
import { causeIn, Metadata, Price, Ref, roundUpIn, Seconds, StripeId } from "./object.ts";
import { sumOfAmounts, Tax, taxInside } from "./tax.ts";

export const InvoiceLine = z.object({
  id: StripeId,
  amount: SignedUnits,
  description: LooseText,
  quantity: loose(z.number()),
  discount_amounts: moneyList(z.object({ amount: SignedUnits })),
  tax_amounts: moneyList(Tax),
  taxes: moneyList(Tax),
  /** Until API 2025-03-31; then `pricing`. */
  price: Price,
  pricing: loose(z.object({ price_details: loose(z.object({ price: LooseText, product: LooseText })) })),
  metadata: Metadata,
});
type InvoiceLine = z.infer<typeof InvoiceLine>;

const Subscription = loose(z.object({ metadata: Metadata }));

export const Invoice = z.object({
  id: StripeId,
  created: Seconds,
  status: LooseText,
  currency: z.string(),
  total: SignedUnits,
  total_excluding_tax: SignedUnits.nullish(),
  tax: SignedUnits.nullish(),
  total_tax_amounts: moneyList(Tax),
  total_taxes: moneyList(Tax),
  amount_shipping: WholeAmount.nullish(),
  shipping_cost: z.object({ amount_total: WholeAmount, amount_tax: WholeAmount.nullish() }).nullish(),
  pre_payment_credit_notes_amount: WholeAmount.nullish(),
  lines: z.object({ data: moneyList(InvoiceLine), has_more: z.boolean().nullish() }).nullish(),
  status_transitions: loose(z.object({ paid_at: Seconds.nullish() })),
  /** Until API 2025-03-31; then an event of its own, `invoice_payment.paid`, names its payment. */
  payment_intent: Ref,
  charge: Ref,
  customer_email: LooseText,
  customer_phone: LooseText,
  customer_address: loose(z.object({ country: LooseText, state: LooseText })),
  metadata: Metadata,
  subscription_details: Subscription,
  parent: loose(z.object({ subscription_details: Subscription })),
});
export type Invoice = z.infer<typeof Invoice>;

const InvoiceEvent = z.object({ data: z.object({ object: Invoice }) });
/** Read first: what is no paid invoice need not be one in other things. */
const StatusEvent = z.object({ data: z.object({ object: z.object({ status: z.string().nullish() }) }) });

function taxOf({ total, total_excluding_tax: net, tax, total_tax_amounts, total_taxes }: Invoice): number {
  if (net !== undefined && net !== null) return total - net;
  return tax ?? sumOfAmounts([...total_tax_amounts, ...total_taxes]);
}

/** What the shop or the customer wrote beside the invoice, then beside its subscription, then beside a line of it. */
function metadataOf({ metadata, parent, subscription_details, lines }: Invoice): readonly Metadata[] {
  const subscription = parent?.subscription_details ?? subscription_details;
  return [metadata, subscription?.metadata, ...(lines?.data ?? []).map((line) => line.metadata)];
}

/** A line's description is the product's name with its number and price around it: `2 × Tea (at $5.00 / month)`. */
function isRoundUpLine({ description, price, pricing }: InvoiceLine, rule: RoundUpRule | undefined): boolean {
  const details = pricing?.price_details;
  const ids = [price?.id, price?.product, price?.lookup_key, details?.price, details?.product];
  const names = [nameIn(description), description, price?.lookup_key, price?.nickname];
  return isRoundUpInWords(rule, { ids, names }, "data.object.lines");
}

export function nameIn(description: string | undefined): string | undefined {
  return description?.replace(/^\d+ × /, "").replace(/ \(at .*\)$/, "");
}

/** What a line's goods cost after discounts and without the tax that is in its amount. */
function goodsOf({ amount, discount_amounts, tax_amounts, taxes }: InvoiceLine): number {
  return amount - sumOfAmounts(discount_amounts) - taxInside(tax_amounts, taxes);
}

/** The lines that an invoice's event holds: none where it holds only some of them, or they do not make the base. */
function linesOfInvoice(
  { lines }: Invoice,
  base: number,
  currency: string,
  rule: RoundUpRule | undefined,
): Omit<GoodsLines, "base"> {
  if (!lines || lines.has_more) return { lines: [] };
  const priced = lines.data
    .filter((line) => !isRoundUpLine(line, rule))
    .map((line): PricedLine => {
      const sku = line.pricing?.price_details?.price ?? line.price?.id;
      const quantity = Math.trunc(line.quantity ?? 1);
      return { lineId: line.id, sku, quantity, goods: minorOfUnits(goodsOf(line), currency) };
    });
  const { base: sum, ...goods } = goodsLines(priced, { atMost: base });
  return sum === base ? goods : { lines: [] };
}

/** In the order's currency: what of an invoice is goods, their tax, and the customer's round-up. */
function amountsOf(invoice: Invoice, paid: number, rule: RoundUpRule | undefined) {
  const shipping = invoice.shipping_cost?.amount_total ?? invoice.amount_shipping ?? 0;
  const shippingTax = invoice.shipping_cost?.amount_tax ?? 0;
  const tax = taxOf(invoice);
  const stated = metadataOf(invoice)
    .slice(0, 2)
    .map((metadata) => statedRoundUp(roundUpIn(metadata), rule, "data.object.metadata"));
  const sold = (invoice.lines?.data ?? []).filter((line) => isRoundUpLine(line, rule)).map(goodsOf);
  const roundUp = stated.find((amount) => amount !== undefined) ?? sold.reduce((all, one) => all + one, 0);
  const net = invoice.total - tax - (shipping - shippingTax) - roundUp;
  const goods = Math.max(0, net);
  const goodsTax = Math.max(0, tax - shippingTax);
  const creditedFirst = (amount: number) => proportion(amount, paid, invoice.total);
  return {
    base: Math.min(creditedFirst(goods), notNegative(paid - roundUp, "data.object.total")),
    goodsGross: creditedFirst(goods + goodsTax),
    roundUp,
  };
}

/**
 * What a paid invoice says of money. Balances of the customer, earlier ones and credit, are no part of it: what it comes
 * to counts, however it was paid. What credit notes took off before it was paid does not count.
 */
export function purchaseOfInvoice(
  invoice: Invoice,
  { connection, now, roundUp: rule }: Pick<WebhookDelivery, "connection" | "now" | "roundUp">,
): PurchaseFacts | undefined {
  const currency = currencyOf(invoice.currency, "currency");
  const paid = invoice.total - (invoice.pre_payment_credit_notes_amount ?? 0);
  if (paid <= 0) return undefined;
  const { base, goodsGross, roundUp } = amountsOf(invoice, paid, rule);
  const inMinor = minorOfUnits(base, currency);
  const own = Math.max(0, minorOfUnits(roundUp, currency));
  const paidAt = invoice.status_transitions?.paid_at ?? invoice.created;
  const cause = metadataOf(invoice)
    .map(causeIn)
    .find((words) => words !== undefined);
  const payment = invoice.payment_intent ?? invoice.charge;
  return {
    source: "stripe",
    connection,
    orderId: invoice.id,
    placedAt: instantOfSeconds(paidAt, "data.object.status_transitions.paid_at", now),
    currency,
    base: inMinor,
    paid: minorOfUnits(paid, currency),
    goodsGross: minorOfUnits(goodsGross, currency),
    roundUp: boundedRoundUp(own, currency, rule, "data.object.lines"),
    ...linesOfInvoice(invoice, inMinor, currency, rule),
    ...regionOf(invoice.customer_address),
    ...namedCause(cause),
    ...(payment && { aliases: [payment] }),
  };
}

function personOfInvoice(invoice: Invoice): PayloadPerson {
  return {
    emails: [invoice.customer_email],
    phones: [invoice.customer_phone],
    cards: [],
    country: invoice.customer_address?.country,
  };
}

/**
 * A paid invoice is a purchase: a subscription's first one and each renewal, and one that was written by hand. One that
 * comes to nothing, as at the start of a trial, is none; one that only credits the customer is not counted.
 */
export function invoiceEvents(delivery: WebhookDelivery): readonly NormalisedEvent[] {
  const { payload } = delivery;
  if (parsePayload(StatusEvent, payload).data.object.status !== "paid") return [];
  const invoice = parsePayload(InvoiceEvent, payload).data.object;
  const purchase = purchaseOfInvoice(invoice, delivery);
  if (purchase === undefined) return invoice.total < 0 ? [ignoredEvent("invoiceOfCredit")] : [];
  return [purchaseEvent(purchase, personOfInvoice(invoice), { of: "invoice", id: invoice.id })];
}

const InvoicePaymentEvent = z.object({
  data: z.object({
    object: z.object({
      invoice: Ref,
      status: LooseText,
      payment: loose(z.object({ payment_intent: Ref, charge: Ref })),
    }),
  }),
});

/** Which payment paid an invoice: its refunds name that payment alone. A payment outside Stripe has no refunds there. */
export function invoicePaymentEvents({ connection, payload }: WebhookDelivery): readonly NormalisedEvent[] {
  const { invoice, status, payment } = parsePayload(InvoicePaymentEvent, payload).data.object;
  const alias = payment?.payment_intent ?? payment?.charge;
  if (!invoice || !alias || status !== "paid") return [];
  return [linkEvent({ source: "stripe", connection, orderId: invoice, alias })];
}
