import * as z from "zod";
import { ClaimFact } from "../../../model/claim-link.ts";
import { type ExactAmount, exactAmount } from "../../../model/exact-amount.ts";
import { Currency } from "../../../model/money.ts";
import { roundedOf } from "../../shop-system/amounts.ts";
import { claimOf } from "../../shop-system/claim-fact.ts";
import { type GoodsLines, goodsLines } from "../../shop-system/goods-lines.ts";
import { namedCause } from "../../shop-system/named-cause.ts";
import {
  Decimal,
  InvalidPayloadError,
  instantOf,
  invalidPayload,
  minorOf,
  type NormalisedEvent,
  notNegative,
  type PurchaseFacts,
  parsePayload,
  purchaseEvent,
  type WebhookDelivery,
} from "../../shop-system/payload.ts";
import { regionOf } from "../../shop-system/region.ts";
import { boundedRoundUp } from "../../shop-system/round-up.ts";
import { Customer, personOf, Test, Timestamp } from "./envelope.ts";
import { LineNumber, OrderNumber, PlacedAt, StandardId } from "./order.ts";

/** Beyond what a purchase holds, lines are grouped by SKU; beyond this a message is no order of a shop. */
const LINES_SENT_MAX = 5_000;

/** A line may take something off: a trade-in, a deposit that was returned, the old half of an exchange. */
const SignedDecimal = z
  .string("an amount must be a decimal string")
  .regex(/^-?\d{1,15}(\.\d{1,40})?$/, "not a decimal amount such as 12.50 or -3.00");

const Line = z.object({
  lineId: LineNumber,
  sku: z.string().nullish().meta({ description: "By which gifts per unit find it; at most 120 characters." }),
  quantity: z.int().min(1).max(1_000_000),
  goods: SignedDecimal.meta({
    description:
      "What all units of the line cost, after discounts, without tax. Negative where the line takes something off: that is spread over the others.",
  }),
});

export const StandardPurchase = z
  .object({
    type: z.literal("purchase.completed"),
    timestamp: Timestamp,
    data: z.object({
      orderId: OrderNumber,
      paymentId: StandardId.nullish().meta({
        description:
          "Only where each payment of an order is sent as a message of its own: which one this is. `base`, `goodsGross`, `paid` and `roundUp` are then this payment's, and there are no lines.",
      }),
      placedAt: PlacedAt,
      currency: Currency.meta({ description: "ISO 4217." }),
      store: z.string().max(80).nullish(),
      base: Decimal.nullish().meta({
        description:
          "Goods after discounts, without tax, shipping, tips, the sale of gift cards and round-up. May be left out when there are lines; otherwise the lines must sum to it.",
      }),
      goodsGross: Decimal.nullish().meta({
        description:
          "The same goods with their tax. A refund that is known only by its money takes its fraction of this, else of `paid`.",
      }),
      paid: Decimal.meta({
        description:
          "All that was paid for the order, by gift cards, vouchers and store credit too, the round-up included.",
      }),
      roundUp: Decimal.nullish().meta({ description: "What the customer added for the cause." }),
      lines: z.array(Line).max(LINES_SENT_MAX).nullish(),
      cause: z
        .string()
        .nullish()
        .meta({ description: "The short name of the cause that the customer picked for this order." }),
      claimSecret: ClaimFact.nullish().meta({
        description:
          "Where no cause is named: a random text of the till's own, new for each order, 128 bits or more. Whoever has it, or the claim link made from it, picks the cause of this gift.",
      }),
      receiptNumber: z.string().nullish().meta({
        description:
          "The number that is printed on the receipt. With it, the total and the day, whoever holds a receipt without a code can pick the cause.",
      }),
      region: z.string().nullish().meta({
        description:
          "Where it was sold or delivered, no finer: the country, in the United States the state, as ISO 3166 writes them: `DE`, `US-NY`. Some states ask to be told what was given there.",
      }),
      customer: Customer.nullish(),
      card: z.string().nullish().meta({
        description:
          "What the scanner read from the customer's card: `W` and 26 letters and digits. It finds the customer as an address does, and before any.",
      }),
      test: Test,
    }),
  })
  .meta({
    title: "Wellspring standard purchase",
    description:
      "A paid order. Send it again, whole, when something was added to it: what was added counts as well, once.",
  });

