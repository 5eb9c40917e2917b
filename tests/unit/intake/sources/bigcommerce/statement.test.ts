import { describe, expect, test } from "vitest";
import { askShopBy } from "../../../../../core/intake/shop-system/ask-shop.client.ts";
import type { OrderStatement } from "../../../../../core/intake/shop-system/fetch-order.ts";
import type { AskShop } from "../../../../../core/intake/shop-system/order-list.ts";
import { fetchBigcommerceOrder } from "../../../../../core/intake/sources/bigcommerce/fetch-order.ts";
import {
  aMap,
  type BigcommerceStoreState,
  bigcommerceOrder,
  bigcommerceProduct,
  bigcommerceRefund,
  openStore,
  STORE_HASH,
} from "../../../../support/bigcommerce.ts";
import { NOW, ROUND_UP } from "../../../../support/webhooks.ts";

type Json = Record<string, unknown>;

const lookUp = { of: "order", id: `${STORE_HASH}/118` };

function answer({ order, products, refunds }: BigcommerceStoreState, url: URL): unknown {
  if (url.pathname.endsWith("/products")) return products;
  return url.pathname.endsWith("/refunds") ? { data: refunds } : order;
}

/** What is read of an order in this state. */
async function stated(
  order: Json = {},
  products: readonly Json[] = [bigcommerceProduct(), aMap()],
  refunds: readonly Json[] = [],
): Promise<readonly OrderStatement[]> {
  const state = { order: bigcommerceOrder(order), products, refunds };
  const ask: AskShop = async (url, _, schema) => ({
    body: schema.parse(answer(state, url)),
    headers: new Headers(),
  });
  const access = { origin: "https://api.bigcommerce.com", accessToken: `${STORE_HASH}:token` };
  return fetchBigcommerceOrder(ask, { connection: "web", access, lookUp, now: NOW, roundUp: ROUND_UP });
}

async function purchaseOf(order: Json = {}, products?: readonly Json[]) {
  const [first] = await stated(order, products);
  return first?.kind === "purchase" ? first.purchase : undefined;
}

async function scopesOf(refunds: readonly Json[], order: Json = {}, products?: readonly Json[]) {
  const all = await stated(order, products, refunds);
  return all.flatMap((one) => (one.kind === "refund" ? [[one.refund.refundId, one.refund.scope]] : []));
}

