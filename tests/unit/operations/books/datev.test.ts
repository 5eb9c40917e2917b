import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { booksBytes, booksOf, ChartOfAccounts } from "../../../../core/operations/books/books.ts";
import { DATEV_COLUMNS } from "../../../../core/operations/books/datev.ts";
import type { Posting } from "../../../../core/operations/books/journal.ts";

const chart = ChartOfAccounts.parse({
  ...{ gifts: 6310, matches: 6311, till: 1460, accrued: 3500, held: 3510, payable: 3601 },
  datev: { adviser: 29098, client: 55003 },
});

const given: Posting = {
  ...{ day: "2026-11-22", currency: "EUR", because: "given", cause: "clean-rivers", funding: "brand" },
  ...{ debit: "gifts", credit: "accrued", minor: 1_25 },
};

const linesOf = (postings: readonly Posting[], accounts = chart) =>
  booksOf("datev", postings, accounts).split("\r\n");

/** As the vendor publishes them, of the columns that we write: developer.datev.de, DATEV format, posting batch; read on 2026-11-28. */
const PUBLISHED: Readonly<Record<string, RegExp>> = {
  "Umsatz (ohne Soll/Haben-Kz)": /^\d{1,10},\d{2}$/,
  "Soll/Haben-Kennzeichen": /^"(S|H)"$/,
  "WKZ Umsatz": /^"([A-Z]{3})"$/,
  Konto: /^\d{1,9}$/,
  "Gegenkonto (ohne BU-Schlüssel)": /^\d{1,9}$/,
  Belegdatum: /^\d{4}$/,
  "Belegfeld 1": /^"[\w$%\-/]{0,36}"$/,
  Buchungstext: /^".{0,60}"$/,
  Festschreibung: /^[01]$/,
};

describe("a file for DATEV", () => {
  test("has a header of its 31 fields, the names of its 125 columns, and a line for each posting", () => {
    const [header, names, row, end] = linesOf([given]);
    expect(header).toBe(
      '"EXTF";700;21;"Buchungsstapel";13;20261122235959000;;"RE";"";"";29098;55003;20260101;4;20261122;20261122;"Wellspring";"";1;0;0;"EUR";;"";;;"";;;"";""',
    );
    expect(header?.split(";")).toHaveLength(31);
    expect(names?.split(";")).toHaveLength(125);
    expect(names?.startsWith("Umsatz (ohne Soll/Haben-Kz);Soll/Haben-Kennzeichen;WKZ Umsatz;Kurs;")).toBe(
      true,
    );
    expect(names?.endsWith("EU-Steuersatz (Ursprung);Abw. Skontokonto")).toBe(true);
    expect(row?.split(";").slice(0, 14).join(";")).toBe(
      '1,25;"S";"EUR";;;"";6310;3500;"";2211;"WS-2026-11-22-EUR";"";;"Gifts of purchases: clean-rivers, brand"',
    );
    expect(end).toBe("");
    expect(booksBytes("datev", names ?? "").includes(Buffer.from([0x53, 0x74, 0xfc, 0x63, 0x6b]))).toBe(true);
  });

  test("keeps to the published form of each column, and has every posting once, to the minor unit", () => {
    const posting = fc
      .record({
        minor: fc.integer({ min: 1, max: 999_999_999_999 }),
        day: fc.constantFrom("2026-01-01", "2026-02-28", "2026-12-31"),
        because: fc.constantFrom("given" as const, "settled" as const, "toppedUp" as const),
        cause: fc.constantFrom("clean-rivers", "a-cause-with-a-name-that-is-as-long-as-short-names-may-be"),
      })
      .map((drawn): Posting => ({ ...given, ...drawn }));
    fc.assert(
      fc.property(fc.array(posting, { minLength: 1, maxLength: 6 }), (postings) => {
        const rows = linesOf(postings)
          .slice(2, -1)
          .map((row) => row.split(";"));
        for (const cells of rows) {
          expect(cells).toHaveLength(DATEV_COLUMNS.length);
          cells.forEach((cell, at) => {
            const { name = "", isText } = DATEV_COLUMNS[at] ?? {};
            expect([name, cell]).toEqual([
              name,
              expect.stringMatching(PUBLISHED[name] ?? (isText ? /^""$/ : /^$/)),
            ]);
          });
        }
        expect(rows.map(([amount = ""]) => Number(amount.replace(",", "")))).toEqual(
          postings.map(({ minor }) => minor),
        );
      }),
    );
  });

  test("begins its business year where the brand's does, and writes currencies without decimals as DATEV does", () => {
    const july = ChartOfAccounts.parse({
      ...chart,
      datev: { adviser: 29098, client: 55003, yearBegins: "07-01" },
    });
    const [header] = linesOf([{ ...given, day: "2026-03-01" }], july);
    expect(header).toContain(";20250701;4;20260301;");
    expect(linesOf([{ ...given, currency: "JPY", minor: 110 }])[2]).toMatch(/^110,00;"S";"JPY";/);
  });

  test("is refused where DATEV could not take it", () => {
    const refused =
      (postings: readonly Posting[], accounts = chart) =>
      () =>
        linesOf(postings, accounts);
    expect(refused([given], ChartOfAccounts.parse({ ...chart, datev: undefined }))).toThrow("write datev");
    expect(refused([])).toThrow("no posting");
    expect(refused([given, { ...given, currency: "USD" }])).toThrow("--currency");
    expect(refused([given, { ...given, day: "2027-01-01" }])).toThrow("one business year");
    expect(refused([{ ...given, currency: "KWD" }])).toThrow("decimals");
    expect(refused([given], { ...chart, gifts: "gifts" })).toThrow("gifts is none");
    expect(refused([{ ...given, currency: "JPY", minor: 99_999_999_999 }])).toThrow("more than DATEV takes");
  });
});
