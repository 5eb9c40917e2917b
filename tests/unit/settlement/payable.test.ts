import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Entry } from "../../../core/giving/ledger/entry.ts";
import { calendar } from "../../../core/impact/calendar.ts";
import { balances } from "../../../core/operations/books/books.ts";
import { Journal } from "../../../core/operations/books/journal.ts";
import { duesOf, UnknownCauseError } from "../../../core/settlement/due.ts";
import { Payable } from "../../../core/settlement/payable.ts";
import { accrual, clawback, history, reassignment } from "../../support/ledger-entries.ts";
import { aCause, causes } from "../../support/settlement-world.ts";

const { dayOf } = calendar("Europe/Berlin");

function payableAt(through: string, entries: readonly Entry[]) {
  const payable = new Payable(through, dayOf);
  for (const entry of entries) payable.add(entry);
  return payable.sums();
}

/** Days and hours after the entries of the histories, before and after they settle. */
const days = fc.constantFrom(
  "2026-11-22",
  "2026-11-23",
  "2026-12-01",
  "2026-12-22",
  "2027-01-14",
  "2027-01-15",
);

describe("what is payable at the end of a day", () => {
  test("is in each currency what the books say is payable then", () => {
    fc.assert(
      fc.property(history, days, (entries, through) => {
        const journal = new Journal("Europe/Berlin");
        for (const entry of entries) journal.add(entry);
        const booked = balances(journal.postings("2026-01-01", through));
        const sums = Map.groupBy(payableAt(through, entries), ({ currency }) => currency);
        for (const currency of ["USD", "EUR", "JPY"]) {
          const payable = (sums.get(currency) ?? []).reduce((all, { minor }) => all + minor, 0);
          expect(payable).toBe(0 - (booked.get(`${currency} payable`) ?? 0));
        }
      }),
      { numRuns: 100 },
    );
  });

  test("is the same whatever comes into the ledger later, and in whatever order it is read", () => {
    fc.assert(
      fc.property(history, days, fc.nat(), (entries, through, turn) => {
        const over = entries.filter(({ recordedAt }) => dayOf(recordedAt) <= through);
        const at = turn % Math.max(1, entries.length);
        const turned = [...entries.slice(at), ...entries.slice(0, at)];
        expect(payableAt(through, turned)).toEqual(payableAt(through, over));
      }),
      { numRuns: 50 },
    );
  });

  test("leaves a gift out while somebody with the receipt can still pick its cause, with all that refunds took of it", () => {
    const gift = accrual({
      orderId: "1",
      settlesOn: "2026-11-25",
      causeBy: "unclaimed",
      claimUntil: "2026-12-06T13:35:45Z",
    });
    const refund = clawback(gift, {
      sequence: 1,
      parts: [{ cause: "clean-rivers", funding: "brand", minor: -30 }],
    });
    expect(payableAt("2026-12-05", [gift, refund])).toEqual([]);
    expect(payableAt("2026-12-06", [refund, gift])).toEqual([
      { cause: "clean-rivers", currency: "USD", funding: "brand", minor: 70 },
    ]);
  });

  test("is of the picked cause as soon as it was picked and the gift is settled", () => {
    const gift = accrual({
      orderId: "1",
      settlesOn: "2026-11-25",
      causeBy: "unclaimed",
      claimUntil: "2027-01-21T13:35:45Z",
    });
    const pick = reassignment(gift, { sequence: 1 });
    expect(payableAt("2026-12-01", [gift, pick])).toEqual([]);
    expect(payableAt("2026-12-02", [gift, pick])).toEqual([
      { cause: "night-sky", currency: "USD", funding: "brand", minor: 100 },
    ]);
  });

  test("takes a late refund off on its own day, below zero where the gift was never due", () => {
    const gift = accrual({ orderId: "1", settlesOn: "2026-11-25" });
    const late = clawback(gift, {
      sequence: 1,
      refundedAt: "2026-12-20T10:00:00Z",
      recordedAt: "2026-12-20T10:00:00Z",
    });
    expect(payableAt("2026-12-19", [gift, late])[0]?.minor).toBe(100);
    expect(payableAt("2026-12-20", [gift, late])).toEqual([]);
    expect(payableAt("2026-12-20", [late])[0]?.minor).toBe(-100);
  });
});

describe("what is due to charities", () => {
  const sums = [
    { cause: "rivers", currency: "EUR", funding: "brand", minor: 70 },
    { cause: "lakes", currency: "EUR", funding: "brand", minor: -20 },
    { cause: "paths", currency: "EUR", funding: "match", minor: 5 },
  ] as const;

  test("is the sum of a charity's causes, whatever each of them calls it", () => {
    const renamed = [aCause("rivers", "1128267", { name: "Rivers Trust" }), ...causes.slice(1)];
    const accounts = (stated: typeof causes) =>
      duesOf(sums, stated, new Map()).map(({ name: _, ...due }) => due);
    expect(accounts(renamed)).toEqual(accounts(causes));
    expect(duesOf(sums, causes, new Map()).map(({ minor, causes: of }) => [minor, of])).toEqual([
      [
        50,
        [
          { cause: "rivers", minor: 70 },
          { cause: "lakes", minor: -20 },
        ],
      ],
      [5, [{ cause: "paths", minor: 5 }]],
    ]);
  });

  test("waits for a person where a cause was paid to another charity, and still counts where it was", () => {
    const [rivers] = duesOf(sums, causes, new Map([["lakes", "GB-CHC-123456"]]));
    expect(rivers).toMatchObject({
      charity: "GB-CHC-1128267",
      minor: 70,
      causes: [{ cause: "rivers", minor: 70 }],
    });
    const moved = duesOf(sums, causes, new Map([["lakes", "GB-CHC-123456"]]))[1];
    expect(moved).toMatchObject({
      ...{ charity: "GB-CHC-123456", funding: "brand", minor: -20 },
      waiting: { because: "otherCharity", cause: "lakes" },
    });
  });

  test("waits for a person where the brand states no register, unless the charity is invented", () => {
    const waitsFor = (sample: boolean) =>
      duesOf(sums, [...causes.slice(0, 2), aCause("paths", undefined, { sample })], new Map()).map(
        ({ waiting }) => waiting?.because,
      );
    expect(waitsFor(false)).toEqual([undefined, "unregistered"]);
    expect(waitsFor(true)).toEqual([undefined, undefined]);
  });

  test("fails where the ledger has gifts to a cause that the brand does not state", () => {
    expect(() => duesOf(sums, causes.slice(1), new Map())).toThrow(UnknownCauseError);
  });
});
