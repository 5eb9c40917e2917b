import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DirectSum, figuresOf, rowName } from "../../../../cli/ledger/direct-sum.ts";
import { Orders } from "../../../../cli/ledger/orders.ts";
import type { Accrual, Entry } from "../../../../core/giving/ledger/entry.ts";
import { bucketShard } from "../../../../core/giving/ledger/order-hash.ts";
import { calendar } from "../../../../core/impact/calendar.ts";
import { foldEntries } from "../../../../core/impact/fold.ts";
import { allTimeKey } from "../../../../core/impact/impact.keys.ts";
import type { Instant } from "../../../../core/model/purchase.ts";
import { balances } from "../../../../core/operations/books/books.ts";
import { Closing, closingTable } from "../../../../core/operations/books/closing.ts";
import { Guarantees } from "../../../../core/operations/books/guarantees.ts";
import { Journal } from "../../../../core/operations/books/journal.ts";
import { keepMinimums } from "../../../../core/operations/books/keep-minimums.ts";
import { giftMoves } from "../../../../core/proof/gift-moves.ts";
import { Payable } from "../../../../core/settlement/payable.ts";
import { aPurchase, aRefund, aStatement, brand, someTerms } from "../../../support/giving-builders.ts";
import { ledgerWorld } from "../../../support/ledger-spec.ts";

const UNTIL = "2026-12-01T00:00:00Z";
/** Sixty days to pick, and one. */
const CLOSES = "2027-01-31T00:00:00Z";
const EVER = { from: "2026-01-01", to: "2030-01-01" };
const { dayOf } = calendar(brand.timeZone);

const campaign = (usd: number, until = UNTIL) =>
  someTerms({ id: "spring", guaranteedMinimum: { USD: usd }, until });

type World = ReturnType<typeof worldOf>;

/** A campaign's ledger, and the command of it: `step` comes before each write. */
function worldOf(terms = [campaign(1_000)], step?: (name: string) => Promise<void>) {
  const config = aStatement({ terms });
  const world = ledgerWorld(config, step);
  const standing = (entries: readonly Entry[] = world.ledger.entries) => {
    const guarantees = new Guarantees(terms);
    for (const entry of entries) guarantees.add(entry);
    return guarantees;
  };
  const topUp = async (at: Instant = CLOSES, seen = world.ledger.entries) => {
    let last = "nothing";
    for await (const { kind } of keepMinimums(world.ledger, config, standing([...seen]), at)) last = kind;
    return last;
  };
  const topUps = () =>
    world.ledger.entries.filter(
      (entry): entry is Accrual => entry.kind === "accrual" && entry.topUp === true,
    );
  return { ...world, standing, topUp, topUps };
}

const sumOf = (entries: readonly Entry[]) =>
  entries.flatMap(({ parts }) => parts).reduce((sum, { minor }) => sum + minor, 0);
const buy = (world: World, orderId: string, base: number, placedAt = "2026-11-22T13:35:45Z") =>
  world.give(aPurchase({ orderId, base, placedAt }), undefined, { by: "unclaimed" });
const giveBack = (world: World, orderId: string, goods: number, refundId = "r1") =>
  world.refund(aRefund({ orderId, refundId, scope: { of: "goods", goods, roundUp: 0, lines: [] } }));

