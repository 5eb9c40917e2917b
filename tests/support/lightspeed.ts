/*
 * Lightspeed X-Series as its documents describe it: a form with a sale, and an API that is asked for it. The people and ids are
 * invented.
 */

type Json = Record<string, unknown>;

export const SALE = "5a1e0000-0000-4000-8000-000000000001";
export const RETURN = "5a1e0000-0000-4000-8000-000000000002";

/** What a webhook says of a sale. */
export function lightspeedNotice(more: Json = {}): Json {
  return { id: SALE, status: "CLOSED", return_for: null, register_sale_products: [], ...more };
}

export const lightspeedForm = (text: string) =>
  new URLSearchParams({ domain_prefix: "trail", payload: text }).toString();

/** Two mugs for 200.00 and a map for 60.00, and 39.00 of tax. */
export function lightspeedSale(more: Json = {}): Json {
  return {
    id: SALE,
    outlet_id: "outlet-1",
    customer_id: "customer-1",
    status: "CLOSED",
    state: "closed",
    return_for: null,
    sale_date: "2026-11-22T13:35:45+00:00",
    updated_at: "2026-11-22T13:36:10+00:00",
    deleted_at: null,
    invoice_number: "1570",
    receipt_number: "1570",
    note: "wellspring_cause=clean-rivers",
    total_price: 260,
    total_tax: 39,
    line_items: [lightspeedLine(), aLightspeedMap()],
    ...more,
  };
}

export function lightspeedLine(more: Json = {}): Json {
  return {
    ...{ id: "line-1", product_id: "mug", quantity: 2, price: 100, total_price: 200, total_tax: 30 },
    ...{ is_return: false, status: "CONFIRMED", note: null },
    ...more,
  };
}

export const aLightspeedMap = (more: Json = {}) =>
  lightspeedLine({ id: "line-2", product_id: "map", quantity: 1, total_price: 60, total_tax: 9, ...more });

/** One mug goes back. */
export function lightspeedReturn(more: Json = {}): Json {
  const back = { quantity: -1, total_price: -100, total_tax: -15, is_return: true };
  return lightspeedSale({
    ...{ id: RETURN, return_for: SALE, total_price: -100, total_tax: -15, note: null },
    ...{ sale_date: "2026-11-22T13:38:00+00:00", updated_at: "2026-11-22T13:38:00+00:00" },
    line_items: [lightspeedLine({ id: "line-3", ...back })],
    ...more,
  });
}

const CUSTOMER = {
  ...{ first_name: "Ada", last_name: "Canary", email: "ada.canary@example.com" },
  ...{ mobile: "(212) 555-0142", phone: null, physical_country_id: "US" },
};

/** The answer to one question: what a shop says of its sales. */
export function lightspeedAnswer(
  sales: readonly Json[],
  url: URL,
  outlet: Json = { currency: "NZD" },
): unknown {
  const [, kind, id] = /^\/api\/2\.0\/(sales|outlets|customers)\/([^/]+)$/.exec(url.pathname) ?? [];
  if (kind === "outlets") return { data: outlet };
  if (kind === "customers") return { data: CUSTOMER };
  return { data: sales.find((sale) => sale["id"] === id) };
}