describe("an order of BigCommerce", () => {
  test("is its goods without tax and shipping, in the currency that was paid, of who paid", async () => {
    const [first] = await stated();
    expect(first).toEqual({
      kind: "purchase",
      purchase: {
        source: "bigcommerce",
        connection: "web",
        orderId: "118",
        placedAt: "2026-11-22T13:35:45Z",
        region: "US",
        statedAt: "2026-11-22T13:36:10Z",
        currency: "EUR",
        base: 4_200,
        goodsGross: 5_040,
        paid: 5_520,
        roundUp: 0,
        lines: [
          { lineId: "25", sku: "MUG", quantity: 2, goods: 3_000 },
          { lineId: "26", sku: "MAP", quantity: 1, goods: 1_200 },
        ],
        cause: "clean-rivers",
        refundsSoFar: { at: "2026-11-22T13:36:10Z", ids: [] },
      },
      person: {
        emails: ["ada.canary@example.com"],
        phones: ["(212) 555-0142"],
        cards: [],
        country: "US",
        receiptNumbers: ["118"],
      },
    });
  });

  test("counts its discounts off the goods, with the tax of the discounted price", async () => {
    // 5.00 off mugs for 30.00, 20 % tax on the rest.
    const discounted = bigcommerceProduct({
      total_tax: "5.0000",
      discounted_total_inc_tax: "30.0000",
      applied_discounts: [{ id: "total-coupon", amount: "5.0000", target: "order" }],
    });
    expect(await purchaseOf({}, [discounted])).toMatchObject({ base: 2_500, goodsGross: 3_000 });
    const { discounted_total_inc_tax: _, ...older } = discounted;
    expect(await purchaseOf({}, [older])).toMatchObject({ base: 2_500, goodsGross: 3_000 });
  });

  test("leaves out gift certificates and tips that are sold, and takes what certificates pay as paid", async () => {
    const card = bigcommerceProduct({ id: 27, sku: "", name: "Gift Certificate", type: "giftcertificate" });
    const tip = bigcommerceProduct({ id: 28, product_id: 9, sku: "", name: "Trinkgeld" });
    const purchase = await purchaseOf({ total_inc_tax: "0.0000", gift_certificate_amount: "55.2000" }, [
      card,
      tip,
      aMap(),
    ]);
    expect(purchase).toMatchObject({ base: 1_200, paid: 1_440, lines: [{ lineId: "26" }] });
  });

  test("has a round-up that the stage names, as a product or a fee", async () => {
    const own = bigcommerceProduct({
      ...{ id: 29, product_id: 77, sku: "wellspring_round_up", quantity: 1 },
      ...{ total_ex_tax: "0.8000", total_tax: "0.0000", discounted_total_inc_tax: "0.8000" },
    });
    expect(await purchaseOf({}, [aMap(), own])).toMatchObject({ base: 1_200, roundUp: 80 });
    const fees = [
      { id: 5, type: "custom_fee", display_name_merchant: "Wellspring round-up", cost_ex_tax: 0.8 },
    ];
    expect(await purchaseOf({ fees }, [aMap()])).toMatchObject({ base: 1_200, roundUp: 80 });
  });

  test("counts in a currency without minor units", async () => {
    const product = bigcommerceProduct({
      total_ex_tax: "3000.0000",
      total_tax: "300.0000",
      discounted_total_inc_tax: "3300.0000",
    });
    const order = { default_currency_code: "JPY", total_inc_tax: "3300.0000" };
    expect(await purchaseOf(order, [product])).toMatchObject({ base: 3_000, paid: 3_300, currency: "JPY" });
  });

  test.each([
    ["whose payment is not captured", { payment_status: "authorized" }],
    ["whose payment was declined", { payment_status: "declined", status_id: 6 }],
    ["that nobody paid", { payment_status: "", status_id: 7 }],
    ["that is incomplete", { payment_status: "", status_id: 0 }],
    ["of the test gateway", { payment_method: "Test Payment Gateway" }],
  ])("%s is nothing", async (_, order) => {
    expect(await stated(order)).toEqual([]);
  });

  test("that was paid elsewhere counts once its merchant accepts it", async () => {
    expect(await purchaseOf({ payment_status: "", status_id: 11 })).toMatchObject({ base: 4_200 });
  });

  test("with a payment status that BigCommerce does not document is kept for a person", async () => {
    await expect(stated({ payment_status: "settled-ish" })).rejects.toThrow("payment_status");
  });
});

describe("a refund of BigCommerce", () => {
  test("takes back the units that went back, to the last cent over all of them", async () => {
    const odd = bigcommerceProduct({
      ...{ quantity: 3, total_ex_tax: "10.0000", total_tax: "0.0000" },
      discounted_total_inc_tax: "10.0000",
    });
    const one = (id: number) => bigcommerceRefund({ id, total_amount: 3.33 });
    const scopes = await scopesOf([one(7), one(5), one(6)], {}, [odd]);
    expect(scopes.map(([id]) => id)).toEqual(["5", "6", "7"]);
    const goods = scopes.map(([, scope]) => (scope as { goods: number }).goods);
    expect(goods.reduce((all, part) => all + part, 0)).toBe(1_000);
  });

  test("names its lines, and is nothing of the goods where shipping alone went back", async () => {
    const shipping = bigcommerceRefund({
      ...{ id: 4, total_amount: 4.8, total_tax: 0.8 },
      items: [{ item_type: "SHIPPING", item_id: 9, requested_amount: 4 }],
      payments: [],
    });
    expect(await scopesOf([bigcommerceRefund(), shipping])).toEqual([
      ["3", { of: "goods", goods: 1_500, roundUp: 0, lines: [{ lineId: "25", quantity: 1, goods: 1_500 }] }],
      ["4", { of: "goods", goods: 0, roundUp: 0, lines: [] }],
    ]);
  });

  test("of an amount without an item is money for goods, less what an adjustment kept", async () => {
    const amount = bigcommerceRefund({
      items: [{ item_type: "ORDER", item_id: 118, requested_amount: 5 }],
      total_amount: 5,
      payments: [],
    });
    expect(await scopesOf([amount])).toEqual([
      ["3", { of: "goods", goods: 0, roundUp: 0, lines: [], gross: 500 }],
    ]);
    const [item] = bigcommerceRefund()["items"] as Json[];
    const kept = bigcommerceRefund({
      items: [{ ...item, adjustments: [{ amount: -2.5 }] }],
      total_amount: 15.5,
    });
    expect(await scopesOf([kept])).toMatchObject([["3", { goods: 1_500, gross: -250 }]]);
    const overridden = bigcommerceRefund({ uses_merchant_override_values: true, total_amount: 10 });
    expect(await scopesOf([overridden])).toMatchObject([["3", { goods: 1_500, gross: -800 }]]);
  });

  test("that no provider paid out is none, and one that some paid out counts by their money", async () => {
    const paid = { amount: 10, is_declined: false };
    const declined = { amount: 8, is_declined: true };
    expect(await scopesOf([bigcommerceRefund({ payments: [declined] })])).toEqual([]);
    expect(await scopesOf([bigcommerceRefund({ payments: [paid, declined] })])).toEqual([
      ["3", { of: "paid", paid: 1_000 }],
    ]);
  });

  test("is all where the state says so and no refunds do", async () => {
    expect(await scopesOf([], { status_id: 4, payment_status: "refunded" })).toEqual([
      ["refunded", { of: "all" }],
    ]);
    expect(await scopesOf([], { status_id: 5 })).toEqual([["cancelled", { of: "all" }]]);
    const all = bigcommerceRefund({ total_amount: 55.2 });
    expect((await scopesOf([all], { status_id: 4 })).map(([id]) => id)).toEqual(["3"]);
  });

  test("of an order that was cancelled, and paid elsewhere if at all, comes without a purchase", async () => {
    const kinds = (await stated({ payment_status: "", status_id: 5 })).map(({ kind }) => kind);
    expect(kinds).toEqual(["refund"]);
  });
});

