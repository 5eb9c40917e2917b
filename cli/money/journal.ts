import { readFile, writeFile } from "node:fs/promises";
import { basename } from "node:path";
import { calendar } from "../../core/impact/calendar.ts";
import { Currency, formatMinor } from "../../core/model/money.ts";
import { Day } from "../../core/model/purchase.ts";
import {
  BOOK_FORMATS,
  type BookFormat,
  BooksError,
  balances,
  booksBytes,
  booksOf,
  ChartOfAccounts,
} from "../../core/operations/books/books.ts";
import { Journal } from "../../core/operations/books/journal.ts";
import { payoutPostings } from "../../core/operations/books/payout-postings.ts";
import { describeProblem, readDocument } from "../../core/operations/brand/document.ts";
import { problemsOf } from "../../core/operations/brand/problems-of.ts";
import { now } from "../../core/platform/clock.ts";
import { dayOfWrites, lastMonthsEnd } from "../../core/settlement/days-over.ts";
import { payoutStore } from "../../core/settlement/payout.store.ts";
import { CliError } from "../cli-error.ts";
import { tablesOf, timeZoneOf } from "../ledger/tables.ts";
import { openStage, type StageOptions } from "../stage.ts";
import { counted, table } from "../table.ts";
import { readEntries } from "./read-entries.ts";

export interface JournalOptions extends StageOptions {
  readonly from?: string;
  readonly to?: string;
  readonly currency?: string;
  readonly format: BookFormat;
  readonly accounts?: string;
  readonly out: string;
}

export const FORMATS = BOOK_FORMATS;

/** Writes the journal of a span of days that are over. Nothing is written unless every entry of the ledger could be read. */
export async function writeJournal(options: JournalOptions): Promise<void> {
  const chart = options.accounts === undefined ? undefined : await readChart(options.accounts);
  const currency = options.currency === undefined ? undefined : currencyNamed(options.currency);
  if (options.format === "datev" && !/^EXTF_.*\.csv$/.test(basename(options.out)))
    throw new CliError(
      `DATEV does not read a file that is called ${basename(options.out)}.`,
      "Call it EXTF_….csv: --out EXTF_november.csv.",
    );
  const tables = tablesOf(await openStage(options));
  const timeZone = await timeZoneOf(tables);
  const { from, to } = spanOf(options, dayOfWrites(timeZone, now()));
  const journal = new Journal(timeZone);
  await readEntries(tables, "a journal", (entry) => journal.add(entry));
  const { payouts } = await payoutStore(tables.dynamo, tables.ledger).read();
  const all = journal.postings(from, to, payoutPostings(payouts, calendar(timeZone).dayOf));
  const postings = currency === undefined ? all : all.filter((one) => one.currency === currency);
  await writeFile(
    options.out,
    written(() => booksBytes(options.format, booksOf(options.format, postings, chart))),
  );
  console.log(`${options.out}: ${counted(postings.length, "posting")} of ${from} to ${to}.`);
  const rows = [...balances(postings)].toSorted().map(([name, minor]) => {
    const [code = "", account = ""] = name.split(" ");
    return [account, formatMinor(minor, code), code];
  });
  if (rows.length > 0) console.log(table(["account", "debit less credit", "currency"], rows, new Set([1])));
}

function written(make: () => Buffer): Buffer {
  try {
    return make();
  } catch (error) {
    if (error instanceof BooksError)
      throw new CliError("Nothing was written.", error.message, { cause: error });
    throw error;
  }
}

function currencyNamed(code: string): Currency {
  const currency = Currency.safeParse(code);
  if (currency.success) return currency.data;
  throw new CliError(`${code} is no currency.`, "Write its code of three letters: EUR.");
}

/** The days of a journal: the last whole month unless others are named. A day that is not over may still gain entries. */
export function spanOf(
  { from, to }: Pick<JournalOptions, "from" | "to">,
  today: Day,
): { from: Day; to: Day } {
  const last = lastMonthsEnd(today);
  const span = { from: dayNamed(from ?? `${(to ?? last).slice(0, 7)}-01`), to: dayNamed(to ?? last) };
  if (span.from > span.to)
    throw new CliError(`${span.from} is after ${span.to}.`, "Name the earlier day with --from.");
  if (span.to >= today)
    throw new CliError(
      `${span.to} is not over: the ledger may still take entries on it.`,
      `Name a day before ${today} with --to.`,
    );
  return span;
}

export function dayNamed(text: string): Day {
  const day = Day.safeParse(text);
  if (day.success) return day.data;
  throw new CliError(`${text} is no day.`, "Write one as 2026-11-30.");
}

async function readChart(file: string): Promise<ChartOfAccounts> {
  const text = await readFile(file, "utf8").catch((cause: unknown) => {
    throw new CliError(
      `${file} cannot be read.`,
      "Write a line for each of gifts, matches, till, accrued, held, payable, transit and bank: gifts: 6310",
      { cause },
    );
  });
  const document = readDocument({ file, text });
  const mistake = (lines: readonly string[]) =>
    new CliError(lines.join("\n"), "Correct the file and try again: nothing was written.");
  if ("length" in document) throw mistake(document.map(describeProblem));
  const chart = ChartOfAccounts.safeParse(document.value);
  if (chart.success) return chart.data;
  throw mistake(chart.error.issues.flatMap((issue) => problemsOf(issue, document)).map(describeProblem));
}