type PurchaseData = z.infer<typeof StandardPurchase>["data"];

/** The base of an order without lines; of one payment of several it is the line that adds to those of the others. */
function statedBase({ base, paymentId, currency }: PurchaseData): GoodsLines {
  if (typeof base !== "string") throw invalidPayload("data.base", "neither a base nor lines");
  const minor = minorOf(base, currency, "data.base");
  return { base: minor, lines: paymentId ? [{ lineId: paymentId, quantity: 1, goods: minor }] : [] };
}

/**
 * Whether lines make the base that is stated beside them: to the last decimal, or, where a sender rounds the sum, to
 * the minor unit.
 */
function checkSum(sum: ExactAmount, { base, currency }: PurchaseData): void {
  const net = sum < 0n ? 0n : sum;
  if (typeof base !== "string" || exactAmount(base) === net) return;
  if (roundedOf(net, currency, "data.lines") === minorOf(base, currency, "data.base")) return;
  throw invalidPayload("data.base", "the lines do not sum to it");
}

function goodsOf(data: PurchaseData): GoodsLines {
  const sent = data.lines ?? [];
  if (sent.length === 0) return statedBase(data);
  if (data.paymentId) throw invalidPayload("data.lines", "one payment of several has no lines");
  checkSum(
    sent.reduce((all, { goods }) => all + exactAmount(goods), 0n),
    data,
  );
  const priced = sent.map(({ goods, ...line }, index) => ({
    ...line,
    goods: roundedOf(exactAmount(goods), data.currency, `data.lines.${index}.goods`),
  }));
  return goodsLines(priced);
}

/** What was paid holds the goods, their tax and the round-up; a sender that leaves gift cards out of it says so here. */
function checkPaid(amounts: { base: number; goodsGross: number | undefined; roundUp: number; paid: number }) {
  const { base, goodsGross = base, roundUp, paid } = amounts;
  notNegative(goodsGross - base, "data.goodsGross");
  if (paid < goodsGross + roundUp)
    throw invalidPayload(
      "data.paid",
      "less than goods and round-up: gift cards and credit are paid money too",
    );
}

/** A till whose clock is wrong says nothing by it, and its order counts all the same. */
function statedAt(timestamp: string | null | undefined, now: string): Pick<PurchaseFacts, "statedAt"> {
  if (!timestamp) return {};
  try {
    return { statedAt: instantOf(timestamp, "timestamp", now) };
  } catch (error) {
    if (error instanceof InvalidPayloadError) return {};
    throw error;
  }
}

/** `US-NY`, `de`. Nothing for what is no such code: it moves no money. */
export function regionIn(text: string | null | undefined) {
  const [country, state] = (text ?? "").split("-");
  return regionOf({ country, state });
}

/** A paid order in our own format. */
export function standardPurchaseEvents(delivery: WebhookDelivery): readonly NormalisedEvent[] {
  const { connection, payload, now, roundUp: rule } = delivery;
  const { data, timestamp } = parsePayload(StandardPurchase, payload);
  if (data.test) return [];
  const { currency } = data;
  const goods = goodsOf(data);
  const paid = minorOf(data.paid, currency, "data.paid");
  const own = minorOf(data.roundUp ?? "0", currency, "data.roundUp");
  const roundUp = boundedRoundUp(own, currency, rule, "data.roundUp");
  const goodsGross = data.goodsGross ? minorOf(data.goodsGross, currency, "data.goodsGross") : undefined;
  checkPaid({ base: goods.base, goodsGross, roundUp, paid });
  const purchase = {
    source: "standard" as const,
    connection,
    orderId: data.orderId,
    placedAt: instantOf(data.placedAt, "data.placedAt", now),
    ...statedAt(timestamp, now),
    currency,
    ...(data.store && { store: data.store }),
    ...regionIn(data.region),
    ...goods,
    paid,
    ...(goodsGross !== undefined && { goodsGross }),
    roundUp,
    ...(data.paymentId && { tender: true as const }),
    ...namedCause(data.cause),
    ...claimOf(connection, data.claimSecret),
  };
  const { customer, card: customerCard, receiptNumber } = data;
  const person = { ...personOf(customer ?? {}), customerCard, receiptNumbers: [receiptNumber] };
  return [purchaseEvent(purchase, person)];
}
