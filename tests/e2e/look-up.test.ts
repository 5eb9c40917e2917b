import { PutSecretValueCommand } from "@aws-sdk/client-secrets-manager";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { SigningKeys } from "../../demo/signing.ts";
import { closeConnections } from "../../local/http.ts";
import { type AskedShop, openAskedShop } from "../support/asked-shop.ts";
import { deadLettersOf, purgeDeadLetters, untilDeadLetter } from "../support/deployed-bus.ts";
import { keysOf, minutesAgo, orderNumber, post } from "../support/deployed-orders.ts";
import {
  eventually,
  ledgerOf,
  secretsManager,
  stage,
  untilQuiet,
  wellspring,
} from "../support/deployed-stage.ts";
import { SENDERS, signed } from "../support/senders.ts";
import { squarePayment, wooOrder } from "../support/webhooks.ts";

/**
 * A shop whose webhooks leave something out, from its webhook to the ledger. It is a connection that no terms name: what
 * it sells gives nothing, so that no other test's figures change, and its entries say what counted.
 */

const CORNER = "woocommerce/corner";
const KEY = SENDERS.woocommerce.key;
const store = (output: string, SecretString: string) =>
  secretsManager.send(new PutSecretValueCommand({ SecretId: stage.output(output), SecretString }));
const giveToken = (access: string) => store("ShopAccessWoocommerceCorner", access);

const marketKeys = {
  secrets: [SENDERS.square.key],
  notificationUrl: stage.webhookAddress({ source: "square", name: "market" }),
};

let shop: AskedShop;
beforeAll(async () => {
  shop = await openAskedShop();
  await store("ConnectionSecretWoocommerceCorner", JSON.stringify({ secrets: [KEY] }));
  await giveToken(shop.access);
  await store("ConnectionSecretSquareMarket", JSON.stringify(marketKeys));
  await store("ShopAccessSquareMarket", shop.access);
  await purgeDeadLetters();
});
afterAll(async () => {
  await shop.close();
  closeConnections();
});

/** Of 50.00 with 9.50 tax and 10.00 for shipping, 20.00 goods with their tax go back: their webhook says 23.80 of 69.50. */
function anOrder() {
  const id = orderNumber();
  const refund = id + 1;
  const item = (itemId: number, total: string, total_tax: string, more = {}) => ({
    id: itemId,
    name: `Thing ${itemId}`,
    sku: `THING-${itemId}`,
    quantity: 1,
    total,
    total_tax,
    meta_data: [],
    ...more,
  });
  const at = minutesAgo(20).slice(0, 19);
  const order = wooOrder({
    id,
    date_created_gmt: at,
    date_paid_gmt: at,
    date_modified_gmt: minutesAgo(10).slice(0, 19),
    total: "69.50",
    total_tax: "9.50",
    line_items: [item(1, "20.00", "3.80"), item(2, "30.00", "5.70")],
    shipping_lines: [{ id: 9, total: "10.00", total_tax: "0.00" }],
    refunds: [{ id: refund, reason: "", total: "-23.80" }],
  });
  const back = item(11, "-20.00", "-3.80", {
    quantity: -1,
    meta_data: [{ id: 1, key: "_refunded_item_id", value: "1" }],
  });
  const path = `/wp-json/wc/v3/orders/${id}`;
  return {
    orderId: String(id),
    order,
    /** What the shop says when it is asked. */
    isKnown() {
      shop.has(path, order);
      const lines = { line_items: [back], shipping_lines: [], fee_lines: [] };
      shop.has(`${path}/refunds`, [{ id: refund, amount: "23.80", ...lines }]);
    },
    timesAsked: () => shop.asked.filter((url) => url.startsWith(`${path}/refunds`)).length,
  };
}

async function send(order: unknown, connection = CORNER, key = KEY): Promise<void> {
  const { headers, body } = signed("woocommerce", order, { key });
  const answer = await post(`${stage.webhookUrl}/webhooks/${connection}`, headers, body);
  expect(answer.status, answer.body).toBe(202);
}

/** What the ledger says was taken back, each time. */
async function takenBack(orderId: string): Promise<unknown[]> {
  const entries = await ledgerOf(orderId);
  return entries.filter((entry) => "refundId" in entry).map(({ scope }) => scope);
}

const isRecorded = (orderId: string) =>
  eventually(
    `the refund of ${orderId} is recorded`,
    () => takenBack(orderId),
    ({ length }) => length > 0,
  );

const redrive = () => wellspring("redrive", "PurchasesDlq");

/** What the shop says of it. */
const EXACT = { of: "goods", goods: 2000, roundUp: 0 };