describe("the store that is asked", () => {
  test("has no products or refunds only where it says so: a broken answer refuses the order, and no order is paid for nothing", async () => {
    const answering = (broken: string, body: string | null, status: number) => {
      const bodies: Record<string, unknown> = {
        products: [bigcommerceProduct()],
        refunds: { data: [] },
        "118": bigcommerceOrder(),
      };
      const answer = async (url: URL | RequestInfo) => {
        const part = new URL(String(url)).pathname.split("/").at(-1) ?? "";
        return part === broken ? new Response(body, { status }) : Response.json(bodies[part]);
      };
      const access = { origin: "https://api.bigcommerce.com", accessToken: `${STORE_HASH}:token` };
      return fetchBigcommerceOrder(askShopBy(answer), { connection: "web", access, lookUp, now: NOW });
    };
    expect(await answering("refunds", null, 204)).toHaveLength(1);
    for (const part of ["products", "refunds", "118"])
      for (const body of ["", "<html>", "[{"])
        await expect(answering(part, body, 200)).rejects.toMatchObject({ name: "ShopRefusedError" });
    await expect(answering("products", null, 204)).rejects.toMatchObject({ name: "InvalidPayloadError" });
    await expect(answering("products", "[]", 200)).rejects.toMatchObject({ name: "InvalidPayloadError" });
  });

  test("is asked with its token for order, products page by page, and refunds", async () => {
    const store = await openStore();
    try {
      const products = Array.from({ length: 251 }, (_, index) => bigcommerceProduct({ id: 1_000 + index }));
      store.has({ order: bigcommerceOrder(), products, refunds: [] });
      const access = { origin: store.origin, accessToken: store.accessToken };
      const ask = askShopBy(fetch);
      const request = { connection: "web", access, lookUp, now: NOW };
      const [purchase] = await fetchBigcommerceOrder(ask, request);
      expect(purchase).toMatchObject({ purchase: { base: 251 * 3_000 } });
      expect(store.asked.toSorted()).toEqual([
        "/stores/ab12cd/v2/orders/118/products?limit=250&page=1",
        "/stores/ab12cd/v2/orders/118/products?limit=250&page=2",
        "/stores/ab12cd/v2/orders/118?include=fees",
        "/stores/ab12cd/v3/orders/118/payment_actions/refunds",
      ]);
      store.fail(429, { "x-rate-limit-time-reset-ms": "15000" });
      await expect(fetchBigcommerceOrder(ask, request)).rejects.toMatchObject({
        name: "ShopBusyError",
        pauseSeconds: 15,
      });
      const other = { ...request, lookUp: { of: "order", id: "other/118" } };
      await expect(fetchBigcommerceOrder(ask, other)).rejects.toMatchObject({ name: "ShopRefusedError" });
      const bare = { ...request, access: { ...access, accessToken: "a-token-alone" } };
      await expect(fetchBigcommerceOrder(ask, bare)).rejects.toMatchObject({
        name: "ShopAccessMissingError",
      });
    } finally {
      await store.close();
    }
  });
});
