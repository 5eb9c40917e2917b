import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatMinor } from "../../../../core/model/money.ts";
import { bankReference, shortBankReference } from "../../../../core/settlement/bank/payout-reference.ts";
import { UK_TABLE, writeCsv } from "../../../../core/settlement/bank/write-csv.ts";
import { AchOriginator, writeNacha } from "../../../../core/settlement/bank/write-nacha.ts";
import { writePaypalCsv } from "../../../../core/settlement/bank/write-paypal-csv.ts";
import { payee, payoutIdOf, routingOf, run, transfer, transfersOf } from "../../../support/bank-builders.ts";

const originator = AchOriginator.parse({
  name: "Tarnfell Outdoor Inc",
  companyId: "1123456789",
  routing: routingOf("12100024"),
  bank: "Bank of the Example",
});

/** Fields of Nacha's records by their first column and their width, counted as the format's table counts them. */
const ENTRY = {
  code: [2, 2],
  routing: [4, 9],
  account: [13, 17],
  amount: [30, 10],
  name: [55, 22],
  addenda: [79, 1],
  trace: [80, 15],
} as const;
const ADDENDA = { type: [2, 2], text: [4, 80], sequence: [84, 4], entry: [88, 7] } as const;
const BATCH = { class: [2, 3], company: [41, 10], kind: [51, 3], effective: [70, 6], bank: [80, 8] } as const;
const BATCH_CONTROL = {
  count: [5, 6],
  hash: [11, 10],
  debits: [21, 12],
  credits: [33, 12],
  company: [45, 10],
  bank: [80, 8],
} as const;
const FILE_CONTROL = {
  batches: [2, 6],
  blocks: [8, 6],
  count: [14, 8],
  hash: [22, 10],
  debits: [32, 12],
  credits: [44, 12],
} as const;

type Layout = Readonly<Record<string, readonly [first: number, width: number]>>;

function fields<Fields extends Layout>(
  record: string,
  layout: Fields,
): { readonly [Name in keyof Fields]: string } {
  const read = Object.entries(layout).map(([name, [first, width]]) => [
    name,
    record.slice(first - 1, first - 1 + width),
  ]);
  return Object.fromEntries(read);
}

describe("a file of Nacha's", () => {
  test("is lines of 94 characters by tens, whose counts, hash and sums are those of its entries", () => {
    fc.assert(
      fc.property(transfersOf("ach", { currency: "USD" }), (transfers) => {
        const file = writeNacha(run, originator, transfers);
        expect(writeNacha(run, originator, transfers)).toBe(file);
        const lines = file.split("\n").slice(0, -1);
        expect(lines.length % 10).toBe(0);
        expect(lines.every((line) => /^[\x20-\x7e]{94}$/.test(line))).toBe(true);
        const of = (kind: string) => lines.filter((line) => line.startsWith(kind) && !/^9{94}$/.test(line));
        const entries = of("6").map((line) => fields(line, ENTRY));
        const sum = entries.reduce((all, { amount }) => all + BigInt(amount), 0n);
        const hash = entries.reduce((all, { routing }) => all + BigInt(routing.slice(0, 8)), 0n);
        const said = {
          hash: String(hash).padStart(10, "0").slice(-10),
          debits: "0".repeat(12),
          credits: String(sum).padStart(12, "0"),
        };
        expect(of("8").map((line) => fields(line, BATCH_CONTROL))).toEqual([
          {
            ...said,
            count: String(transfers.length * 2).padStart(6, "0"),
            company: "1123456789",
            bank: "12100024",
          },
        ]);
        expect(of("9").map((line) => fields(line, FILE_CONTROL))).toEqual([
          {
            ...said,
            batches: "000001",
            blocks: String(lines.length / 10).padStart(6, "0"),
            count: String(transfers.length * 2).padStart(8, "0"),
          },
        ]);
        expect(entries.map(({ amount }) => Number(amount))).toEqual(transfers.map(({ amount }) => amount));
        expect(of("7").map((line) => fields(line, ADDENDA).text.trim())).toEqual(
          transfers.map(
            ({ endToEndId, amount }) =>
              `RMR*ZZ*${bankReference(endToEndId)}**${formatMinor(amount, "USD")}\\`,
          ),
        );
        expect(of("7").map((line) => fields(line, ADDENDA).entry)).toEqual(
          entries.map(({ trace }) => trace.slice(8)),
        );
      }),
      { numRuns: 60 },
    );
  });

  test("pays organisations by CCD, on the day that the run states", () => {
    const [header = "", batch = "", entry = ""] = writeNacha(run, originator, [transfer("ach")]).split("\n");
    expect(header).toMatch(/^101 12100024811234567892612010930A094101Bank of the Example {4}/);
    expect(fields(batch, BATCH)).toEqual({
      class: "220",
      company: "1123456789",
      kind: "CCD",
      effective: "261202",
      bank: "12100024",
    });
    expect(fields(entry, ENTRY)).toMatchObject({
      code: "22",
      account: "0001234567       ",
      name: "Clean Rivers Fund     ",
      addenda: "1",
      trace: "121000240000001",
    });
  });

  test("pays dollars, and no more than ten digits of cents", () => {
    expect(() => writeNacha(run, originator, [transfer("ach", { currency: "EUR" })])).toThrow(
      /currency: is EUR/,
    );
    expect(() => writeNacha(run, originator, [transfer("ach", { amount: 10_000_000_000 })])).toThrow(
      /amount: has more/,
    );
  });
});

