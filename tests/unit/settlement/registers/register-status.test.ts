import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { objectsOf } from "../../../../core/settlement/registers/lines.ts";
import type { RegisterName } from "../../../../core/settlement/registers/register.ts";
import { readRegister, registerStatus } from "../../../../core/settlement/registers/register-status.ts";

/** A file as it is read from a disk: in pieces that end anywhere. */
async function* pieces(text: string, size = 7) {
  for (let at = 0; at < text.length; at += size) yield text.slice(at, at + size);
}

const PUB78 =
  "\n\n000123456|Clean Rivers Fund|Bend|OR|United States|PC\n123456789|A|B|Salem|OR|United States|PF,LODGE\n";
const REVOCATIONS = [
  "123456789|A|B||1 Street|Salem|OR|97301|US|03|15-MAY-2010|09-JUN-2011|",
  "222222222|Gone||1 Street|Salem|OR|97301|US|03|15-Nov-2019|14-FEB-2020|",
  "000123456|Clean Rivers Fund||2 Street|Bend|OR|97701|US|03|15-MAY-2012|13-AUG-2012|15-MAY-2012",
  "",
].join("\r\n");
const commissionRow = (number: number, facts: object) => ({
  ...{ date_of_extract: "2026-11-01T00:00:00", registered_charity_number: number, linked_charity_number: 0 },
  ...{ charity_name: 'The "Rivers" {Trust} \\', charity_registration_status: "Registered" },
  ...{ date_of_registration: "1999-03-04T00:00:00", date_of_removal: null, ...facts },
});
const removed = { charity_registration_status: "Removed", date_of_removal: "2024-05-06T00:00:00" };
const COMMISSION = `\ufeff${JSON.stringify([
  commissionRow(1128267, {}),
  commissionRow(1128267, { linked_charity_number: 1, ...removed }),
  commissionRow(200051, removed),
])}`;

const ORGS = ["000123456", "123456789", "222222222", "333333333"]
  .map((number) => ({ scheme: "US-EIN", number }))
  .concat(["1128267", "200051", "999999"].map((number) => ({ scheme: "GB-CHC", number })));
const read = (register: RegisterName, text: string, rowsMin = 1) =>
  readRegister(register, pieces(text), ORGS, { rowsMin });

async function statusOf(scheme: string, number: string) {
  const files = [
    await read("pub78", PUB78),
    await read("revocations", REVOCATIONS),
    await read("charityCommission", COMMISSION),
  ];
  return registerStatus({ scheme, number }, files);
}

describe("the status of a charity", () => {
  test.each([
    ["US-EIN", "000123456", { kind: "listed", source: "pub78" }],
    ["US-EIN", "123456789", { kind: "revoked", source: "revocations", since: "2010-05-15" }],
    ["US-EIN", "222222222", { kind: "revoked", source: "revocations", since: "2019-11-15" }],
    ["US-EIN", "333333333", { kind: "notListed", source: "pub78" }],
    ["GB-CHC", "1128267", { kind: "listed", source: "charityCommission", since: "1999-03-04" }],
    ["GB-CHC", "200051", { kind: "revoked", source: "charityCommission", since: "2024-05-06" }],
    ["GB-CHC", "999999", { kind: "notListed", source: "charityCommission" }],
    ["DE-CR", "HRB 1", { kind: "noFile" }],
  ])("of %s %s is what its register's files say", async (scheme, number, status) => {
    expect(await statusOf(scheme, number)).toEqual(status);
  });

  test("is not known while a file is missing", async () => {
    const files = [await read("pub78", PUB78)];
    expect(registerStatus({ scheme: "US-EIN", number: "000123456" }, files)).toEqual({
      kind: "fileMissing",
      files: ["revocations"],
    });
  });

  test("goes by the last of several rows: revoked again after a reinstatement, or reinstated at last", async () => {
    const rows = ["15-MAY-2010|1|", "15-MAY-2010|1|15-MAY-2011", "15-MAY-2015|1|"].map(
      (days) => `000123456|a|b|c|d|e|f|g|h|${days}`,
    );
    const status = async (...lines: string[]) =>
      registerStatus({ scheme: "US-EIN", number: "000123456" }, [
        await read("pub78", PUB78),
        await read("revocations", lines.join("\n")),
      ]).kind;
    expect(await status(rows[0] ?? "", rows[1] ?? "")).toBe("listed");
    expect(await status(rows[2] ?? "", rows[1] ?? "")).toBe("revoked");
  });
});

describe("a register's file", () => {
  test.each([
    ["pub78", "<html>Not found</html>", 1, /pub78, line 1: is no row/],
    ["pub78", "000123456|Clean Rivers Fund\n", 1, /pub78, line 1: has 2 cells/],
    ["pub78", PUB78, 3, /has 2 rows, and should have 3: it was cut off/],
    [
      "revocations",
      REVOCATIONS.replace("15-Nov-2019", "15/11/2019"),
      1,
      /revocations, line 2: “.*” is no day/,
    ],
    ["charityCommission", COMMISSION.slice(0, -30), 1, /ends within a row/],
    ["charityCommission", '[{"registered_charity_number": 1128267}]', 1, /is no row of the table/],
    ["charityCommission", `[{"a": "${"b".repeat(200_000)}"}]`, 1, /a row without an end/],
  ] as const)(
    "of %s that is none, or was cut off, is refused by its line",
    async (register, text, rowsMin, problem) => {
      await expect(read(register, text, rowsMin)).rejects.toThrow(problem);
    },
  );

  test("has at least half the rows of 2026, where nobody says otherwise", async () => {
    await expect(readRegister("pub78", pieces(PUB78), ORGS)).rejects.toThrow(/should have 700000/);
  });

  test("in JSON is divided into its objects, whatever they hold and wherever its pieces end", async () => {
    const objects = fc.array(
      fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.dictionary(fc.string(), fc.string()))),
      { maxLength: 6 },
    );
    await fc.assert(
      fc.asyncProperty(
        objects,
        fc.integer({ min: 1, max: 40 }),
        fc.constantFrom(undefined, 2),
        async (all, size, indent) => {
          const found: unknown[] = [];
          for await (const text of objectsOf(pieces(JSON.stringify(all, undefined, indent), size)))
            found.push(JSON.parse(text));
          expect(JSON.stringify(found)).toBe(JSON.stringify(all));
        },
      ),
      { numRuns: 100 },
    );
  });
});
