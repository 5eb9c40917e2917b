import * as z from "zod";
import { itemsOf } from "../../shop-system/lenient.ts";
import { type OrderListing, ShopRefusedError } from "../../shop-system/order-list.ts";
import { bigcommerceStore } from "./api.ts";

/** Each order of a page is then asked for by itself, within the time that a page may take. */
const PAGE_ITEMS = 20;

const Listed = z.array(z.object({ id: z.int().positive() }));
const Cursor = z.string().regex(/^\d{1,15}$/);

/**
 * BigCommerce's list of orders by when they changed, as the notices that it should have sent. It begins with the oldest order, and
 * a page with the one after the last: an order that changes meanwhile moves no other to another page.
 */
export const bigcommerceOrders: OrderListing = async (ask, { connection, access, span, cursor }) => {
  const store = bigcommerceStore(ask, access);
  const answer = await store.get("/v2/orders", {
    min_date_modified: span.from,
    max_date_modified: span.to,
    sort: "id:asc",
    limit: String(PAGE_ITEMS),
    ...(cursor !== undefined && { min_id: Cursor.parse(cursor) }),
  });
  const listed = Listed.safeParse(itemsOf(answer));
  if (!listed.success) throw new ShopRefusedError("The store's list of orders is of another form");
  const webhooks = listed.data.map(({ id }) => ({
    source: "bigcommerce" as const,
    connection,
    body: Buffer.from(
      JSON.stringify({ scope: "store/order/updated", producer: `stores/${store.hash}`, data: { id } }),
    ),
  }));
  const last = Math.max(0, ...listed.data.map(({ id }) => id));
  return { webhooks, cursor: listed.data.length < PAGE_ITEMS ? undefined : String(last + 1) };
};
