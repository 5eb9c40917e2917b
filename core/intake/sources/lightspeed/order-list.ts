import * as z from "zod";
import { type OrderListing, ShopRefusedError } from "../../shop-system/order-list.ts";
import { saleForm } from "./form.ts";

/** Each sale of a page is then asked for by itself, within the time that a page may take. */
const PAGE_ITEMS = 20;

const Listed = z.object({
  data: z.array(z.object({ id: z.string().min(1), return_for: z.string().nullish() })),
});
const Cursor = z.string().regex(/^\d{1,9}$/);

/** Lightspeed's search for sales by their date, as the notices that it should have sent. Its list by changes knows no dates. */
export const lightspeedSales: OrderListing = async (ask, { connection, access, span, cursor }) => {
  const offset = cursor === undefined ? 0 : Number(Cursor.parse(cursor));
  const url = new URL("/api/2.0/search", access.origin);
  url.search = new URLSearchParams({
    type: "sales",
    date_from: span.from,
    date_to: span.to,
    page_size: String(PAGE_ITEMS),
    offset: String(offset),
  }).toString();
  const { body } = await ask(url, { authorization: `Bearer ${access.accessToken}` }, z.unknown());
  const listed = Listed.safeParse(body);
  if (!listed.success) throw new ShopRefusedError("The shop's list of sales is of another form");
  const { data } = listed.data;
  const webhooks = data.map(({ id, return_for }) => ({
    source: "lightspeed" as const,
    connection,
    body: saleForm({ id, return_for, line_items: [] }),
  }));
  return { webhooks, cursor: data.length < PAGE_ITEMS ? undefined : String(offset + PAGE_ITEMS) };
};
