import { CsvError, parse } from "csv-parse/sync";
import * as z from "zod";
import { Currency } from "../../model/money.ts";
import { Day } from "../../model/purchase.ts";
import { findPayoutReference } from "./payout-reference.ts";
import {
  insistOnBalance,
  readAmount,
  type Statement,
  type StatementEntry,
  StatementError,
  signed,
} from "./statement.ts";

/**
 * How a bank's table of bookings is read. Columns are named as in its first line.
 * - `amount`: with a sign, or `paidIn` and `paidOut`
 * - `balance`: after each booking, without which nobody could see that a line is missing
 * - `text`: columns that may hold the reference of a payout
 */
export const StatementTable = z.strictObject({
  account: z.string().min(1).max(40),
  currency: Currency,
  delimiter: z.enum([",", ";", "\t"]).default(","),
  mark: z.enum([".", ","]).default("."),
  day: z.enum(["YYYY-MM-DD", "DD/MM/YYYY", "MM/DD/YYYY", "DD.MM.YYYY"]).default("YYYY-MM-DD"),
  order: z.enum(["oldestFirst", "newestFirst"]).default("oldestFirst"),
  columns: z.strictObject({
    bookedOn: z.string(),
    amount: z.union([z.string(), z.strictObject({ paidIn: z.string(), paidOut: z.string() })]),
    balance: z.string(),
    text: z.array(z.string()).min(1),
    bankReference: z.string().optional(),
  }),
});
export type StatementTable = z.infer<typeof StatementTable>;

const Parsed = z.array(z.object({ record: z.array(z.string()), info: z.object({ lines: z.number() }) }));

interface Booking {
  readonly entry: StatementEntry;
  readonly balance: number;
  readonly line: number;
}

/**
 * Reads a bank's table of bookings. Each balance must be the one before it and the booking. Such a table names no return: money
 * that comes back waits for a person. Throws a {@link StatementError}.
 */
export function readCsv(text: string, table: StatementTable, file: string): Statement[] {
  const id = `table ${file.slice(0, 16)}`;
  const [head, ...body] = recordsOf(text, table);
  const names = (head?.record ?? []).map((name) => name.trim());
  const at = (name: string) => {
    const index = names.indexOf(name);
    if (index === -1) throw new StatementError(head?.info.lines ?? 1, `there is no column “${name}”`);
    return index;
  };
  const bookings = body.map(({ record, info: { lines: line } }, index): Booking => {
    if (record.length !== names.length)
      throw new StatementError(line, `has ${record.length} cells, and there are ${names.length} columns`);
    const cell = (name: string) => (record[at(name)] ?? "").trim();
    return bookingOf(cell, table, line, `${id}/${index + 1}`);
  });
  const inOrder = table.order === "oldestFirst" ? bookings : bookings.toReversed();
  const [first] = inOrder;
  const last = inOrder.at(-1);
  if (first === undefined || last === undefined) throw new StatementError(1, "has no booking");
  const opening = first.balance - signed(first.entry);
  let running = opening;
  for (const { entry, balance, line } of inOrder) {
    running += signed(entry);
    if (running !== balance)
      throw new StatementError(
        line,
        "its balance is not the one before and the booking: a line is missing, or the order is the other",
      );
  }
  const { account, currency } = table;
  const entries = inOrder.map(({ entry }) => entry);
  const statement = { id, account, currency, balances: { opening, closing: last.balance }, entries };
  insistOnBalance(statement, last.line);
  return [{ ...statement, file }];
}

function recordsOf(text: string, { delimiter }: StatementTable): z.infer<typeof Parsed> {
  try {
    const options = { delimiter, info: true, bom: true, relax_column_count: true, skip_empty_lines: true };
    return Parsed.parse(parse(text, options));
  } catch (error) {
    if (error instanceof CsvError)
      throw new StatementError(Number(error["lines"] ?? 1), "is no table: a quotation mark is open");
    throw error;
  }
}

function bookingOf(
  cell: (name: string) => string,
  { columns, currency, mark, day }: StatementTable,
  line: number,
  place: string,
): Booking {
  const read = (text: string) => signedAmount(text, mark, currency, line);
  const moved =
    typeof columns.amount === "string"
      ? read(cell(columns.amount))
      : read(cell(columns.amount.paidIn) || "0") - Math.abs(read(cell(columns.amount.paidOut) || "0"));
  const endToEndId = findPayoutReference(columns.text.map(cell).join(" "));
  const reference = columns.bankReference === undefined ? "" : cell(columns.bankReference);
  const entry: StatementEntry = {
    ...(endToEndId !== undefined && { endToEndId }),
    ...{ amount: Math.abs(moved), currency, direction: moved < 0 ? "debit" : "credit" },
    bookedOn: dayOf(cell(columns.bookedOn), day, line),
    bankReference: reference === "" ? place : reference,
  };
  return { entry, balance: read(cell(columns.balance)), line };
}

/** With a sign before or behind it, and signs between thousands. */
function signedAmount(text: string, mark: "." | ",", currency: Currency, line: number): number {
  const isDebt = /^[-−(]|-$/.test(text);
  const plain = text.replaceAll(/[-−+()\s'’]/g, "").replaceAll(mark === "." ? "," : ".", "");
  const amount = readAmount(plain, mark, currency, line);
  return isDebt && amount !== 0 ? -amount : amount;
}

function dayOf(text: string, shape: StatementTable["day"], line: number): Day {
  const parts = new Map(shape.split(/[^A-Z]/).map((part, index) => [part, text.split(/[-/.]/)[index] ?? ""]));
  const day = Day.safeParse(["YYYY", "MM", "DD"].map((part) => parts.get(part)).join("-"));
  if (!day.success) throw new StatementError(line, `“${text.slice(0, 20)}” is no day as ${shape}`);
  return day.data;
}
