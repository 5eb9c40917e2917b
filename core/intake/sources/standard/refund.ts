import * as z from "zod";
import { Currency } from "../../../model/money.ts";
import { LINES_MAX, type RefundScope } from "../../../model/purchase.ts";
import {
  Decimal,
  instantOf,
  minorOf,
  type NormalisedEvent,
  parsePayload,
  refundEvent,
  type WebhookDelivery,
} from "../../shop-system/payload.ts";
import { Moment, Test, Timestamp } from "./envelope.ts";
import { LineNumber, OrderNumber, PlacedAt, StandardId } from "./order.ts";

const GoodsBack = z.object({
  of: z.literal("goods"),
  goods: Decimal.meta({ description: "Goods given back, after discounts, without tax." }),
  roundUp: Decimal.nullish().meta({ description: "What went back of the customer's own gift." }),
  lines: z
    .array(z.object({ lineId: LineNumber, quantity: z.int().min(0), goods: Decimal }))
    .max(LINES_MAX)
    .nullish(),
});

const MoneyBack = z.object({
  of: z.literal("paid"),
  paid: Decimal.meta({
    description:
      "Money of all kinds given back, a chargeback's too; its fraction of the purchase's `goodsGross` counts, else of `paid`.",
  }),
});

const Voided = z.object({ of: z.literal("voided") }).meta({
  description:
    "The refund with this `refundId` did not happen after all: it failed, was cancelled, a chargeback was won. With a later `refundedAt`.",
});

export const StandardRefund = z
  .object({
    type: z.literal("purchase.refunded"),
    timestamp: Timestamp,
    data: z.object({
      orderId: OrderNumber,
      refundId: StandardId.meta({
        description: "Unique within the order. A later message about the same refund has the same one.",
      }),
      placedAt: PlacedAt,
      refundedAt: Moment.meta({
        description: "When this was so: of several messages about one refund the latest counts.",
      }),
      currency: Currency,
      scope: z.discriminatedUnion("of", [
        GoodsBack,
        MoneyBack,
        z.object({ of: z.literal("all") }).meta({ description: "Cancelled, or refunded in full." }),
        Voided,
      ]),
      test: Test,
    }),
  })
  .meta({ title: "Wellspring standard refund" });

type RefundData = z.infer<typeof StandardRefund>["data"];

function scopeOf({ scope, currency }: RefundData): RefundScope {
  switch (scope.of) {
    case "all":
    case "voided":
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

/** What went back of an order, in our own format; or that it did not. */
export function standardRefundEvents({
  connection,
  payload,
  now,
}: WebhookDelivery): readonly NormalisedEvent[] {
  const { data } = parsePayload(StandardRefund, payload);
  if (data.test) return [];
  return [
    refundEvent({
      source: "standard",
      connection,
      orderId: data.orderId,
      refundId: data.refundId,
      placedAt: instantOf(data.placedAt, "data.placedAt", now),
      refundedAt: instantOf(data.refundedAt, "data.refundedAt", now),
      currency: data.currency,
      scope: scopeOf(data),
    }),
  ];
}
