import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { spanOf } from "../../../../cli/money/journal.ts";
import type { Entry } from "../../../../core/giving/ledger/entry.ts";
import { calendar } from "../../../../core/impact/calendar.ts";
import { figures } from "../../../../core/impact/figures.ts";
import { foldEntries } from "../../../../core/impact/fold.ts";
import { dayIn } from "../../../../core/model/days.ts";
import { BOOK_FORMATS, balances, booksOf, ChartOfAccounts } from "../../../../core/operations/books/books.ts";
import { Journal, type Posting } from "../../../../core/operations/books/journal.ts";
import { endedStories, told } from "../../../support/claim-stories.ts";
import { brand } from "../../../support/giving-builders.ts";
import { accrual, reassignment } from "../../../support/ledger-entries.ts";

const FIRST = "2026-01-01";
const LAST = "2027-12-31";

/** The entries of a story, each recorded so many hours after the one before. */
const recorded = fc
  .tuple(endedStories, fc.array(fc.integer({ min: 0, max: 24 * 20 }), { minLength: 12, maxLength: 12 }))
  .map(([story, pauses]) => ({ story, pauses }));

async function entriesOf({
  story,
  pauses,
}: {
  story: Parameters<typeof told>[0];
  pauses: readonly number[];
}) {
  const { world } = await told(story);
  let at = Date.parse("2026-11-22T14:00:00Z");
  return world.ledger.entries.map((entry, index): Entry => {
    at += (pauses[index % pauses.length] ?? 0) * 3_600_000;
    return { ...entry, recordedAt: `${new Date(at).toISOString().slice(0, 19)}Z` };
  });
}

function journalOf(entries: readonly Entry[]): Journal {
  const journal = new Journal(brand.timeZone);
  for (const entry of entries) journal.add(entry);
  return journal;
}

const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0);

describe("the journal", () => {
  test("balances, owes a charity what pages call settled, and what else it owes is what they call pending", async () => {
    await fc.assert(
      fc.asyncProperty(recorded, fc.integer({ min: 0, max: 120 }), async (drawn, later) => {
        const entries = await entriesOf(drawn);
        // All is recorded by then; a part that settles on a later day is pending.
        const start =
          entries
            .map(({ recordedAt }) => dayIn(brand.timeZone, recordedAt))
            .toSorted()
            .at(-1) ?? "";
        const from = [start, "2027-01-08"].toSorted().at(-1) ?? "";
        const today = new Date(Date.parse(from) + later * 86_400_000).toISOString().slice(0, 10);
        const owed = balances(journalOf(entries).postings(FIRST, today));
        expect(sum([...owed.values()])).toBe(0);
        const totals = foldEntries(entries, calendar(brand.timeZone));
        const shown = figures({ today, allTime: totals, days: [{ day: today, totals }] }, "everything");
        const owes = (account: string) => 0 - (owed.get(`USD ${account}`) ?? 0);
        const of = (fundings: readonly string[], what: "pending" | "settled") =>
          sum(shown.filter(({ funding }) => fundings.includes(funding)).map((figure) => figure[what]));
        expect(owes("payable")).toBe(of(["brand", "match", "customer"], "settled"));
        expect(owes("accrued")).toBe(of(["brand", "match"], "pending"));
        expect(owes("held")).toBe(of(["customer"], "pending"));
      }),
      { numRuns: 150 },
    );
  });

  test("tells what somebody picked from what the brand moved", () => {
    const gift = accrual({ orderId: "1", parts: [{ cause: "clean-rivers", funding: "brand", minor: 100 }] });
    const why = (entry: Entry) =>
      new Set(
        journalOf([gift, entry])
          .postings(FIRST, LAST)
          .map(({ because }) => because),
      );
    expect(why(reassignment(gift, { sequence: 1 }))).toEqual(new Set(["given", "picked", "settled"]));
    expect(why(reassignment(gift, { sequence: 1, by: "brand" }))).toEqual(
      new Set(["given", "moved", "settled"]),
    );
  });

  test("of a day that is over never changes, and is the same bytes in whatever order entries are read", async () => {
    await fc.assert(
      fc.asyncProperty(recorded, fc.nat(), fc.nat(), async (drawn, cut, turn) => {
        const entries = await entriesOf(drawn);
        const some = entries.slice(0, cut % (entries.length + 1));
        const { recordedAt } = entries[some.length] ?? {};
        const next = recordedAt === undefined ? LAST : dayIn(brand.timeZone, recordedAt);
        const over = (all: readonly Posting[]) => all.filter(({ day }) => day < next);
        expect(over(journalOf(some).postings(FIRST, LAST))).toEqual(
          over(journalOf(entries).postings(FIRST, LAST)),
        );
        const at = turn % entries.length;
        const turned = [...entries.slice(at), ...entries.slice(0, at)];
        expect(booksOf("csv", journalOf(turned).postings(FIRST, LAST))).toBe(
          booksOf("csv", journalOf(entries).postings(FIRST, LAST)),
        );
        const days = ["2026-11-30", "2026-12-24"] as const;
        const journal = journalOf(entries);
        expect([
          ...journal.postings(FIRST, days[0]),
          ...journal.postings("2026-12-01", days[1]),
          ...journal.postings("2026-12-25", LAST),
        ]).toEqual(journal.postings(FIRST, LAST));
      }),
      { numRuns: 100 },
    );
  });
});

