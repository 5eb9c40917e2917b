import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { calendar } from "../../../core/impact/calendar.ts";
import { foldEntries, foldTotals, withoutSettlement } from "../../../core/impact/fold.ts";
import { Totals } from "../../../core/impact/impact.ts";
import { accrual, clawback, history, reassignment, supplement } from "../../support/ledger-entries.ts";

const berlin = calendar("Europe/Berlin");
const bytes = (totals: Totals) => JSON.stringify(totals);

describe("totals", () => {
  test("keep causes, fundings and currencies apart and count purchases, customers and gifts", () => {
    const totals = foldEntries(
      [
        accrual({
          orderId: "1",
          parts: [
            { cause: "clean-rivers", funding: "brand", minor: 150 },
            { cause: "clean-rivers", funding: "match", minor: 150 },
            { cause: "bike-paths", funding: "brand", minor: 50 },
          ],
          firstFor: ["*", "clean-rivers"],
        }),
        accrual({ orderId: "2", currency: "JPY", firstFor: ["clean-rivers"] }),
        accrual({ orderId: "3", parts: [], noGift: "belowMinimum" }),
      ],
      berlin,
    );
    expect(totals).toEqual({
      entries: 3,
      sums: [
        sum("bike-paths", "brand", "USD", 50, 0, 1),
        sum("clean-rivers", "brand", "JPY", 100, 0, 1),
        sum("clean-rivers", "brand", "USD", 150, 0, 1),
        sum("clean-rivers", "match", "USD", 150, 0, 1),
      ],
      counts: [
        { cause: "*", purchases: 2, customers: 1, withoutGift: 1, byOrder: 2 },
        { cause: "bike-paths", purchases: 1, customers: 0 },
        { cause: "clean-rivers", purchases: 2, customers: 2 },
      ],
    });
  });

  test("go on counting a purchase that was refunded in full, and say that it was", () => {
    const gift = accrual({ orderId: "1" });
    const totals = foldEntries([gift, clawback(gift, { sequence: 1 })], berlin);
    expect(totals.entries).toBe(2);
    expect(totals.sums).toEqual([sum("clean-rivers", "brand", "USD", 0, 100, 1)]);
    expect(totals.counts).toEqual([
      { cause: "*", purchases: 1, customers: 0, returned: 1, byOrder: 1 },
      { cause: "clean-rivers", purchases: 1, customers: 0, returned: 1 },
    ]);
  });

  test("take a part of zero for no gift", () => {
    const parts = [{ cause: "night-sky", funding: "brand" as const, minor: 0 }];
    const totals = foldEntries([accrual({ orderId: "1", parts })], berlin);
    expect(totals.sums).toEqual([]);
    expect(totals.counts).toEqual([{ cause: "*", purchases: 0, customers: 0, withoutGift: 1 }]);
  });

  test("count a purchase that gives only once its order has grown", () => {
    const gift = accrual({ orderId: "1", parts: [], noGift: "belowMinimum" });
    const totals = foldEntries([supplement(accrual({ orderId: "1" }), { sequence: 1 }), gift], berlin);
    expect(totals.counts).toEqual([
      { cause: "*", purchases: 1, customers: 0, byOrder: 1 },
      { cause: "clean-rivers", purchases: 1, customers: 0 },
    ]);
  });

  test("say of purchases that gave who chose their cause", () => {
    const by = (orderId: string, causeBy: "order" | "customer" | "unclaimed", minor = 5) =>
      accrual({ orderId, causeBy, parts: [{ cause: "clean-rivers", funding: "brand", minor }] });
    const entries = [by("1", "order"), by("2", "customer"), by("3", "unclaimed"), by("4", "order", 0)];
    expect(foldEntries(entries, berlin).counts[0]).toEqual({
      cause: "*",
      purchases: 3,
      customers: 0,
      withoutGift: 1,
      byOrder: 1,
      byCustomer: 1,
    });
  });

  test("say of each cause how its purchases came to it", () => {
    const parts = ["clean-rivers", "open-paths"].map((cause) => ({
      cause,
      funding: "brand" as const,
      minor: 5,
    }));
    const by = (orderId: string, causeBy: "order" | "customer" | "unclaimed", chosen?: string[]) =>
      accrual({ orderId, causeBy, parts, ...(chosen && { chosen }) });
    const moved = by("5", "unclaimed", ["clean-rivers"]);
    const entries = [
      by("1", "order", ["clean-rivers"]),
      by("2", "customer", ["clean-rivers", "open-paths"]),
      by("3", "unclaimed", ["clean-rivers"]),
      by("4", "order"),
      moved,
      reassignment(moved, { sequence: 1, cause: "open-paths" }),
    ];
    const [, rivers, paths] = foldEntries(entries, berlin).counts;
    const none = { customers: 0 };
    expect(rivers).toEqual({
      cause: "clean-rivers",
      ...none,
      purchases: 4,
      byOrder: 1,
      byCustomer: 1,
      byDefault: 1,
    });
    expect(paths).toEqual({
      cause: "open-paths",
      ...none,
      purchases: 5,
      byCustomer: 1,
      byClaim: 1,
      bySplit: 2,
    });
  });

  test("say of no cause that more purchases came to it than gave", () => {
    fc.assert(
      fc.property(history, (entries) => {
        for (const { cause, purchases, byOrder = 0, byCustomer = 0, byClaim = 0, ...rest } of foldEntries(
          entries,
          berlin,
        ).counts) {
          const ways = byOrder + byCustomer + byClaim + (rest.byDefault ?? 0) + (rest.bySplit ?? 0);
          if (cause === "*") expect(ways).toBeLessThanOrEqual(purchases);
          // Each entry of this history says what was chosen.
          else expect(ways).toBe(purchases);
        }
      }),
    );
  });

  test("keep no day of settlement for a refund after the return window, whenever it came", () => {
    const gift = accrual({ orderId: "1", settlesOn: "2026-12-22" });
    const late = (day: string, sequence: number) =>
      clawback(gift, {
        sequence,
        refundedAt: `${day}T10:00:00Z`,
        settlesOn: day,
        parts: [{ cause: "clean-rivers", funding: "brand", minor: -10 }],
      });
    const { sums } = foldEntries([gift, late("2026-12-27", 1), late("2027-01-03", 2)], berlin);
    expect(sums.map((one) => [one.settlesOn, one.net])).toEqual([
      [undefined, -20],
      ["2026-12-22", 100],
    ]);
  });

  test("are the same bytes in any order of the entries", () => {
    fc.assert(
      fc.property(
        history.chain((entries) =>
          fc.tuple(fc.constant(entries), fc.shuffledSubarray(entries, full(entries))),
        ),
        ([entries, shuffled]) => bytes(foldEntries(entries, berlin)) === bytes(foldEntries(shuffled, berlin)),
      ),
    );
  });

  test("are the same bytes however the entries are grouped into periods", () => {
    fc.assert(
      fc.property(history, fc.infiniteStream(fc.nat(3)), (entries, draw) => {
        const groups = [0, 1, 2, 3].map(() => [] as typeof entries);
        // Entries of one purchase are in one bucket.
        for (const purchase of Map.groupBy(entries, ({ orderId }) => orderId).values())
          groups[draw.next().value ?? 0]?.push(...purchase);
        const [a, b, c, d] = groups.map((group) => foldEntries(group, berlin));
        if (!a || !b || !c || !d) throw new Error("four groups");
        const whole = bytes(foldEntries(entries, berlin));
        expect(bytes(foldTotals([a, b, c, d]))).toBe(whole);
        expect(bytes(foldTotals([foldTotals([d, b]), foldTotals([c, foldTotals([a])])]))).toBe(whole);
        expect(bytes(withoutSettlement(foldTotals([a, b, c, d])))).toBe(
          bytes(foldTotals([a, b, c, d].map(withoutSettlement))),
        );
      }),
    );
  });

  test("always fit the schema that they are read back by", () => {
    fc.assert(
      fc.property(history, (entries) => {
        const totals = foldEntries(entries, berlin);
        expect(Totals.parse(JSON.parse(bytes(totals)))).toEqual(totals);
      }),
    );
  });
});

function full(entries: readonly unknown[]) {
  return { minLength: entries.length, maxLength: entries.length };
}

function sum(
  cause: string,
  funding: string,
  currency: string,
  net: number,
  takenBack: number,
  gifts: number,
) {
  return { cause, funding, currency, settlesOn: "2026-12-22", net, takenBack, gifts };
}
