import * as z from "zod";
import { type OrderListing, ShopRefusedError } from "../../shop-system/order-list.ts";
import type { ShopAccess } from "../../shop-system/shop-access.ts";
import type { VerifiedWebhook } from "../../shop-system/verified-webhook.ts";
import { PAID_STATES } from "./order.ts";

/** Of the Admin API in REST, whose orders and refunds are what the webhooks carry (a GraphQL answer would not be). */
export const API_VERSION = "2026-07";
/** Shopify's limit. */
const PAGE_ORDERS = 250;

/** Whatever an order is: one that cannot be read is counted by itself, and hides no other of its page. */
const Page = z.object({ orders: z.array(z.unknown()) });
const Stated = z.looseObject({
  financial_status: z.string().nullish(),
  refunds: z.array(z.unknown()).nullish(),
});

/**
 * Shopify's list of orders by when they changed. The next page's address is in the Link header; of it only
 * `page_info` is taken, which may not be combined with the filters.
 */
export const shopifyOrders: OrderListing = async (ask, { connection, access, span, cursor }) => {
  const filters =
    cursor === undefined
      ? { status: "any", updated_at_min: span.from, updated_at_max: span.to, order: "updated_at asc" }
      : { page_info: cursor };
  const url = new URL(`/admin/api/${API_VERSION}/orders.json`, access.origin);
  url.search = new URLSearchParams({ limit: String(PAGE_ORDERS), ...filters }).toString();
  const { body, headers } = await ask(url, authorization(access), Page);
  const webhooks = body.orders.flatMap((order) => webhooksOf(connection, order));
  return { webhooks, cursor: nextPage(headers.get("link")) };
};

export function authorization({ accessToken }: ShopAccess) {
  return { "x-shopify-access-token": accessToken };
}

/** The webhooks that Shopify should have sent of an order: how it is now (paid, edited, cancelled), and each of its refunds. */
function webhooksOf(connection: string, order: unknown): VerifiedWebhook[] {
  const about = { source: "shopify" as const, connection };
  const webhook = (topic: string, payload: unknown): VerifiedWebhook => ({
    ...about,
    topic,
    body: Buffer.from(JSON.stringify(payload)),
  });
  const stated = Stated.safeParse(order).data;
  if (stated !== undefined && !PAID_STATES.includes(stated.financial_status)) return [];
  return [
    webhook("orders/updated", order),
    ...(stated?.refunds ?? []).map((refund) => webhook("refunds/create", refund)),
  ];
}

function nextPage(link: string | null): string | undefined {
  const next = /<([^>]+)>;\s*rel="?next"?/.exec(link ?? "")?.[1];
  if (next === undefined) return undefined;
  const info = new URL(next).searchParams.get("page_info");
  if (info === null) throw new ShopRefusedError("Shopify names a next page without saying where it begins");
  return info;
}
