import { describe, expect, test } from "vitest";
import type { OrderStatement } from "../../../../core/intake/shop-system/fetch-order.ts";
import { purchaseEvent, refundEvent } from "../../../../core/intake/shop-system/payload.ts";
import { statedEvents } from "../../../../core/intake/webhook/stated-events.ts";
import { CANARIES } from "../../../support/webhooks.ts";

const order = { source: "bigcommerce", connection: "web", orderId: "118" } as const;
const key = async () => "identity-key-".repeat(5);
const placedAt = "2026-11-22T13:35:45Z";

function purchase(
  more: { readonly orderId?: string; readonly connection?: string; readonly lines?: number } = {},
) {
  const { lines = 0, ...named } = more;
  const sold = Array.from({ length: lines }, (_, index) => ({
    lineId: `${index}-${"€".repeat(80)}`,
    sku: "€".repeat(100),
    quantity: 1,
    goods: index === 0 ? 100 : 0,
  }));
  const money = { currency: "EUR", base: 100, paid: 100, roundUp: 0, lines: sold };
  const person = { emails: ["ada.canary@example.com"], phones: [], cards: [] };
  return purchaseEvent({ ...order, placedAt, ...money, ...named }, person);
}

function refund(orderId: string = order.orderId): OrderStatement {
  const scope = { of: "all" } as const;
  return refundEvent({ ...order, orderId, refundId: "1", refundedAt: placedAt, currency: "EUR", scope });
}

describe("what a shop says of an order that a notice named", () => {
  test("is an event of each, with hashes in place of the person", async () => {
    const events = await statedEvents([purchase(), refund()], order, key);
    expect(events.map(({ contract }) => contract.name)).toEqual([
      "PurchaseCompleted.v1",
      "PurchaseRefunded.v1",
    ]);
    for (const canary of CANARIES) expect(JSON.stringify(events)).not.toContain(canary);
    expect(events[0]?.detail).toMatchObject({ purchase: { identities: [{ kind: "email" }] } });
  });

  test("counts for nothing where any of it is of another order or connection", async () => {
    for (const stated of [
      [purchase({ orderId: "119" })],
      [purchase({ connection: "other" })],
      [purchase(), refund("119")],
    ])
      await expect(statedEvents(stated, order, key)).rejects.toMatchObject({ name: "OtherOrderError" });
  });

  test("is refused where it is more than one event holds", async () => {
    await expect(statedEvents([purchase({ lines: 300 })], order, key)).resolves.toHaveLength(1);
    const tooLarge = statedEvents([refund(), purchase({ lines: 500 })], order, key);
    await expect(tooLarge).rejects.toMatchObject({ name: "InvalidPayloadError" });
  });
});
