import * as z from "zod";
import {
  Id,
  ignoredEvent,
  invalidPayload,
  type Normalise,
  noticeEvent,
  parsePayload,
} from "../../shop-system/payload.ts";

const Notice = z.object({ scope: z.string() });
const OrderNotice = z.object({
  /** `stores/<store hash>` */
  producer: z.string(),
  data: z.object({ id: Id }),
});

/** The scopes by which an order says that its money may have changed. */
const OF_ORDERS: readonly string[] = [
  "store/order/created",
  "store/order/updated",
  "store/order/archived",
  "store/order/statusUpdated",
  "store/order/refund/created",
];
/** Of each of these an order is `updated` as well, or they are no money: messages, metadata, records of payments. */
const BESIDE = /^store\/order\/(?:message|metafield|transaction)\//;
const OF_ORDER = /^store\/order\//;
const PRODUCER = /^stores\/([a-z0-9]{1,40})$/;

/**
 * A BigCommerce webhook names an order of a store and says nothing of it: whatever happened, the order is asked for. So every
 * webhook of one order is the same notice, in any sequence and however often.
 */
export const normaliseBigcommerce: Normalise = ({ connection, payload }) => {
  const { scope } = parsePayload(Notice, payload);
  if (!OF_ORDERS.includes(scope)) {
    return OF_ORDER.test(scope) && !BESIDE.test(scope) ? [ignoredEvent("topicUnknown")] : [];
  }
  const { producer, data } = parsePayload(OrderNotice, payload);
  const [, store] = PRODUCER.exec(producer) ?? [];
  if (store === undefined) throw invalidPayload("producer", "names no store");
  const order = { source: "bigcommerce" as const, connection, orderId: data.id };
  return [noticeEvent(order, { of: "order", id: `${store}/${data.id}` })];
};
