import { afterEach, describe, expect, test } from "vitest";
import type { CatalogEvent } from "../../../../core/events/event-bus.client.ts";
import type { Found, Placed } from "../../../../core/giving/ledger/ledger.ts";
import { reconcileOrders } from "../../../../core/intake/reconciliation/reconcile-orders.ts";
import { askShopBy } from "../../../../core/intake/shop-system/ask-shop.client.ts";
import { ShopBusyError, ShopRefusedError } from "../../../../core/intake/shop-system/order-list.ts";
import { ShopAccess, shopAccess } from "../../../../core/intake/shop-system/shop-access.ts";
import { eventsOfWebhook } from "../../../../core/intake/webhook/read-webhook.ts";
import { aStatement } from "../../../support/giving-builders.ts";
import { accrual, clawback } from "../../../support/ledger-entries.ts";
import { ledgerWorld } from "../../../support/ledger-spec.ts";
import { type Shop, type StandIn, standInFor } from "../../../support/shop.ts";
import {
  NOW,
  shopifyOrder,
  shopifyRefund,
  squarePayment,
  squareRefund,
  wooOrder,
} from "../../../support/webhooks.ts";

const SPAN = { from: "2026-11-19T13:40:00Z", to: "2026-11-22T12:40:00Z" };
const EMPTY: Shop = { orders: [], payments: [], refunds: [] };

let standIn: StandIn | undefined;
afterEach(async () => {
  await standIn?.close();
  standIn = undefined;
});

/** The whole list, page by page, as the workflow walks it. `written` is what the ledger has, `stored` the secret if it is no token. */
async function night(
  source: "shopify" | "square" | "woocommerce",
  shop: Shop,
  written: (order: Placed) => Found | Promise<Found> = () => NOTHING,
  stored?: string,
) {
  const shopSystem = await standInFor(shop);
  standIn = shopSystem;
  const put: CatalogEvent[] = [];
  const counted: number[] = [];
  const reconcile = reconcileOrders({
    ask: askShopBy(fetch),
    access: shopAccess(
      async () => stored ?? JSON.stringify({ origin: shopSystem.origin, accessToken: shopSystem.token }),
      new Map([[`${source}/web`, "arn"]]),
    ),
    read: eventsOfWebhook({
      key: async () => "identity-key-".repeat(5),
      lookUps: new Set(),
      roundUps: new Map(),
      now: () => NOW,
    }),
    find: async (order) => written(order),
    bus: {
      put: async (events) => {
        put.push(...events);
      },
    },
    statements: { key: async () => "identity-key-".repeat(5), roundUps: new Map(), now: () => NOW },
    reportMissing: (_, missing) => counted.push(missing),
  });
  const page = (cursor?: string) =>
    reconcile({ source, connection: "web", ...SPAN, ...(cursor !== undefined && { cursor }) });
  const all = async () => {
    const pages = [await page()];
    for (let last = pages[0]; last?.outcome === "more"; last = pages.at(-1))
      pages.push(await page(last.cursor));
    return pages;
  };
  return { shopSystem, put, counted, page, all };
}

const NOTHING: Found = { kind: "nothing", orderId: "" };
const square = (id: string, more = {}) => squarePayment({ id, ...more }).data.object.payment;
const refunded = (id: string, of: string) => squareRefund({ id, payment_id: of }).data.object.refund;

describe("a night's comparison without a token", () => {
  test("compares nothing and fails nobody while none was ever stored", async () => {
    const { page, put, counted } = await night("shopify", EMPTY, undefined, '{"notYetSet":"as deployed"}');
    expect(await page()).toEqual({ outcome: "notSetUp", listed: 0, missing: 0, unusable: 0 });
    expect([put, counted]).toEqual([[], []]);
  });

  test.each(["{}", "not JSON", '{"origin":"http://shop.example.com","accessToken":"short"}'])(
    "fails where what is stored is no token: %s",
    async (stored) => {
      const { page } = await night("shopify", EMPTY, undefined, stored);
      await expect(page()).rejects.toMatchObject({ name: "ShopAccessMissingError" });
    },
  );
});

