import type { ShopAccess } from "../../shop-system/shop-access.ts";

/** WooCommerce's limit of what one answer lists. */
export const PAGE_ITEMS = 100;

/** Basic authentication by a REST API key, `<consumer key>:<consumer secret>`, which WooCommerce takes over https alone. */
export function wooHeaders({ accessToken }: ShopAccess): Readonly<Record<string, string>> {
  return { authorization: `Basic ${Buffer.from(accessToken, "utf8").toString("base64")}` };
}
