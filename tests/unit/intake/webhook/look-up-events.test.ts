import { describe, expect, test } from "vitest";
import type { CatalogEvent } from "../../../../core/events/event-bus.client.ts";
import { reconcileOrders } from "../../../../core/intake/reconciliation/reconcile-orders.ts";
import { eventsOfWebhook } from "../../../../core/intake/webhook/read-webhook.ts";
import { NOW, shopifyOrder, wooOrder } from "../../../support/webhooks.ts";

const refunded = wooOrder({ id: 727, refunds: [{ id: 801, reason: "", total: "-5.00" }] });
const deps = { key: async () => "identity-key-".repeat(5), roundUps: new Map(), now: () => NOW };

/** The events of an order with a refund, of one connection, in a stage that asks others or this one. */
async function eventsOf(connection: string, lookUps: readonly string[]) {
  const read = eventsOfWebhook({ ...deps, lookUps: new Set(lookUps) });
  const body = Buffer.from(JSON.stringify(refunded));
  const result = await read({ source: "woocommerce", connection, topic: "order.updated", body });
  return result.outcome === "events" ? result.events : [];
}

describe("what a webhook leaves out", () => {
  test("is left in the events of a connection that is asked, beside what the webhook says", async () => {
    const events = await eventsOf("corner", ["woocommerce/corner"]);
    expect(events.map(({ detail }) => ("lookUp" in detail ? detail.lookUp : undefined))).toEqual([
      undefined,
      { of: "refund", id: "727/801" },
    ]);
    for (const { contract, detail } of events) expect(contract.detail.parse(detail)).toEqual(detail);
  });

  test.each([
    ["no connection is asked", []],
    ["another connection is asked", ["woocommerce/blog", "square/corner"]],
  ])("is in no event where %s: those count as they are", async (_, lookUps) => {
    const asked = await eventsOf("corner", ["woocommerce/corner"]);
    const events = await eventsOf("corner", lookUps);
    expect(JSON.stringify(events.map(({ detail }) => detail))).not.toContain("lookUp");
    expect(events).toEqual(
      asked.map(({ contract, detail }) => {
        const { lookUp: _, ...facts } = { lookUp: undefined, ...detail };
        return { contract, detail: facts };
      }),
    );
  });

  test("is asked for, too, when the order is found by the night's comparison", async () => {
    const put: CatalogEvent[] = [];
    const body = Buffer.from(JSON.stringify(refunded));
    const about = { source: "woocommerce" as const, connection: "web", topic: "order.updated" };
    const read = eventsOfWebhook({ ...deps, lookUps: new Set(["woocommerce/web"]) });
    const reconcile = reconcileOrders({
      ask: async (_url, _headers, schema) => ({
        body: schema.parse({ orders: [shopifyOrder()] }),
        headers: new Headers(),
      }),
      access: async () => ({ origin: "https://shop.example.com", accessToken: "invented" }),
      // The list's own webhooks are read as that shop's would be.
      read: () => read({ ...about, body }),
      find: async () => ({ kind: "nothing", orderId: "" }),
      bus: {
        put: async (events) => {
          put.push(...events);
        },
      },
      statements: deps,
      reportMissing: () => {},
    });
    const span = { from: "2026-11-19T13:40:00Z", to: "2026-11-22T12:40:00Z" };
    await reconcile({ source: "shopify", connection: "web", ...span });
    expect(put.at(-1)?.detail).toMatchObject({ lookUp: { of: "refund", id: "727/801" } });
  });
});
