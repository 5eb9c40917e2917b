import * as z from "zod";
import { Line, ShownAsLine } from "../../../model/fact.ts";
import { type OrderTrouble, troubleId } from "../../../model/order-trouble.ts";
import { Day, isPlainName } from "../../../model/purchase.ts";
import { mentionsAddress, readsAsAddress } from "../../../model/reads-as-address.ts";
import {
  instantOf,
  type NormalisedEvent,
  parsePayload,
  troubleEvent,
  type WebhookDelivery,
} from "../../shop-system/payload.ts";
import { Customer, Moment, personOf, Test, Timestamp } from "./envelope.ts";

/** An address or a number would be a person's: what is sold has none. */
const namesNobody = (text: string) => !/\S@\S/.test(text) && !mentionsAddress(text);
const isNoAddress = (name: string) => namesNobody(name) && !readsAsAddress(name);

const Item = Line.refine(namesNobody, "names an address or a phone number").meta({
  description:
    "The name by which the customer knows it: one line of plain text, without anything personal. They are told it.",
});

const Notice = z.object({
  orderId: ShownAsLine.refine(isNoAddress, "names an address or a phone number").meta({
    description: "As in the purchase. Here it must be one line of plain text: the customer is told it.",
  }),
  noticeId: z.string().min(1).max(120).refine(isPlainName, "not plain text").meta({
    description: "Unique within the order, and the same when this is sent again; other news has another.",
  }),
  at: Moment.meta({ description: "When it became known." }),
  customer: Customer,
  test: Test,
});

export const StandardDelay = z
  .object({
    type: z.literal("purchase.delayed"),
    timestamp: Timestamp,
    data: Notice.extend({
      item: Item.optional(),
      newDay: Day.optional().meta({ description: "When it is expected now, if that is known." }),
    }),
  })
  .meta({ title: "Wellspring standard delay" });

export const StandardUnavailability = z
  .object({
    type: z.literal("item.unavailable"),
    timestamp: Timestamp,
    data: Notice.extend({ item: Item }),
  })
  .meta({ title: "Wellspring standard unavailability" });

/** An order that comes later than promised. */
export function delayEvent(delivery: WebhookDelivery): readonly NormalisedEvent[] {
  const { data } = parsePayload(StandardDelay, delivery.payload);
  if (data.test) return [];
  const { item, newDay } = data;
  const facts = { ...(item !== undefined && { item }), ...(newDay !== undefined && { newDay }) };
  return [
    troubleEvent(
      { kind: "delayed", ...noticeOf("delayed", data, delivery), ...facts },
      personOf(data.customer),
    ),
  ];
}

/** A part of an order that cannot be delivered. */
export function unavailabilityEvent(delivery: WebhookDelivery): readonly NormalisedEvent[] {
  const { data } = parsePayload(StandardUnavailability, delivery.payload);
  if (data.test) return [];
  const facts = { ...noticeOf("unavailable", data, delivery), item: data.item };
  return [troubleEvent({ kind: "unavailable", ...facts }, personOf(data.customer))];
}

function noticeOf(
  kind: OrderTrouble["kind"],
  { orderId, noticeId, at }: z.infer<typeof Notice>,
  { connection, now }: WebhookDelivery,
) {
  const order = { source: "standard" as const, connection, orderId };
  return { ...order, id: troubleId(order, kind, noticeId), at: instantOf(at, "data.at", now) };
}
