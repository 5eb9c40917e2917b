import * as z from "zod";
import { type ListingSpan, type OrderListing, ShopRefusedError } from "../../shop-system/order-list.ts";
import { PAGE_ITEMS, wooHeaders } from "./api.ts";

const DAY_MS = 86_400_000;

/** Whatever an order is: one that cannot be read is counted by itself, and hides no other of its page. */
const Page = z.array(z.unknown());
const Dated = z.object({ date_modified_gmt: z.string() });
const PageNumber = z.coerce.number().int().min(2);

/**
 * WooCommerce's list of orders by when they changed: an order holds all its refunds so far, so there is no other list. Pages are
 * counted, and begin with the oldest order: one that changes meanwhile comes in between, which repeats orders and hides none.
 * Asked for a day more than the span, as versions differ in whose clock they read a date by. Throws ShopRefusedError for a
 * WooCommerce that lists everything there is (before 5.8): each night would read the whole shop.
 */
export const woocommerceOrders: OrderListing = async (ask, { connection, access, span, cursor }) => {
  const page = cursor === undefined ? 1 : PageNumber.parse(cursor);
  const asked = dayBefore(span.from);
  const url = new URL("/wp-json/wc/v3/orders", access.origin);
  url.search = new URLSearchParams({
    modified_after: asked,
    dates_are_gmt: "true",
    status: "any",
    orderby: "id",
    order: "asc",
    per_page: String(PAGE_ITEMS),
    page: String(page),
  }).toString();
  const { body: orders, headers } = await ask(url, wooHeaders(access), Page);
  if (orders.some((order) => isBefore(order, dayBefore(asked)))) {
    throw new ShopRefusedError(
      "The shop lists orders that did not change: it needs WooCommerce 5.8 or later",
    );
  }
  const webhooks = orders
    .filter((order) => isWithin(order, span))
    .map((order) => ({
      source: "woocommerce" as const,
      connection,
      topic: "order.updated",
      body: Buffer.from(JSON.stringify(order)),
    }));
  return { webhooks, cursor: isLast(page, orders.length, headers) ? undefined : String(page + 1) };
};

/** In UTC without a `Z`, as WooCommerce writes its own dates. */
function plain(instant: string): string {
  return instant.slice(0, "2026-11-22T12:00:00".length);
}

function dayBefore(instant: string): string {
  return plain(new Date(Date.parse(`${plain(instant)}Z`) - DAY_MS).toISOString());
}

const A_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/;

/** When an order changed, if it says so in a way that can be compared. */
function changedAt(order: unknown): string | undefined {
  const text = Dated.safeParse(order).data?.date_modified_gmt;
  return text !== undefined && A_TIME.test(text) ? plain(text) : undefined;
}

function isBefore(order: unknown, instant: string): boolean {
  const changed = changedAt(order);
  return changed !== undefined && changed < instant;
}

/** An order that does not say when it changed may have changed now. */
function isWithin(order: unknown, { from, to }: ListingSpan): boolean {
  const changed = changedAt(order);
  return changed === undefined || (plain(from) <= changed && changed <= plain(to));
}

/** Some proxies drop the header that says how many pages there are; a page that is not full is then the last. */
function isLast(page: number, listed: number, headers: Headers): boolean {
  const pages = Number(headers.get("x-wp-totalpages") ?? Number.NaN);
  return listed === 0 || (Number.isInteger(pages) ? page >= pages : listed < PAGE_ITEMS);
}
