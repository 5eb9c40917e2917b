import * as z from "zod";
import { type OrderListing, ShopRefusedError } from "../../shop-system/order-list.ts";
import { cloverMerchant } from "./api.ts";

/** Each order of a page is then asked for by itself, three questions each, within the time that a page may take. */
const PAGE_ITEMS = 20;

const Listed = z.object({ elements: z.array(z.object({ id: z.string().min(1) })) });
const Cursor = z.string().regex(/^\d{1,9}$/);

/**
 * Clover's list of orders by when they changed, as the notices that it should have sent. An order that changes while the pages
 * are read moves others to the page before, which this night then misses: each of the next nights lists the same days again.
 */
export const cloverOrders: OrderListing = async (ask, { connection, access, span, cursor }) => {
  const merchant = cloverMerchant(ask, access);
  const offset = cursor === undefined ? 0 : Number(Cursor.parse(cursor));
  const answer = await merchant.get("/orders", [
    ["filter", `modifiedTime>=${Date.parse(span.from)}`],
    ["filter", `modifiedTime<=${Date.parse(span.to)}`],
    ["limit", String(PAGE_ITEMS)],
    ["offset", String(offset)],
  ]);
  const listed = Listed.safeParse(answer);
  if (!listed.success) throw new ShopRefusedError("The merchant's list of orders is of another form");
  const { elements } = listed.data;
  const notice = {
    merchants: { [merchant.id]: elements.map(({ id }) => ({ objectId: `O:${id}`, type: "UPDATE" })) },
  };
  const webhooks =
    elements.length === 0
      ? []
      : [{ source: "clover" as const, connection, body: Buffer.from(JSON.stringify(notice)) }];
  return { webhooks, cursor: elements.length < PAGE_ITEMS ? undefined : String(offset + PAGE_ITEMS) };
};
