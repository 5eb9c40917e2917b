import * as z from "zod";
import { itemsOf } from "../../shop-system/lenient.ts";
import type { AskShop } from "../../shop-system/order-list.ts";
import { invalidPayload } from "../../shop-system/payload.ts";
import { type ShopAccess, ShopAccessMissingError } from "../../shop-system/shop-access.ts";

/** BigCommerce's limit of what one answer lists. */
const PAGE_ITEMS = 250;
/** More products than an order is read with. */
const PAGES_MAX = 8;

/** A store, asked by its API account: the token is `<store hash>:<access token>`. */
export interface BigcommerceStore {
  readonly hash: string;
  /** What is at a path of the store, such as `/v2/orders/118`; nothing where BigCommerce answers 204. */
  readonly get: (path: string, query?: Readonly<Record<string, string>>) => Promise<unknown>;
}

const TOKEN = /^([a-z0-9]{1,40}):(\S+)$/;

export function bigcommerceStore(ask: AskShop, { origin, accessToken }: ShopAccess): BigcommerceStore {
  const [, hash, token] = TOKEN.exec(accessToken) ?? [];
  if (hash === undefined || token === undefined) {
    throw new ShopAccessMissingError("What is stored is not <store hash>:<access token>");
  }
  return {
    hash,
    async get(path, query = {}) {
      const url = new URL(`/stores/${hash}${path}`, origin);
      url.search = new URLSearchParams(query).toString();
      const { body } = await ask(url, { "x-auth-token": token }, z.unknown());
      return body;
    },
  };
}

/** All items of a list whose pages are counted. Throws for one that never ends. */
export async function allPages(store: BigcommerceStore, path: string): Promise<unknown[]> {
  const items: unknown[] = [];
  for (let page = 1; page <= PAGES_MAX; page += 1) {
    const listed = itemsOf(await store.get(path, { limit: String(PAGE_ITEMS), page: String(page) }));
    if (!Array.isArray(listed)) throw invalidPayload("products", "is no list");
    items.push(...listed);
    if (listed.length < PAGE_ITEMS) return items;
  }
  throw invalidPayload("products", "are more than an order is read with");
}
