import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type AskShop, ShopBusyError } from "../../../../../core/intake/shop-system/order-list.ts";
import { InvalidPayloadError, type PurchaseFacts } from "../../../../../core/intake/shop-system/payload.ts";
import { squareLookUp } from "../../../../../core/intake/sources/square/look-up.ts";
import type { Refund } from "../../../../../core/model/purchase.ts";
import { ROUND_UP } from "../../../../support/webhooks.ts";

type Json = Record<string, unknown>;

const usd = (amount: number) => ({ amount, currency: "USD" });
const purchase: PurchaseFacts = {
  source: "square",
  connection: "till",
  orderId: "order-1",
  aliases: ["pay-1"],
  tender: true,
  placedAt: "2026-11-22T13:35:45Z",
  currency: "USD",
  store: "L1",
  base: 2_500,
  goodsGross: 2_500,
  paid: 2_800,
  roundUp: 0,
  lines: [{ lineId: "pay-1", quantity: 1, goods: 2_500 }],
  cause: "clean-rivers",
};
const refund: Refund = {
  source: "square",
  connection: "till",
  orderId: "pay-1",
  refundId: "pay-1_r1",
  refundedAt: "2026-11-23T09:00:00Z",
  currency: "USD",
  scope: { of: "paid", paid: 1_100 },
};

/** Square's Orders API of version 2026-07-15, which knows one order. */
function shop(order: Json | undefined) {
  const asked: { url: string; headers: Readonly<Record<string, string>> }[] = [];
  const ask: AskShop = async (url, headers, schema) => {
    asked.push({ url: url.href, headers });
    return { body: schema.parse(order === undefined ? { errors: [] } : { order }), headers: new Headers() };
  };
  return { ask, asked };
}

const access = { origin: "https://connect.squareup.com", accessToken: "EAAAl-sample" };
const now = "2026-11-24T00:00:00Z";
const about = { connection: "till", access, now, roundUp: ROUND_UP };
const askFor = async (order: Json | undefined, facts: PurchaseFacts = purchase) => {
  const lookUp = { of: "order", id: "order-1" };
  return await squareLookUp(shop(order).ask, {
    ...about,
    lookUp,
    facts: { kind: "purchase", purchase: facts },
  });
};
const purchaseIn = async (order: Json, facts: PurchaseFacts = purchase) => {
  const [looked] = await askFor(order, facts);
  return looked?.kind === "purchase" ? looked.purchase : undefined;
};
const scopeIn = async (order: Json, of: Refund = refund) => {
  const lookUp = { of: "return", id: "return-1" };
  const facts = { kind: "refund" as const, refund: of };
  const [looked] = await squareLookUp(shop(order).ask, { ...about, lookUp, facts });
  return looked?.kind === "refund" ? looked.refund.scope : undefined;
};

const VAT = { uid: "vat", name: "VAT", type: "INCLUSIVE", percentage: "10" };
const SALES = { uid: "sales", name: "Sales tax", type: "ADDITIVE", percentage: "8" };
const line = (uid: string, gross: number, more: Json = {}) => ({
  uid,
  name: `Item ${uid}`,
  quantity: "1",
  item_type: "ITEM",
  catalog_object_id: `SKU-${uid}`,
  gross_sales_money: usd(gross),
  total_discount_money: usd(0),
  total_tax_money: usd(0),
  total_money: usd(gross),
  ...more,
});
const tender = (id: string, amount: number, more: Json = {}) => ({
  id,
  payment_id: id,
  type: "CARD",
  amount_money: usd(amount),
  ...more,
});
const sale = (line_items: readonly Json[], paid: number, more: Json = {}) => ({
  id: "order-1",
  location_id: "L2",
  state: "COMPLETED",
  line_items,
  taxes: [],
  tenders: [tender("pay-1", paid)],
  net_amount_due_money: usd(0),
  ...more,
});

