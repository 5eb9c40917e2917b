import { describe, expect, test } from "vitest";
import { type AskShop, ShopRefusedError } from "../../../../../core/intake/shop-system/order-list.ts";
import { fetchLightspeedSale } from "../../../../../core/intake/sources/lightspeed/fetch-order.ts";
import { payloadOf } from "../../../../../core/intake/sources/lightspeed/form.ts";
import { lightspeedSales } from "../../../../../core/intake/sources/lightspeed/order-list.ts";
import {
  aLightspeedMap,
  lightspeedAnswer,
  lightspeedLine,
  lightspeedReturn,
  lightspeedSale,
  RETURN,
  SALE,
} from "../../../../support/lightspeed.ts";
import { NOW, ROUND_UP } from "../../../../support/webhooks.ts";

type Json = Record<string, unknown>;

const access = { origin: "https://trail.retail.lightspeed.app", accessToken: "invented-token" };
const roundUp = { ...ROUND_UP, most: { NZD: 3_000 } };
const answering =
  (answer: (url: URL) => unknown): AskShop =>
  async (url, _, schema) => ({ body: schema.parse(answer(url)), headers: new Headers() });

function stated(sale: Json, of = "sale", outlet?: Json) {
  const ask = answering((url) => lightspeedAnswer([sale], url, outlet));
  const lookUp = { of, id: String(sale["id"]) };
  return fetchLightspeedSale(ask, { connection: "store", access, lookUp, now: NOW, roundUp });
}

async function purchaseOf(sale: Json) {
  const [first] = await stated(sale);
  return first?.kind === "purchase" ? first.purchase : undefined;
}

async function refundOf(sale: Json, of = "return") {
  const [first] = await stated(sale, of);
  return first?.kind === "refund" ? first.refund : undefined;
}

describe("a sale of Lightspeed", () => {
  test("is its goods without tax, in its outlet's currency, of its customer", async () => {
    expect(await stated(lightspeedSale())).toEqual([
      {
        kind: "purchase",
        purchase: {
          source: "lightspeed",
          connection: "store",
          orderId: SALE,
          placedAt: "2026-11-22T13:35:45Z",
          statedAt: "2026-11-22T13:36:10Z",
          region: "US",
          currency: "NZD",
          base: 26_000,
          goodsGross: 29_900,
          paid: 29_900,
          roundUp: 0,
          lines: [
            { lineId: "line-1", sku: "mug", quantity: 2, goods: 20_000 },
            { lineId: "line-2", sku: "map", quantity: 1, goods: 6_000 },
          ],
          cause: "clean-rivers",
        },
        person: {
          emails: ["ada.canary@example.com"],
          phones: ["(212) 555-0142", undefined],
          cards: [],
          customerCard: undefined,
          country: "US",
          receiptNumbers: ["1570"],
        },
      },
    ]);
  });

  test("has discounts and trade-ins as lines, five decimals, a customer's own gift apart, and no gift cards", async () => {
    const line_items = [
      lightspeedLine({ total_price: 22.60869, total_tax: 3.3913 }),
      aLightspeedMap({ quantity: -1, total_price: -2.6, total_tax: -0.39 }),
      aLightspeedMap({ id: "line-4", product_id: "price_round_up", total_price: 0.5, total_tax: 0 }),
      aLightspeedMap({ id: "line-5", gift_card: { number: "invented" }, total_price: 50, total_tax: 0 }),
    ];
    expect(await purchaseOf(lightspeedSale({ line_items }))).toMatchObject({ base: 2_001, roundUp: 50 });
  });

  test.each(["SAVED", "LAYBY", "ONACCOUNT", "AWAITING_PICKUP"])(
    "that is %s counts for nothing yet",
    async (status) => {
      expect(await stated(lightspeedSale({ status }))).toEqual([]);
    },
  );

  test("on account or put by counts once it is paid, and gives all back when it is voided", async () => {
    for (const status of ["ONACCOUNT_CLOSED", "LAYBY_CLOSED"])
      expect(await purchaseOf(lightspeedSale({ status }))).toMatchObject({ base: 26_000 });
    const voided = lightspeedSale({ status: "VOIDED" });
    expect(await refundOf(voided, "sale")).toMatchObject({ refundId: "voided", scope: { of: "all" } });
  });

  test.each([
    ["outlet.currency", lightspeedSale(), { currency: "" }],
    ["data.status", lightspeedSale({ status: undefined }), undefined],
    [
      "data.line_items.0.total_price",
      lightspeedSale({ line_items: [lightspeedLine({ total_price: {} })] }),
      undefined,
    ],
    ["sale_date", lightspeedSale({ sale_date: "yesterday" }), undefined],
  ])("without its %s waits for a person", async (field, sale, outlet) => {
    await expect(stated(sale, "sale", outlet)).rejects.toMatchObject({ issues: [{ field }] });
  });

  test("of a customer who was deleted is nobody's", async () => {
    const ask: AskShop = (url, ...more) => {
      if (url.pathname.includes("customers")) throw new ShopRefusedError("gone", { status: 404 });
      return answering((one) => lightspeedAnswer([lightspeedSale()], one))(url, ...more);
    };
    const lookUp = { of: "sale", id: SALE };
    const [first] = await fetchLightspeedSale(ask, { connection: "store", access, lookUp, now: NOW });
    expect(first).toMatchObject({ person: { emails: [undefined] } });
  });
});