describe("a night's comparison with Shopify", () => {
  test("publishes what the ledger does not have, over all pages, and nothing else", async () => {
    const refund = shopifyRefund({ id: 9, order_id: 2 });
    const orders = [
      [
        shopifyOrder({ id: 1 }),
        shopifyOrder({ id: 2, financial_status: "partially_refunded", refunds: [refund] }),
      ],
      [shopifyOrder({ id: 3, financial_status: "pending" }), shopifyOrder({ id: 4, test: true })],
      [shopifyOrder({ id: 5, cancelled_at: "2026-11-22T09:00:00-05:00", financial_status: "refunded" })],
    ];
    const { put, all, counted, shopSystem } = await night("shopify", { ...EMPTY, orders });
    const pages = await all();
    expect(pages.map(({ listed, missing }) => [listed, missing])).toEqual([
      [3, 3],
      [0, 0],
      [2, 2],
    ]);
    expect(put.map(({ contract, detail }) => `${contract.name} ${orderIn(detail)}`)).toEqual([
      "PurchaseCompleted.v1 1",
      "PurchaseCompleted.v1 2",
      "PurchaseRefunded.v1 2",
      "PurchaseCompleted.v1 5",
      "PurchaseRefunded.v1 5",
    ]);
    expect(counted).toEqual([3, 2]);
    expect(shopSystem.requests[0]).toContain("updated_at_min=2026-11-19T13%3A40%3A00Z");
    expect(shopSystem.requests).toHaveLength(3);
  });

  test("publishes a refund again that is recorded as nothing and takes something by the shop's list", async () => {
    const refund = shopifyRefund({ id: 9, order_id: 2 });
    const orders = [[shopifyOrder({ id: 2, financial_status: "partially_refunded", refunds: [refund] })]];
    const written = (goods: number) => (): Found => {
      const gift = accrual({ orderId: "2" });
      const scope = { of: "goods" as const, goods, roundUp: 0, lines: [] };
      return {
        kind: "purchase",
        accrual: gift,
        amendments: [clawback(gift, { sequence: 1, refundId: "9", scope })],
      };
    };
    for (const [goods, expected] of [
      [0, ["PurchaseRefunded.v1"]],
      [1, []],
    ] as const) {
      const { put, all } = await night("shopify", { ...EMPTY, orders }, written(goods));
      await all();
      expect(put.map(({ contract }) => contract.name)).toEqual(expected);
      await standIn?.close();
    }
  });

  test("publishes an order again that lists a refund no more, and a refund that failed since", async () => {
    const gift = accrual({ orderId: "2" });
    const scope = { of: "goods" as const, goods: 5, roundUp: 0, lines: [] };
    const back = clawback(gift, { sequence: 1, refundId: "9", refundedAt: "2026-11-01T10:00:00Z", scope });
    const written = (): Found => ({ kind: "purchase", accrual: gift, amendments: [back] });
    const gone = {
      ...EMPTY,
      orders: [[shopifyOrder({ id: 2, refunds: [], updated_at: "2026-11-20T09:00:00-05:00" })]],
    };
    const { put, all } = await night("shopify", gone, written);
    await all();
    expect(put.map(({ contract }) => contract.name)).toEqual(["PurchaseCompleted.v1"]);
    await standIn?.close();
    const failed = shopifyRefund({
      id: 9,
      order_id: 2,
      transactions: [{ kind: "refund", status: "failure", amount: "10.00", currency: "USD" }],
    });
    const orders = [[shopifyOrder({ id: 2, financial_status: "paid", refunds: [failed] })]];
    const later = await night("shopify", { ...EMPTY, orders }, written);
    await later.all();
    const detail = JSON.stringify(later.put.map((event) => event.detail));
    expect(detail).toContain('"of":"voided"');
  });

  test("knows an order by the very id that its webhook had, also above 2^53", async () => {
    const { put, page, shopSystem } = await night("shopify", EMPTY);
    const list = JSON.stringify({ orders: [shopifyOrder({ id: 1 })] });
    shopSystem.fail(200, {}, list.replace('"id":1,', '"id":9007199254740993,'));
    await page();
    expect(put.map(({ detail }) => orderIn(detail))).toEqual(["9007199254740993"]);
  });

  test("publishes nothing personal: the same hashes as the webhook", async () => {
    const { put, all } = await night("shopify", { ...EMPTY, orders: [[shopifyOrder()]] });
    await all();
    expect(JSON.stringify(put)).not.toMatch(/canary|lovelane|555/i);
    expect(JSON.stringify(put)).toContain('"kind":"email","hmac"');
  });

  test("counts what it cannot read, and goes on", async () => {
    const orders = [
      [shopifyOrder({ id: 1, total_price_set: null, total_price: null }), shopifyOrder({ id: 2 })],
    ];
    const { all } = await night("shopify", { ...EMPTY, orders });
    expect(await all()).toEqual([{ outcome: "done", listed: 1, missing: 1, unusable: 1 }]);
  });
});

