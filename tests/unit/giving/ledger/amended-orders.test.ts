import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Purchase, Refund, RefundScope } from "../../../../core/model/purchase.ts";
import { CHOSEN } from "../../../../core/model/terms.ts";
import { aPool, aPurchase, aRefund, aStatement, someTerms } from "../../../support/giving-builders.ts";
import { ledgerWorld } from "../../../support/ledger-spec.ts";

type Line = Purchase["lines"][number];
type World = ReturnType<typeof ledgerWorld>;

const line = (lineId: string, goods: number, quantity = 1): Line => ({ lineId, goods, quantity });
const order = (lines: readonly Line[], changes: Partial<Purchase> = {}): Purchase => {
  const base = lines.reduce((sum, { goods }) => sum + goods, 0);
  return aPurchase({ source: "shopify", lines: [...lines], base, paid: base + 500, ...changes });
};
const refund = (refundId: string, scope: RefundScope, changes: Partial<Refund> = {}): Refund =>
  aRefund({ source: "shopify", refundId, scope, ...changes });
const goods = (amount: number): RefundScope => ({ of: "goods", goods: amount, roundUp: 0, lines: [] });

/** Delivers an event as give-share does: what the ledger answers to be applied is applied. */
async function deliver(world: World, event: Purchase | Refund): Promise<string> {
  if ("refundId" in event) return (await world.refund(event)).outcome;
  const recorded = await world.give(event);
  for (const one of "early" in recorded ? recorded.early : []) await world.refund(one);
  return recorded.outcome;
}

function nets({ ledger }: World): Record<string, number> {
  const net: Record<string, number> = {};
  for (const { cause, funding, minor } of ledger.entries.flatMap(({ parts }) => parts)) {
    net[`${cause} ${funding}`] = (net[`${cause} ${funding}`] ?? 0) + minor;
  }
  return Object.fromEntries(Object.entries(net).filter(([, minor]) => minor !== 0));
}

describe("an order that grew after it was paid", () => {
  test("gives for what was added, once, whichever statement comes first", async () => {
    const before = order([line("a", 5000)]);
    const after = order([line("a", 5000), line("b", 6000)]);
    for (const events of [
      [before, after, after, before],
      [after, before],
      [after, after],
    ]) {
      const world = ledgerWorld();
      const stated = events.map((one, index) => ({
        ...one,
        statedAt: `2026-11-22T1${one === after ? 5 : 4}:0${index}:00Z`,
      }));
      for (const one of stated) await deliver(world, one);
      expect(nets(world)).toEqual({ "rivers brand": 220 });
    }
  });
  test("keeps the gift of an exchange: the half that went back is taken, the new half gives", async () => {
    const world = ledgerWorld();
    await deliver(world, order([line("a", 5000)]));
    expect(await deliver(world, refund("r1", goods(5000)))).toBe("takenBack");
    expect(await deliver(world, order([line("a", 5000), line("b", 6000)]))).toBe("supplemented");
    expect(nets(world)).toEqual({ "rivers brand": 120 });
  });
  test("measures the refunds before it by the whole that it is now", async () => {
    const world = ledgerWorld(aStatement({ terms: [someTerms({ capPerOrder: { USD: 90 } })] }));
    await deliver(world, order([line("a", 5000)]));
    await deliver(world, refund("r1", goods(2500)));
    expect(nets(world)).toEqual({ "rivers brand": 45 });
    await deliver(world, order([line("a", 5000), line("b", 5000)]));
    expect(nets(world)).toEqual({ "rivers brand": 67 });
  });
  test("counts caps, tiers, minimum and flat amounts for the whole order", async () => {
    const gives = async (terms: Parameters<typeof someTerms>[0], ...statements: Purchase[]) => {
      const world = ledgerWorld(aStatement({ terms: [someTerms(terms)] }));
      for (const one of statements) await deliver(world, one);
      return nets(world)["rivers brand"] ?? 0;
    };
    const small = order([line("a", 5000)]);
    const large = order([line("a", 5000), line("b", 6000)]);
    expect(await gives({ share: { kind: "flat", amounts: { USD: 30 } } }, small, large)).toBe(30);
    expect(await gives({ capPerOrder: { USD: 150 } }, small, large)).toBe(150);
    expect(await gives({ minimumOrder: { USD: 8000 } }, small, large)).toBe(220);
    const tiers = [
      { from: 0, basisPoints: 100 },
      { from: 10_000, basisPoints: 300 },
    ];
    expect(await gives({ share: { kind: "tiers", tiers: { USD: tiers } } }, small, large)).toBe(330);
  });
  test("is a conflict where one line grew and another is gone, or one is less without being older", async () => {
    const world = ledgerWorld();
    await deliver(world, order([line("a", 5000), line("b", 1000)], { statedAt: "2026-11-22T14:00:00Z" }));
    const later = { statedAt: "2026-11-22T15:00:00Z" };
    expect(await deliver(world, order([line("a", 6000)], later))).toBe("conflict");
    expect(await deliver(world, order([line("a", 5000)], later))).toBe("conflict");
    expect(await deliver(world, order([line("a", 5000)], { statedAt: "2026-11-22T13:50:00Z" }))).toBe(
      "duplicate",
    );
    expect(nets(world)).toEqual({ "rivers brand": 120 });
  });
  test("is the same order when a product is renamed, or only the tip grew", async () => {
    const world = ledgerWorld();
    await deliver(world, order([{ ...line("a", 5000), sku: "OLD" }]));
    expect(await deliver(world, order([{ ...line("a", 5000), sku: "NEW" }]))).toBe("duplicate");
    expect(await deliver(world, order([line("a", 5000)], { paid: 5900 }))).toBe("duplicate");
  });
  test("draws for what was added from the pool, and never more than is left", async () => {
    const world = ledgerWorld(aStatement({ pools: [aPool({ amount: 150, shards: 1 })] }));
    await deliver(world, order([line("a", 5000)]));
    await deliver(world, order([line("a", 5000), line("b", 6000)]));
    expect(nets(world)).toEqual({ "rivers brand": 220, "rivers match": 150 });
    expect(world.left("pool:autumn")).toBe(0);
  });
});

