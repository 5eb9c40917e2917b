import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/*
 * A stand-in for the shop systems whose lists of orders are asked for. It speaks as they do: Shopify's pages are
 * led to by a Link header whose page_info stands alone, Square's by a cursor in the body, WooCommerce's are counted; all
 * know their tokens, and all are busy now and then.
 */

type Json = Record<string, unknown>;

/** What the shop has, in pages as it would list them. */
export interface Shop {
  readonly orders: readonly (readonly Json[])[];
  readonly payments: readonly (readonly Json[])[];
  readonly refunds: readonly (readonly Json[])[];
  /** WooCommerce's orders with all their refunds, in no order: it filters and sorts them, and makes pages of them. */
  readonly woo?: readonly Json[];
}

export interface StandIn {
  readonly origin: string;
  readonly token: string;
  /** Path and query of each question, in order. */
  readonly requests: readonly string[];
  /** Answers this to the next question instead of what it has. */
  fail(status: number, headers?: Readonly<Record<string, string>>, body?: string): void;
  close(): Promise<void>;
}

const TOKEN = "shpat_invented_for_tests";

export async function standInFor(shop: Shop): Promise<StandIn> {
  const requests: string[] = [];
  const failures: { status: number; headers: Readonly<Record<string, string>>; body: string }[] = [];
  const server = createServer((request, response) => {
    requests.push(request.url ?? "");
    const failure = failures.shift();
    if (failure !== undefined) response.writeHead(failure.status, failure.headers).end(failure.body);
    else answer(shop, request, response);
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  return {
    origin: originOf(server),
    token: TOKEN,
    requests,
    fail: (status, headers = {}, body = "") => failures.push({ status, headers, body }),
    close: () => new Promise((closed) => server.close(() => closed())),
  };
}

function originOf(server: Server): string {
  const address = server.address() as AddressInfo;
  return `http://127.0.0.1:${address.port}`;
}

function answer(shop: Shop, request: IncomingMessage, response: ServerResponse): void {
  const url = new URL(request.url ?? "/", `http://${request.headers.host}`);
  const say = (status: number, body: unknown, headers = {}) =>
    response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(body));
  if (/^\/admin\/api\/\d{4}-\d{2}\/orders\.json$/.test(url.pathname)) {
    if (request.headers["x-shopify-access-token"] !== TOKEN) return void say(401, { errors: "no" });
    const info = url.searchParams.get("page_info");
    if (info !== null && url.searchParams.has("updated_at_min")) {
      return void say(400, { errors: "updated_at_min cannot be passed when page_info is present" });
    }
    const page = info === null ? 0 : Number(info);
    const next = new URL(url);
    next.search = new URLSearchParams({ limit: "250", page_info: String(page + 1) }).toString();
    const link = page + 1 < shop.orders.length ? { link: `<${next}>; rel="next"` } : {};
    return void say(200, { orders: shop.orders[page] ?? [] }, link);
  }
  if (url.pathname === "/wp-json/wc/v3/orders") {
    if (request.headers.authorization !== `Basic ${Buffer.from(TOKEN).toString("base64")}`) {
      return void say(401, { code: "woocommerce_rest_cannot_view", data: { status: 401 } });
    }
    const { orders, pages } = wooPage(shop.woo ?? [], url.searchParams);
    return void say(200, orders, { "x-wp-totalpages": String(pages) });
  }
  const list = /^\/v2\/(payments|refunds)$/.exec(url.pathname)?.[1];
  if (list !== "payments" && list !== "refunds") return void say(404, {});
  if (request.headers.authorization !== `Bearer ${TOKEN}`) return void say(401, { errors: [] });
  const page = Number(url.searchParams.get("cursor") ?? "0");
  const items = shop[list][page] ?? [];
  const more = page + 1 < shop[list].length ? { cursor: String(page + 1) } : {};
  say(200, { ...(items.length > 0 && { [list]: items }), ...more });
}

/** A page of WooCommerce's list as it makes it: of what changed after a time in UTC, the oldest order first. */
export function wooPage(orders: readonly Json[], query: URLSearchParams) {
  const after = query.get("modified_after") ?? "";
  const perPage = Number(query.get("per_page") ?? "10");
  const page = Number(query.get("page") ?? "1");
  if (query.get("dates_are_gmt") !== "true" || perPage > 100 || query.get("orderby") !== "id") {
    throw new Error("WooCommerce is not asked like this");
  }
  const found = orders
    .filter(({ date_modified_gmt: changed }) => typeof changed !== "string" || changed > after)
    .toSorted((a, b) => Number(a["id"]) - Number(b["id"]));
  return {
    orders: found.slice((page - 1) * perPage, page * perPage),
    pages: Math.ceil(found.length / perPage),
  };
}
