import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as z from "zod";
import { formatMinor } from "../../core/model/money.ts";
import { readStatements } from "../../core/settlement/bank/read-statement.ts";
import { writePain001 } from "../../core/settlement/bank/write-pain001.ts";
import { debtor, payoutIdOf, run, transfer, transfersOf } from "../support/bank-builders.ts";

/** What others read of our files, and of those that we read: docs/decisions/135-bank-files.md */

/** From tools/test.ts; without it these tests are skipped. */
const PYTHON = process.env["BANK_READERS"] ?? "";
const PAIN_001_SHA256 = "de038b373e47b0077b1832ddd81f4b2f1eb25d35721f62da1e38b7f5a09fda24";
const SAMPLES = 12;

const folder = mkdtempSync(join(tmpdir(), "wellspring-bank-files-"));
afterAll(() => rmSync(folder, { recursive: true }));

const Opinion = z.object({
  schema: z.string(),
  faults: z.record(z.string(), z.string().nullable()),
  statements: z.record(
    z.string(),
    z.object({ opening: z.number(), closing: z.number(), entries: z.array(z.unknown()) }),
  ),
});

const one = writePain001(run, debtor, [transfer("iban")]);
/** What no bank would take: the schema must say so. */
const BROKEN = {
  "broken-order.xml": one.replace(/(\s*<ChrgBr>SLEV<\/ChrgBr>)([\s\S]*?)(\s*<CdtTrfTxInf>)/, "$2$3$1"),
  "broken-id.xml": one.replace("pay-", "pay-123456"),
  "broken-amount.xml": one.replaceAll("1234.56", "1234,56"),
};

const payments = (["EUR", "JPY", "KWD", "USD"] as const).flatMap((currency) =>
  fc
    .sample(transfersOf("iban", { currency }), SAMPLES)
    .map((transfers, index) => [`${currency}-${index}.xml`, writePain001(run, debtor, transfers)] as const),
);

/** A statement of some bookings in MT940, written by the format's description, with an id divided as banks do. */
function mt940Of(bookings: readonly { readonly minor: number; readonly isCredit: boolean }[]): string {
  const comma = (minor: number) => formatMinor(Math.abs(minor), "EUR").replace(".", ",");
  const opening = 1_000_000;
  const closing = bookings.reduce((all, { minor, isCredit }) => all + (isCredit ? minor : -minor), opening);
  const entries = bookings.flatMap(({ minor, isCredit }, index) => {
    const id = payoutIdOf(index + 1).replace("_", "-");
    return [
      `:61:2612021202${isCredit ? "C" : "D"}R${comma(minor)}NTRFNONREF//BANK-${index + 1}`,
      `:86:116?00TRANSFER?20EREF+${id.slice(0, 22)}?21${id.slice(22)}?22SVWZ+Gifts`,
    ];
  });
  return [
    ...[":20:STATEMENT", ":25:12030000/0000202051", ":28C:00230/001", `:60F:C261201EUR${comma(opening)}`],
    ...[...entries, `:62F:${closing < 0 ? "D" : "C"}261202EUR${comma(closing)}`, "-", ""],
  ].join("\r\n");
}

const statements = fc
  .sample(
    fc.array(fc.record({ minor: fc.integer({ min: 1, max: 1_000_000 }), isCredit: fc.boolean() }), {
      minLength: 1,
      maxLength: 6,
    }),
    SAMPLES,
  )
  .map((bookings, index) => [`${index}.sta`, mt940Of(bookings)] as const);

describe.skipIf(PYTHON === "")("to others", () => {
  let opinion: z.infer<typeof Opinion>;

  beforeAll(async () => {
    for (const [name, text] of [...payments, ...statements, ...Object.entries(BROKEN)])
      writeFileSync(join(folder, name), text);
    const { stdout } = await promisify(execFile)(PYTHON, ["tests/bank-files/judge.py", folder]);
    opinion = Opinion.parse(JSON.parse(stdout));
  });

  test("each pain.001 is valid by the public schema, and what no bank takes is not", () => {
    expect(opinion.schema).toBe(PAIN_001_SHA256);
    const faults = Object.entries(opinion.faults).filter(([, fault]) => fault !== null);
    expect(faults.map(([name]) => name)).toEqual(Object.keys(BROKEN).toSorted());
    expect(Object.keys(opinion.faults)).toHaveLength(payments.length + Object.keys(BROKEN).length);
  });

  test("a statement in MT940 says what it says to us", () => {
    const read = statements.map(([name, text]) => {
      const [statement] = readStatements(new TextEncoder().encode(text));
      return [
        name,
        { ...statement?.balances, entries: statement?.entries.map(({ currency: _, ...entry }) => entry) },
      ];
    });
    expect(opinion.statements).toEqual(Object.fromEntries(read));
  });
});