describe("a night's comparison with Square", () => {
  test("lists payments, then refunds, and leaves alone what is written or waits", async () => {
    const shop = {
      ...EMPTY,
      payments: [[square("pay-1"), square("pay-2", { status: "APPROVED" })], [square("pay-3")]],
      refunds: [[refunded("ref-1", "pay-1"), refunded("ref-3", "pay-3")]],
    };
    const parked = (order: Placed): Found =>
      order.orderId === "pay-3"
        ? {
            kind: "parked",
            orderId: order.orderId,
            parked: {
              kind: "parked",
              source: "square",
              connection: "web",
              orderId: "pay-3",
              refunds: [
                {
                  source: "square",
                  connection: "web",
                  orderId: "pay-3",
                  refundId: "ref-3",
                  refundedAt: NOW,
                  currency: "USD",
                  scope: { of: "all" },
                },
              ],
            },
          }
        : NOTHING;
    const { put, all } = await night("square", shop, parked);
    const pages = await all();
    expect(pages.map(({ outcome, missing }) => `${outcome} ${missing}`)).toEqual([
      "more 1",
      "more 1",
      "done 1",
    ]);
    expect(put.map(({ detail }) => orderIn(detail))).toEqual(["order of pay-1", "order of pay-3", "pay-1"]);
  });

  test("ends at once in a shop that sold nothing", async () => {
    const { all } = await night("square", EMPTY);
    expect((await all()).map(({ listed }) => listed)).toEqual([0, 0]);
  });
});

describe.each([
  ["shopify", (items: unknown[]) => ({ orders: items }), shopifyOrder({ id: 8 })],
  ["square", (items: unknown[]) => ({ payments: items }), square("pay-8")],
] as const)("a page of %s that holds what is no order", (source, listed, good) => {
  test("is read to its end, and the rest is counted", async () => {
    const { page, put, shopSystem } = await night(source, EMPTY);
    const odd = [null, 7, "order", []];
    shopSystem.fail(200, {}, JSON.stringify(listed([...odd, good])));
    expect(await page()).toMatchObject({ listed: 1, missing: 1, unusable: odd.length });
    expect(put).toHaveLength(1);
  });
});

