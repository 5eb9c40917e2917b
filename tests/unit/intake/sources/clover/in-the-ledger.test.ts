import fc from "fast-check";
import { expect, test } from "vitest";
import {
  aCloverMap,
  type CloverState,
  cloverAnswer,
  cloverLine,
  cloverNotice,
  cloverOrder,
  cloverPayment,
  cloverRefund,
  elements,
  MERCHANT,
  PLACED_MS,
} from "../../../../support/clover.ts";
import { booksTheLastState, type ThinShop, thinWorld } from "../../../../support/thin-shop.ts";

const shop: ThinShop<CloverState> = {
  source: "clover",
  accessToken: `${MERCHANT}:token`,
  notice: cloverNotice(),
  answer: cloverAnswer,
};

const state = (second: number, order: Record<string, unknown> = {}, voids: CloverState["voids"] = []) => ({
  order: cloverOrder({ modifiedTime: PLACED_MS + second * 1_000, ...order }),
  lines: [cloverLine(), aCloverMap()],
  voids,
});

/** From an open order to its refunds, of which each state has those before, or to its voided payment. */
const histories = fc
  .tuple(fc.boolean(), fc.integer({ min: 0, max: 2 }), fc.constantFrom("paid", "refunded", "voided"))
  .map(([isOpenFirst, refunds, end]) => {
    const made = [cloverRefund(), cloverRefund({ id: "TESTREFUND002", amount: 660 })].slice(0, refunds);
    const open = { paymentState: "OPEN", payments: undefined };
    const last = { refunds: elements(...made), paymentState: "PARTIALLY_REFUNDED" };
    return [
      ...(isOpenFirst ? [state(10, open)] : []),
      state(25),
      ...made.map((_, index) =>
        state(30 + index, { ...last, refunds: elements(...made.slice(0, index + 1)) }),
      ),
      ...(end === "refunded" ? [state(50, { ...last, paymentState: "REFUNDED" })] : []),
      ...(end === "voided" ? [state(50, open, [cloverPayment({ result: "VOIDED" })])] : []),
    ];
  });

test("an order of Clover is booked as Clover says last, whatever came in between", async () => {
  await booksTheLastState(shop, histories);
});

test("a tenth of the goods is given, and the part that went back is taken", async () => {
  const world = thinWorld(shop);
  world.becomes(state(25));
  await world.hear();
  await world.drain();
  expect(world.gift()).toBe(270);
  world.becomes(state(140, { refunds: elements(cloverRefund()), paymentState: "PARTIALLY_REFUNDED" }));
  await world.hear();
  expect(await world.lookUp()).toEqual({ outcome: "published", events: 2 });
  expect(JSON.stringify(world.events)).not.toMatch(/canary|555/i);
  expect(JSON.stringify(world.events)).toContain('"kind":"email"');
  await world.drain();
  expect(world.gift()).toBe(120);
  expect(world.orders()).toBe(1);
});
