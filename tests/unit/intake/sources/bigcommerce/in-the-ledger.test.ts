import fc from "fast-check";
import { expect, test } from "vitest";
import {
  aMap,
  type BigcommerceStoreState,
  bigcommerceNotice,
  bigcommerceOrder,
  bigcommerceProduct,
  bigcommerceRefund,
  STORE_HASH,
} from "../../../../support/bigcommerce.ts";
import { booksTheLastState, type ThinShop, thinWorld } from "../../../../support/thin-shop.ts";

const shop: ThinShop<BigcommerceStoreState> = {
  source: "bigcommerce",
  accessToken: `${STORE_HASH}:token`,
  notice: bigcommerceNotice(),
  answer: ({ order, products, refunds }, url) => {
    if (url.pathname.endsWith("/products")) return products;
    return url.pathname.endsWith("/refunds") ? { data: refunds } : order;
  },
};

const mugs = bigcommerceProduct();
const at = (minute: number) => `Sun, 22 Nov 2026 13:${String(minute).padStart(2, "0")}:00 +0000`;
const state = (
  minute: number,
  { refunds = [], products = [mugs], ...order }: Record<string, unknown> = {},
): BigcommerceStoreState => ({
  order: bigcommerceOrder({ date_modified: at(minute), ...order }),
  products: products as BigcommerceStoreState["products"],
  refunds: refunds as BigcommerceStoreState["refunds"],
});

/** From an order that is not paid over one that grows to its refunds, of which each state has those before. */
const histories = fc
  .tuple(fc.boolean(), fc.boolean(), fc.integer({ min: 0, max: 2 }), fc.boolean())
  .map(([isUnpaidFirst, grows, refunds, isCancelled]) => {
    const products = grows ? [mugs, aMap()] : [mugs];
    // Each is made as the state is that shows it first: a list that lacks an earlier one says that it was taken back.
    const made = [3, 4]
      .map((id, index) => bigcommerceRefund({ id, created: `2026-11-22T13:${40 + index}:00+00:00` }))
      .slice(0, refunds);
    return [
      ...(isUnpaidFirst ? [state(36, { payment_status: "authorized" })] : []),
      state(37),
      ...(grows ? [state(38, { products })] : []),
      ...made.map((_, index) => state(40 + index, { products, refunds: made.slice(0, index + 1) })),
      ...(isCancelled ? [state(50, { products, refunds: made, status_id: 5 })] : []),
    ];
  });

test("an order of BigCommerce is booked as its store says last, whatever came in between", async () => {
  await booksTheLastState(shop, histories);
});

test("a tenth of the goods is given, and the part that went back is taken", async () => {
  const world = thinWorld(shop);
  world.becomes(state(37, { products: [mugs, aMap()] }));
  await world.hear();
  await world.drain();
  expect(world.gift()).toBe(420);
  world.becomes(state(40, { products: [mugs, aMap()], refunds: [bigcommerceRefund()] }));
  await world.hear(bigcommerceNotice({ scope: "store/order/refund/created" }));
  expect(await world.lookUp()).toEqual({ outcome: "published", events: 2 });
  expect(JSON.stringify(world.events)).not.toMatch(/canary|555/i);
  expect(JSON.stringify(world.events)).toContain('"kind":"email"');
  await world.drain();
  expect(world.gift()).toBe(270);
  expect(world.orders()).toBe(1);
});
