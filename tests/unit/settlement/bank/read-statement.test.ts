import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { StatementTable } from "../../../../core/settlement/bank/read-csv.ts";
import { readStatements, STATEMENT_BYTES_MAX } from "../../../../core/settlement/bank/read-statement.ts";
import { StatementError } from "../../../../core/settlement/bank/statement.ts";
import { type StatementDay, writeCamt053 } from "../../../../demo/stand-in-bank.ts";
import { debtor, payoutIdOf } from "../../../support/bank-builders.ts";

const ID = payoutIdOf(1);
const AT_BANK = ID.replace("_", "-");
const bytes = (text: string) => new TextEncoder().encode(text);
const read = (text: string, table?: StatementTable) => readStatements(bytes(text), table);

const DAY: StatementDay = {
  ...{
    id: "2026-230",
    iban: debtor.iban,
    currency: "EUR",
    day: "2026-12-02",
    opening: "1000.00",
    closing: "-234.56",
  },
  bookings: [
    { endToEndId: AT_BANK, amount: "1234.56", currency: "EUR", bookedOn: "2026-12-02", reference: "BANK-1" },
  ],
};

const PAID = { endToEndId: ID, amount: 123_456, currency: "EUR", direction: "debit", bookedOn: "2026-12-02" };

function problemOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof StatementError) return error.message;
    throw error;
  }
  throw new Error("it was read");
}

describe("a statement in camt.053", () => {
  const text = writeCamt053(DAY);

  test("gives its balances and its bookings, and the hash of its bytes", () => {
    expect(read(text)).toEqual([
      {
        ...{ id: "2026-230", account: debtor.iban, currency: "EUR" },
        balances: { opening: 100_000, closing: -23_456 },
        entries: [{ ...PAID, bankReference: "BANK-1" }],
        file: createHash("sha256").update(text).digest("hex"),
      },
    ]);
  });

  test.each(["02", "04", "08"])(
    "is read in version %s, also with a prefix, and where the status is a plain text",
    (version) => {
      const older = text
        .replace("053.001.08", `053.001.${version}`)
        .replace("<Sts><Cd>BOOK</Cd></Sts>", "<Sts>BOOK</Sts>");
      expect(read(older)).toMatchObject([{ entries: [PAID] }]);
      const prefixed = older.replaceAll(/<(\/?)(?=[A-Z])/g, "<$1b:").replace("xmlns=", "xmlns:b=");
      expect(read(prefixed)).toMatchObject([{ entries: [PAID] }]);
    },
  );

  test("tells a return from other credits, and says why", () => {
    const bookings = [{ ...(DAY.bookings[0] ?? never()), returned: "AC04" }];
    expect(read(writeCamt053({ ...DAY, closing: "2234.56", bookings }))).toMatchObject([
      { entries: [{ ...PAID, direction: "credit", returnReason: "AC04" }] },
    ]);
  });

  test("divides a booking of several transfers by its parts, where they come to it", () => {
    const part = (id: string, amount: string) =>
      `<TxDtls><Refs><EndToEndId>${id}</EndToEndId></Refs><Amt Ccy="EUR">${amount}</Amt></TxDtls>`;
    const divided = (second: string) =>
      text.replace(/<TxDtls>.*<\/TxDtls>/, `${part(AT_BANK, "1000.00")}${part("invoice 7", second)}`);
    expect(read(divided("234.56"))[0]?.entries).toMatchObject([
      { endToEndId: ID, amount: 100_000, bankReference: "BANK-1" },
      { amount: 23_456 },
    ]);
    expect(read(divided("234.55"))[0]?.entries).toMatchObject([PAID]);
  });

  test("keeps nothing of the other party, nor what is pending", () => {
    const party = "<RltdPties><Cdtr><Nm>Jordan Private</Nm></Cdtr></RltdPties>";
    const pending = text.slice(text.indexOf("<Ntry>"), text.indexOf("</Ntry>") + 7).replace("BOOK", "PDNG");
    const full = text
      .replace("</Refs>", `</Refs>${party}<RmtInf><Ustrd>Dear Jordan</Ustrd></RmtInf>`)
      .replace("<Ntry>", `${pending}<Ntry>`);
    const statements = read(full);
    expect(JSON.stringify(statements)).not.toContain("Jordan");
    expect(statements).toMatchObject([{ entries: [PAID] }]);
    expect(statements[0]?.entries).toHaveLength(1);
  });

  test("as camt.054 has bookings and no balances", () => {
    const note = text
      .replace("camt.053", "camt.054")
      .replaceAll("BkToCstmrStmt", "BkToCstmrDbtCdtNtfctn")
      .replaceAll(/(<\/?)Stmt>/g, "$1Ntfctn>")
      .replaceAll(/<Bal>.*<\/Bal>/g, "");
    const [statement] = read(note);
    expect(statement?.entries).toMatchObject([PAID]);
    expect(statement).not.toHaveProperty("balances");
  });

  test.each([
    ["that does not add up", text.replace("234.56", "234.55"), /does not add up/],
    ["of another kind", text.replace("camt.053", "pain.001"), /line 2: is neither camt\.053/],
    ["without a closing balance", text.replace("CLBD", "ITBD"), /opening and closing balance/],
    [
      "with a document type",
      text.replace("<Document", '<!DOCTYPE a [<!ENTITY b "c">]><Document'),
      /line 2: has a document type/,
    ],
    ["with an entity of its own", text.replace("BANK-1", "&bank;"), /is no XML/],
    ["that ends early", text.slice(0, -40), /is no XML/],
    ["that has half an amount", text.replace("1234.56", "1,234.56"), /“1,234.56” is no amount in EUR/],
    ["finer than its currency", text.replace("1234.56", "1234.567"), /is no amount in EUR/],
    [
      "in another currency",
      text.replace('<Ntry><Amt Ccy="EUR">', '<Ntry><Amt Ccy="USD">'),
      /has an entry in USD/,
    ],
    ["in no currency", text.replaceAll('"EUR"', '"XXX"'), /“XXX” is no currency/],
    ["that is nested without end", text.replace("<Ntry>", `${"<a>".repeat(50)}`), /nested too deeply/],
    [
      "that is nested without end, where nothing is kept",
      text.replace("<Ntry>", `<Ownr>${"<a>".repeat(50)}`),
      /nested too deeply/,
    ],
    ["that is encoded otherwise", text.replace("UTF-8", "EBCDIC"), /is encoded as ebcdic/],
    ["that is empty", "", /is neither camt nor MT940/],
  ])("%s is refused with its line", (_case, bad, problem) => {
    expect(problemOf(() => read(bad))).toMatch(problem);
  });

  test("larger than any is refused before it is read", () => {
    expect(problemOf(() => readStatements(new Uint8Array(STATEMENT_BYTES_MAX + 1)))).toMatch(
      /larger than 10 MB/,
    );
  });

  test("that is changed anywhere is refused by name, or read as one that adds up", () => {
    const whole = bytes(text);
    fc.assert(
      fc.property(fc.nat({ max: whole.length - 1 }), fc.integer({ min: 0, max: 255 }), (at, byte) => {
        const changed = Uint8Array.from(whole, (one, index) => (index === at ? byte : one));
        try {
          for (const { balances, entries } of readStatements(changed)) {
            const sum = entries.reduce(
              (all, one) => all + (one.direction === "credit" ? one.amount : -one.amount),
              0,
            );
            expect((balances?.opening ?? Number.NaN) + sum).toBe(balances?.closing);
          }
        } catch (error) {
          expect(error).toBeInstanceOf(StatementError);
        }
      }),
      { numRuns: 400 },
    );
  });
});

