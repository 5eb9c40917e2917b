import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Accrual, Amendment } from "../../../../core/giving/ledger/entry.ts";
import { recordedStatements, reversal } from "../../../../core/giving/ledger/reversal.ts";
import type { Part, Shrink } from "../../../../core/model/gift.ts";
import type { Refund, RefundScope } from "../../../../core/model/purchase.ts";
import { aRefund } from "../../../support/giving-builders.ts";
import { accrual } from "../../../support/ledger-entries.ts";

const at = { timeZone: "Europe/Berlin", recordedAt: "2026-11-25T00:00:00Z", balances: new Map() };
/** The entry that a refund adds after these. */
const next = (gift: Accrual, amendments: readonly Amendment[], refund: Refund) =>
  reversal({ accrual: gift, amendments }, refund, at).entry;
const goods = (amount: number, lines: [string, number][] = [], roundUp = 0): RefundScope => ({
  of: "goods",
  goods: amount,
  roundUp,
  lines: lines.map(([lineId, quantity]) => ({ lineId, quantity, goods: 0 })),
});

/** The entries that these refunds leave, one after the other. */
function entriesAfter(gift: Accrual, scopes: readonly RefundScope[]): Amendment[] {
  const entries: Amendment[] = [];
  for (const [index, scope] of scopes.entries()) {
    entries.push(next(gift, entries, aRefund({ refundId: `r${index}`, scope })));
  }
  return entries;
}
function nets(gift: Accrual, entries: readonly Amendment[]): Record<string, number> {
  const net: Record<string, number> = {};
  for (const part of [gift, ...entries].flatMap((entry) => entry.parts)) {
    const name = `${part.cause} ${part.funding}`;
    net[name] = (net[name] ?? 0) + part.minor;
  }
  return net;
}
const part = (cause: string, funding: Part["funding"], minor: number): Part => ({ cause, funding, minor });

