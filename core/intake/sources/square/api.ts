import type { ShopAccess } from "../../shop-system/shop-access.ts";

const API_VERSION = "2026-07-15";

/** The headers of a question to Square's API. */
export function squareHeaders({ accessToken }: ShopAccess): Readonly<Record<string, string>> {
  return { authorization: `Bearer ${accessToken}`, "square-version": API_VERSION };
}
