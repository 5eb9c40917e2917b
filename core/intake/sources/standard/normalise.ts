import * as z from "zod";
import { exactAmount } from "../../../model/exact-amount.ts";
import { Currency } from "../../../model/money.ts";
import { LINES_MAX, type RefundScope } from "../../../model/purchase.ts";
import { namedCause } from "../../shop-system/named-cause.ts";
import {
  Decimal,
  instantOf,
  invalidPayload,
  minorOf,
  type Normalise,
  type NormalisedEvent,
  notNegative,
  parsePayload,
  purchaseEvent,
  refundEvent,
  type WebhookDelivery,
} from "../../shop-system/payload.ts";
import { Customer, Envelope, Moment, personOf, Test, Timestamp } from "./envelope.ts";
import { delayEvent, unavailabilityEvent } from "./trouble.ts";

/*
 * Our own webhook format: what a shop system without an adapter sends. The schemas below are published as
 * docs/reference/generated/standard-*.schema.json (see json-schema.ts), and docs/guides/standard-webhook.md explains them.
 */

const OrderId = z
  .string()
  .min(1)
  .max(120)
  .meta({ description: "The order's id, unique within the connection. Any printable text." });

const PlacedAt = Moment.meta({
  description:
    "When the order was placed (RFC 3339). It must be the same in every purchase and refund of the order, for ever: it is part of where the order is kept.",
});

const Line = z.object({
  lineId: z.string().min(1).max(80).meta({ description: "Unique within the order." }),
  sku: z.string().max(120).optional(),
  quantity: z.int().min(1).max(1_000_000),
  goods: Decimal.meta({ description: "What all units of the line cost, after discounts, without tax." }),
});

export const StandardPurchase = z
  .object({
    type: z.literal("purchase.completed"),
    timestamp: Timestamp,
    data: z.object({
      orderId: OrderId,
      placedAt: PlacedAt,
      currency: Currency.meta({ description: "ISO 4217." }),
      store: z.string().min(1).max(80).optional(),
      base: Decimal.optional().meta({
        description:
          "Goods after discounts, without tax, shipping, tips, gift cards and round-up. May be left out when there are lines; otherwise the lines must sum to it.",
      }),
      paid: Decimal.meta({ description: "All that the customer paid, the round-up included." }),
      roundUp: Decimal.optional().meta({ description: "What the customer added for the cause." }),
      lines: z.array(Line).max(LINES_MAX).optional(),
      cause: z
        .string()
        .max(200)
        .optional()
        .meta({ description: "The short name of the cause that the customer picked for this order." }),
      customer: Customer.optional(),
      test: Test,
    }),
  })
  .meta({ title: "Wellspring standard purchase" });

const GoodsBack = z.object({
  of: z.literal("goods"),
  goods: Decimal.meta({ description: "Goods given back, after discounts, without tax." }),
  roundUp: Decimal.optional().meta({ description: "What went back of the customer's own gift." }),
  lines: z
    .array(z.object({ lineId: Line.shape.lineId, quantity: z.int().min(0), goods: Decimal }))
    .max(LINES_MAX)
    .optional(),
});

export const StandardRefund = z
  .object({
    type: z.literal("purchase.refunded"),
    timestamp: Timestamp,
    data: z.object({
      orderId: OrderId,
      refundId: z.string().min(1).max(120).meta({ description: "Unique within the order." }),
      placedAt: PlacedAt,
      refundedAt: Moment,
      currency: Currency,
      scope: z.discriminatedUnion("of", [
        GoodsBack,
        z.object({
          of: z.literal("paid"),
          paid: Decimal.meta({
            description: "Money of all kinds given back; its fraction of `paid` counts.",
          }),
        }),
        z.object({ of: z.literal("all") }).meta({ description: "Cancelled, or refunded in full." }),
      ]),
      test: Test,
    }),
  })
  .meta({ title: "Wellspring standard refund" });

type PurchaseData = z.infer<typeof StandardPurchase>["data"];
type RefundData = z.infer<typeof StandardRefund>["data"];

function goodsOf(data: PurchaseData) {
  const lines = (data.lines ?? []).map((line, index) => ({
    ...line,
    goods: minorOf(line.goods, data.currency, `data.lines.${index}.goods`),
  }));
  if (data.base === undefined && lines.length === 0)
    throw invalidPayload("data.base", "neither a base nor lines");
  const exact = (data.lines ?? []).reduce((all, line) => all + exactAmount(line.goods), 0n);
  if (lines.length > 0 && data.base !== undefined && exactAmount(data.base) !== exact)
    throw invalidPayload("data.base", "the lines do not sum to it");
  if (lines.length === 0) return { base: minorOf(data.base ?? "0", data.currency, "data.base"), lines };
  return { base: lines.reduce((all, line) => all + line.goods, 0), lines };
}

function scopeOf({ scope, currency }: RefundData): RefundScope {
  switch (scope.of) {
    case "all":
      return scope;
    case "paid":
      return { of: "paid", paid: minorOf(scope.paid, currency, "data.scope.paid") };
    case "goods":
      return {
        of: "goods",
        goods: minorOf(scope.goods, currency, "data.scope.goods"),
        roundUp: minorOf(scope.roundUp ?? "0", currency, "data.scope.roundUp"),
        lines: (scope.lines ?? []).map((line, index) => ({
          ...line,
          goods: minorOf(line.goods, currency, `data.scope.lines.${index}.goods`),
        })),
      };
  }
}

function purchaseEvents({ connection, payload, now }: WebhookDelivery): readonly NormalisedEvent[] {
  const { data } = parsePayload(StandardPurchase, payload);
  if (data.test) return [];
  const { base, lines } = goodsOf(data);
  const paid = minorOf(data.paid, data.currency, "data.paid");
  const roundUp = minorOf(data.roundUp ?? "0", data.currency, "data.roundUp");
  notNegative(paid - roundUp, "data.paid");
  const purchase = {
    source: "standard" as const,
    connection,
    orderId: data.orderId,
    placedAt: instantOf(data.placedAt, "data.placedAt", now),
    currency: data.currency,
    store: data.store,
    base,
    paid,
    roundUp,
    lines,
    ...namedCause(data.cause),
  };
  return [purchaseEvent(purchase, personOf(data.customer))];
}

function refundEvents({ connection, payload, now }: WebhookDelivery): readonly NormalisedEvent[] {
  const { data } = parsePayload(StandardRefund, payload);
  if (data.test) return [];
  const refund = {
    source: "standard" as const,
    connection,
    orderId: data.orderId,
    refundId: data.refundId,
    placedAt: instantOf(data.placedAt, "data.placedAt", now),
    refundedAt: instantOf(data.refundedAt, "data.refundedAt", now),
    currency: data.currency,
    scope: scopeOf(data),
  };
  return [refundEvent(refund)];
}

/** Purchases, refunds and trouble with orders in our own format. */
export const normaliseStandard: Normalise = (delivery) => {
  switch (parsePayload(Envelope, delivery.payload).type) {
    case "purchase.completed":
      return purchaseEvents(delivery);
    case "purchase.refunded":
      return refundEvents(delivery);
    case "purchase.delayed":
      return delayEvent(delivery);
    case "item.unavailable":
      return unavailabilityEvent(delivery);
    default:
      return [];
  }
};
