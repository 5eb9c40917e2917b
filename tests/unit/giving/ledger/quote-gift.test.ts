import fc from "fast-check";
import { expect, test } from "vitest";
import { type Cart, quoteGifts } from "../../../../core/giving/ledger/quote-gift.ts";
import type { CauseChoice } from "../../../../core/giving/pricing/choice.ts";
import type { Purchase } from "../../../../core/model/purchase.ts";
import { CHOSEN, type MatchPool, type Share, type Terms } from "../../../../core/model/terms.ts";
import { aPool, aPurchase, aStatement, someTerms } from "../../../support/giving-builders.ts";
import { ledgerWorld } from "../../../support/ledger-spec.ts";
import type { MemoryLedger } from "../../../support/memory-ledger.ts";

const CAUSES = ["rivers", "trees", "bees", "meadows"];
const AT = "2026-11-22T13:35:45Z";
const amounts = (max: number) =>
  fc.record({ USD: fc.integer({ min: 1, max }) }) as fc.Arbitrary<Record<string, number>>;

const share: fc.Arbitrary<Share> = fc.oneof(
  fc.record({ kind: fc.constant("percentage" as const), basisPoints: fc.integer({ min: 1, max: 10_000 }) }),
  fc.record({ kind: fc.constant("flat" as const), amounts: amounts(500) }),
  fc.record({
    kind: fc.constant("perUnit" as const),
    skus: fc.subarray(["TEA", "CUP"], { minLength: 1 }),
    amounts: amounts(300),
  }),
  fc.record({
    kind: fc.constant("tiers" as const),
    tiers: fc.record({
      USD: fc.array(
        fc.record({
          from: fc.integer({ min: 0, max: 9_000 }),
          basisPoints: fc.integer({ min: 1, max: 5_000 }),
        }),
        { minLength: 1, maxLength: 3 },
      ),
    }),
  }),
);

const split: fc.Arbitrary<NonNullable<Terms["split"]>> = fc.array(
  fc.record({ cause: fc.constantFrom(CHOSEN, ...CAUSES), weight: fc.integer({ min: 1, max: 5 }) }),
  { minLength: 1, maxLength: 3 },
);

const terms: fc.Arbitrary<Terms> = fc
  .record(
    {
      share,
      roundUp: fc.boolean(),
      minimumOrder: amounts(4_000),
      capPerOrder: amounts(400),
      capPerCampaign: amounts(3_000),
      split,
      until: fc.constantFrom("2026-06-01T00:00:00Z", "2027-06-01T00:00:00Z"),
    },
    { requiredKeys: ["share", "roundUp"] },
  )
  .map((changes) => someTerms(changes));

const pool = (id: string): fc.Arbitrary<MatchPool> =>
  fc
    .record({
      amount: fc.integer({ min: 0, max: 2_000 }),
      ratioBasisPoints: fc.integer({ min: 1, max: 20_000 }),
      causes: fc.subarray(CAUSES, { minLength: 1 }),
      shards: fc.integer({ min: 1, max: 3 }),
    })
    .map((changes) => aPool({ id, ...changes }));

const cart: fc.Arbitrary<Cart> = fc
  .record({
    currency: fc.constantFrom("USD", "USD", "USD", "EUR"),
    roundUp: fc.constantFrom(0, 35),
    goods: fc.array(
      fc.record({
        sku: fc.constantFrom("TEA", "CUP", "MUG"),
        quantity: fc.integer({ min: 1, max: 4 }),
        goods: fc.integer({ min: 0, max: 9_000 }),
      }),
      { maxLength: 4 },
    ),
  })
  .map(({ goods, ...rest }) => ({
    source: "standard",
    connection: "pos",
    ...rest,
    base: goods.reduce((sum, line) => sum + line.goods, 0),
    lines: goods.map((line, index) => ({ lineId: String(index), ...line })),
  }));

const heldBy = (ledger: MemoryLedger) => ({ balanceOf: (name: string) => ledger.balanceOf(name) });
const purchaseOf = (one: Cart, orderId: string): Purchase =>
  aPurchase({ ...one, orderId, placedAt: AT, paid: one.base + one.roundUp });
const choiceOf = (pick: string | undefined): CauseChoice =>
  pick === undefined
    ? { by: "unclaimed" }
    : { by: "order", causes: [{ cause: pick, weight: 1 }], otherwise: [] };

test("what a cart is said to give is what the purchase of that cart gives, whatever the terms and whatever was given before it", async () => {
  let gave = 0;
  let gaveNothing = 0;
  await fc.assert(
    fc.asyncProperty(
      terms,
      fc.tuple(pool("autumn"), pool("winter")),
      fc.array(cart, { maxLength: 4 }),
      cart,
      fc.constantFrom(undefined, ...CAUSES),
      async (one, pools, earlier, quoted, pick) => {
        const config = aStatement({ terms: [one], pools: [...pools] });
        const { give, ledger } = ledgerWorld(config);
        for (const [index, before] of earlier.entries())
          await give(purchaseOf(before, `before-${index}`), undefined, choiceOf("rivers"));
        const picks = [undefined, ...CAUSES];
        const quotes = await quoteGifts(heldBy(ledger), config, { cart: quoted, at: AT, picks });
        await give(purchaseOf(quoted, "own"), undefined, choiceOf(pick));
        const recorded = ledger.accruals().at(-1);
        const { parts, noGift } = quotes.get(pick) ?? {};
        expect({ parts, noGift }).toEqual({ parts: recorded?.parts, noGift: recorded?.noGift });
        if (parts?.length === 0) gaveNothing += 1;
        else gave += 1;
      },
    ),
    { numRuns: 400 },
  );
  expect(Math.min(gave, gaveNothing)).toBeGreaterThan(40);
});

test("a quote draws nothing: any number of them leaves pools and caps as they were", async () => {
  const config = aStatement({
    terms: [someTerms({ capPerCampaign: { USD: 500 } })],
    pools: [aPool({ amount: 50 })],
  });
  const { ledger } = ledgerWorld(config);
  const before = structuredClone([...ledger.left]);
  const one: Cart = {
    source: "standard",
    connection: "pos",
    currency: "USD",
    base: 5_000,
    roundUp: 0,
    lines: [],
  };
  const ask = () => quoteGifts(heldBy(ledger), config, { cart: one, at: AT, picks: ["rivers"] });
  const first = await ask();
  expect(first.get("rivers")?.parts).toEqual([
    { cause: "rivers", funding: "brand", minor: 100 },
    { cause: "rivers", funding: "match", minor: 50 },
  ]);
  for (let times = 0; times < 20; times += 1) expect(await ask()).toEqual(first);
  expect([...ledger.left]).toEqual(before);
  expect(ledger.entries).toEqual([]);
});