const MT940 = [
  "{1:F01BANKDEFFAXXX0000000000}{2:I940BANKDEFFXXXXN}{4:",
  ":20:STARTUMS",
  ":25:12030000/0000202051",
  ":28C:00230/001",
  ":60F:C261201EUR1000,00",
  ":61:2612021202DR1234,56NTRFNONREF//BANK-1",
  `:86:116?00UEBERWEISUNG?20EREF+${AT_BANK.slice(0, 22)}?21${AT_BANK.slice(22)}?22SVWZ+Gifts of November`,
  "?30BANKDEFF?32JORDAN PRIVATE",
  ":62F:D261202EUR234,56",
  "-}",
].join("\r\n");

describe("a statement in MT940", () => {
  test("gives its balances and its bookings, also of an id that is divided", () => {
    expect(read(MT940)).toMatchObject([
      {
        ...{ id: "00230/001 STARTUMS", account: "12030000/0000202051", currency: "EUR" },
        balances: { opening: 100_000, closing: -23_456 },
        entries: [{ ...PAID, bankReference: "BANK-1" }],
      },
    ]);
    expect(JSON.stringify(read(MT940))).not.toMatch(/jordan/i);
  });

  test("is read without blocks around it, and several in one file", () => {
    const plain = MT940.split("\r\n").slice(1, -1).join("\n");
    expect(read(`${plain}\n-\n${plain}\n-\n`)).toHaveLength(2);
  });

  test.each([
    [":61:2612021202RD1234,56NTRFNONREF//BANK-1", "reversal"],
    [":61:2612021202C1234,56NRTINONREF//BANK-1", "unstated"],
    [":61:2612021202C1234,56NTRFNONREF//BANK-1", undefined],
  ])("tells of %s what came back: %s", (entry, returnReason) => {
    const credit = MT940.replace(/:61:.*/, entry).replace("D261202EUR234,56", "C261202EUR2234,56");
    expect(read(credit)[0]?.entries[0]).toMatchObject({ endToEndId: ID, direction: "credit" });
    expect(read(credit)[0]?.entries[0]?.returnReason).toBe(returnReason);
  });

  test("books in the year nearest to the value day", () => {
    const bookedOn = (days: string) =>
      read(MT940.replace(":61:2612021202", `:61:${days}`))[0]?.entries[0]?.bookedOn;
    expect(bookedOn("2612310102")).toBe("2027-01-02");
    expect(bookedOn("2701021231")).toBe("2026-12-31");
    expect(bookedOn("240229")).toBe("2024-02-29");
  });

  test.each([
    ["that does not add up", MT940.replace("1234,56", "1234,55"), /does not add up/],
    ["with an entry that is none", MT940.replace(":61:26", ":61:xx"), /line 6: is no entry/],
    ["without its last balance", MT940.replace(":62F:", ":64:"), /no field :62F:/],
    ["with words before it", `hello\n${MT940}`, /neither camt nor MT940/],
    ["with a balance that is none", MT940.replace("C261201", "X261201"), /line 5: is no balance/],
  ])("%s is refused with its line", (_case, bad, problem) => {
    expect(problemOf(() => read(bad))).toMatch(problem);
  });
});

