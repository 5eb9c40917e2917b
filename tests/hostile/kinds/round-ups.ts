import * as fc from "fast-check";
import { expect } from "vitest";
import { PurchaseCompleted } from "../../../core/events/catalog.ts";
import { Purchase } from "../../../core/model/purchase.ts";
import { CURRENCIES, type Order, type SampleCurrency } from "../../../demo/facts.ts";
import { messagesOf } from "../../../demo/sample-shops.ts";
import { kind } from "../kind.ts";
import { order } from "../orders.ts";
import { netsOf, type ShopMutation, shopWorld } from "../shop-world.ts";
import { verdictOf } from "../webhook-body.ts";

/** The most that the sample's shops may take, stated here again. */
const MOST: Readonly<Record<SampleCurrency, number>> = { USD: 500, EUR: 500, JPY: 500 };

/** A round-up as the shop sells it, of any size: what is above the brand's most is kept with its reason. */
const input = fc
  .tuple(order, fc.oneof(fc.integer({ min: 1, max: 1_200 }), fc.constantFrom(500, 501, 50_000, 99_999_999)))
  .filter(([{ source }]) => source !== "square" && source !== "adyen")
  .map(([one, roundUp]): Order => ({ ...one, roundUp }));

async function bounded(mutation: ShopMutation, one: Order) {
  const world = shopWorld(mutation);
  const verdict = verdictOf(await world.deliver(messagesOf(one).purchase));
  const taken = world.events
    .filter(({ contract }) => contract.name === PurchaseCompleted.name)
    .map(({ detail }) => Purchase.parse(Object(detail).purchase).roundUp);
  const isWithin = one.roundUp <= MOST[one.currency];
  expect(taken, `${one.source} sold a round-up of ${one.roundUp} ${one.currency}`).toEqual(
    isWithin ? [one.roundUp] : [],
  );
  expect(verdict).toBe(isWithin ? "accepted" : "quarantined");
  const given = CURRENCIES.flatMap((currency) =>
    Object.entries(netsOf(world)).filter(([name]) => name.endsWith(`customer ${currency}`)),
  ).reduce((sum, [, minor]) => sum + minor, 0);
  expect(given).toBeLessThanOrEqual(MOST[one.currency]);
  return verdict;
}

export const roundUps = kind<ShopMutation, Order>({
  name: "round-ups beyond the brand's most",
  share: 5,
  input,
  product: {},
  shown: ({ source, number, roundUp, currency }) => ({ source, number, roundUp, currency }),
  tried: bounded,
  mutants: {
    "the most of a round-up": {
      publish: (events) =>
        events.map(({ contract, detail }) => {
          const { purchase } = Object(detail);
          return {
            contract,
            detail: purchase ? { ...Object(detail), purchase: { ...purchase, roundUp: 90_000 } } : detail,
          };
        }),
    },
  },
});
