import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { CatalogEvent } from "../../../../../core/events/event-bus.client.ts";
import { reconcileOrders } from "../../../../../core/intake/reconciliation/reconcile-orders.ts";
import { askShopBy } from "../../../../../core/intake/shop-system/ask-shop.client.ts";
import { type AskShop, ShopRefusedError } from "../../../../../core/intake/shop-system/order-list.ts";
import { eventsOfWebhook } from "../../../../../core/intake/webhook/read-webhook.ts";
import {
  bigcommerceOrder,
  bigcommerceProduct,
  bigcommerceRefund,
  openStore,
  type StandInStore,
} from "../../../../support/bigcommerce.ts";
import { NOW } from "../../../../support/webhooks.ts";

let store: StandInStore;
beforeAll(async () => {
  store = await openStore();
  for (let id = 101; id <= 121; id += 1) {
    const refunds = id === 121 ? [bigcommerceRefund()] : [];
    // One that nobody can read, among the others.
    const odd = id === 110 ? { default_currency_code: "Taler" } : {};
    store.has({ order: bigcommerceOrder({ id, ...odd }), products: [bigcommerceProduct()], refunds });
  }
  const later = { id: 122, date_modified: "Sun, 22 Nov 2026 13:39:59 +0000" };
  store.has({ order: bigcommerceOrder(later), products: [], refunds: [] });
});
afterAll(() => store.close());

/** The comparison of a store with a ledger that has nothing, or everything. */
function night(asked: boolean, ask: AskShop = askShopBy(fetch)) {
  const put: CatalogEvent[] = [];
  const deps = {
    key: async () => "identity-key-".repeat(5),
    lookUps: new Set(asked ? ["bigcommerce/web"] : []),
    roundUps: new Map(),
    now: () => NOW,
  };
  const reconcile = reconcileOrders({
    ask,
    access: async () => ({ origin: store.origin, accessToken: store.accessToken }),
    read: eventsOfWebhook(deps),
    statements: deps,
    find: async ({ orderId }) => ({ kind: "nothing", orderId }),
    bus: {
      async put(events) {
        for (const { contract, detail } of events)
          put.push({ contract, detail: contract.detail.parse(detail) });
      },
    },
    reportMissing: () => {},
  });
  const span = { from: "2026-11-22T13:00:00Z", to: "2026-11-22T13:38:00Z" };
  return {
    put,
    page: (cursor?: string) => reconcile({ source: "bigcommerce", connection: "web", ...span, cursor }),
  };
}

describe("BigCommerce's list of orders", () => {
  test("brings each order that changed in the span whole, page by page, and counts one that cannot be read", async () => {
    const { put, page } = night(true);
    const first = await page();
    expect(first).toEqual({ outcome: "more", listed: 19, missing: 19, unusable: 1, cursor: "121" });
    expect(await page(first.cursor)).toEqual({ outcome: "done", listed: 2, missing: 2, unusable: 0 });
    expect(
      put.map(({ contract }) => contract.name).filter((name) => name !== "PurchaseCompleted.v1"),
    ).toEqual(["PurchaseRefunded.v1"]);
    expect(JSON.stringify(put)).not.toMatch(/canary|555/i);
    expect(put.at(-1)?.detail).toMatchObject({ refund: { orderId: "121", refundId: "3" } });
  });

  test("counts an order that is gone since, and goes on; a token that is refused stops the night", async () => {
    const refusing = (path: string, status: number): AskShop => {
      const ask = askShopBy(fetch);
      return (url, ...more) => {
        if (url.pathname.endsWith(path)) throw new ShopRefusedError("refused", { status });
        return ask(url, ...more);
      };
    };
    const gone = await night(true, refusing("/orders/105", 404)).page();
    expect(gone).toMatchObject({ outcome: "more", missing: 18, unusable: 2 });
    const refused = night(true, refusing("/orders/105", 401)).page();
    await expect(refused).rejects.toMatchObject({ name: "ShopRefusedError" });
  });

  test("brings nothing where the connection is not asked: its notices count for nothing there either", async () => {
    const { put, page } = night(false);
    expect(await page("121")).toEqual({ outcome: "done", listed: 0, missing: 0, unusable: 0 });
    expect(put).toEqual([]);
  });
});
