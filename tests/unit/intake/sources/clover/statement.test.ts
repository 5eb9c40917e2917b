import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { OrderStatement } from "../../../../../core/intake/shop-system/fetch-order.ts";
import {
  type AskShop,
  ShopBusyError,
  ShopRefusedError,
} from "../../../../../core/intake/shop-system/order-list.ts";
import { fetchCloverOrder } from "../../../../../core/intake/sources/clover/fetch-order.ts";
import { cloverOrders } from "../../../../../core/intake/sources/clover/order-list.ts";
import {
  aCloverMap,
  type CloverState,
  cloverAnswer,
  cloverLine,
  cloverOrder,
  cloverPayment,
  cloverRefund,
  elements,
  MERCHANT,
  ORDER,
} from "../../../../support/clover.ts";
import { NOW, ROUND_UP } from "../../../../support/webhooks.ts";

type Json = Record<string, unknown>;

const access = { origin: "https://api.clover.com", accessToken: `${MERCHANT}:invented-token` };
const request = { connection: "store", access, lookUp: { of: "order", id: `${MERCHANT}/${ORDER}` } };
const answering =
  (answer: (url: URL) => unknown): AskShop =>
  async (url, _, schema) => ({ body: schema.parse(answer(url)), headers: new Headers() });

/** What is read of an order in this state. */
function stated(
  order: Json = {},
  lines: readonly Json[] = [cloverLine(), aCloverMap()],
  voids: CloverState["voids"] = [],
): Promise<readonly OrderStatement[]> {
  const state = { order: cloverOrder(order), lines, voids };
  return fetchCloverOrder(
    answering((url) => cloverAnswer(state, url)),
    { ...request, now: NOW, roundUp: ROUND_UP },
  );
}

async function purchaseOf(...state: Parameters<typeof stated>) {
  const [first] = await stated(...state);
  return first?.kind === "purchase" ? first.purchase : undefined;
}

async function refundsOf(...state: Parameters<typeof stated>) {
  const all = await stated(...state);
  return all.flatMap((one) => (one.kind === "refund" ? [[one.refund.refundId, one.refund.scope]] : []));
}