describe("the look-up of a Square payment", () => {
  test("asks for its order with the token, and keeps the names that the webhook gave", async () => {
    const system = shop(sale([line("a", 2_500, { quantity: "2.5" })], 2_800));
    const lookUp = { of: "order", id: "order-1" };
    expect(
      await squareLookUp(system.ask, { ...about, lookUp, facts: { kind: "purchase", purchase } }),
    ).toEqual([
      {
        kind: "purchase",
        purchase: {
          source: "square",
          connection: "till",
          orderId: "order-1",
          aliases: ["pay-1"],
          placedAt: "2026-11-22T13:35:45Z",
          currency: "USD",
          store: "L2",
          base: 2_500,
          goodsGross: 2_500,
          paid: 2_800,
          roundUp: 0,
          lines: [{ lineId: "a", sku: "SKU-a", quantity: 3, goods: 2_500 }],
          cause: "clean-rivers",
        },
      },
    ]);
    expect(system.asked).toEqual([
      {
        url: "https://connect.squareup.com/v2/orders/order-1",
        headers: { authorization: "Bearer EAAAl-sample", "square-version": "2026-07-15" },
      },
    ]);
  });

  test("leaves out discounts, taxes of both kinds, charges, shipping and tips", async () => {
    const items = [
      line("a", 1_100, {
        applied_taxes: [{ tax_uid: "vat", applied_money: usd(100) }],
        total_tax_money: usd(100),
      }),
      line("b", 2_000, {
        total_discount_money: usd(500),
        applied_taxes: [{ tax_uid: "sales", applied_money: usd(120) }],
        total_tax_money: usd(120),
      }),
      line("c", 300, { name: "Tip", item_type: "CUSTOM_AMOUNT" }),
    ];
    const more = {
      taxes: [VAT, SALES],
      service_charges: [{ uid: "s", name: "Shipping", total_money: usd(499) }],
      total_tip_money: usd(200),
    };
    expect(await purchaseIn(sale(items, 3_719, more))).toMatchObject({
      base: 1_000 + 1_500,
      goodsGross: 1_100 + 1_620,
      lines: [
        { lineId: "a", goods: 1_000 },
        { lineId: "b", goods: 1_500 },
      ],
    });
  });

  test("is no goods when a gift card is sold, and money when one pays", async () => {
    const items = [line("a", 2_000), line("card", 5_000, { item_type: "GIFT_CARD" })];
    expect(await purchaseIn(sale(items, 7_000))).toMatchObject({
      base: 2_000,
      goodsGross: 2_000,
      paid: 7_000,
    });
    const tenders = [tender("pay-1", 1_900, { type: "SQUARE_GIFT_CARD" }), tender("pay-2", 100)];
    const byCard = { ...purchase, base: 0, goodsGross: 0, lines: [] };
    expect(await purchaseIn(sale([line("a", 2_000)], 0, { tenders }), byCard)).toMatchObject({
      base: 2_000,
      paid: 2_000,
      aliases: ["pay-1", "pay-2"],
    });
  });

  test("gives the same purchase for each payment of an order, once it is paid in full", async () => {
    const tenders = [tender("pay-1", 1_000), tender("pay-2", 1_500)];
    const order = sale([line("a", 2_500)], 0, { tenders });
    const other = { ...purchase, aliases: ["pay-2"] };
    const [first, second] = [await purchaseIn(order), await purchaseIn(order, other)];
    expect(first).toMatchObject({ base: 2_500, paid: 2_500, aliases: ["pay-1", "pay-2"] });
    expect(first).not.toHaveProperty("tender");
    expect({ ...second, aliases: [] }).toEqual({ ...first, aliases: [] });
    const open = { ...order, state: "OPEN", net_amount_due_money: usd(700) };
    expect(await askFor(open)).toEqual([]);
    expect(await askFor({ ...order, state: "CANCELED" })).toEqual([]);
  });

  test("waits for an order that does not show its payment yet", async () => {
    await expect(askFor(sale([line("a", 2_500)], 0, { tenders: [] }))).rejects.toThrow(ShopBusyError);
  });

  test("keeps the payment as it is when its order has no lines", async () => {
    expect(await purchaseIn(sale([], 2_800))).toEqual(purchase);
  });

  test("takes off what an exchange returns, and what cash rounds off", async () => {
    const back = {
      uid: "r",
      name: "Item z",
      item_type: "ITEM",
      quantity: "1",
      gross_return_money: usd(1_000),
    };
    const returns = [{ source_order_id: "order-0", return_line_items: [back] }];
    expect(await purchaseIn(sale([line("a", 2_500)], 1_500, { returns }))).toMatchObject({
      base: 1_500,
      goodsGross: 1_500,
      paid: 1_500,
    });
    const rounding_adjustment = { amount_money: usd(-2) };
    expect(await purchaseIn(sale([line("a", 2_502)], 2_500, { rounding_adjustment }))).toMatchObject({
      base: 2_500,
      lines: [{ goods: 2_500 }],
    });
  });

  test("knows the customer's own gift as a line, and as the payment's note names it", async () => {
    const items = [line("a", 2_000), line("own", 50, { catalog_object_id: "ROUND-UP-VARIATION" })];
    const noted = { ...purchase, roundUp: 50 };
    expect(await purchaseIn(sale(items, 2_050), noted)).toMatchObject({ base: 2_000, roundUp: 50 });
    expect(await purchaseIn(sale([line("a", 2_050)], 2_050), noted)).toMatchObject({
      base: 2_000,
      roundUp: 50,
    });
  });

  test("reads the cause in the order's metadata before that of the note", async () => {
    const metadata = { wellspring_cause: "Open Paths" };
    expect(await purchaseIn(sale([line("a", 2_500)], 2_500, { metadata }))).toMatchObject({
      cause: "open-paths",
    });
  });

  test("fails for an answer that is no order", async () => {
    await expect(askFor(undefined)).rejects.toThrow(InvalidPayloadError);
  });

  test("property: the lines sum to the base, which is never more than what was paid", async () => {
    const amount = fc.integer({ min: 0, max: 100_000 });
    const anItem = fc.record({ gross: amount, off: amount, tax: amount, inclusive: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(fc.array(anItem, { minLength: 1, maxLength: 6 }), amount, async (items, paid) => {
        const lines = items.map(({ gross, off, tax, inclusive }, index) =>
          line(String(index), gross, {
            total_discount_money: usd(Math.min(off, gross)),
            applied_taxes: [
              { tax_uid: inclusive ? "vat" : "sales", applied_money: usd(Math.min(tax, gross)) },
            ],
          }),
        );
        const found = await purchaseIn(sale(lines, paid, { taxes: [VAT, SALES] }));
        expect(found?.lines.reduce((all, { goods }) => all + goods, 0)).toBe(found?.base);
        expect(found?.base).toBeLessThanOrEqual(paid);
        expect(found?.goodsGross).toBeLessThanOrEqual(paid);
      }),
    );
  });
});

describe("the look-up of a Square refund", () => {
  const back = (of: string | undefined, gross: number, more: Json = {}) => ({
    uid: `r-${of}`,
    ...(of && { source_line_item_uid: of }),
    name: "Item",
    quantity: "1",
    item_type: "ITEM",
    gross_return_money: usd(gross),
    total_discount_money: usd(0),
    total_money: usd(gross),
    ...more,
  });
  const returned = (amount: number, items: readonly Json[], more: Json = {}) => ({
    id: "return-1",
    refunds: [{ id: "r1", tender_id: "pay-1", amount_money: usd(amount), status: "COMPLETED" }],
    returns: [{ source_order_id: "order-1", return_line_items: items, return_taxes: [VAT, SALES], ...more }],
  });

  test("finds the goods of its lines, without tax, charges and tips", async () => {
    const applied_taxes = [{ tax_uid: "vat", applied_money: usd(100) }];
    const order = returned(1_649, [back("a", 1_100, { applied_taxes })], {
      return_service_charges: [{ uid: "s", total_money: usd(499) }],
      return_tips: [{ uid: "t", applied_money: usd(50) }],
    });
    expect(await scopeIn(order)).toEqual({
      of: "goods",
      goods: 1_000,
      roundUp: 0,
      lines: [{ lineId: "a", quantity: 1, goods: 1_000 }],
    });
  });

  test("takes an amount that was typed in as money for goods", async () => {
    expect(await scopeIn(returned(700, [back(undefined, 700, { item_type: "CUSTOM_AMOUNT" })]))).toEqual(
      refund.scope,
    );
    expect(await scopeIn(returned(1_300, [back("a", 1_000), back(undefined, 300)]))).toMatchObject({
      goods: 1_000,
      gross: 300,
    });
  });

  test("leaves in the goods what an exchange gives in their place", async () => {
    const order = { ...returned(500, [back("a", 2_000)]), line_items: [line("new", 1_500)] };
    expect(await scopeIn(order)).toMatchObject({ goods: 2_000, gross: -1_500 });
  });

  test("knows a gift card and the customer's own gift that went back", async () => {
    const items = [
      back("card", 5_000, { item_type: "GIFT_CARD" }),
      back("own", 50, { catalog_object_id: "ROUND-UP-VARIATION" }),
    ];
    expect(await scopeIn(returned(5_050, items))).toEqual({ of: "goods", goods: 0, roundUp: 50, lines: [] });
  });

  test("stays as it is when its order says nothing, or does not list it as made", async () => {
    expect(await scopeIn({ id: "return-1" })).toEqual(refund.scope);
    expect(await scopeIn(returned(0, [back("a", 0)]))).toEqual(refund.scope);
  });

  test("property: the refunds of one return share it to the last cent", async () => {
    const amount = fc.integer({ min: 1, max: 50_000 });
    await fc.assert(
      fc.asyncProperty(fc.array(amount, { minLength: 1, maxLength: 4 }), amount, async (amounts, goods) => {
        const refunds = amounts.map((one, index) => ({
          id: `r${index}`,
          tender_id: `pay-${index}`,
          amount_money: usd(one),
        }));
        const order = { ...returned(1, [back("a", goods)]), refunds };
        let sum = 0;
        for (const [index, paid] of amounts.entries()) {
          const one: Refund = { ...refund, refundId: `pay-${index}_r${index}`, scope: { of: "paid", paid } };
          const scope = await scopeIn(order, one);
          if (scope?.of === "goods") sum += scope.goods;
        }
        expect(sum).toBe(goods);
      }),
    );
  });
});
