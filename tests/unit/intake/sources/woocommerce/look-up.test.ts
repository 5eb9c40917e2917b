import { describe, expect, test } from "vitest";
import {
  type AskShop,
  ShopBusyError,
  ShopRefusedError,
} from "../../../../../core/intake/shop-system/order-list.ts";
import { InvalidPayloadError } from "../../../../../core/intake/shop-system/payload.ts";
import { woocommerceLookUp } from "../../../../../core/intake/sources/woocommerce/look-up.ts";
import type { Refund } from "../../../../../core/model/purchase.ts";
import { ROUND_UP, wooOrder } from "../../../../support/webhooks.ts";

type Json = Record<string, unknown>;

const refund: Refund = {
  source: "woocommerce",
  connection: "blog",
  orderId: "727",
  refundId: "801",
  refundedAt: "2026-11-23T10:00:00Z",
  currency: "EUR",
  scope: { of: "paid", paid: 22_500 },
};

/** A shop of WooCommerce 9 with its REST API v3, which knows one order and one refund of it. */
function shop(order: Json, wooRefund: Json | undefined) {
  const asked: { path: string; authorization: string | undefined }[] = [];
  const ask: AskShop = async (url, headers, schema) => {
    asked.push({ path: url.pathname + url.search, authorization: headers["authorization"] });
    const refunds = wooRefund === undefined ? [] : [wooRefund];
    const body = url.pathname.endsWith("/refunds") ? refunds : order;
    return { body: schema.parse(body), headers: new Headers() };
  };
  return { ask, asked };
}

const access = { origin: "https://shop.example.com", accessToken: "ck_1a2b:cs_3c4d" };
const lookUp = { of: "refund", id: "727/801" };
const now = "2026-11-24T00:00:00Z";
const facts = { kind: "refund" as const, refund };
const ask = async ({ ask: asks }: { ask: AskShop }) =>
  await woocommerceLookUp(asks, { connection: "blog", access, lookUp, facts, now, roundUp: ROUND_UP });

const item = (id: number, total: string, total_tax = "0.00", more: Json = {}) => ({
  id,
  name: `Item ${id}`,
  sku: `S-${id}`,
  quantity: 1,
  total,
  total_tax,
  meta_data: [],
  ...more,
});
const back = (of: number, total: string, total_tax = "0.00", more: Json = {}) => ({
  ...item(9_000 + of, total, total_tax),
  quantity: -1,
  meta_data: [{ id: 1, key: "_refunded_item_id", value: String(of) }],
  ...more,
});
const wooRefund = (amount: string, more: Json = {}) => ({
  id: 801,
  date_created_gmt: "2026-11-23T09:59:58",
  amount,
  reason: "Ada Canary sent it back",
  line_items: [],
  shipping_lines: [],
  fee_lines: [],
  ...more,
});
const scopeOf = async (order: Json, answer: Json) => {
  const [looked] = await ask(shop(wooOrder(order), answer));
  return looked?.kind === "refund" ? looked.refund.scope : undefined;
};