describe("what a refund takes back", () => {
  const gift = accrual({ orderId: "1", base: 1000, paid: 1200, parts: [part("rivers", "brand", 15)] });
  const left = (...scopes: RefundScope[]) => nets(gift, entriesAfter(gift, scopes))["rivers brand"];

  test("is the refunded fraction of the gift, half up, over all refunds so far", () => {
    expect(left(goods(100))).toBe(13); // 1.5 taken back as 2
    expect(left(goods(100), goods(100))).toBe(12); // 3 of 15
    expect(left({ of: "paid", paid: 600 })).toBe(7); // 7.5 as 8
    expect(left({ of: "paidTotal", paid: 300 }, { of: "paidTotal", paid: 600 })).toBe(7);
    expect(left({ of: "paidTotal", paid: 600 }, { of: "paidTotal", paid: 300 })).toBe(7);
    expect(left({ of: "paid", paid: 100 }, { of: "paidTotal", paid: 600 })).toBe(7);
    expect(left(goods(500), { of: "paid", paid: 600 })).toBe(0);
    expect(left({ of: "all" })).toBe(0);
  });
  test("counts a refund that was recorded as nothing by what it took in the end, whatever comes between", () => {
    const scopes = fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(scopes, fc.nat(), (amounts, at0) => {
        const repaired = at0 % amounts.length;
        const entries: Amendment[] = [];
        const take = (id: number, amount: number) =>
          entries.push(
            next(gift, entries, aRefund({ refundId: `r${id}`, scope: goods(amount, [["a", 1]]) })),
          );
        for (const [id, amount] of amounts.entries()) take(id, id === repaired ? 0 : amount);
        take(repaired, amounts[repaired] ?? 0);
        const plain = amounts.map((amount) => goods(amount, [["a", 1]]));
        expect(nets(gift, entries)).toEqual(nets(gift, entriesAfter(gift, plain)));
        const shrink: Shrink = { by: "units", lines: { a: [9, 15] } };
        const perUnit = { ...gift, shrink };
        const units: Amendment[] = [];
        for (const entry of recordedStatements({ accrual: gift, amendments: entries })) {
          const { refundId, scope } = entry;
          units.push(next(perUnit, units, aRefund({ refundId, scope })));
        }
        expect(nets(perUnit, units)).toEqual(nets(perUnit, entriesAfter(perUnit, plain)));
      }),
    );
  });
  test("leaves a flat gift until the whole purchase is refunded", () => {
    const flat = { ...gift, shrink: { by: "whole" } as const };
    expect(nets(flat, entriesAfter(flat, [goods(999)]))).toEqual({ "rivers brand": 15 });
    expect(nets(flat, entriesAfter(flat, [goods(999), goods(1)]))).toEqual({ "rivers brand": 0 });
  });
  test("shrinks a gift per unit by the units that went back, and by money that names no unit", () => {
    const shrink: Shrink = { by: "units", lines: { a: [3, 9], b: [1, 6] } };
    const perUnit = { ...gift, shrink };
    const kept = (...scopes: RefundScope[]) => nets(perUnit, entriesAfter(perUnit, scopes))["rivers brand"];
    expect(kept(goods(0, [["a", 1]]))).toBe(12);
    expect(kept(goods(900, [["c", 4]]))).toBe(15);
    expect(kept(goods(100, [["a", 2]]), goods(100, [["a", 2]]))).toBe(6);
    expect(
      kept(
        goods(100, [
          ["a", 3],
          ["b", 1],
        ]),
      ),
    ).toBe(0);
    expect(kept({ of: "paid", paid: 600 })).toBe(7);
    expect(kept({ of: "paid", paid: 400 }, goods(100, [["b", 1]]))).toBe(4);
    expect(kept(goods(500))).toBe(7);
    expect(kept({ of: "paid", paid: 1200 })).toBe(0);
  });
  test("takes match in step with the brand's part, and the customer's own gift only when that went back", () => {
    const parts = [part("rivers", "brand", 10), part("rivers", "match", 7), part("rivers", "customer", 50)];
    const three = { ...gift, parts };
    expect(nets(three, entriesAfter(three, [goods(500)]))).toEqual({
      "rivers brand": 5,
      "rivers match": 3,
      "rivers customer": 50,
    });
    expect(nets(three, entriesAfter(three, [goods(500, [], 50)]))["rivers customer"]).toBe(0);
    expect(nets(three, entriesAfter(three, [goods(1000)]))["rivers customer"]).toBe(0);
  });
  test("settles with a pending gift, and is a negative carry of its own day after it", () => {
    const on = (refundedAt: string) => next(gift, [], aRefund({ refundedAt })).settlesOn;
    expect(gift.settlesOn).toBe("2026-12-22");
    expect(on("2026-12-21T22:59:59Z")).toBe("2026-12-22");
    // 23:30 UTC on the 22nd is the 23rd in Berlin.
    expect(on("2026-12-22T23:30:00Z")).toBe("2026-12-23");
  });
  test("frees the campaign's cap always, and matched money only where the terms release it", () => {
    const parts = [part("rivers", "brand", 10), part("rivers", "match", 10)];
    const draws = [
      { allowance: "cap:everyday@1:USD", shard: 0, minor: 10 },
      { allowance: "pool:autumn", shard: 1, minor: 7 },
      { allowance: "pool:autumn", shard: 0, minor: 3 },
    ];
    const released = (policy: Accrual["onMatchRefund"]) => {
      const matched = { ...gift, parts, draws, onMatchRefund: policy };
      return entriesAfter(matched, [goods(800), { of: "all" }]).map((entry) =>
        entry.draws.map(({ allowance, shard, minor }) => `${allowance} ${shard} ${minor}`),
      );
    };
    expect(released("release")).toEqual([
      ["cap:everyday@1:USD 0 -8", "pool:autumn 1 -7", "pool:autumn 0 -1"],
      ["cap:everyday@1:USD 0 -2", "pool:autumn 0 -2"],
    ]);
    expect(released("lapse")).toEqual([["cap:everyday@1:USD 0 -8"], ["cap:everyday@1:USD 0 -2"]]);
  });
});

