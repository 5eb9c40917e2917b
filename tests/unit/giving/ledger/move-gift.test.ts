import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DirectSum, figuresOf, rowName } from "../../../../cli/ledger/direct-sum.ts";
import { Orders } from "../../../../cli/ledger/orders.ts";
import type { RecordedOrder } from "../../../../core/giving/ledger/statement.ts";
import { sumParts } from "../../../../core/giving/pricing/price.ts";
import { calendar } from "../../../../core/impact/calendar.ts";
import { foldEntries } from "../../../../core/impact/fold.ts";
import { leafKey } from "../../../../core/impact/impact.keys.ts";
import { CustomerId } from "../../../../core/model/customer.ts";
import type { Part } from "../../../../core/model/gift.ts";
import { giftMoves } from "../../../../core/proof/gift-moves.ts";
import { claimFor, endedStories, endingOf, told, unclaimed } from "../../../support/claim-stories.ts";
import { aPool, aPurchase, aRefund, aStatement, brand, someTerms } from "../../../support/giving-builders.ts";
import { ledgerWorld } from "../../../support/ledger-spec.ts";

type World = ReturnType<typeof ledgerWorld>;

const customer = CustomerId.parse(`cus_${"0".repeat(26)}`);
const plain = ({ cause, funding, minor }: Part) => ({ cause, funding, minor });
const net = ({ ledger }: World) =>
  sumParts(ledger.entries.flatMap(({ parts }) => parts.map(plain))).filter(({ minor }) => minor !== 0);
const sumOf = (parts: readonly Part[], of: Part["funding"]) =>
  parts.filter(({ funding }) => funding === of).reduce((sum, { minor }) => sum + minor, 0);
const movesOf = ({ ledger }: World) =>
  ledger.entries.flatMap((entry) => (entry.kind === "reassignment" && entry.by === "brand" ? [entry] : []));

function orderOf({ ledger }: World): RecordedOrder {
  const accrual = ledger.entries.find((entry) => entry.kind === "accrual");
  if (accrual === undefined) throw new Error("The story's purchase is not recorded");
  return { accrual, amendments: ledger.entries.filter((entry) => entry.kind !== "accrual") };
}

