import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/*
 * BigCommerce as its documents describe it: notices that name an order, and a store that is asked for it. The people are
 * invented.
 */

type Json = Record<string, unknown>;

export const STORE_HASH = "ab12cd";

export function bigcommerceNotice(more: Json = {}) {
  return {
    scope: "store/order/updated",
    store_id: "1025646",
    producer: `stores/${STORE_HASH}`,
    data: { type: "order", id: 118 },
    hash: "3f9ea420af83450d7ef9f78b08c8af25b2213637",
    created_at: 1_795_354_505,
    ...more,
  };
}

/** Two mugs for 30.00 and a map for 12.00, 20 % tax on top, 4.80 for shipping, by an order of EUR. */
export function bigcommerceOrder(more: Json = {}): Json {
  return {
    id: 118,
    status_id: 11,
    status: "Awaiting Fulfillment",
    payment_status: "captured",
    payment_method: "Credit Card",
    default_currency_code: "EUR",
    currency_code: "USD",
    date_created: "Sun, 22 Nov 2026 13:35:45 +0000",
    date_modified: "Sun, 22 Nov 2026 13:36:10 +0000",
    total_ex_tax: "46.0000",
    total_inc_tax: "55.2000",
    shipping_cost_ex_tax: "4.0000",
    shipping_cost_inc_tax: "4.8000",
    customer_message: "Please ring. wellspring_cause=clean-rivers",
    staff_notes: "",
    ip_address: "203.0.113.7",
    billing_address: {
      first_name: "Ada",
      last_name: "Canary",
      street_1: "1 Lovelane",
      country_iso2: "US",
      email: "ada.canary@example.com",
      phone: "(212) 555-0142",
    },
    fees: [],
    ...more,
  };
}

export function bigcommerceProduct(more: Json = {}): Json {
  return {
    id: 25,
    order_id: 118,
    product_id: 20,
    variant_id: 31,
    name: "Mug",
    sku: "MUG",
    type: "physical",
    quantity: 2,
    total_ex_tax: "30.0000",
    total_inc_tax: "36.0000",
    total_tax: "6.0000",
    discounted_total_inc_tax: "36.0000",
    applied_discounts: [],
    ...more,
  };
}

export const aMap = () =>
  bigcommerceProduct({
    ...{ id: 26, product_id: 21, variant_id: 32, name: "Map", sku: "MAP", quantity: 1 },
    ...{ total_ex_tax: "12.0000", total_inc_tax: "14.4000", total_tax: "2.4000" },
    discounted_total_inc_tax: "14.4000",
  });

/** One of the mugs goes back, with its tax. */
export function bigcommerceRefund(more: Json = {}): Json {
  return {
    id: 3,
    order_id: 118,
    created: "2026-11-22T13:38:00+00:00",
    reason: "",
    total_amount: 18,
    total_tax: 3,
    uses_merchant_override_values: false,
    items: [{ item_type: "PRODUCT", item_id: 25, quantity: 1, requested_amount: 15, adjustments: [] }],
    payments: [{ id: 1, provider_id: "braintree", amount: 18, offline: false, is_declined: false }],
    ...more,
  };
}

/** What a store says of its orders at a time. */
export interface BigcommerceStoreState {
  readonly order: Json;
  readonly products: readonly Json[];
  readonly refunds: readonly Json[];
}

export interface StandInStore {
  readonly origin: string;
  /** As it is stored for a connection. */
  readonly accessToken: string;
  /** Path and query of each question, in order. */
  readonly asked: readonly string[];
  /** From now on an order is as this says. */
  has(state: BigcommerceStoreState): void;
  /** Answers this to the next question instead of what it has. */
  fail(status: number, headers?: Readonly<Record<string, string>>): void;
  close(): Promise<void>;
}

const TOKEN = "invented-token-of-a-store";

/** A stand-in for BigCommerce's API: paths, pages, the token's header, and 204 for a list of nothing. */
export async function openStore(): Promise<StandInStore> {
  const asked: string[] = [];
  const orders = new Map<string, BigcommerceStoreState>();
  const failures: { status: number; headers: Readonly<Record<string, string>> }[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? "");
    const failure = failures.shift();
    if (failure !== undefined) return void response.writeHead(failure.status, failure.headers).end("{}");
    if (request.headers["x-auth-token"] !== TOKEN) return void response.writeHead(401).end("{}");
    const found = answerOf(orders, new URL(request.url ?? "", "http://store.example"));
    if (found === undefined) return void response.writeHead(404).end("[]");
    if (Array.isArray(found) && found.length === 0) return void response.writeHead(204).end();
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(found));
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    accessToken: `${STORE_HASH}:${TOKEN}`,
    asked,
    has: (state) => orders.set(String(state.order["id"]), state),
    fail: (status, headers = {}) => failures.push({ status, headers }),
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}

const PATH =
  /^\/stores\/([^/]+)\/(v2\/orders|v2\/orders\/(\d+)(\/products)?|v3\/orders\/(\d+)\/payment_actions\/refunds)$/;

function answerOf(orders: ReadonlyMap<string, BigcommerceStoreState>, url: URL): unknown {
  const [, hash, path, ofOrder, products, ofRefunds] = PATH.exec(url.pathname) ?? [];
  if (hash !== STORE_HASH || path === undefined) return undefined;
  if (path === "v2/orders") return listed(orders, url.searchParams);
  const state = orders.get(ofOrder ?? ofRefunds ?? "");
  if (state === undefined) return undefined;
  if (ofRefunds !== undefined) return { data: state.refunds, meta: {} };
  const limit = Number(url.searchParams.get("limit") ?? "50");
  const page = Number(url.searchParams.get("page") ?? "1");
  if (products !== undefined) return state.products.slice((page - 1) * limit, page * limit);
  const fees = { url: "…/fees", resource: "/orders/fees" };
  return url.searchParams.get("include") === "fees" ? state.order : { ...state.order, fees };
}

function listed(orders: ReadonlyMap<string, BigcommerceStoreState>, query: URLSearchParams): Json[] {
  const [from, to] = ["min_date_modified", "max_date_modified"].map((name) =>
    Date.parse(query.get(name) ?? ""),
  );
  if (query.get("sort") !== "id:asc") throw new Error("The store is not asked like this");
  return [...orders.values()]
    .map(({ order }) => order)
    .filter(({ id }) => Number(id) >= Number(query.get("min_id") ?? "0"))
    .filter(({ date_modified }) => {
      const at = Date.parse(String(date_modified));
      return at >= (from ?? 0) && at <= (to ?? 0);
    })
    .toSorted((a, b) => Number(a["id"]) - Number(b["id"]))
    .slice(0, Number(query.get("limit")));
}
