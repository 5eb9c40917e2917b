import { describe, expect, test } from "vitest";
import { woocommerceLookUp } from "../../../../../core/intake/sources/woocommerce/look-up.ts";
import { toldLedger } from "../../../../support/told-ledger.ts";
import { wooOrder } from "../../../../support/webhooks.ts";

type Json = Record<string, unknown>;

const line = (id: number, total: string, total_tax = "0.00") => ({
  id,
  name: `Item ${id}`,
  sku: `S-${id}`,
  quantity: 1,
  total,
  total_tax,
  meta_data: [],
});
const back = (of: number, total: string, total_tax = "0.00") => ({
  ...line(9_000 + of, total, total_tax),
  quantity: -1,
  meta_data: [{ key: "_refunded_item_id", value: of }],
});
const at = (minute: number, more: Json = {}) =>
  wooOrder({
    date_modified_gmt: `2026-11-22T14:${String(minute).padStart(2, "0")}:00`,
    meta_data: [],
    ...more,
  });

function shop(order: Json, refunds: readonly Json[]) {
  const answer = (path: string) => (path.endsWith("/refunds") ? refunds : order);
  return { lookUp: woocommerceLookUp, answer };
}

describe("what a WooCommerce shop's webhooks come to", () => {
  const goods = { line_items: [line(1, "683.10"), line(2, "225.00")], total: "928.10" };
  const refunds = [{ id: 801, total: "-225.00" }];

  test("is the part of the goods that went back, with a token and without", async () => {
    const asked = shop(at(2, goods), [{ id: 801, amount: "225.00", line_items: [back(2, "-225.00")] }]);
    for (const system of [undefined, asked]) {
      const { tell, gift } = toldLedger("woocommerce", {}, system);
      await tell(at(1, goods), "order.updated");
      expect(gift()).toBe(9_081);
      await tell(at(2, { ...goods, refunds }), "order.updated");
      await tell(at(3, { ...goods, refunds }), "order.updated");
      expect(gift()).toBe(9_081 - 2_250);
    }
  });

  test("is nothing when all goods went back, and the shipping did not", async () => {
    const order = { line_items: [line(1, "20.00", "3.80")], total: "30.00" };
    const { tell, gift } = toldLedger("woocommerce");
    await tell(at(1, order), "order.updated");
    await tell(at(2, { ...order, refunds: [{ id: 801, total: "-23.80" }] }), "order.updated");
    expect(gift()).toBe(0);
  });

  test("gives again what a deleted refund, a cancellation and a failed payment took", async () => {
    const { tell, gift, outcomes } = toldLedger("woocommerce");
    await tell(at(1, goods), "order.updated");
    await tell(at(2, { ...goods, refunds }), "order.updated");
    await tell(at(3, goods), "order.updated");
    expect(gift()).toBe(9_081);
    for (const [minute, status] of [
      [4, "cancelled"],
      [6, "failed"],
    ] as const) {
      await tell(at(minute, { ...goods, status }), "order.updated");
      expect(gift()).toBe(0);
      await tell(at(minute + 1, { ...goods, status: "shipped" }), "order.updated");
      expect(gift()).toBe(9_081);
    }
    expect(outcomes).not.toContain("conflict");
  });

  test("is the same in whatever order deliveries arrive", async () => {
    const told = [
      at(1, goods),
      at(2, { ...goods, refunds }),
      at(3, { ...goods, refunds, line_items: [...goods.line_items, line(3, "10.00")], total: "938.10" }),
    ];
    for (const order of [
      [0, 1, 2],
      [2, 1, 0],
      [1, 2, 0],
      [2, 0, 1],
    ]) {
      const { tell, gift, outcomes } = toldLedger("woocommerce");
      for (const index of order) await tell(told[index], "order.updated");
      expect(outcomes).not.toContain("conflict");
      expect(gift()).toBe(Math.round((91_810 / 10) * (1 - 22_500 / 91_810)));
    }
  });

  test("keeps the gift of an order that a gift card paid, but for what a small refund is of its goods", async () => {
    const order = { line_items: [line(1, "100.00")], gift_cards: [{ id: 1, amount: 96 }], total: "4.00" };
    const { tell, gift } = toldLedger("woocommerce");
    await tell(at(1, order), "order.updated");
    await tell(at(2, { ...order, refunds: [{ id: 801, total: "-4.00" }] }), "order.updated");
    expect(gift()).toBe(960);
  });
});
