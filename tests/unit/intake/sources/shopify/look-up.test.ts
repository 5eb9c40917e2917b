import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { AskShop } from "../../../../../core/intake/shop-system/order-list.ts";
import { shopifyLookUp } from "../../../../../core/intake/sources/shopify/look-up.ts";
import { normaliseWebhook } from "../../../../support/normalise-webhook.ts";
import { NOW, shopMoney } from "../../../../support/webhooks.ts";

/** Answers of the shape that the Admin API of 2026-07 documents for an order and its transactions. */

const cents = (amount: number) => shopMoney((amount / 100).toFixed(2));
const line = (id: number, amount: number) => ({
  id,
  title: `Article ${id}`,
  quantity: 1,
  price_set: cents(amount),
  discount_allocations: [],
  tax_lines: [],
});

interface Return {
  readonly id: number;
  readonly lineId: number;
  readonly cost: number;
  readonly back: number;
  readonly minute?: number;
}

function returned({ id, lineId, cost, back, minute = 10 }: Return) {
  return {
    id,
    order_id: 71,
    created_at: `2026-11-22T12:${minute}:00Z`,
    return: { id: id * 10 },
    refund_line_items: [
      {
        line_item_id: lineId,
        quantity: 1,
        subtotal_set: cents(cost),
        total_tax_set: cents(0),
        line_item: line(lineId, cost),
      },
    ],
    order_adjustments: cost === back ? [] : [{ kind: "refund_discrepancy", amount_set: cents(cost - back) }],
    transactions:
      back === 0
        ? []
        : [{ kind: "refund", status: "success", amount: (back / 100).toFixed(2), currency: "EUR" }],
  };
}

interface Shop {
  readonly lines: readonly number[];
  readonly shipping?: number;
  readonly paid: readonly number[];
  readonly refunds: readonly Return[];
}

/** What a look-up makes of the last refund, and what the shop was asked for. */
async function lookedUp({ lines, shipping = 0, paid, refunds }: Shop) {
  const order = {
    id: 71,
    taxes_included: true,
    line_items: lines.map((cost, at) => line(at + 1, cost)),
    shipping_lines: shipping === 0 ? [] : [{ price_set: cents(shipping), tax_lines: [] }],
    refunds: refunds.map(returned),
  };
  const transactions = [
    { kind: "authorization", status: "success", amount: "999.00" },
    { kind: "sale", status: "failure", amount: "999.00" },
    ...paid.map((amount) => ({ kind: "sale", status: "success", amount: (amount / 100).toFixed(2) })),
  ];
  const asked: string[] = [];
  const ask: AskShop = async (url, headers, schema) => {
    asked.push(`${url.pathname}${url.search}`);
    expect(headers).toEqual({ "x-shopify-access-token": "shpat_invented" });
    const body = url.pathname.endsWith("/transactions.json") ? { transactions } : { order };
    return { body: schema.parse(body), headers: new Headers() };
  };
  const payload = order.refunds.at(-1);
  const read = normaliseWebhook("shopify", { connection: "web", topic: "refunds/create", payload, now: NOW });
  const [event] = read.outcome === "normalised" ? read.events : [];
  if (event?.kind !== "refund") throw new Error(JSON.stringify(read));
  if (event.lookUp === undefined) return { scope: event.refund.scope, asked };
  const access = { origin: "https://trail.example.com", accessToken: "shpat_invented" };
  const request = { connection: "web", access, lookUp: event.lookUp, now: NOW };
  const [exact] = await shopifyLookUp(ask, { ...request, facts: { kind: "refund", refund: event.refund } });
  if (exact?.kind !== "refund") throw new Error("no refund");
  expect({ ...exact.refund, scope: undefined }).toEqual({ ...event.refund, scope: undefined });
  return { scope: exact.refund.scope, asked };
}

const grossOf = async (shop: Shop) => {
  const { scope } = await lookedUp(shop);
  if (scope.of !== "goods") throw new Error(scope.of);
  return [scope.goods, scope.gross ?? 0];
};

describe("a return at Shopify, looked up", () => {
  test.each<[string, Shop, readonly number[]]>([
    [
      "exchanged for something dearer takes back its goods",
      {
        lines: [10_000, 25_000],
        paid: [10_000, 15_000],
        refunds: [{ id: 1, lineId: 1, cost: 10_000, back: 0 }],
      },
      [10_000, 0],
    ],
    [
      "exchanged for something cheaper takes back its goods, though some money went back",
      { lines: [10_000, 6_000], paid: [10_000], refunds: [{ id: 1, lineId: 1, cost: 10_000, back: 4_000 }] },
      [10_000, 0],
    ],
    [
      "exchanged less a restocking fee leaves the fee",
      { lines: [10_000, 6_000], paid: [10_000], refunds: [{ id: 1, lineId: 1, cost: 10_000, back: 3_000 }] },
      [10_000, -1_000],
    ],
    [
      "of which the shop kept all the money takes back nothing",
      {
        lines: [10_000],
        shipping: 490,
        paid: [10_490],
        refunds: [{ id: 1, lineId: 1, cost: 10_000, back: 0 }],
      },
      [10_000, -10_000],
    ],
    [
      "after an earlier exchange counts what that left",
      {
        lines: [5_000, 5_000, 4_000],
        paid: [10_000],
        refunds: [
          { id: 1, lineId: 1, cost: 5_000, back: 1_000 },
          { id: 2, lineId: 2, cost: 5_000, back: 4_500, minute: 20 },
        ],
      },
      [5_000, -500],
    ],
  ])("%s", async (_, shop, expected) => {
    expect(await grossOf(shop)).toEqual(expected);
  });

  test("costs two questions, and none where all its money went back", async () => {
    const refund = { id: 1, lineId: 1, cost: 10_000, back: 9_000 };
    const { asked } = await lookedUp({ lines: [10_000], paid: [10_000], refunds: [refund] });
    expect(asked).toEqual([
      "/admin/api/2026-07/orders/71.json",
      "/admin/api/2026-07/orders/71/transactions.json?in_shop_currency=true",
    ]);
    const whole = await lookedUp({ lines: [10_000], paid: [10_000], refunds: [{ ...refund, back: 10_000 }] });
    expect(whole.asked).toEqual([]);
  });

  test("leaves of the order what the customer paid for goods and the shop kept, whatever was exchanged", async () => {
    const amount = fc.integer({ min: 1, max: 50_000 });
    await fc.assert(
      fc.asyncProperty(amount, amount, fc.nat(5_000), async (bought, chosen, fee) => {
        const kept = Math.min(fee, bought);
        const back = Math.max(0, bought - kept - chosen);
        const extra = Math.max(0, chosen - (bought - kept));
        const [goods = 0, gross = 0] = await grossOf({
          lines: [bought, chosen],
          paid: [bought, ...(extra > 0 ? [extra] : [])],
          refunds: [{ id: 1, lineId: 1, cost: bought, back }],
        });
        const left = bought + chosen - goods - gross;
        expect(left).toBe(bought + extra - back);
      }),
      { numRuns: 300 },
    );
  });
});