describe("an order paid by several payments", () => {
  const payment = (id: string, amount: number): Purchase =>
    order([line(id, amount)], { tender: true, goodsGross: amount, paid: amount });

  test("is one order: flat amounts count once, and a share counts all of them, in any order", async () => {
    for (const ids of [
      ["p1", "p2"],
      ["p2", "p1"],
      ["p1", "p2", "p1", "p2"],
    ]) {
      const world = ledgerWorld();
      for (const id of ids) await deliver(world, payment(id, id === "p1" ? 3000 : 2000));
      expect(nets(world)).toEqual({ "rivers brand": 100 });
      const flat = ledgerWorld(
        aStatement({ terms: [someTerms({ share: { kind: "flat", amounts: { USD: 30 } } })] }),
      );
      for (const id of ids) await deliver(flat, payment(id, 2000));
      expect(nets(flat)).toEqual({ "rivers brand": 30 });
    }
  });
});

describe("a refund that did not happen after all", () => {
  const paid = order([line("a", 5000)]);
  const at = (refundedAt: string) => ({ refundedAt });
  const back = refund("d1", { of: "paid", paid: 2750 }, at("2026-11-23T10:00:00Z"));
  const voided = refund("d1", { of: "voided" }, at("2026-11-25T10:00:00Z"));

  test("gives back what it took, whatever comes first, and once", async () => {
    for (const events of [
      [paid, back, voided, voided, back],
      [voided, back, paid],
      [paid, voided, back],
      [back, paid, voided],
    ]) {
      const world = ledgerWorld();
      for (const event of events) await deliver(world, event);
      expect(nets(world)).toEqual({ "rivers brand": 100 });
    }
  });
  test("counts again when it is stated again later, as a second cancellation is", async () => {
    const world = ledgerWorld();
    for (const event of [paid, back, voided]) await deliver(world, event);
    expect(await deliver(world, { ...back, refundedAt: "2026-11-26T10:00:00Z" })).toBe("takenBack");
    expect(nets(world)).toEqual({ "rivers brand": 50 });
  });
  test("lowers a running total that was stated before it", async () => {
    const world = ledgerWorld();
    const total = (sum: number, day: number) =>
      refund(`ch-${sum}-${day}`, { of: "paidTotal", paid: sum }, at(`2026-11-2${day}T10:00:00Z`));
    await deliver(world, paid);
    await deliver(world, total(2750, 3));
    await deliver(world, refund("re_1", { of: "voided", paid: 2750 }, at("2026-11-24T10:00:00Z")));
    expect(nets(world)).toEqual({ "rivers brand": 100 });
    await deliver(world, total(1100, 5));
    expect(nets(world)).toEqual({ "rivers brand": 80 });
  });
  test("draws again what it had released, and only what is still there", async () => {
    const world = ledgerWorld(aStatement({ pools: [aPool({ amount: 100, shards: 1 })] }));
    for (const event of [paid, refund("d1", { of: "all" }, at("2026-11-23T10:00:00Z"))])
      await deliver(world, event);
    expect(world.left("pool:autumn")).toBe(100);
    await deliver(world, order([line("a", 3000)], { orderId: "other" }));
    expect(world.left("pool:autumn")).toBe(40);
    await deliver(world, voided);
    expect(world.left("pool:autumn")).toBe(0);
    expect(nets(world)).toEqual({ "rivers brand": 160, "rivers match": 100 });
  });
  test("is one that the order's own list of refunds no longer has, but not a dispute", async () => {
    const world = ledgerWorld();
    await deliver(world, paid);
    await deliver(world, refund("41", { of: "paid", paid: 550 }));
    await deliver(world, refund("dispute:7", { of: "paid", paid: 550 }));
    expect(nets(world)).toEqual({ "rivers brand": 80 });
    const listing = (at: string, ids: string[]) => ({ ...paid, refundsSoFar: { at, ids } });
    await deliver(world, listing("2026-11-24T08:00:00Z", []));
    expect(nets(world)).toEqual({ "rivers brand": 80 });
    await deliver(world, listing("2026-11-26T08:00:00Z", ["41"]));
    expect(nets(world)).toEqual({ "rivers brand": 80 });
    await deliver(world, listing("2026-11-26T09:00:00Z", []));
    expect(nets(world)).toEqual({ "rivers brand": 90 });
  });
});