describe("any refunds of any purchase", () => {
  const minor = fc.integer({ min: 0, max: 100_000 });
  const parts = fc.uniqueArray(
    fc.record({
      cause: fc.constantFrom("bees", "rivers", "trees"),
      funding: fc.constantFrom<Part["funding"]>("brand", "match", "customer"),
      minor: fc.integer({ min: 1, max: 100_000 }),
    }),
    { selector: (one) => `${one.cause} ${one.funding}`, maxLength: 9 },
  );
  const shrinks = fc.oneof(
    fc.constant<Shrink>({ by: "fraction" }),
    fc.constant<Shrink>({ by: "whole" }),
    fc
      .dictionary(
        fc.constantFrom("a", "b", "c"),
        fc.tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 0, max: 1000 })),
      )
      .map((lines): Shrink => ({ by: "units", lines })),
  );
  const gifts = fc.record({ base: minor, paid: minor, parts, shrink: shrinks }).map((facts) => {
    const drawn = (funding: string) =>
      facts.parts.filter((one) => one.funding === funding).reduce((sum, one) => sum + one.minor, 0);
    const draws = [
      { allowance: "cap:everyday@1:USD", shard: 2, minor: drawn("brand") },
      { allowance: "pool:autumn", shard: 0, minor: drawn("match") },
    ].filter((draw) => draw.minor > 0);
    return accrual({ orderId: "1", ...facts, draws });
  });
  const lines = fc.array(fc.tuple(fc.constantFrom("a", "b", "c", "d"), fc.integer({ min: 0, max: 3 })), {
    maxLength: 3,
  });
  const scopes = fc.oneof(
    {
      weight: 4,
      arbitrary: fc.tuple(minor, lines, minor).map(([amount, of, own]) => goods(amount, of, own)),
    },
    { weight: 2, arbitrary: minor.map((paid): RefundScope => ({ of: "paid", paid })) },
    { weight: 2, arbitrary: minor.map((paid): RefundScope => ({ of: "paidTotal", paid })) },
    { weight: 1, arbitrary: fc.constant<RefundScope>({ of: "all" }) },
  );

  test("never take a part below zero, never give any back, and never release more than was drawn", () => {
    fc.assert(
      fc.property(gifts, fc.array(scopes, { maxLength: 8 }), (gift, refunds) => {
        const entries = entriesAfter(gift, refunds);
        expect(Object.values(nets(gift, entries)).every((net) => net >= 0)).toBe(true);
        expect(entries.flatMap((entry) => entry.parts).every((one) => one.minor < 0)).toBe(true);
        for (const draw of gift.draws) {
          const back = entries
            .flatMap((entry) => entry.draws)
            .filter(({ allowance }) => allowance === draw.allowance)
            .reduce((sum, one) => sum + one.minor, 0);
          const funding = draw.allowance.startsWith("cap:") ? "brand" : "match";
          const taken = entries
            .flatMap((entry) => entry.parts)
            .filter((one) => one.funding === funding)
            .reduce((sum, one) => sum + one.minor, 0);
          expect(back).toBe(taken);
        }
      }),
    );
  });
  test("end at the same figures in any order", () => {
    const shuffled = fc
      .array(scopes, { maxLength: 7 })
      .chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })));
    fc.assert(
      fc.property(gifts, shuffled, (gift, [one, other]) => {
        expect(nets(gift, entriesAfter(gift, other))).toEqual(nets(gift, entriesAfter(gift, one)));
      }),
    );
  });
  test("end at exactly zero in every part once the goods are refunded, in any partition and order", () => {
    const cut = fc.tuple(
      gifts.filter((gift) => gift.base > 0),
      fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 6 }),
      fc.array(scopes, { maxLength: 3 }),
    );
    fc.assert(
      fc.property(cut, ([gift, cuts, others]) => {
        const marks = [0, ...cuts.map((share) => Math.floor(share * gift.base)), gift.base].toSorted(
          (a, b) => a - b,
        );
        const pieces = marks.slice(1).map((mark, index) => goods(mark - (marks[index] ?? 0)));
        const net = nets(gift, entriesAfter(gift, [...others, ...pieces.toReversed()]));
        expect(Object.values(net).every((value) => value === 0)).toBe(true);
      }),
    );
  });
  test("end at exactly zero in every part after a refund in full, wherever it stands among others", () => {
    fc.assert(
      fc.property(gifts, fc.array(scopes, { maxLength: 5 }), fc.nat(5), (gift, others, place) => {
        const all = others.toSpliced(Math.min(place, others.length), 0, { of: "all" });
        const entries = entriesAfter(gift, all);
        expect(Object.values(nets(gift, entries)).every((value) => value === 0)).toBe(true);
        expect(entries.map((entry) => entry.sequence)).toEqual(all.map((_, index) => index + 1));
      }),
    );
  });
});