describe("an order of Clover", () => {
  test("is its goods without tax and tip, of who is named on it", async () => {
    expect(await stated()).toEqual([
      {
        kind: "purchase",
        purchase: {
          source: "clover",
          connection: "store",
          orderId: ORDER,
          placedAt: "2026-11-22T13:35:45Z",
          statedAt: "2026-11-22T13:36:10Z",
          currency: "USD",
          base: 2_700,
          goodsGross: 2_970,
          paid: 2_970,
          roundUp: 0,
          lines: [
            { lineId: "TESTLINE00001", sku: "MUG", quantity: 1, goods: 1_500 },
            { lineId: "TESTLINE00002", sku: "MAP", quantity: 1, goods: 1_200 },
          ],
          cause: "clean-rivers",
          refundsSoFar: { at: "2026-11-22T13:36:10Z", ids: [] },
        },
        person: {
          emails: ["ada.canary@example.com"],
          phones: ["+12125550142"],
          cards: [],
          customerCard: undefined,
          receiptNumbers: [ORDER],
        },
      },
    ]);
  });

  // The salads of https://docs.clover.com/docs/calculating-order-totals, up to the discounts of the whole order.
  test("has modifiers and discounts of a line, then those of the order, first in percent", async () => {
    const salads = [
      cloverLine({
        price: 1_200,
        modifications: elements({ amount: 100 }, { amount: 100 }),
        discounts: elements({ name: "Lunch deal", amount: -100 }),
      }),
      aCloverMap({
        price: 1_000,
        modifications: elements({ amount: 100 }, { amount: 100 }),
        discounts: elements({ name: "Select salads", percentage: 25 }),
      }),
    ];
    expect(await purchaseOf({}, salads)).toMatchObject({
      base: 2_200,
      lines: [{ goods: 1_300 }, { goods: 900 }],
    });
    const discounts = elements({ amount: -220 }, { percentage: 10 });
    expect(await purchaseOf({ discounts }, salads)).toMatchObject({ base: 1_760 });
  });

  test("counts no gift cards, fees or tips sold as lines, and what is weighed by its weight", async () => {
    const lines = [
      cloverLine({ price: 2_000, unitQty: 350 }),
      aCloverMap({ id: "G", name: "Gift card", isRevenue: false }),
      aCloverMap({ id: "F", name: "Delivery", isOrderFee: true }),
      aCloverMap({ id: "T", name: "Tip" }),
    ];
    expect(await purchaseOf({}, lines)).toMatchObject({ base: 700, lines: [{ goods: 700 }] });
  });

  test("holds its VAT where it says so", async () => {
    const taxRates = elements({ rate: 2_000_000 });
    const vat = {
      isVat: true,
      currency: "EUR",
      payments: elements(cloverPayment({ amount: 2_700, taxAmount: 450 })),
    };
    const lines = [cloverLine({ taxRates }), aCloverMap({ taxRates })];
    expect(await purchaseOf(vat, lines)).toMatchObject({ base: 2_250, goodsGross: 2_700, paid: 2_700 });
  });

  test("is at most what was paid without tax, and all of that where it has no lines", async () => {
    const payments = elements(cloverPayment({ amount: 1_100, taxAmount: 100 }));
    expect(await purchaseOf({ payments })).toMatchObject({ base: 1_000 });
    expect(await purchaseOf({ payments }, [])).toMatchObject({ base: 1_000, lines: [] });
  });

  test("gives the customer's own gift apart: an item that the brand names, and none that was typed", async () => {
    const own = aCloverMap({ id: "R", itemCode: "wellspring_round_up", name: "Round up", price: 50 });
    const payments = elements(cloverPayment({ amount: 1_700, taxAmount: 150 }));
    expect(await purchaseOf({ payments }, [cloverLine(), own])).toMatchObject({ base: 1_500, roundUp: 50 });
    const typed = { ...own, item: undefined };
    expect(await purchaseOf({}, [cloverLine(), typed])).toMatchObject({ base: 1_550, roundUp: 0 });
  });

  test.each([
    ["in test mode", { testMode: true }],
    ["that is open", { paymentState: "OPEN", payments: undefined }],
    ["that is paid in part", { paymentState: "PARTIALLY_PAID" }],
    ["whose payment failed", { payments: elements(cloverPayment({ result: "FAIL" })), paymentState: "OPEN" }],
  ])("%s counts for nothing", async (what, order) => {
    const all = await stated(order);
    expect(all.filter(({ kind }) => kind === "purchase")).toEqual([]);
    if (!what.includes("failed")) expect(all).toEqual([]);
  });

  test.each([
    ["paymentState", { paymentState: "SETTLED" }],
    ["payments.result", { payments: elements(cloverPayment({ result: "MAYBE" })) }],
    ["currency", { currency: "Taler" }],
    ["payments.0.amount", { payments: elements(cloverPayment({ amount: "12.00" })) }],
    ["createdTime", { createdTime: 1 }],
  ])("with a %s that nobody documents waits for a person", async (field, order) => {
    await expect(stated(order)).rejects.toMatchObject({ name: "InvalidPayloadError", issues: [{ field }] });
  });

  test("never gives more than was paid without tax, whatever its discounts", async () => {
    const amount = fc.integer({ min: 0, max: 100_000 });
    const discount = fc.oneof(
      fc.record({ amount: amount.map((minor) => -minor) }),
      fc.record({ percentage: fc.integer({ min: 0, max: 100 }) }),
    );
    const line = fc.record({
      price: amount,
      discounts: fc.array(discount, { maxLength: 3 }).map((all) => elements(...all)),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(line, { maxLength: 6 }),
        fc.array(discount, { maxLength: 2 }),
        fc.integer({ min: 1, max: 300_000 }),
        async (lines, discounts, paid) => {
          const payments = elements(cloverPayment({ amount: paid, taxAmount: 0 }));
          const sold = lines.map((one, index) => cloverLine({ ...one, id: `L${index}` }));
          const purchase = await purchaseOf({ payments, discounts: elements(...discounts) }, sold);
          expect(purchase?.base).toBeLessThanOrEqual(paid);
          expect(purchase?.base).toBeGreaterThanOrEqual(0);
        },
      ),
      { numRuns: 100 },
    );
  });
});

