import * as z from "zod";
import {
  ignoredEvent,
  type Normalise,
  type NormalisedEvent,
  noticeEvent,
  parsePayload,
} from "../../shop-system/payload.ts";

const SaleId = z.string().regex(/^[A-Za-z0-9-]{1,60}$/, "not the id of a sale");
const Notice = z.object({ id: SaleId, return_for: SaleId.or(z.literal("")).nullish() });
const OfSale = z.union([
  z.object({ register_sale_products: z.array(z.unknown()) }),
  z.object({ line_items: z.array(z.unknown()) }),
]);

/**
 * A webhook of a sale is a notice of it. One that returns goods of another sale is also a notice of that one, whose refund it is:
 * what was bought in exchange is a purchase of its own. What is no sale is of a topic that nobody subscribed.
 */
export const normaliseLightspeed: Normalise = ({ connection, payload }) => {
  if (!OfSale.safeParse(payload).success) return [ignoredEvent("topicUnknown")];
  const { id, return_for: returned } = parsePayload(Notice, payload);
  const notice = (of: "sale" | "return", orderId: string): NormalisedEvent =>
    noticeEvent({ source: "lightspeed", connection, orderId }, { of, id });
  return [notice("sale", id), ...(returned ? [notice("return", returned)] : [])];
};