describe("a guaranteed minimum", () => {
  test("is come to once the time to return and to pick is over, by what nobody picked a cause for", async () => {
    const world = worldOf();
    await buy(world, "o1", 5_000);
    expect(await world.topUp("2027-01-30T23:59:59Z")).toBe("nothing");
    expect(await world.topUp()).toBe("written");
    expect(world.topUps()).toMatchObject([
      {
        orderId: "spring@1/USD/1",
        placedAt: CLOSES,
        terms: "spring@1",
        base: 0,
        parts: [{ cause: "trees", funding: "brand", minor: 900 }],
      },
    ]);
    expect(await world.topUp()).toBe("nothing");
    await giveBack(world, "o1", 2_500);
    expect(await world.topUp()).toBe("written");
    expect(world.topUps().at(-1)).toMatchObject({ orderId: "spring@1/USD/2", parts: [{ minor: 50 }] });
  });

  test("adds nothing where purchases gave as much, and nothing comes back as they give more", async () => {
    const world = worldOf([campaign(100)]);
    await buy(world, "o1", 5_000);
    expect(await world.topUp()).toBe("nothing");
    await giveBack(world, "o1", 2_500);
    expect(await world.topUp()).toBe("written");
    await buy(world, "late", 5_000);
    expect(await world.topUp()).toBe("nothing");
    expect(world.standing().lines()).toMatchObject([{ given: 150, toppedUp: 50, lacks: 0 }]);
  });

  test("counts every version of its terms, no purchase after its last day, and neither matches nor round-ups", async () => {
    const next = { ...campaign(2_000, "2027-03-01T00:00:00Z"), version: 2, from: "2026-12-10T00:00:00Z" };
    const world = worldOf([campaign(1_000), next]);
    await world.give(aPurchase({ orderId: "o1", roundUp: 30 }));
    await buy(world, "o2", 20_000, "2026-12-12T09:00:00Z");
    const lines = () => world.standing().lines();
    expect(lines()).toMatchObject([
      { minimum: 1_000, given: 100, lacks: 900 },
      { minimum: 2_000, given: 500, lacks: 1_500 },
    ]);
    expect(await world.topUp()).toBe("written");
    expect(lines()).toMatchObject([{ lacks: 0 }, { given: 500, toppedUp: 900, lacks: 600 }]);
    expect(await world.topUp("2028-01-01T00:00:00Z")).toBe("written");
    expect(world.standing().topUps("spring")).toEqual([{ currency: "USD", minor: 1_500 }]);
  });

  test("is kept with all others that closed in one run, by their last day, and a run that read too early stops", async () => {
    const next = { ...campaign(2_000, "2027-03-01T00:00:00Z"), version: 2, from: "2026-12-10T00:00:00Z" };
    const euros = someTerms({ id: "autumn", guaranteedMinimum: { EUR: 400, USD: 700 }, until: UNTIL });
    const world = worldOf([next, campaign(1_000), euros]);
    const early = [...world.ledger.entries];
    expect(await world.topUp("2028-01-01T00:00:00Z")).toBe("written");
    const added = () => world.topUps().map(({ orderId, parts }) => [orderId, parts[0]?.minor]);
    const all = [
      ["autumn@1/EUR/1", 400],
      ["autumn@1/USD/1", 700],
      ["spring@1/USD/1", 1_000],
      ["spring@2/USD/1", 1_000],
    ];
    expect(added()).toEqual(all);
    expect(await world.topUp("2028-01-01T00:00:00Z", early)).toBe("existing");
    expect(added()).toEqual(all);
  });

  test("comes to the minimum whatever is bought, given back and run, at once or after a death, and adds nothing twice", async () => {
    const happens = fc.oneof(
      fc.record({ does: fc.constant("buy" as const), base: fc.integer({ min: 5_000, max: 40_000 }) }),
      fc.record({
        does: fc.constant("return" as const),
        of: fc.nat(5),
        goods: fc.integer({ min: 1_000, max: 20_000 }),
      }),
      fc.record({ does: fc.constant("run" as const), isLate: fc.boolean(), dies: fc.boolean() }),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 300, max: 1_500 }),
        fc.array(happens, { minLength: 4, maxLength: 14 }),
        async (least, all) => {
          let isDying = false;
          const world = worldOf([campaign(least)], async (name) => {
            if (isDying && name === "record") throw new Error("killed");
          });
          let seen: readonly Entry[] = [];
          let bought = 0;
          for (const one of all) {
            if (one.does === "buy") {
              bought += 1;
              await buy(world, `o${bought}`, one.base);
            } else if (one.does === "return") {
              if (bought > 0)
                await giveBack(
                  world,
                  `o${1 + (one.of % bought)}`,
                  one.goods,
                  `r${world.ledger.entries.length}`,
                );
            } else {
              isDying = one.dies;
              // A run that read before another one wrote.
              await world.topUp(CLOSES, one.isLate ? [...seen] : world.ledger.entries).catch(() => {});
              isDying = false;
              seen = [...world.ledger.entries];
            }
          }
          await world.topUp();
          const [line] = world.standing().lines();
          const given = sumOf(world.ledger.entries.filter((one) => !world.topUps().includes(one as Accrual)));
          expect(line).toMatchObject({ given, lacks: 0, toppedUp: sumOf(world.topUps()) });
          expect(given + sumOf(world.topUps())).toBeGreaterThanOrEqual(least);
          expect(new Set(world.topUps().map(({ orderId }) => orderId)).size).toBe(world.topUps().length);
          for (const { parts } of world.topUps()) expect(parts[0]?.minor).toBeGreaterThan(0);
          expect(await world.topUp()).toBe("nothing");
        },
      ),
      { numRuns: 60 },
    );
  });

  test("is money of its cause everywhere, and no purchase anywhere", async () => {
    const world = worldOf();
    await buy(world, "o1", 5_000);
    await world.topUp();
    const { entries } = world.ledger;
    const [added] = world.topUps();
    if (added === undefined) throw new Error("Nothing was added");

    const folded = foldEntries(entries, calendar(brand.timeZone));
    expect(folded.sums.reduce((sum, { net }) => sum + net, 0)).toBe(1_000);
    expect(folded.sums.reduce((sum, { gifts }) => sum + gifts, 0)).toBe(1);
    expect(folded.counts.find(({ cause }) => cause === "*")).toMatchObject({ purchases: 1 });
    expect(foldEntries([added], calendar(brand.timeZone)).counts).toEqual([]);

    const direct = new DirectSum(brand.timeZone);
    const orders = new Orders();
    for (const entry of entries) {
      direct.add(entry, bucketShard(entry, 4));
      orders.add(entry);
    }
    const settled = { ...folded, sums: folded.sums.map(({ settlesOn: _, ...sum }) => sum) };
    const figures = figuresOf(settled);
    for (const [name, figure] of direct.rows().get(rowName(allTimeKey())) ?? [])
      expect([name, figures.get(name) ?? 0]).toEqual([name, figure]);
    expect([orders.purchases, orders.problems()]).toEqual([1, []]);

    const payable = new Payable("2030-01-01", dayOf);
    const journal = new Journal(brand.timeZone);
    const closing = new Closing({ terms: "spring", ...EVER }, calendar(brand.timeZone));
    for (const entry of entries) {
      payable.add(entry);
      journal.add(entry);
      closing.add(entry);
    }
    expect(payable.sums()).toEqual([{ cause: "trees", currency: "USD", funding: "brand", minor: 1_000 }]);
    const postings = journal.postings(EVER.from, EVER.to);
    expect(postings.filter(({ because }) => because === "toppedUp")).toMatchObject([{ minor: 900 }]);
    expect(balances(postings).get("USD payable")).toBe(-1_000);
    expect(closing.lines()).toMatchObject([{ purchases: 1, given: { brand: 100 } }]);
    expect(closingTable(closing.lines(), world.standing().topUps("spring"))).toContain(
      "top-up,USD,0,0.00,9.00,",
    );
    const moves = giftMoves({ accrual: added, amendments: [] }, brand.timeZone);
    expect(moves.map(({ kind, minor }) => [kind, minor])).toEqual([
      ["accrued", 900],
      ["settled", 900],
    ]);
  });

  test("moves as any gift does where its cause ended, and is a gift of no purchase there either", async () => {
    const world = worldOf();
    await world.topUp();
    const [{ source, connection, orderId, placedAt } = aRefund()] = world.topUps();
    const order = { source, connection, orderId };
    const moved = { order, placedAt: placedAt ?? "", from: "trees", to: "bees" };
    expect(await world.move({ ...moved, fundings: ["brand"] })).toEqual({ outcome: "moved" });
    const folded = foldEntries(world.ledger.entries, calendar(brand.timeZone));
    expect(folded.counts).toEqual([]);
    expect(folded.sums).toMatchObject([
      { cause: "bees", net: 1_000, gifts: 0 },
      { cause: "trees", net: 0, gifts: 0 },
    ]);
    expect(world.standing().lines()).toMatchObject([{ lacks: 0 }]);
  });
});
