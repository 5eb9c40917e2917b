import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DirectSum, figuresOf, rowName } from "../../../../cli/ledger/direct-sum.ts";
import { Orders } from "../../../../cli/ledger/orders.ts";
import type { BrandConfig } from "../../../../core/giving/config/brand-config.ts";
import type { Entry } from "../../../../core/giving/ledger/entry.ts";
import { sumParts } from "../../../../core/giving/pricing/price.ts";
import { calendar } from "../../../../core/impact/calendar.ts";
import { foldEntries } from "../../../../core/impact/fold.ts";
import { leafKey } from "../../../../core/impact/impact.keys.ts";
import { CustomerId } from "../../../../core/model/customer.ts";
import type { Part } from "../../../../core/model/gift.ts";
import type { Purchase } from "../../../../core/model/purchase.ts";
import { claimFor, stories, told, unclaimed } from "../../../support/claim-stories.ts";
import { aPool, aPurchase, aRefund, aStatement, brand } from "../../../support/giving-builders.ts";
import { ledgerWorld } from "../../../support/ledger-spec.ts";

const CLAIMED_AT = "2026-11-23T10:00:00Z";
const customer = CustomerId.parse(`cus_${"0".repeat(26)}`);

type World = ReturnType<typeof ledgerWorld>;

const plain = ({ cause, funding, minor }: Part) => ({ cause, funding, minor });
const net = ({ ledger }: World) =>
  sumParts(ledger.entries.flatMap(({ parts }) => parts.map(plain))).filter(({ minor }) => minor !== 0);
const sumOf = (parts: readonly Part[], of: Part["funding"]) =>
  parts.filter(({ funding }) => funding === of).reduce((sum, { minor }) => sum + minor, 0);

/** A gift of 1.00 and of 0.30 of the customer's, which falls to the trees unless somebody picks. */
async function unclaimedGift(config: BrandConfig = aStatement(), changes: Partial<Purchase> = {}) {
  const world = ledgerWorld(config);
  await world.give(aPurchase({ roundUp: 30, ...changes }), undefined, unclaimed);
  return world;
}

describe("picking a cause with the receipt", () => {
  test("moves all of the gift, and says by what", async () => {
    const world = await unclaimedGift();
    expect(await world.claim(claimFor("rivers"))).toEqual({ outcome: "reassigned" });
    expect(world.ledger.entries).toHaveLength(2);
    expect(world.ledger.entries[1]).toMatchObject({
      kind: "reassignment",
      cause: "rivers",
      claimedAt: CLAIMED_AT,
      sequence: 1,
      settlesOn: "2026-12-22",
      parts: [
        { cause: "rivers", funding: "brand", minor: 100, gifts: 1 },
        { cause: "rivers", funding: "customer", minor: 30, gifts: 1 },
        { cause: "trees", funding: "brand", minor: -100, gifts: -1 },
        { cause: "trees", funding: "customer", minor: -30, gifts: -1 },
      ],
    });
  });

  test("is recorded, with nothing to move, if the picked cause is the default", async () => {
    const world = await unclaimedGift();
    expect(await world.claim(claimFor("trees"))).toEqual({ outcome: "reassigned" });
    expect(world.ledger.entries[1]).toMatchObject({ kind: "reassignment", cause: "trees", parts: [] });
  });

  test("counts once: the same claim again is a duplicate, another comes too late", async () => {
    const world = await unclaimedGift();
    await world.claim(claimFor("rivers"));
    expect(await world.claim(claimFor("rivers"))).toEqual({ outcome: "duplicate" });
    expect(await world.claim(claimFor("bees"))).toEqual({ outcome: "claimed" });
    expect(await world.claim(claimFor("rivers", "2026-11-23T10:00:01Z"))).toEqual({ outcome: "claimed" });
    expect(world.ledger.entries).toHaveLength(2);
  });

  test("is refused once the days to claim are over, and for a gift that somebody chose for", async () => {
    const world = await unclaimedGift();
    expect(await world.claim(claimFor("rivers", "2027-01-21T13:35:46Z"))).toEqual({ outcome: "closed" });
    const chosen = ledgerWorld();
    await chosen.give(aPurchase());
    expect(await chosen.claim(claimFor("bees"))).toEqual({ outcome: "closed" });
    expect(await world.claim(claimFor("rivers", "2027-01-21T13:35:45Z"))).toEqual({ outcome: "reassigned" });
  });

  test("is refused for a cause that takes no gifts, and for a gift of which nothing is left", async () => {
    const world = await unclaimedGift();
    expect(await world.claim(claimFor("meadows"))).toEqual({ outcome: "takesNone" });
    expect(await world.claim(claimFor("no-such-cause"))).toEqual({ outcome: "takesNone" });
    await world.refund(aRefund());
    expect(await world.claim(claimFor("rivers"))).toEqual({ outcome: "returned" });
  });

  test("waits for its purchase", async () => {
    const world = ledgerWorld();
    await expect(world.claim(claimFor("rivers"))).rejects.toThrow("The purchase must be recorded first");
  });

  test("is a customer's first gift to the cause, if the customer is known", async () => {
    const world = ledgerWorld();
    await world.give(aPurchase(), customer, unclaimed);
    await world.claim(claimFor("rivers"));
    expect(world.ledger.entries[1]).toMatchObject({ customer, firstFor: ["rivers"] });
    expect([...world.ledger.firsts]).toContain(`${customer} rivers`);
  });

  test("draws from the pools of the new cause what they still hold, and gives back what the old one's gave", async () => {
    const pools = [
      aPool({ id: "for-trees", causes: ["trees"], amount: 1_000, shards: 2 }),
      aPool({ id: "for-rivers", causes: ["rivers"], amount: 70, shards: 2 }),
    ];
    const world = await unclaimedGift(aStatement({ pools }));
    expect(world.left("pool:for-trees")).toBe(900);
    await world.claim(claimFor("rivers"));
    expect([world.left("pool:for-trees"), world.left("pool:for-rivers")]).toEqual([1_000, 0]);
    expect(net(world)).toEqual([
      { cause: "rivers", funding: "brand", minor: 100 },
      { cause: "rivers", funding: "customer", minor: 30 },
      { cause: "rivers", funding: "match", minor: 70 },
    ]);
    expect(world.ledger.exhausted).toEqual(["pool:for-rivers"]);
  });

  test("leaves a pool that matches both causes as it is", async () => {
    const pools = [aPool({ causes: ["trees", "rivers"], amount: 1_000 })];
    const world = await unclaimedGift(aStatement({ pools }));
    await world.claim(claimFor("rivers"));
    expect(world.left("pool:autumn")).toBe(900);
    expect(world.ledger.entries[1]?.draws).toEqual([]);
  });

  test("moves what is left after a refund, with what was taken back", async () => {
    const world = await unclaimedGift();
    await world.refund(aRefund({ scope: { of: "goods", goods: 2_500, roundUp: 0, lines: [] } }));
    await world.claim(claimFor("rivers"));
    expect(world.ledger.entries[2]).toMatchObject({
      parts: [
        { cause: "rivers", funding: "brand", minor: 50, gifts: 1, takenBack: 50 },
        { cause: "rivers", funding: "customer", minor: 30, gifts: 1 },
        { cause: "trees", funding: "brand", minor: -50, gifts: -1, takenBack: -50 },
        { cause: "trees", funding: "customer", minor: -30, gifts: -1 },
      ],
    });
  });
});