describe("a refund whose webhook names an amount alone", () => {
  test("takes back the very goods that the shop says went back, once, however often its webhook comes", async () => {
    const { order, orderId, isKnown } = anOrder();
    isKnown();
    await send(order);
    expect(await isRecorded(orderId)).toMatchObject([EXACT]);
    await send(order);
    await untilQuiet();
    expect(await takenBack(orderId)).toHaveLength(1);
    expect(await deadLettersOf(orderId)).toEqual([]);
  });

  test("takes back its share of the money where no token is stored", async () => {
    const { order, orderId, isKnown, timesAsked } = anOrder();
    isKnown();
    const [key = ""] = keysOf("woocommerce").secrets;
    await send(order, "woocommerce/blog", key);
    expect(await isRecorded(orderId)).toMatchObject([{ of: "paid", paid: 2380 }]);
    expect(timesAsked()).toBe(0);
  });
});

describe("a sale whose webhook names neither tax nor goods", () => {
  const usd = (amount: number) => ({ amount, currency: "USD" });

  /** 12.00 for a thing, 1.20 for its tax, in one payment of 13.20. */
  async function sell(connection: string, { secrets: [key = ""], notificationUrl: url = "" }: SigningKeys) {
    const orderId = `order-${orderNumber()}`;
    const tax = { uid: "sales", name: "Sales tax", type: "ADDITIVE", percentage: "10" };
    const line = {
      ...{ uid: "line-1", name: "Thing", quantity: "1", item_type: "ITEM", catalog_object_id: "THING" },
      ...{ gross_sales_money: usd(1200), total_tax_money: usd(120), total_money: usd(1320) },
      applied_taxes: [{ uid: "one", tax_uid: "sales", applied_money: usd(120) }],
    };
    const payment = squarePayment({
      ...{ id: `${orderId}-p`, order_id: orderId, created_at: minutesAgo(20), note: "" },
      ...{ amount_money: usd(1320), total_money: usd(1320), tip_money: usd(0) },
    });
    shop.has(`/v2/orders/${orderId}`, {
      order: {
        ...{
          id: orderId,
          state: "COMPLETED",
          line_items: [line],
          taxes: [tax],
          net_amount_due_money: usd(0),
        },
        tenders: [{ id: `${orderId}-p`, payment_id: `${orderId}-p`, type: "CARD", amount_money: usd(1320) }],
      },
    });
    const { headers, body } = signed("square", payment, { key, url });
    const answer = await post(`${stage.webhookUrl}/webhooks/square/${connection}`, headers, body);
    expect(answer.status, answer.body).toBe(202);
    const entries = await eventually(
      `the sale ${orderId} is recorded`,
      () => ledgerOf(orderId),
      (rows) => rows.some(({ kind }) => kind === "accrual"),
    );
    return entries.find(({ kind }) => kind === "accrual");
  }

  test("counts its goods without the tax, as the shop's own order says", async () => {
    expect(await sell("market", marketKeys)).toMatchObject({ base: 1200, paid: 1320 });
  });

  test("counts with all that the webhook does not take apart where no token is stored", async () => {
    expect(await sell("till", keysOf("square"))).toMatchObject({ base: 1320, paid: 1320 });
  });
});

describe("a shop that is down", () => {
  test("loses nothing: the refund waits for the operator, and is recorded once when the shop is back", async () => {
    const { order, orderId, isKnown, timesAsked } = anOrder();
    isKnown();
    shop.answersWith(503);
    await send(order);
    const letters = await untilDeadLetter(orderId);
    expect(letters.map(({ MessageAttributes }) => MessageAttributes?.["error"]?.StringValue)).toEqual([
      "ShopBusyError",
    ]);
    expect(await takenBack(orderId)).toEqual([]);
    expect((await ledgerOf(orderId)).map(({ kind }) => kind)).toContain("accrual");

    shop.answersWith(undefined);
    expect(await redrive()).toMatchObject({
      code: 0,
      output: expect.stringContaining("1 PurchaseRefunded.v1"),
    });
    expect(await isRecorded(orderId)).toMatchObject([EXACT]);
    expect(timesAsked()).toBe(1);
    await send(order);
    await untilQuiet();
    expect(await takenBack(orderId)).toHaveLength(1);
    expect(await deadLettersOf(orderId)).toEqual([]);
  });

  test("for a moment is asked again by the run itself", async () => {
    const { order, orderId, isKnown } = anOrder();
    isKnown();
    shop.answersWith(500);
    await send(order);
    await eventually(
      "the shop was asked",
      async () => shop.asked.at(-1),
      (url) => url?.includes(orderId) ?? false,
    );
    shop.answersWith(undefined);
    expect(await isRecorded(orderId)).toMatchObject([EXACT]);
    expect(await deadLettersOf(orderId)).toEqual([]);
  });
});

describe("a token that the shop does not know any more", () => {
  test("keeps what it was needed for, and the new one is used without a deploy", async () => {
    const { order, orderId, isKnown } = anOrder();
    isKnown();
    shop.answersWith(401);
    await send(order);
    expect((await untilDeadLetter(orderId)).map(({ Body }) => Body)).toEqual([
      expect.not.stringContaining("ck_invented"),
    ]);
    shop.answersWith(undefined);
    await giveToken(shop.access);
    expect(await redrive()).toMatchObject({ code: 0 });
    expect(await isRecorded(orderId)).toMatchObject([EXACT]);
  });
});