const postings: readonly Posting[] = [
  {
    ...{ day: "2026-11-22", currency: "EUR", because: "given", cause: "clean-rivers", funding: "brand" },
    ...{ debit: "gifts", credit: "accrued", minor: 1_25 },
  },
  {
    ...{ day: "2026-12-13", currency: "EUR", because: "settled", cause: "clean-rivers", funding: "brand" },
    ...{ debit: "accrued", credit: "payable", minor: 1_25 },
  },
];
const chart = ChartOfAccounts.parse({
  ...{ gifts: 6310, matches: 6311, till: 1460, accrued: 3500, held: 3510 },
  ...{ payable: { "clean-rivers": 3601 }, taxRate: "Tax Exempt" },
});

describe("a file for the books", () => {
  test("says each amount exactly, in the shape that its program takes", () => {
    expect(booksOf("csv", postings)).toMatchInlineSnapshot(`
      "date,document,debit,credit,amount,currency,cause,funding,text
      2026-11-22,WS-2026-11-22-EUR,gifts,accrued,1.25,EUR,clean-rivers,brand,Gifts of purchases
      2026-12-13,WS-2026-12-13-EUR,accrued,payable,1.25,EUR,clean-rivers,brand,Settled
      "
    `);
    expect(booksOf("xero", postings, chart)).toMatchInlineSnapshot(`
      "*Narration,*Date,Description,*AccountCode,*TaxRate,*Amount,TrackingName1,TrackingOption1
      WS-2026-11-22-EUR,22/11/2026,"Gifts of purchases: clean-rivers, brand",6310,Tax Exempt,1.25,Cause,clean-rivers
      WS-2026-11-22-EUR,22/11/2026,"Gifts of purchases: clean-rivers, brand",3500,Tax Exempt,-1.25,Cause,clean-rivers
      WS-2026-12-13-EUR,13/12/2026,"Settled: clean-rivers, brand",3500,Tax Exempt,1.25,Cause,clean-rivers
      WS-2026-12-13-EUR,13/12/2026,"Settled: clean-rivers, brand",3601,Tax Exempt,-1.25,Cause,clean-rivers
      "
    `);
    expect(booksOf("quickbooks", postings, chart)).toMatchInlineSnapshot(`
      "Journal No,Journal Date,Account,Debits,Credits,Description,Name,Currency
      WS-2026-11-22-EUR,11/22/2026,6310,1.25,,"Gifts of purchases: clean-rivers, brand",clean-rivers,EUR
      WS-2026-11-22-EUR,11/22/2026,3500,,1.25,"Gifts of purchases: clean-rivers, brand",clean-rivers,EUR
      WS-2026-12-13-EUR,12/13/2026,3500,1.25,,"Settled: clean-rivers, brand",clean-rivers,EUR
      WS-2026-12-13-EUR,12/13/2026,3601,,1.25,"Settled: clean-rivers, brand",clean-rivers,EUR
      "
    `);
    expect(booksOf("iif", postings, chart).replaceAll("\t", " | ")).toMatchInlineSnapshot(`
      "!TRNS | TRNSTYPE | DATE | ACCNT | NAME | AMOUNT | DOCNUM | MEMO
      !SPL | TRNSTYPE | DATE | ACCNT | NAME | AMOUNT | DOCNUM | MEMO
      !ENDTRNS
      TRNS | GENERAL JOURNAL | 11/22/2026 | 6310 | clean-rivers | 1.25 | WS-2026-11-22-EUR | Gifts of purchases: clean-rivers, brand
      SPL | GENERAL JOURNAL | 11/22/2026 | 3500 | clean-rivers | -1.25 | WS-2026-11-22-EUR | Gifts of purchases: clean-rivers, brand
      ENDTRNS
      TRNS | GENERAL JOURNAL | 12/13/2026 | 3500 | clean-rivers | 1.25 | WS-2026-12-13-EUR | Settled: clean-rivers, brand
      SPL | GENERAL JOURNAL | 12/13/2026 | 3601 | clean-rivers | -1.25 | WS-2026-12-13-EUR | Settled: clean-rivers, brand
      ENDTRNS
      "
    `);
  });

  test("sums to zero in each program, also of currencies without decimals", () => {
    const yen = postings.map((one) => ({ ...one, currency: "JPY", minor: 110 }));
    for (const format of BOOK_FORMATS.filter((one) => one === "xero" || one === "iif")) {
      const amounts = booksOf(format, yen, chart).match(/(?<=[,\t])-?\d+(?=[,\t](?:Cause|WS))/g) ?? [];
      expect(amounts, format).toHaveLength(4);
      expect(sum(amounts.map(Number)), format).toBe(0);
    }
  });

  test("is refused where a program could not take it", () => {
    const [one] = postings;
    if (one === undefined) throw new Error("There are postings.");
    const two = [...postings, { ...one, currency: "USD" }];
    expect(() => booksOf("xero", two, chart)).toThrow("of one currency");
    expect(() => booksOf("iif", two, chart)).toThrow("--currency");
    expect(() => booksOf("xero", postings)).toThrow("taxRate");
    expect(() => booksOf("csv", [{ ...one, credit: "payable", cause: "open-paths" }], chart)).toThrow(
      "payable to open-paths",
    );
  });
});

describe("the span of a journal", () => {
  test("is the last whole month, or the days that are named and over", () => {
    expect(spanOf({}, "2026-11-28")).toEqual({ from: "2026-10-01", to: "2026-10-31" });
    expect(spanOf({}, "2026-01-01")).toEqual({ from: "2025-12-01", to: "2025-12-31" });
    expect(spanOf({ to: "2024-02-29" }, "2026-11-28")).toEqual({ from: "2024-02-01", to: "2024-02-29" });
    expect(() => spanOf({ to: "2026-11-28" }, "2026-11-28")).toThrow("is not over");
    expect(() => spanOf({ from: "2026-11-02", to: "2026-11-01" }, "2026-11-28")).toThrow("is after");
    expect(() => spanOf({ from: "November" }, "2026-11-28")).toThrow("is no day");
  });
});