describe("a bank's table of bookings", () => {
  const table = StatementTable.parse({
    ...{ account: "20-00-00 01234567", currency: "GBP", day: "DD/MM/YYYY", order: "newestFirst" },
    columns: {
      bookedOn: "Date",
      amount: { paidIn: "Paid in", paidOut: "Paid out" },
      balance: "Balance",
      text: ["Details"],
    },
  });
  const TABLE = [
    "Date,Details,Paid out,Paid in,Balance",
    `02/12/2026,"Jordan Private, ${AT_BANK.slice(0, 18).toUpperCase()}","1,234.56",,-234.56`,
    "01/12/2026,Sales,,500.00,1000.00",
  ].join("\n");

  test("gives its bookings, the oldest first, and the id as far as the bank has it", () => {
    const [statement] = read(TABLE, table);
    expect(statement?.balances).toEqual({ opening: 50_000, closing: -23_456 });
    expect(statement?.entries).toMatchObject([
      { amount: 50_000, direction: "credit", bookedOn: "2026-12-01" },
      { endToEndId: ID.slice(0, 18), amount: 123_456, direction: "debit", bookedOn: "2026-12-02" },
    ]);
    expect(JSON.stringify(statement)).not.toContain("Jordan");
  });

  test("is read with one signed column, decimal commas and points between thousands", () => {
    const german = StatementTable.parse({
      ...{ account: "DE02", currency: "EUR", delimiter: ";", mark: ",", day: "DD.MM.YYYY" },
      columns: { bookedOn: "Tag", amount: "Betrag", balance: "Saldo", text: ["Zweck"], bankReference: "Ref" },
    });
    const text = `Tag;Zweck;Betrag;Saldo;Ref\n02.12.2026;EREF+${AT_BANK};-1.234,56;765,44;BANK-1\n`;
    expect(read(text, german)[0]?.entries).toEqual([{ ...PAID, bankReference: "BANK-1" }]);
  });

  test.each([
    ["in the other order", TABLE, { ...table, order: "oldestFirst" as const }, /line 3: its balance is not/],
    ["whose line is missing", TABLE.replace("500.00,1000.00", "400.00,900.00"), table, /its balance is not/],
    ["without a column", TABLE.replace("Details", "Text"), table, /there is no column “Details”/],
    ["with a short line", TABLE.replace(",500.00,1000.00", ",500.00"), table, /line 3: has 4 cells/],
    [
      "with days of another shape",
      TABLE.replace("02/12", "12/22"),
      table,
      /line 2: “12\/22\/2026” is no day as DD\/MM\/YYYY/,
    ],
    ["of names alone", TABLE.split("\n")[0] ?? "", table, /has no booking/],
    ["whose columns nobody states", TABLE, undefined, /state its columns/],
  ])("%s is refused with its line", (_case, bad, by, problem) => {
    expect(problemOf(() => read(bad, by))).toMatch(problem);
  });
});

function never(): never {
  throw new Error("there is no booking");
}
