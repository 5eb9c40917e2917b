import * as z from "zod";
import type { FetchOrder } from "../../shop-system/fetch-order.ts";
import { ShopRefusedError } from "../../shop-system/order-list.ts";
import { parsePayload } from "../../shop-system/payload.ts";
import { allPages, type BigcommerceStore, bigcommerceStore } from "./api.ts";
import { BigOrder, BigProduct, BigRefunds } from "./order.ts";
import { type BigStatement, bigStatement } from "./statement.ts";

/**
 * Asks the store for an order, its products and its refunds. `id` is `<store hash>/<order>`. Throws {@link ShopRefusedError}
 * for a notice of another store than the token's.
 */
export const fetchBigcommerceOrder: FetchOrder = async (ask, { access, lookUp, ...reading }) => {
  const store = bigcommerceStore(ask, access);
  const [hash = "", orderId = ""] = lookUp.id.split("/");
  if (hash !== store.hash) throw new ShopRefusedError("The notice is of another store than the token");
  const order = parsePayload(BigOrder, await store.get(orderPath(orderId), { include: "fees" }));
  return bigStatement(await statementOf(store, order), reading);
};

/** The rest of what a store says of an order. */
export async function statementOf(store: BigcommerceStore, order: BigOrder): Promise<BigStatement> {
  const [products, refunds] = await Promise.all([
    allPages(store, `${orderPath(order.id)}/products`),
    store.get(`/v3/orders/${encodeURIComponent(order.id)}/payment_actions/refunds`),
  ]);
  return {
    order,
    products: parsePayload(z.array(BigProduct), products),
    refunds: parsePayload(BigRefunds, refunds ?? { data: [] }).data,
  };
}

function orderPath(id: string): string {
  return `/v2/orders/${encodeURIComponent(id)}`;
}