describe("a bank's table", () => {
  test("has the columns that the bank states, each amount exact", () => {
    fc.assert(
      fc.property(transfersOf("uk", { currency: "GBP" }), (transfers) => {
        const rows: string[][] = parse(writeCsv(run, UK_TABLE, transfers));
        expect(rows[0]).toEqual(["Sort code", "Account number", "Account name", "Amount", "Reference"]);
        expect(rows.slice(1).map(([, , , amount, reference]) => [amount, reference])).toEqual(
          transfers.map(({ amount, endToEndId }) => [
            formatMinor(amount, "GBP"),
            shortBankReference(endToEndId),
          ]),
        );
        expect(rows.slice(1).every(([, , , , reference]) => reference?.length === 18)).toBe(true);
      }),
      { numRuns: 40 },
    );
  });

  test("keeps the zeros of sort codes and accounts, and has no line of names where the bank wants none", () => {
    expect(writeCsv(run, { ...UK_TABLE, named: false }, [transfer("uk")])).toBe(
      `200000,01234567,The Rivers Trust of Example,1234.56,${shortBankReference(payoutIdOf(1))}\r\n`,
    );
  });

  test("is refused for a name that a table takes for a formula, and for a column that the account lacks", () => {
    const formula = transfer("uk", { payee: payee("uk", { holder: "+Rivers" }) });
    expect(() => writeCsv(run, UK_TABLE, [formula])).toThrow(/holder: begins with “\+”/);
    const bics = { method: "iban", named: true, columns: [{ name: "BIC", of: "bic" }] } as const;
    expect(() => writeCsv(run, bics, [transfer("iban")])).toThrow(/bic: the charity's account has none/);
  });
});

describe("a table for PayPal", () => {
  test("has no line of names, and the payout's id in each", () => {
    fc.assert(
      fc.property(transfersOf("paypal", { currency: "USD" }), (transfers) => {
        const rows: string[][] = parse(writePaypalCsv(run, transfers));
        expect(rows.map(([, amount, currency, id, , wallet]) => [amount, currency, id, wallet])).toEqual(
          transfers.map(({ amount, endToEndId }) => [
            formatMinor(amount, "USD"),
            "USD",
            bankReference(endToEndId),
            "PAYPAL",
          ]),
        );
      }),
      { numRuns: 40 },
    );
  });

  test("pays in whole forints, as PayPal holds no part of one, and nothing that PayPal does not hold", () => {
    const forints = (amount: number) =>
      writePaypalCsv(run, [transfer("paypal", { currency: "HUF", amount })]);
    expect(forints(150_000)).toContain(",1500,HUF,");
    expect(() => forints(150_050)).toThrow(/amount: 1500.50 is no whole amount/);
    expect(() => writePaypalCsv(run, [transfer("paypal", { currency: "KWD" })])).toThrow(/does not hold KWD/);
  });
});
