import { REFUNDS_MAX } from "../../../model/purchase.ts";
import { roundedOf } from "../../shop-system/amounts.ts";
import { claimOf } from "../../shop-system/claim-fact.ts";
import { firstNamed, isCauseName, namedCause } from "../../shop-system/named-cause.ts";
import {
  currencyOf,
  ignoredEvent,
  instantOf,
  invalidPayload,
  type Normalise,
  type NormalisedEvent,
  purchaseEvent,
  refundEvent,
} from "../../shop-system/payload.ts";
import { regionOf } from "../../shop-system/region.ts";
import { visibleKey, type WooGoods, wooGoods } from "./goods.ts";
import {
  hasId,
  readWooOrder,
  type WooBody,
  type WooOrder,
  wooBody,
  wooState,
  wrongVersion,
} from "./order.ts";

/** States in which no money has come, or has not stayed, whatever the order's dates say: `date_paid` stays for good. */
const NEVER_PAID: readonly string[] = [
  "pending",
  "on-hold",
  "checkout-draft",
  "auto-draft",
  "draft",
  "new",
  "trash",
];

/** By these states an order says that all its money went back; each is also the name of that refund. */
const UNDONE = ["cancelled", "failed", "refunded"] as const;
type Undone = (typeof UNDONE)[number];

/** Topics whose body is an order; also a header that was lost on the way, for the body says what it is. */
const OF_ORDERS: readonly string[] = ["order.created", "order.updated", "order.restored", ""];
/** What else WooCommerce and its subscriptions report: other things, or nothing but an id. */
const NOT_OF_ORDERS = /^(?:order\.deleted$|(?:product|customer|coupon|subscription|action)\.)/;

/** WooCommerce writes UTC without saying so. */
function utc(text: string): string {
  return /[zZ]$|[+-]\d\d:?\d\d$/.test(text) ? text : `${text}Z`;
}

/**
 * Each change of a paid order gives its purchase again, and all its refunds with it: there is no topic of refunds,
 * and WooCommerce sends nothing twice, so that each delivery must be able to make good for one that was lost.
 * Refunds carry no date; the order's last change, which this webhook reports, is taken for it. The body says what it is:
 * the topic is in a header that nobody signs. Plug-ins add states of their own, so any state but those in which no order
 * was paid counts, once there is a date of payment.
 */
export const normaliseWoocommerce: Normalise = ({ connection, topic = "", payload, now, roundUp }) => {
  const body = wooBody(payload);
  if (body === "legacy") throw wrongVersion("Legacy");
  if (!OF_ORDERS.includes(topic)) return elsewhere(topic, body);
  if (body === "subscription") return [];
  if (body === "error") {
    throw invalidPayload("body", "an error in place of an order: the webhook's user may not read orders");
  }
  const { status, paidAt } = wooState(payload);
  if (paidAt === undefined || NEVER_PAID.includes(status)) return [];
  const order = readWooOrder(payload);
  const currency = currencyOf(order.currency, "currency");
  const changed = instantOf(utc(changedAt(order, paidAt)), "date_modified_gmt", now);
  const statement = { order, currency, connection, changed, now };
  const goods = wooGoods(order, currency, roundUp);
  const refunds = refundsOf(statement, undoneBy(statement, status, goods));
  // A payment that failed after all is no purchase; one that was recorded is taken back.
  return status === "failed" ? refunds : [purchaseOf(statement, goods, refunds), ...refunds];
};

/** An order's last change; one that is no time leaves the payment. */
function changedAt({ date_modified_gmt: text }: WooOrder, paidAt: string): string {
  return text !== undefined && /^[1-9]\d{3}-\d\d-\d\dT/.test(text) ? text : paidAt;
}

/** A topic that nobody knows, of a plug-in, must not make an order vanish unseen. */
function elsewhere(topic: string, body: WooBody): readonly NormalisedEvent[] {
  return body === "order" && !NOT_OF_ORDERS.test(topic) ? [ignoredEvent("topicUnknown")] : [];
}

interface Statement {
  readonly order: WooOrder;
  readonly currency: string;
  readonly connection: string;
  readonly changed: string;
  readonly now: string;
}

function purchaseOf(
  { order, currency, connection, changed, now }: Statement,
  goods: WooGoods,
  refunds: readonly NormalisedEvent[],
): NormalisedEvent {
  const named = order.meta_data.filter(({ key }) => isCauseName(visibleKey(key)));
  const cause = firstNamed(...named.map(({ value }) => namedCause(value)));
  const ids = refunds.flatMap((event) => (event.kind === "refund" ? [event.refund.refundId] : []));
  const { goodsGross, ...amounts } = goods;
  const purchase = {
    source: "woocommerce" as const,
    connection,
    orderId: order.id,
    placedAt: instantOf(utc(order.date_created_gmt), "date_created_gmt", now),
    currency,
    ...regionOf(order.shipping, order.billing),
    ...amounts,
    ...(goodsGross > 0 && { goodsGross }),
    ...cause,
    ...claimOf(connection, isRandom(order.order_key) ? order.order_key : undefined),
    ...(ids.length <= REFUNDS_MAX && { refundsSoFar: { at: changed, ids } }),
  };
  const { email, phone, country } = order.billing ?? {};
  const receiptNumbers = [order.number ?? order.id];
  return purchaseEvent(purchase, { emails: [email], phones: [phone], cards: [], country, receiptNumbers });
}

/** Keys of WooCommerce before 3.0 tell the time of the order in hexadecimal digits: whoever knows that can guess them. */
function isRandom(key: string | undefined): boolean {
  return /^wc_order_(?=.*[g-zG-ZA-F])\w{13,}$/.test(key ?? "");
}

/**
 * What a state says beyond the refunds. WooCommerce makes no refund of what gift cards paid when an order is set to
 * refunded; where the refunds already hold all goods, they say it alone.
 */
function undoneBy(
  { order, currency }: Statement,
  status: string,
  { goodsGross }: WooGoods,
): Undone | undefined {
  const undone = UNDONE.find((state) => state === status);
  if (undone !== "refunded") return undone;
  const back = order.refunds.reduce((all, { total }) => all + (total < 0n ? -total : total), 0n);
  return roundedOf(back, currency, "refunds.total") < goodsGross ? undone : undefined;
}

function refundsOf(
  { order, currency, connection, changed }: Statement,
  undone: Undone | undefined,
): NormalisedEvent[] {
  const common = {
    source: "woocommerce" as const,
    connection,
    orderId: order.id,
    refundedAt: changed,
    currency,
  };
  const listed = order.refunds.flatMap(({ id, total }, index) => {
    const paid = Math.abs(roundedOf(total, currency, `refunds.${index}.total`));
    const scope = { of: "paid" as const, paid };
    if (hasId(id)) {
      const lookUp = { of: "refund", id: `${order.id}/${id}` };
      return [refundEvent({ ...common, refundId: id, scope }, lookUp)];
    }
    // The list begins with the newest: counted from its end, a place stays the same.
    const refundId = `unnamed-${order.refunds.length - index}`;
    return paid === 0 ? [] : [refundEvent({ ...common, refundId, scope })];
  });
  if (undone === undefined) return listed;
  return [...listed, refundEvent({ ...common, refundId: undone, scope: { of: "all" } })];
}