describe("a refund by the money, the goods or the lines", () => {
  const left = async (purchase: Purchase, ...scopes: RefundScope[]) => {
    const world = ledgerWorld();
    await deliver(world, purchase);
    for (const [index, scope] of scopes.entries()) await deliver(world, refund(`r${index}`, scope));
    return nets(world)["rivers brand"] ?? 0;
  };

  test("that is known by its amount is a fraction of what the goods cost, so that kept shipping keeps no gift", async () => {
    const withTax = order([line("a", 10_000)], { paid: 13_000, goodsGross: 12_000 });
    expect(await left(withTax, { of: "paid", paid: 12_000 })).toBe(0);
    expect(await left(withTax, { of: "paid", paid: 6000 })).toBe(100);
  });
  test("of lines is read by whether the order's prices hold their tax", async () => {
    const scope: RefundScope = {
      of: "goods",
      goods: 5000,
      stated: { subtotal: 6000, tax: 1000 },
      roundUp: 0,
      lines: [],
    };
    expect(await left(order([line("a", 10_000)], { taxesIncluded: true }), scope)).toBe(100);
    expect(await left(order([line("a", 10_000)], { taxesIncluded: false }), scope)).toBe(80);
    expect(await left(order([line("a", 10_000)]), scope)).toBe(100);
  });
  test("with money beyond its lines counts that with its tax, less or more", async () => {
    const withTax = order([line("a", 10_000)], { goodsGross: 12_000 });
    const scope = (gross: number): RefundScope => ({
      of: "goods",
      goods: 5000,
      gross,
      roundUp: 0,
      lines: [],
    });
    expect(await left(withTax, scope(-1200))).toBe(120);
    expect(await left(withTax, scope(1200))).toBe(80);
  });
  test("that becomes known exactly replaces what its amount was taken for, and not the other way round", async () => {
    const rough: RefundScope = { of: "paid", paid: 5250 };
    for (const scopes of [
      [rough, goods(2500)],
      [goods(2500), rough],
    ]) {
      const world = ledgerWorld();
      await deliver(world, order([line("a", 10_000)]));
      for (const scope of scopes) await deliver(world, refund("r1", scope));
      expect(nets(world)).toEqual({ "rivers brand": 150 });
    }
  });
});