describe("the look-up of a WooCommerce refund", () => {
  test("asks for the order and the refund with the key and its secret, and keeps the refund's names", async () => {
    const system = shop(
      wooOrder({ line_items: [item(1, "908.10")] }),
      wooRefund("225.00", { line_items: [back(1, "-225.00")] }),
    );
    expect(await ask(system)).toEqual([
      {
        kind: "refund",
        refund: {
          ...refund,
          scope: {
            of: "goods",
            goods: 22_500,
            roundUp: 0,
            lines: [{ lineId: "1", quantity: 1, goods: 22_500 }],
          },
        },
      },
    ]);
    const authorization = `Basic ${Buffer.from("ck_1a2b:cs_3c4d").toString("base64")}`;
    expect(system.asked).toEqual([
      { path: "/wp-json/wc/v3/orders/727", authorization },
      { path: "/wp-json/wc/v3/orders/727/refunds?include=801&per_page=100", authorization },
    ]);
  });

  test("finds all goods in a refund that keeps the shipping", async () => {
    const order = { line_items: [item(1, "20.00", "3.80"), item(2, "30.00", "5.70")], total: "69.50" };
    const line_items = [back(1, "-20.00", "-3.80"), back(2, "-30.00", "-5.70")];
    expect(await scopeOf(order, wooRefund("59.50", { line_items }))).toMatchObject({
      of: "goods",
      goods: 5_000,
    });
  });

  test("counts no shipping, no tax, no fee", async () => {
    const order = { line_items: [item(1, "20.00", "3.80")], total: "30.00" };
    const answer = wooRefund("11.55", {
      line_items: [back(1, "-5.00", "-0.95")],
      shipping_lines: [{ id: 4, total: "-4.00", total_tax: "-0.60" }],
      fee_lines: [{ id: 5, name: "Gift wrap", total: "-1.00", total_tax: "0.00" }],
    });
    expect(await scopeOf(order, answer)).toEqual({
      of: "goods",
      goods: 500,
      roundUp: 0,
      lines: [{ lineId: "1", quantity: 1, goods: 500 }],
    });
  });

  test("takes what the lines do not explain as money for goods, and less where less went back", async () => {
    const order = { line_items: [item(1, "20.00")], total: "20.00" };
    const line_items = [back(1, "-5.00")];
    expect(await scopeOf(order, wooRefund("7.00", { line_items }))).toMatchObject({ goods: 500, gross: 200 });
    expect(await scopeOf(order, wooRefund("4.00", { line_items }))).toMatchObject({
      goods: 500,
      gross: -100,
    });
    expect(await scopeOf(order, wooRefund("7.00"))).toEqual({ of: "paid", paid: 700 });
  });

  test("takes back of a line what it counts for, when a negative fee has lowered it", async () => {
    const order = {
      line_items: [item(1, "60.00"), item(2, "40.00")],
      fee_lines: [{ id: 3, name: "Trade-in", total: "-20.00" }],
      total: "80.00",
    };
    const line_items = [back(1, "-60.00"), back(2, "-40.00", "0.00")];
    const fee_lines = [{ id: 8, name: "Trade-in", total: "20.00" }];
    expect(await scopeOf(order, wooRefund("80.00", { line_items, fee_lines }))).toEqual({
      of: "goods",
      goods: 8_000,
      roundUp: 0,
      lines: [
        { lineId: "1", quantity: 1, goods: 4_800 },
        { lineId: "2", quantity: 1, goods: 3_200 },
      ],
    });
  });

  test("knows the customer's own gift and gift cards apart from goods", async () => {
    const order = {
      line_items: [
        item(1, "20.00"),
        item(2, "0.50", "0.00", { sku: "wellspring_round_up" }),
        item(3, "50.00", "0.00", { meta_data: [{ key: "pw_gift_card_amount", value: "50" }] }),
      ],
      total: "70.50",
    };
    const line_items = [back(2, "-0.50"), back(3, "-50.00")];
    expect(await scopeOf(order, wooRefund("50.50", { line_items }))).toEqual({
      of: "goods",
      goods: 0,
      roundUp: 50,
      lines: [],
    });
  });

  test("takes the price of an item that is no more in the order as money for goods", async () => {
    const order = { line_items: [item(1, "20.00")], total: "20.00" };
    const answer = wooRefund("6.00", { line_items: [back(77, "-5.00", "-1.00")] });
    expect(await scopeOf(order, answer)).toEqual({
      of: "goods",
      goods: 0,
      roundUp: 0,
      lines: [],
      gross: 600,
    });
  });

  test("names the group of a line in an order of more lines than a purchase holds", async () => {
    const line_items = Array.from({ length: 501 }, (_, index) =>
      item(index + 1, "2.00", "0.00", { sku: "TEA" }),
    );
    const answer = wooRefund("2.00", { line_items: [back(17, "-2.00")] });
    expect(await scopeOf({ line_items, total: "1002.00" }, answer)).toMatchObject({
      goods: 200,
      lines: [{ lineId: "sku:TEA", quantity: 1, goods: 200 }],
    });
  });

  test("of a refund that was deleted meanwhile counts nothing", async () => {
    expect(await ask(shop(wooOrder(), undefined))).toEqual([]);
  });

  test("fails when the shop refuses, is busy, or answers no order", async () => {
    const refused: AskShop = async () => {
      throw new ShopRefusedError("no");
    };
    const busy: AskShop = async () => {
      throw new ShopBusyError("later");
    };
    await expect(ask({ ask: refused })).rejects.toThrow(ShopRefusedError);
    await expect(ask({ ask: busy })).rejects.toThrow(ShopBusyError);
    await expect(ask(shop({ id: 727 }, wooRefund("1.00")))).rejects.toThrow(InvalidPayloadError);
  });
});