describe("a sale that returns goods of another", () => {
  test("is that one's refund under its own id, and no purchase", async () => {
    expect(await refundOf(lightspeedReturn())).toEqual({
      source: "lightspeed",
      connection: "store",
      orderId: SALE,
      refundId: RETURN,
      refundedAt: "2026-11-22T13:38:00Z",
      currency: "NZD",
      scope: { of: "goods", goods: 10_000, roundUp: 0, lines: [] },
    });
    expect(await stated(lightspeedReturn())).toEqual([]);
  });

  test("is a purchase as well of what was taken in exchange", async () => {
    const [back] = lightspeedReturn()["line_items"] as Json[];
    const exchange = lightspeedReturn({
      line_items: [back, aLightspeedMap()],
      total_price: -40,
      total_tax: -6,
    });
    expect(await purchaseOf(exchange)).toMatchObject({ orderId: RETURN, base: 6_000, paid: 6_900 });
    expect(await refundOf(exchange)).toMatchObject({ orderId: SALE, scope: { goods: 10_000 } });
  });

  test("did not happen once it is voided, and not yet while it is parked", async () => {
    expect(await refundOf(lightspeedReturn({ status: "VOIDED" }))).toMatchObject({ scope: { of: "voided" } });
    expect(await stated(lightspeedReturn({ status: "SAVED" }), "return")).toEqual([]);
  });
});

test("Lightspeed's list of sales is what was sold in the span, as forms, page by page", async () => {
  const asked: URL[] = [];
  const listed = (count: number) =>
    answering((url) => {
      asked.push(url);
      return { data: Array.from({ length: count }, (_, at) => ({ id: `sale-${at}`, return_for: null })) };
    });
  const span = { from: "2026-11-22T13:00:00Z", to: "2026-11-22T14:00:00Z" };
  const page = await lightspeedSales(listed(20), { connection: "store", access, span });
  expect(page).toMatchObject({ cursor: "20" });
  expect(String(payloadOf(page.webhooks[0]?.body ?? Buffer.from("")))).toContain("sale-0");
  expect(Object.fromEntries(asked[0]?.searchParams ?? [])).toEqual({
    ...{ type: "sales", date_from: span.from, date_to: span.to, page_size: "20", offset: "0" },
  });
  const last = await lightspeedSales(listed(0), { connection: "store", access, span, cursor: "20" });
  expect(last).toEqual({ webhooks: [], cursor: undefined });
});