describe("moving what an ended cause has", () => {
  test("moves all that it has, with what its pools matched, and says that the brand did it", async () => {
    const pools = [aPool({ causes: ["rivers"], amount: 1_000 })];
    const world = ledgerWorld(aStatement({ pools }));
    await world.give(aPurchase({ roundUp: 30 }), customer);
    const before = net(world);
    expect(await world.move(endingOf("rivers", "bees"))).toEqual({ outcome: "moved" });
    expect(net(world)).toEqual(before.map((part) => ({ ...part, cause: "bees" })));
    expect(world.left("pool:autumn")).toBe(900);
    expect(movesOf(world)).toMatchObject([{ cause: "bees", by: "brand", firstFor: ["bees"], draws: [] }]);
    expect(await world.move(endingOf("rivers", "bees"))).toEqual({ outcome: "nothing" });
  });

  test("leaves the fundings that were paid where they are", async () => {
    const world = ledgerWorld();
    await world.give(aPurchase({ roundUp: 30 }));
    await world.move(endingOf("rivers", "bees", ["customer"]));
    expect(net(world)).toEqual([
      { cause: "bees", funding: "customer", minor: 30 },
      { cause: "rivers", funding: "brand", minor: 100 },
    ]);
  });

  test("waits while a cause can be picked, and a pick in time that comes late goes on from there", async () => {
    const terms = aStatement().terms.map((each) => ({ ...each, claimDays: 300 }));
    const world = ledgerWorld(aStatement({ terms }));
    await world.give(aPurchase(), undefined, unclaimed);
    expect(await world.move(endingOf("trees", "bees"))).toEqual({ outcome: "claimable" });
    const over = ledgerWorld();
    await over.give(aPurchase(), undefined, unclaimed);
    await over.move(endingOf("trees", "bees"));
    expect(await over.claim(claimFor("rivers"))).toEqual({ outcome: "reassigned" });
    expect(net(over)).toEqual([{ cause: "rivers", funding: "brand", minor: 100 }]);
  });

  test("leads what the order gives more to where the money went, and takes no more of a match than there is", async () => {
    const split = [
      { cause: "chosen", weight: 4 },
      { cause: "trees", weight: 1 },
    ];
    const terms = [someTerms({ split })];
    const world = ledgerWorld(
      aStatement({ terms, pools: [aPool({ causes: ["bees", "trees"], amount: 1 })] }),
    );
    await world.give(aPurchase({ base: 1_000, paid: 1_000 }), undefined, unclaimed);
    expect(await world.claim(claimFor("bees"))).toEqual({ outcome: "reassigned" });
    expect(await world.move(endingOf("bees", "trees"))).toEqual({ outcome: "moved" });
    await world.give(aPurchase({ base: 2_000, paid: 2_000 }), undefined, unclaimed);
    expect(net(world)).toEqual([
      { cause: "trees", funding: "brand", minor: 40 },
      { cause: "trees", funding: "match", minor: 1 },
    ]);
  });

  test("moves nothing to a cause that takes no gifts, and nothing of a gift that was returned", async () => {
    const world = ledgerWorld();
    await world.give(aPurchase());
    expect(await world.move(endingOf("rivers", "meadows"))).toEqual({ outcome: "takesNone" });
    await world.refund(aRefund());
    expect(await world.move(endingOf("rivers", "bees"))).toEqual({ outcome: "nothing" });
    expect(movesOf(world)).toEqual([]);
  });

  test("whatever happens before and after, the money stays as much, and its cause has nothing of it", async () => {
    await fc.assert(
      fc.asyncProperty(endedStories, async (story) => {
        const { world, pools } = await told(story);
        const { world: other } = await told(story, { ends: false });
        for (const entry of movesOf(world)) {
          for (const of of ["brand", "customer"] as const) expect(sumOf(entry.parts.map(plain), of)).toBe(0);
        }
        const grew = world.ledger.entries.some(({ kind }) => kind === "supplement");
        for (const of of ["brand", "customer"] as const) {
          const off = Math.abs(sumOf(net(world), of) - sumOf(net(other), of));
          expect(off).toBeLessThanOrEqual(grew && movesOf(world).length > 0 ? 3 : 0);
        }
        expect(net(world).every(({ minor }) => minor > 0)).toBe(true);
        expect(world.ledger.lowest).toBeGreaterThanOrEqual(0);
        const drawn = world.ledger.entries.flatMap(({ draws }) => draws);
        const pooled = drawn.filter(({ allowance }) => allowance.startsWith("pool:"));
        const gave = pooled.reduce((sum, { minor }) => sum + minor, 0);
        expect(pools.reduce((sum, { id, amount }) => sum + amount - world.left(`pool:${id}`), 0)).toBe(gave);
        if (story.terms.onMatchRefund === "release") expect(sumOf(net(world), "match")).toBe(gave);
        for (const cause of ["bees", "trees", "rivers"]) {
          const to = cause === "bees" ? "trees" : "bees";
          await world.move(endingOf(cause, to));
          expect(net(world).filter((part) => part.cause === cause)).toEqual([]);
        }
        const orders = new Orders();
        for (const entry of world.ledger.entries) orders.add(entry);
        expect(orders.problems()).toEqual([]);
        await world.refund(aRefund({ refundId: "all", refundedAt: "2027-02-01T09:00:00Z" }));
        expect(net(world)).toEqual([]);
      }),
      { numRuns: 80 },
    );
  });

  test("the fold agrees with a sum of its own, and the proof's trees with what is booked", async () => {
    await fc.assert(
      fc.asyncProperty(endedStories, async (story) => {
        const { world } = await told(story);
        const { entries } = world.ledger;
        const folded = foldEntries(entries, calendar(brand.timeZone));
        const direct = new DirectSum(brand.timeZone);
        for (const entry of entries) direct.add(entry, 0);
        const leaf = rowName(leafKey("2026-11-22T13:30Z", "2026-11-22T13:35Z", 0));
        const nothing = ([, figure]: [string, number]) => figure !== 0;
        expect([...figuresOf(folded)].filter(nothing).toSorted()).toEqual(
          [...(direct.rows().get(leaf) ?? [])].filter(nothing).toSorted(),
        );
        for (const { gifts } of folded.sums) expect(gifts).toBeGreaterThanOrEqual(0);
        const signs = { accrued: 1, returned: -1, settled: 0, late: -1 };
        const published = giftMoves(orderOf(world), brand.timeZone).map(
          ({ cause, funding, minor, kind }) => ({
            ...{ cause, funding },
            minor: minor * signs[kind],
          }),
        );
        expect(sumParts(published).filter(({ minor }) => minor !== 0)).toEqual(net(world));
      }),
      { numRuns: 80 },
    );
  });
});