describe("an order with several names", () => {
  const link = { source: "stripe" as const, connection: "pos", orderId: "in_1", alias: "pi_1" };
  const bill = aPurchase({ source: "stripe", orderId: "in_1" });
  const half = aRefund({ source: "stripe", orderId: "pi_1", scope: { of: "paid", paid: 3100 } });

  test("is found by each of them, whichever of purchase, link and refund comes first", async () => {
    const steps = ["bill", "link", "refund"] as const;
    const orders = steps.flatMap((a) =>
      steps.filter((b) => b !== a).map((b) => [a, b, ...steps.filter((c) => c !== a && c !== b)]),
    );
    expect(orders).toHaveLength(6);
    const repeated = orders.map((names) => [...names, ...names]);
    for (const names of [...orders, ...repeated]) {
      const world = ledgerWorld();
      for (const name of names) {
        if (name === "bill") await deliver(world, bill);
        if (name === "refund") await world.refund(half);
        if (name !== "link") continue;
        const linked = await world.link(link);
        for (const one of "early" in linked ? linked.early : []) await world.refund(one);
      }
      expect([names, nets(world)]).toEqual([names, { "rivers brand": 50 }]);
    }
  });
  test("takes the refunds that waited under a name that its purchase states", async () => {
    const world = ledgerWorld();
    await world.refund(aRefund({ source: "stripe", orderId: "pay-1", scope: { of: "paid", paid: 3100 } }));
    await deliver(world, { ...bill, orderId: "order-1", aliases: ["pay-1"] });
    expect(nets(world)).toEqual({ "rivers brand": 50 });
  });
  test("that its purchase states is found by them as well, and one recorded under such a name keeps it", async () => {
    const world = ledgerWorld();
    await deliver(world, { ...bill, orderId: "order-1", aliases: ["pay-1", "order-1"] });
    await world.refund(aRefund({ source: "stripe", orderId: "pay-1", scope: { of: "paid", paid: 3100 } }));
    expect(nets(world)).toEqual({ "rivers brand": 50 });
    await deliver(world, { ...bill, orderId: "pay-2" });
    expect(await deliver(world, { ...bill, orderId: "order-2", aliases: ["pay-2"] })).toBe("duplicate");
    expect(world.ledger.accruals()).toHaveLength(2);
  });
  test("is a conflict where the other name is a purchase of its own, and changes nothing", async () => {
    const world = ledgerWorld();
    await deliver(world, { ...bill, orderId: "pi_1" });
    expect(await world.link(link)).toMatchObject({ outcome: "conflict" });
    expect(nets(world)).toEqual({ "rivers brand": 100 });
  });
});

describe("what a purchase says and nobody takes", () => {
  const held = async (terms: Parameters<typeof aStatement>[0], purchase: Purchase) => {
    const world = ledgerWorld(aStatement(terms));
    const recorded = await world.give(purchase, undefined, { by: "unclaimed" });
    return [world.ledger.accruals()[0], "questions" in recorded ? recorded.questions : undefined] as const;
  };

  test("stays in the books with its reason: a round-up without terms, or that they do not take", async () => {
    const [none, asked] = await held({ terms: [] }, aPurchase({ roundUp: 45 }));
    expect(none).toMatchObject({
      roundUpHeld: { minor: 45, because: "noTerms" },
      noGift: "noTerms",
    });
    expect(asked).toEqual(["roundUpHeld"]);
    const [off] = await held({ terms: [someTerms({ roundUp: false })] }, aPurchase({ roundUp: 45 }));
    expect(off).toMatchObject({ roundUpHeld: { minor: 45, because: "notTaken" } });
    const [on] = await held({}, aPurchase({ roundUp: 45 }));
    expect(on?.roundUpHeld).toBeUndefined();
  });
  test("is shown to an operator as well when it was added to the order later, and only for what was added", async () => {
    const world = ledgerWorld(aStatement({ terms: [someTerms({ roundUp: false })] }));
    const grows = async (lines: readonly Line[], roundUp: number) => {
      const recorded = await world.give(order(lines, { roundUp }));
      return [recorded.outcome, "questions" in recorded ? recorded.questions : undefined];
    };
    expect(await grows([line("a", 5000)], 0)).toEqual(["recorded", undefined]);
    expect(await grows([line("a", 5000), line("b", 100)], 45)).toEqual(["supplemented", ["roundUpHeld"]]);
    expect(await grows([line("a", 5000), line("b", 200)], 45)).toEqual(["supplemented", undefined]);
  });
  test("is shown to an operator: a cause that takes no gifts, or that cannot be read", async () => {
    for (const changes of [{ cause: "meadows" }, { cause: "nowhere" }, { causeUnread: true as const }]) {
      const [entry, asked] = await held({}, aPurchase(changes));
      expect(entry).toMatchObject({ causeRefused: true, causeBy: "unclaimed" });
      expect(asked).toEqual(["causeRefused"]);
    }
    const [entry, asked] = await held({}, aPurchase({ cause: "rivers" }));
    expect([entry?.causeRefused, asked]).toEqual([undefined, undefined]);
  });
});