describe("a refund of Clover", () => {
  test("is its amount without the service charge, and none once it is voided", async () => {
    const charged = cloverRefund({ id: "B", amount: 700, serviceChargeAmount: { amount: 40 } });
    const refunds = elements(cloverRefund(), charged, cloverRefund({ id: "C", voided: true }));
    expect(await refundsOf({ refunds, paymentState: "PARTIALLY_REFUNDED" })).toEqual([
      ["TESTREFUND001", { of: "paid", paid: 1_650 }],
      ["B", { of: "paid", paid: 660 }],
    ]);
  });

  test("is all of an order that says so, or whose payments were all voided", async () => {
    expect(await refundsOf({ paymentState: "REFUNDED" })).toEqual([["refunded", { of: "all" }]]);
    const open = { paymentState: "OPEN", payments: undefined };
    expect(await refundsOf(open, [], [cloverPayment()])).toEqual([["voided", { of: "all" }]]);
  });
});

describe("a question to Clover", () => {
  const ask = (asked: AskShop, more: Partial<typeof request> = {}) =>
    fetchCloverOrder(asked, { ...request, ...more, now: NOW });
  const state = { order: cloverOrder(), lines: [cloverLine()] };

  test("about another merchant than the token's is refused without asking", async () => {
    const asked = ask(() => Promise.reject(new Error("nobody asks")), {
      lookUp: { of: "order", id: `OTHERMERCHANT/${ORDER}` },
    });
    await expect(asked).rejects.toBeInstanceOf(ShopRefusedError);
  });

  test("about an order that is deleted says nothing; a token that is refused does", async () => {
    const refusing = (status: number) =>
      ask(() => Promise.reject(new ShopRefusedError("refused", { status })));
    expect(await refusing(404)).toEqual([]);
    await expect(refusing(401)).rejects.toBeInstanceOf(ShopRefusedError);
  });

  test("about an order that changes meanwhile is asked again", async () => {
    let modifiedTime = 1_795_354_570_000;
    const changing = answering((url) => {
      modifiedTime += 1;
      return cloverAnswer({ ...state, order: cloverOrder({ modifiedTime }) }, url);
    });
    await expect(ask(changing)).rejects.toBeInstanceOf(ShopBusyError);
  });
});

describe("Clover's list of orders", () => {
  const span = { from: "2026-11-22T13:00:00Z", to: "2026-11-22T14:00:00Z" };
  const listed = (count: number, asked: URL[] = []) =>
    answering((url) => {
      asked.push(url);
      return elements(...Array.from({ length: count }, (_, at) => ({ id: `ORDER${at}` })));
    });

  test("is what changed in the span, as notices, page by page", async () => {
    const asked: URL[] = [];
    const page = await cloverOrders(listed(20, asked), { connection: "store", access, span, cursor: "40" });
    expect(page.cursor).toBe("60");
    expect(asked[0]?.searchParams.getAll("filter")).toEqual([
      "modifiedTime>=1795352400000",
      "modifiedTime<=1795356000000",
    ]);
    expect(asked[0]?.searchParams.get("offset")).toBe("40");
    const { merchants } = JSON.parse(String(page.webhooks[0]?.body));
    expect(merchants[MERCHANT]).toHaveLength(20);
  });

  test("ends with a page that is not full, and with none", async () => {
    const pageOf = (count: number) => cloverOrders(listed(count), { connection: "store", access, span });
    expect(await pageOf(3)).toMatchObject({ webhooks: [{ source: "clover" }], cursor: undefined });
    expect(await pageOf(0)).toEqual({ webhooks: [], cursor: undefined });
  });
});
