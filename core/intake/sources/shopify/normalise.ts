import * as z from "zod";
import {
  CAUSE_NAME,
  causeFromText,
  currencyOf,
  Id,
  ignoredEvent,
  instantOf,
  lineOf,
  linesOf,
  minorOf,
  type Normalise,
  type NormalisedEvent,
  notNegative,
  OptionalText,
  type PayloadPerson,
  parsePayload,
  purchaseEvent,
  refundEvent,
  type WebhookDelivery,
} from "../../shop-system/payload.ts";
import { costOf, kindOfLine, LineCost, LineKind, NameAndValue, ShopMoney } from "./line.ts";
import { shopifyRefund } from "./refund.ts";

const OrderLine = z.object({ ...LineKind.shape, ...LineCost.shape, id: Id });

const Contact = z.object({ phone: OptionalText, country_code: OptionalText });

const Order = z.object({
  id: Id,
  created_at: z.string(),
  currency: z.string(),
  taxes_included: z.boolean().nullish(),
  total_price_set: ShopMoney,
  location_id: Id.nullish(),
  note_attributes: z.array(NameAndValue).nullish(),
  line_items: z.array(OrderLine),
  email: OptionalText,
  contact_email: OptionalText,
  phone: OptionalText,
  customer: z.object({ email: OptionalText, phone: OptionalText }).nullish(),
  billing_address: Contact.nullish(),
  shipping_address: Contact.nullish(),
});
type Order = z.infer<typeof Order>;

/** What all units of a line cost, after discounts and without tax. `taxes_included` says that prices hold the tax. */
function netOfLine(line: z.infer<typeof OrderLine>, order: Order, currency: string, field: string): number {
  const { price, tax } = costOf(line, currency, field);
  return notNegative(order.taxes_included ? price - tax : price, field);
}

function goodsOf(order: Order, currency: string) {
  const priced = order.line_items
    .map((line, index) => ({ line, field: `line_items.${index}` }))
    .filter(({ line }) => line.quantity > 0)
    .map(({ line, field }) => ({
      kind: kindOfLine(line),
      line: lineOf({
        lineId: line.id,
        sku: line.sku,
        quantity: line.quantity,
        goods: netOfLine(line, order, currency, field),
      }),
    }));
  const sum = (kind: "goods" | "roundUp") =>
    priced.filter((item) => item.kind === kind).reduce((all, item) => all + item.line.goods, 0);
  return {
    base: sum("goods"),
    roundUp: sum("roundUp"),
    lines: linesOf(priced.filter((item) => item.kind === "goods").map((item) => item.line)),
  };
}

function personOf(order: Order): PayloadPerson {
  const { billing_address: billing, shipping_address: shipping, customer } = order;
  return {
    emails: [order.email, order.contact_email, customer?.email],
    phones: [order.phone, customer?.phone, billing?.phone],
    cards: [],
    country: billing?.country_code ?? shipping?.country_code,
  };
}

function paid({ connection, payload, now }: WebhookDelivery): readonly NormalisedEvent[] {
  const order = parsePayload(Order, payload);
  const currency = currencyOf(order.total_price_set.shop_money.currency_code, "total_price_set");
  const named = (order.note_attributes ?? []).find((attribute) => attribute.name === CAUSE_NAME);
  const purchase = {
    source: "shopify" as const,
    connection,
    orderId: order.id,
    placedAt: instantOf(order.created_at, "created_at", now),
    currency,
    store: order.location_id ?? undefined,
    paid: minorOf(order.total_price_set.shop_money.amount, currency, "total_price_set"),
    ...goodsOf(order, currency),
    cause: causeFromText(named?.value),
  };
  return [purchaseEvent(purchase, personOf(order))];
}

const CancelledOrder = z.object({
  id: Id,
  currency: z.string(),
  cancelled_at: z.string(),
  financial_status: OptionalText,
});

/** No purchase was sent for an order in these states, so there is nothing to take back. */
const NEVER_PAID: readonly unknown[] = ["pending", "authorized", "expired", "voided"];

function cancelled({ connection, payload, now }: WebhookDelivery): readonly NormalisedEvent[] {
  const order = parsePayload(CancelledOrder, payload);
  if (NEVER_PAID.includes(order.financial_status)) return [];
  const refund = {
    source: "shopify" as const,
    connection,
    orderId: order.id,
    refundId: "cancelled",
    refundedAt: instantOf(order.cancelled_at, "cancelled_at", now),
    currency: currencyOf(order.currency, "currency"),
    scope: { of: "all" as const },
  };
  return [refundEvent(refund)];
}

const TestMarks = z.object({ test: z.unknown(), id: z.unknown(), order_id: z.unknown() }).partial();

/** The order of Shopify's "send test notification", to the letter and as JSON parsers round it. */
const TEST_ORDER_IDS: ReadonlySet<string> = new Set(["820982911946154508", "820982911946154500"]);

/** Whether a body is a test: read before anything else, as a test need not fit. A refund does not say that it is one. */
function isTest(payload: unknown): boolean {
  const marks = TestMarks.safeParse(payload).data;
  return marks?.test === true || [marks?.id, marks?.order_id].some((id) => TEST_ORDER_IDS.has(String(id)));
}

/** Shopify's orders/paid, orders/cancelled and refunds/create. No other topic is needed. */
export const normaliseShopify: Normalise = (delivery) => {
  if (isTest(delivery.payload)) return [];
  switch (delivery.topic) {
    case "orders/paid":
      return paid(delivery);
    case "orders/cancelled":
      return cancelled(delivery);
    case "refunds/create":
      return shopifyRefund(delivery);
    default:
      return isAboutMoney(delivery.payload) ? [ignoredEvent("topicUnknown")] : [];
  }
};

const MoneyMarks = z.object({ line_items: z.unknown(), refund_line_items: z.unknown() }).partial();

/** Whether a body holds an order or a refund, whatever its topic is called: an operator sees that it is not read. */
function isAboutMoney(payload: unknown): boolean {
  const marks = MoneyMarks.safeParse(payload).data;
  return marks?.line_items !== undefined || marks?.refund_line_items !== undefined;
}
