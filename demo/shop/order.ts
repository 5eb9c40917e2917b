import { formatMinor } from "../../core/model/money.ts";
import { CauseSlug } from "../../core/model/purchase.ts";

export const SHOP_CURRENCY = "EUR";

/** What the demo shop sells; prices are without tax, in minor units. All of it is invented. */
export const PRODUCTS = [
  { sku: "TF-JACKET", price: 14_900, en: "Rain jacket", de: "Regenjacke" },
  { sku: "TF-BOTTLE", price: 2_400, en: "Water bottle", de: "Trinkflasche" },
  { sku: "TF-SOCKS", price: 1_650, en: "Wool socks", de: "Wollsocken" },
] as const;

const QUANTITY_MAX = 20;

/** How many of each product, in the order of {@link PRODUCTS}. */
export type Quantities = readonly number[];

/** Reads quantities by article number; what is no number from 0 to 20 is none, and a cart that names nothing has a jacket. */
export function readQuantities(fields: URLSearchParams): Quantities {
  const isNamed = PRODUCTS.some(({ sku }) => fields.has(sku));
  return PRODUCTS.map(({ sku }, index) => {
    const text = fields.get(sku) ?? "";
    if (!isNamed) return index === 0 ? 1 : 0;
    return /^\d{1,2}$/.test(text) ? Math.min(Number(text), QUANTITY_MAX) : 0;
  });
}

export interface DemoOrder {
  readonly number: string;
  /** What nobody can guess of the order, as Shopify gives each one: its claim link is made of it. */
  readonly token: string;
  readonly quantities: Quantities;
  /** Absent: nobody picked. */
  readonly cause?: string;
}

/** The pick as a form sent it, if it reads as a cause's short name: buyers can send any text. */
export function readPick(fields: URLSearchParams): string | undefined {
  return CauseSlug.safeParse(fields.get("wellspring_cause")).data;
}

export function goodsOf(quantities: Quantities): number {
  return PRODUCTS.reduce((sum, { price }, index) => sum + price * (quantities[index] ?? 0), 0);
}

/** `149.00`, as elements and shop systems write amounts. */
export function decimalOf(minor: number): string {
  return formatMinor(minor, SHOP_CURRENCY);
}

/** The order as Shopify's `orders/paid` states it: of nobody, with the pick among its attributes. */
export function shopifyBody({ number, token, quantities, cause }: DemoOrder, placedAt: string): unknown {
  const total = decimalOf(goodsOf(quantities));
  return {
    id: Number(number),
    token,
    test: false,
    name: `#${number}`,
    created_at: placedAt,
    currency: SHOP_CURRENCY,
    taxes_included: false,
    financial_status: "paid",
    subtotal_price: total,
    total_price: total,
    note_attributes: cause === undefined ? [] : [{ name: "wellspring_cause", value: cause }],
    line_items: PRODUCTS.flatMap(({ sku, price, en }, index) => {
      const quantity = quantities[index] ?? 0;
      if (quantity === 0) return [];
      const line = { id: index + 1, title: en, sku, quantity, price: decimalOf(price) };
      return [{ ...line, discount_allocations: [], tax_lines: [] }];
    }),
  };
}