describe("a night's comparison with WooCommerce", () => {
  const changed = { date_modified_gmt: "2026-11-21T10:00:00" };

  test("publishes orders and refunds whose webhook was lost, over all pages, and nothing else", async () => {
    const woo = [
      wooOrder({ ...changed, id: 1 }),
      wooOrder({ ...changed, id: 2, refunds: [{ id: 9, reason: "", total: "-10.00" }] }),
      wooOrder({ ...changed, id: 3, status: "pending", date_paid: null, date_paid_gmt: null }),
      wooOrder({ ...changed, id: 4, status: "cancelled" }),
      wooOrder({ id: 5, date_modified_gmt: "2026-11-22T13:39:00" }),
      ...Array.from({ length: 100 }, (_, index) =>
        wooOrder({ ...changed, id: 100 + index, status: "on-hold" }),
      ),
      wooOrder({ ...changed, id: 300 }),
    ];
    const { put, all, counted } = await night("woocommerce", { ...EMPTY, woo });
    expect((await all()).map(({ outcome }) => outcome)).toEqual(["more", "done"]);
    expect(put.map(({ contract, detail }) => `${contract.name} ${orderIn(detail)}`)).toEqual([
      "PurchaseCompleted.v1 1",
      "PurchaseCompleted.v1 2",
      "PurchaseRefunded.v1 2",
      "PurchaseCompleted.v1 4",
      "PurchaseRefunded.v1 4",
      "PurchaseCompleted.v1 300",
    ]);
    expect(counted).toEqual([5, 1]);
    expect(JSON.stringify(put)).not.toMatch(/canary|lovelane|555/i);
  });

  test("publishes the purchase and the refund that the webhook would have been, to the letter", async () => {
    const order = wooOrder({ ...changed, id: 7, refunds: [{ id: 9, reason: "", total: "-10.00" }] });
    const { put, all } = await night("woocommerce", { ...EMPTY, woo: [order] });
    await all();
    const read = eventsOfWebhook({
      key: async () => "identity-key-".repeat(5),
      lookUps: new Set(),
      roundUps: new Map(),
      now: () => NOW,
    });
    const body = Buffer.from(JSON.stringify(order));
    const webhook = { source: "woocommerce", connection: "web", topic: "order.updated", body } as const;
    expect(await read(webhook)).toMatchObject({ outcome: "events", events: put });
  });

  test("leaves alone what is recorded, and finds the refund that is not", async () => {
    const order = wooOrder({ ...changed, id: 7, refunds: [{ id: 9, reason: "", total: "-10.00" }] });
    const world = ledgerWorld(aStatement());
    const nights: (readonly [number, number])[] = [];
    for (let time = 0; time < 3; time += 1) {
      const { put, all } = await night("woocommerce", { ...EMPTY, woo: [order] }, world.ledger.find);
      const [page] = await all();
      nights.push([page?.listed ?? 0, page?.missing ?? 0]);
      const found = Object(put[0]?.detail);
      // The first night's purchase arrives, and its refund is lost once more.
      if (found.purchase !== undefined) await world.give({ ...found.purchase, identities: [] });
      else if (found.refund !== undefined) await world.refund(found.refund);
      await standIn?.close();
    }
    expect(nights).toEqual([
      [2, 2],
      [2, 1],
      [2, 0],
    ]);
  });

  test("counts what it cannot read, whatever that is, and goes on with its neighbours", async () => {
    const { page, put, shopSystem } = await night("woocommerce", { ...EMPTY, woo: [] });
    const odd = [null, 7, "order", [], {}, { ...wooOrder(changed), id: 1, currency: "none", line_items: 3 }];
    shopSystem.fail(200, {}, JSON.stringify([...odd, wooOrder({ ...changed, id: 8 })]));
    expect(await page()).toEqual({ outcome: "done", listed: 1, missing: 1, unusable: odd.length });
    expect(put.map(({ detail }) => orderIn(detail))).toEqual(["8"]);
  });

  test("fails for a person to look at where the key may not read orders", async () => {
    const { shopSystem, page } = await night("woocommerce", { ...EMPTY, woo: [] });
    shopSystem.fail(401, {}, '{"code":"woocommerce_rest_cannot_view","message":"Ada Canary"}');
    const failure = await page().catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ShopRefusedError);
    expect(String(failure)).not.toMatch(/canary/i);
  });
});

describe("a shop's system that", () => {
  test.each([429, 500, 503])(
    "answers %i is asked again later, and nothing is published meanwhile",
    async (status) => {
      const { shopSystem, page, put } = await night("shopify", { ...EMPTY, orders: [[shopifyOrder()]] });
      shopSystem.fail(status);
      await expect(page()).rejects.toBeInstanceOf(ShopBusyError);
      expect(put).toEqual([]);
      expect((await page()).missing).toBe(1);
    },
  );

  test.each([
    ["refuses the token", 401, {}, "{}"],
    ["leads elsewhere", 302, { location: "https://elsewhere.example.com/" }, ""],
    ["answers something else", 200, {}, "<html>Ada Canary</html>"],
    ["answers another list", 200, {}, '{"orders":"none"}'],
  ])("%s fails for a person to look at, without a word of its answer", async (_, status, headers, body) => {
    const { shopSystem, page } = await night("shopify", EMPTY);
    shopSystem.fail(status, headers, body);
    const failure = await page().catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ShopRefusedError);
    expect(String(failure)).not.toMatch(/canary|elsewhere|shpat/i);
  });

  test("has gone away is busy", async () => {
    const { shopSystem, page } = await night("shopify", EMPTY);
    await shopSystem.close();
    standIn = undefined;
    await expect(page()).rejects.toBeInstanceOf(ShopBusyError);
  });
});

describe("a shop's access", () => {
  test.each([
    ["in the clear", { origin: "http://shop.example.com", accessToken: "long-enough" }],
    ["with a path", { origin: "https://shop.example.com/admin", accessToken: "long-enough" }],
    ["without a token", { origin: "https://shop.example.com" }],
  ])("%s is refused", (_, access) => {
    expect(ShopAccess.safeParse(access).success).toBe(false);
  });
});

function orderIn(detail: unknown): unknown {
  const { purchase, refund } = Object(detail);
  return (purchase ?? refund).orderId;
}
