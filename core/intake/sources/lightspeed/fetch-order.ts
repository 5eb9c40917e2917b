import * as z from "zod";
import type { FetchOrder } from "../../shop-system/fetch-order.ts";
import { type AskShop, ShopRefusedError } from "../../shop-system/order-list.ts";
import { currencyOf, parsePayload } from "../../shop-system/payload.ts";
import type { ShopAccess } from "../../shop-system/shop-access.ts";
import { LightspeedCustomer, LightspeedOutlet, LightspeedSale } from "./sale.ts";
import { returnStatement, saleStatement } from "./statement.ts";

const NOT_FOUND = 404;

/**
 * Asks the shop for a sale, the currency of its outlet, and who bought. `of` says whether it is wanted as a purchase or as the
 * return of another sale's goods; `id` is the sale's own in both cases.
 */
export const fetchLightspeedSale: FetchOrder = async (ask, { access, lookUp, ...reading }) => {
  const get = getting(ask, access);
  const { data: sale } = parsePayload(LightspeedSale, await get("sales", lookUp.id));
  const outlet = parsePayload(LightspeedOutlet, await get("outlets", sale.outlet_id));
  const currency = currencyOf(outlet.data.currency, "outlet.currency");
  if (lookUp.of === "return") return returnStatement(sale, currency, reading);
  return saleStatement({ sale, currency, customer: await customerOf(get, sale) }, reading);
};

type Get = (kind: string, id: string) => Promise<unknown>;

function getting(ask: AskShop, { origin, accessToken }: ShopAccess): Get {
  return async (kind, id) => {
    const url = new URL(`/api/2.0/${kind}/${encodeURIComponent(id)}`, origin);
    const { body } = await ask(url, { authorization: `Bearer ${accessToken}` }, z.unknown());
    return body;
  };
}

/** Nobody where the sale names no customer, or one that was deleted. */
async function customerOf(
  get: Get,
  { customer_id: id }: LightspeedSale,
): Promise<LightspeedCustomer | undefined> {
  if (!id) return undefined;
  try {
    return parsePayload(LightspeedCustomer, await get("customers", id)).data;
  } catch (error) {
    if (error instanceof ShopRefusedError && error.status === NOT_FOUND) return undefined;
    throw error;
  }
}
