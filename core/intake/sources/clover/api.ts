import * as z from "zod";
import type { AskShop } from "../../shop-system/order-list.ts";
import { type ShopAccess, ShopAccessMissingError } from "../../shop-system/shop-access.ts";

/** A merchant, asked by its own API token: what is stored is `<merchant id>:<token>`. */
export interface CloverMerchant {
  readonly id: string;
  /** What is at a path of the merchant, such as `/orders/GHIVJT2ABCRSC`. */
  readonly get: (path: string, query: readonly (readonly [string, string])[]) => Promise<unknown>;
}

const TOKEN = /^([A-Z0-9]{1,40}):(\S+)$/;

export function cloverMerchant(ask: AskShop, { origin, accessToken }: ShopAccess): CloverMerchant {
  const [, id, token] = TOKEN.exec(accessToken) ?? [];
  if (id === undefined || token === undefined) {
    throw new ShopAccessMissingError("What is stored is not <merchant id>:<API token>");
  }
  return {
    id,
    async get(path, query) {
      const url = new URL(`/v3/merchants/${id}${path}`, origin);
      for (const [name, value] of query) url.searchParams.append(name, value);
      const { body } = await ask(url, { authorization: `Bearer ${token}` }, z.unknown());
      return body;
    },
  };
}