describe("whatever happens to an order before and after", () => {
  test("at most one claim counts, and neither the brand's nor the customer's money changes by it", async () => {
    await fc.assert(
      fc.asyncProperty(stories, async (story) => {
        const { world, outcomes } = await told(story);
        const { world: other } = await told(story, { claims: false });
        const moved = world.ledger.entries.filter(({ kind }) => kind === "reassignment");
        expect(moved.length).toBe(outcomes.filter((outcome) => outcome === "reassigned").length);
        expect(moved.length).toBeLessThanOrEqual(1);
        for (const of of ["brand", "customer"] as const) {
          // An order that grew after the claim is rounded in other parts: by a minor unit for each of them.
          const off = Math.abs(sumOf(net(world), of) - sumOf(net(other), of));
          expect(off).toBeLessThanOrEqual(moved.length === 1 && grewAfter(world) ? 2 : 0);
          expect(
            sumOf(
              moved.flatMap(({ parts }) => parts.map(plain)),
              of,
            ),
          ).toBe(0);
        }
      }),
      { numRuns: 150 },
    );
  });

  test("no pool is overdrawn, each misses what was drawn, and with releases that is what it matched", async () => {
    await fc.assert(
      fc.asyncProperty(stories, async (story) => {
        const { world, pools } = await told(story);
        expect(world.ledger.lowest).toBeGreaterThanOrEqual(0);
        let drawn = 0;
        for (const pool of pools) {
          const own = world.ledger.entries
            .flatMap(({ draws }) => draws)
            .filter(({ allowance }) => allowance === `pool:${pool.id}`)
            .reduce((sum, { minor }) => sum + minor, 0);
          expect(pool.amount - world.left(`pool:${pool.id}`)).toBe(own);
          drawn += own;
        }
        if (story.terms.onMatchRefund === "release") expect(sumOf(net(world), "match")).toBe(drawn);
        expect(sumOf(net(world), "match")).toBeLessThanOrEqual(drawn);
      }),
      { numRuns: 150 },
    );
  });

  test("nothing is below zero, nothing is left once all is refunded, and the ledger's own check agrees", async () => {
    await fc.assert(
      fc.asyncProperty(stories, async (story) => {
        const { world } = await told(story);
        const orders = new Orders();
        for (const entry of world.ledger.entries) orders.add(entry);
        expect(orders.problems()).toEqual([]);
        await world.refund(aRefund({ refundId: "all", refundedAt: "2027-02-01T09:00:00Z" }));
        expect(net(world)).toEqual([]);
      }),
      { numRuns: 120 },
    );
  });

  test("where pools have enough and terms have no split, the end is as if the cause had been named on the order", async () => {
    const ample = stories.map(({ terms: { split: _, ...terms }, pools, ...story }) => ({
      ...story,
      terms,
      pools: pools.map((pool) => ({ ...pool, amount: 1_000_000 })),
    }));
    await fc.assert(
      fc.asyncProperty(ample, async (story) => {
        const { world, pools } = await told(story);
        const [moved] = world.ledger.entries.filter((entry) => entry.kind === "reassignment");
        const { world: named } = await told(story, { claims: false, chosen: moved?.cause ?? "trees" });
        expect(net(world)).toEqual(net(named));
        // Of several pools, one may miss the minor unit that another has.
        const left = (of: World) => pools.reduce((sum, { id }) => sum + of.left(`pool:${id}`), 0);
        expect(left(world)).toBe(left(named));
        const [figures, other] = [totals(world.ledger.entries), totals(named.ledger.entries)];
        const all = (entries: typeof figures) => ({
          sums: withoutDays(entries.sums).filter(({ net: left, takenBack }) => left !== 0 || takenBack !== 0),
          counts: entries.counts.map(({ byClaim: _, byOrder: __, byDefault: ___, ...count }) => count),
        });
        expect(all(figures)).toEqual(all(other));
      }),
      { numRuns: 120 },
    );
  });

  test("the fold agrees with a sum of its own, and what moves settles when it would have", async () => {
    await fc.assert(
      fc.asyncProperty(stories, async (story) => {
        const { world } = await told(story);
        const folded = totals(world.ledger.entries);
        const direct = new DirectSum(brand.timeZone);
        for (const entry of world.ledger.entries) direct.add(entry, 0);
        const leaf = rowName(leafKey("2026-11-22T13:30Z", "2026-11-22T13:35Z", 0));
        const nothing = ([, figure]: [string, number]) => figure !== 0;
        expect([...figuresOf(folded)].filter(nothing).toSorted()).toEqual(
          [...(direct.rows().get(leaf) ?? [])].filter(nothing).toSorted(),
        );
        for (const { gifts } of folded.sums) expect(gifts).toBeGreaterThanOrEqual(0);
        // A cause that the gift left has nothing of it on any day, neither pending nor settled, unless its share of more is added later.
        const again = grewAfter(world) ? (story.terms.split ?? []).map(({ cause }) => cause) : [];
        const moved = world.ledger.entries.find((entry) => entry.kind === "reassignment");
        const left = new Set(moved?.parts.filter(({ gifts }) => gifts === -1).map(nameOf));
        for (const [name, sums] of Map.groupBy(folded.sums, nameOf)) {
          if (!left.has(name) || moved?.whole === undefined || again.includes(sums[0]?.cause ?? "")) continue;
          expect(pendingOn("2026-12-01", sums[0]?.funding ?? "brand", sums), name).toBe(0);
        }
        if (grewAfter(world)) return;
        // On each day as much is pending as if nobody had claimed: what moves settles when it would have.
        const { world: other } = await told(story, { claims: false });
        const days = [...folded.sums.flatMap(({ settlesOn }) => settlesOn ?? []), "2026-12-01"];
        for (const day of days) {
          for (const of of ["brand", "customer"] as const) {
            expect(pendingOn(day, of, folded.sums)).toBe(
              pendingOn(day, of, totals(other.ledger.entries).sums),
            );
          }
        }
      }),
      { numRuns: 120 },
    );
  });
});

