import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  causesCsv,
  choicesCsv,
  communityCsv,
  daysCsv,
  monthsCsv,
  termsCsv,
} from "../../../../core/impact/api/csv.ts";
import { EXAMPLE_CAUSE } from "../../../../core/impact/api/examples.ts";
import type { CauseView, Figure, MonthPoint, SeriesPoint } from "../../../../core/impact/view.ts";
import { Locale } from "../../../../core/model/cause.ts";
import { Funding } from "../../../../core/model/gift.ts";
import { minorDigits } from "../../../../core/model/money.ts";
import { everyday } from "../../../support/states.ts";

/** A reader of RFC 4180 that knows nothing of ours, by column name. */
function read(csv: string): Record<string, string>[] {
  const rows: string[][] = [[]];
  for (const [, quoted, plain = "", end] of csv.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain);
    if (end === "\r\n") rows.push([]);
  }
  expect(rows.pop()).toEqual([]);
  const [names = [], ...lines] = rows;
  for (const line of lines) expect(line).toHaveLength(names.length);
  return lines.map((line) => Object.fromEntries(names.map((name, at) => [name, line[at] ?? ""])));
}

const textOf = (cell = "") => cell.replace(/^'/, "");
const minorOf = (cell = "", currency = "") => {
  const [whole = "", rest = ""] = cell.replace("-", "").split(".");
  expect(rest).toHaveLength(minorDigits(currency));
  const minor = Number(whole + rest);
  return cell.startsWith("-") && minor !== 0 ? -minor : minor;
};
const figureOf = ({
  funding,
  currency = "",
  pending,
  settled,
  takenBack,
  gifts,
}: Record<string, string>) => ({
  funding,
  currency,
  pending: minorOf(pending, currency),
  settled: minorOf(settled, currency),
  takenBack: minorOf(takenBack, currency),
  gifts: Number(gifts),
});

const currency = fc.constantFrom("EUR", "USD", "JPY", "KWD");
const funding = fc.constantFrom(...Funding.options);
const minor = fc.integer({ min: -(10 ** 12), max: 10 ** 12 });
const figures: fc.Arbitrary<Figure[]> = fc.array(
  fc.record({
    funding,
    currency,
    pending: minor,
    settled: minor,
    takenBack: fc.nat(10 ** 9),
    gifts: fc.nat(),
  }),
);
const words = fc.oneof(
  fc.string(),
  fc.constantFrom(
    '=HYPERLINK("https://evil.example")',
    "+1",
    "-1+1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "'",
    "a\r\nb",
    '"',
  ),
);
const causes: fc.Arbitrary<CauseView[]> = fc.array(
  fc.record({ en: words, de: words, figures }).map(({ en, de, figures }) => ({
    ...EXAMPLE_CAUSE,
    name: { en, de },
    figures,
  })),
  { maxLength: 4 },
);

describe("a table of public figures", () => {
  test("says of the community what the JSON says", () => {
    fc.assert(
      fc.property(figures, (all) => {
        expect(read(communityCsv({ figures: all })).map(figureOf)).toEqual(all);
      }),
    );
  });

  test("says of causes what the JSON says, whatever they are called", () => {
    fc.assert(
      fc.property(causes, (all) => {
        const rows = read(causesCsv({ causes: all })).map((row) => ({
          slug: row["cause"],
          names: Locale.options.map((locale) => textOf(row[`name_${locale}`])),
          figure: figureOf(row),
        }));
        const expected = all.flatMap(({ slug, name, figures }) =>
          figures.map((figure) => ({ slug, names: Locale.options.map((locale) => name[locale]), figure })),
        );
        expect(rows).toEqual(expected);
      }),
    );
  });

  test("says of days what the JSON says", () => {
    const series: fc.Arbitrary<SeriesPoint[]> = fc.array(
      fc.record({ day: fc.constantFrom("2026-01-15", "2026-01-16"), funding, currency, net: minor }),
    );
    fc.assert(
      fc.property(series, (all) => {
        const rows = read(daysCsv({ series: all })).map(({ day, funding, currency = "", net }) => ({
          day,
          funding,
          currency,
          net: minorOf(net, currency),
        }));
        expect(rows).toEqual(all);
      }),
    );
  });

  test("says of months what the JSON says", () => {
    const months: fc.Arbitrary<MonthPoint[]> = fc.array(
      fc.record({
        month: fc.constantFrom("2026-01", "2026-02"),
        cause: fc.constantFrom("clean-rivers", "bike-paths"),
        funding,
        currency,
        net: minor,
        takenBack: minor,
        gifts: fc.nat(),
      }),
    );
    fc.assert(
      fc.property(months, (all) => {
        const rows = read(monthsCsv({ months: all })).map(
          ({ currency = "", net, takenBack, gifts, ...row }) => ({
            ...row,
            currency,
            net: minorOf(net, currency),
            takenBack: minorOf(takenBack, currency),
            gifts: Number(gifts),
          }),
        );
        expect(rows).toEqual(all);
      }),
    );
  });

  test("holds no cell that a spreadsheet would run: one that begins so is a number", () => {
    fc.assert(
      fc.property(causes, (all) => {
        for (const row of read(causesCsv({ causes: all })))
          for (const text of Object.values(row))
            if (/^[=+\-@\t\r]/.test(text)) expect(text).toMatch(/^-\d+(\.\d+)?$/);
      }),
    );
  });
});

test("choices as a table say of each cause how its purchases came to it", () => {
  const rows = read(choicesCsv(everyday));
  expect(rows.map(({ cause }) => cause)).toEqual(everyday.causes.map(({ slug }) => slug));
  expect(rows[1]).toEqual({
    cause: "open-paths",
    name_en: "Open paths",
    name_de: "Offene Wege",
    purchases: "1021",
    returned: "6",
    customers: "402",
    ...{ order: "300", customer: "250", claimed: "8", default: "63", split: "400" },
  });
});

test("terms as a table say all that the page says of them, in force and former", () => {
  const rows = read(termsCsv(everyday));
  const all = [...everyday.terms, ...everyday.formerTerms];
  expect(rows.map(({ terms, inForce }) => [terms, inForce])).toEqual(
    all.map(({ name }, at) => [name, String(at < everyday.terms.length)]),
  );
  expect(rows[0]).toEqual({
    terms: "web-shops@2",
    title_en: "Web shops",
    title_de: "Onlineshops",
    inForce: "true",
    from: "2026-01-01T00:00:00Z",
    until: "",
    share: "percentage",
    percent: "2.50",
    amounts: "",
    tiers: "",
    skus: "",
    roundUp: "true",
    minimumOrder: "USD 10.00; EUR 10.00; JPY 1500",
    capPerOrder: "USD 12.00; EUR 12.00; JPY 1800",
    capPerCampaign: "",
    guaranteedMinimum: "",
    split: "chosen 4; open-paths 1",
    defaultCause: "clean-rivers",
    returnDays: "21",
  });
  expect(rows[1]).toMatchObject({
    share: "flat",
    amounts: "USD 0.75; EUR 0.70; JPY 110",
    until: "2026-12-31T22:59:59Z",
  });
  expect(rows[2]).toMatchObject({ share: "tiers", tiers: "USD 1.00 from 0.00; USD 2.00 from 75.00" });
  expect(rows[3]).toMatchObject({
    share: "perUnit",
    skus: "TF-BOTTLE; TF-MEND",
    amounts: "USD 1.25; EUR 1.15; JPY 180",
  });
});