describe("any statements and refunds of one order", () => {
  const lines = fc.array(fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 4000 })), {
    minLength: 1,
    maxLength: 4,
  });
  const stated = lines.map((list) =>
    list.map((_, count) =>
      order(
        list
          .slice(0, count + 1)
          .map(([quantity, each], index) => line(`l${index}`, quantity * each, quantity)),
        { goodsGross: list.slice(0, count + 1).reduce((sum, [quantity, each]) => sum + quantity * each, 0) },
      ),
    ),
  );
  const day = fc.integer({ min: 10, max: 28 });
  const scope = fc.oneof(
    fc.integer({ min: 0, max: 6000 }).map(goods),
    fc.integer({ min: 0, max: 6000 }).map((paid): RefundScope => ({ of: "paid", paid })),
    fc.constant<RefundScope>({ of: "all" }),
  );
  const refunds = fc
    .array(
      fc.record({ scope, day, voidedAfter: fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined }) }),
      { maxLength: 3 },
    )
    .map((list) =>
      list.flatMap(({ scope: of, day: on, voidedAfter }, index) => {
        const own = refund(`r${index}`, of, { refundedAt: `2026-12-${on}T10:00:00Z` });
        const later = `2026-12-${on + (voidedAfter ?? 0)}T10:00:00Z`;
        const end = refund(`r${index}`, { of: "voided" }, { refundedAt: later });
        return voidedAfter === undefined ? [own] : [own, end];
      }),
    );
  const shares = fc.constantFrom<Parameters<typeof someTerms>[0]>(
    {},
    { capPerOrder: { USD: 90 } },
    { share: { kind: "flat", amounts: { USD: 30 } } },
    { minimumOrder: { USD: 4000 } },
    { capPerCampaign: { USD: 100_000 } },
    {
      split: [
        { cause: CHOSEN, weight: 3 },
        { cause: "bees", weight: 2 },
        { cause: "trees", weight: 2 },
      ],
    },
  );
  const histories = fc.tuple(stated, refunds, shares).chain(([statements, list, terms]) => {
    const events = [...statements, ...list];
    const deliveries = [events, [...events, ...events]];
    const shuffled = fc
      .constantFrom(...deliveries)
      .chain((all) => fc.shuffledSubarray(all, { minLength: all.length }));
    return fc.record({
      statements: fc.constant(statements),
      list: fc.constant(list),
      terms: fc.constant(terms),
      events: shuffled,
    });
  });
  const worldOf = (terms: Parameters<typeof someTerms>[0]) =>
    ledgerWorld(
      aStatement({
        terms: [someTerms(terms)],
        pools: [aPool({ amount: 1_000_000, causes: ["rivers", "bees"] })],
      }),
    );

  test("come to the same figures in any order and however often, as if all had been known at once", async () => {
    await fc.assert(
      fc.asyncProperty(histories, async ({ statements, list, terms, events }) => {
        const [any, atOnce] = [worldOf(terms), worldOf(terms)];
        for (const event of events) await deliver(any, event);
        const last = statements.at(-1);
        if (last !== undefined) await deliver(atOnce, last);
        for (const one of list.filter((each) => each.scope.of !== "voided")) {
          const isVoided = list.some((each) => each.refundId === one.refundId && each.scope.of === "voided");
          if (!isVoided) await deliver(atOnce, one);
        }
        expect(nets(any)).toEqual(nets(atOnce));
        expect(any.left("pool:autumn")).toBe(atOnce.left("pool:autumn"));
      }),
      { numRuns: 150 },
    );
  });
  test("never leave a part below zero, nor above what the order's statements gave", async () => {
    await fc.assert(
      fc.asyncProperty(histories, async ({ terms, events }) => {
        const world = worldOf(terms);
        for (const event of events) {
          await deliver(world, event);
          const given = new Map<string, number>();
          for (const entry of world.ledger.entries) {
            if (entry.kind !== "accrual" && entry.kind !== "supplement") continue;
            for (const { cause, funding, minor } of entry.parts) {
              given.set(`${cause} ${funding}`, (given.get(`${cause} ${funding}`) ?? 0) + minor);
            }
          }
          for (const [name, net] of Object.entries(nets(world))) {
            expect(net).toBeGreaterThan(0);
            expect(net).toBeLessThanOrEqual(given.get(name) ?? 0);
          }
        }
      }),
      { numRuns: 100 },
    );
  });
});

test("a refund that takes of one part and gives back another books both at once", async () => {
  const world = ledgerWorld();
  const order = { base: 1, paid: 1, roundUp: 31 };
  await world.give(aPurchase(order));
  const scope = { of: "goods" as const, goods: 25, roundUp: 0, lines: [] };
  await world.refund(aRefund({ scope }));
  const grown = await world.give(aPurchase({ ...order, base: 1225, paid: 1225 }));
  for (const early of grown.outcome === "conflict" ? [] : grown.early) await world.refund(early);
  expect(world.ledger.entries.slice(3)).toMatchObject([
    { kind: "restoration", parts: [{ cause: "rivers", funding: "customer", minor: 31 }] },
    { kind: "clawback", parts: [{ cause: "rivers", funding: "brand", minor: -1 }] },
  ]);
});