/** Whether the order grew after its gift was claimed. */
function grewAfter({ ledger }: World): boolean {
  const at = ledger.entries.findIndex(({ kind }) => kind === "reassignment");
  return ledger.entries.slice(at).some(({ kind }) => kind === "supplement");
}

function totals(entries: readonly Entry[]) {
  return foldEntries(entries, calendar(brand.timeZone));
}

const nameOf = ({ cause, funding }: Pick<Part, "cause" | "funding">) => `${cause} ${funding}`;

function pendingOn(day: string, of: Part["funding"], sums: ReturnType<typeof totals>["sums"]): number {
  return sums
    .filter(({ funding, settlesOn }) => funding === of && settlesOn !== undefined && settlesOn > day)
    .reduce((sum, { net: left }) => sum + left, 0);
}

function withoutDays(sums: ReturnType<typeof totals>["sums"]) {
  const all = new Map<string, { net: number; takenBack: number; gifts: number }>();
  for (const { cause, funding, currency, net: left, takenBack, gifts } of sums) {
    const name = `${cause} ${funding} ${currency}`;
    const sum = all.get(name) ?? { net: 0, takenBack: 0, gifts: 0 };
    all.set(name, { net: sum.net + left, takenBack: sum.takenBack + takenBack, gifts: sum.gifts + gifts });
  }
  return [...all].map(([name, sum]) => ({ name, ...sum })).toSorted((a, b) => (a.name < b.name ? -1 : 1));
}
