import * as z from "zod";
import { formatMinor } from "../../model/money.ts";
import { csv } from "../../platform/csv.ts";
import { DatevClient, DatevError, type DatevLine, datevText } from "./datev.ts";
import { type Account, type Because, documentOf, type Posting } from "./journal.ts";

/** The formats in which accounting programs take a journal. */
export const BOOK_FORMATS = ["csv", "xero", "quickbooks", "iif", "datev"] as const;
export type BookFormat = (typeof BOOK_FORMATS)[number];

const Code = z.union([z.string(), z.int()]).transform(String).pipe(z.string().trim().min(1).max(80));

/**
 * The brand's own accounts, as its accounting program names or numbers them. `payable` may name one for each cause; `transit` and
 * `bank` are needed once charities are paid. `taxRate`: what Xero calls the rate of lines without tax, which differs by country.
 * `datev`: whose books DATEV's are.
 */
export const ChartOfAccounts = z.strictObject({
  gifts: Code,
  matches: Code,
  till: Code,
  accrued: Code,
  held: Code,
  payable: z.union([Code, z.record(z.string(), Code)]),
  transit: Code.optional(),
  bank: Code.optional(),
  taxRate: z.string().trim().min(1).max(80).optional(),
  datev: DatevClient.optional(),
});
export type ChartOfAccounts = z.infer<typeof ChartOfAccounts>;

/** Accounts by the names of their parts: for who has no chart yet. */
export const PLAIN_CHART: ChartOfAccounts = {
  ...{ gifts: "gifts", matches: "matches", till: "till" },
  ...{ accrued: "accrued", held: "held", payable: "payable", transit: "transit", bank: "bank" },
};

/** What keeps postings from being written so: {@link booksOf} throws it. */
export class BooksError extends Error {
  override readonly name = "BooksError";
}

const TEXT: Readonly<Record<Because, string>> = {
  given: "Gifts of purchases",
  toppedUp: "Added to a guaranteed minimum",
  takenBack: "Taken back with refunds",
  picked: "Picked with the receipt",
  moved: "Moved, as the cause ended",
  settled: "Settled",
  sent: "Sent to the bank",
  booked: "Booked by the bank",
  returned: "Given back by the bank",
  notSent: "Not paid by the bank",
};

/** Postings as a file of an accounting program. Throws {@link BooksError}. Amounts are exact decimal text. */
export function booksOf(
  format: BookFormat,
  postings: readonly Posting[],
  chart: ChartOfAccounts = PLAIN_CHART,
): string {
  switch (format) {
    case "csv":
      return csv(
        ["date", "document", "debit", "credit", "amount", "currency", "cause", "funding", "text"],
        postings.map((one) => [
          ...[one.day, documentOf(one), code(chart, one.debit, one), code(chart, one.credit, one)],
          ...[formatMinor(one.minor, one.currency), one.currency, one.cause, one.funding],
          [TEXT[one.because], one.payout].filter((part) => part !== undefined).join(": "),
        ]),
      );
    case "xero":
      return xero(postings, chart);
    case "quickbooks":
      return csv(
        ["Journal No", "Journal Date", "Account", "Debits", "Credits", "Description", "Name", "Currency"],
        postings.flatMap((one) => {
          const amount = formatMinor(one.minor, one.currency);
          const line = (account: Account, debit: string, credit: string) => [
            ...[documentOf(one), american(one.day), code(chart, account, one), debit, credit],
            ...[textOf(one), one.cause, one.currency],
          ];
          return [line(one.debit, amount, ""), line(one.credit, "", amount)];
        }),
      );
    case "iif":
      return iif(postings, chart);
    case "datev":
      return datev(postings, chart);
  }
}

/** A journal of Xero is in the organisation's own currency, and signs credits. */
function xero(postings: readonly Posting[], chart: ChartOfAccounts): string {
  const { taxRate } = chart;
  if (taxRate === undefined)
    throw new BooksError(
      "Xero wants the name of the tax rate of each line: write taxRate into the accounts.",
    );
  oneCurrency(postings, "Xero");
  const head = ["*Narration", "*Date", "Description", "*AccountCode", "*TaxRate", "*Amount"];
  return csv(
    [...head, "TrackingName1", "TrackingOption1"],
    postings.flatMap((one) => {
      const line = (account: Account, sign: 1 | -1) => [
        ...[documentOf(one), british(one.day), textOf(one), code(chart, account, one), taxRate],
        ...[formatMinor(sign * one.minor, one.currency), "Cause", one.cause],
      ];
      return [line(one.debit, 1), line(one.credit, -1)];
    }),
  );
}

/** QuickBooks Desktop: tabs, CRLF, blocks whose amounts sum to zero. */
function iif(postings: readonly Posting[], chart: ChartOfAccounts): string {
  oneCurrency(postings, "An IIF file");
  const columns = ["TRNSTYPE", "DATE", "ACCNT", "NAME", "AMOUNT", "DOCNUM", "MEMO"];
  const head = [["!TRNS", ...columns], ["!SPL", ...columns], ["!ENDTRNS"]];
  const lines = postings.flatMap((one) => {
    const line = (kind: string, account: Account, sign: 1 | -1) => [
      ...[kind, "GENERAL JOURNAL", american(one.day), tabless(code(chart, account, one)), one.cause],
      ...[formatMinor(sign * one.minor, one.currency), documentOf(one), textOf(one)],
    ];
    return [line("TRNS", one.debit, 1), line("SPL", one.credit, -1), ["ENDTRNS"]];
  });
  return [...head, ...lines].map((cells) => `${cells.join("\t")}\r\n`).join("");
}

function datev(postings: readonly Posting[], chart: ChartOfAccounts): string {
  if (chart.datev === undefined)
    throw new BooksError(
      "DATEV wants the numbers of the adviser and of the client: write datev into the accounts.",
    );
  const lines = postings.map(
    (one): DatevLine => ({
      ...{ day: one.day, currency: one.currency, minor: one.minor },
      ...{ debit: code(chart, one.debit, one), credit: code(chart, one.credit, one) },
      ...{ document: documentOf(one), text: textOf(one) },
    }),
  );
  try {
    return datevText(lines, chart.datev);
  } catch (cause) {
    if (cause instanceof DatevError) throw new BooksError(cause.message, { cause });
    throw cause;
  }
}

/** The bytes of a file: DATEV reads Windows-1252, all others UTF-8. */
export function booksBytes(format: BookFormat, text: string): Buffer {
  // The names of its columns have letters of Latin-1 alone, which Windows-1252 has in the same places; accounts' texts are ASCII.
  return Buffer.from(text, format === "datev" ? "latin1" : "utf8");
}

function oneCurrency(postings: readonly Posting[], what: string): void {
  const currencies = new Set(postings.map(({ currency }) => currency));
  if (currencies.size > 1)
    throw new BooksError(
      `${what} is of one currency, and this journal has ${[...currencies].join(", ")}: name one with --currency.`,
    );
}

function code(
  { taxRate: _, datev: __, ...chart }: ChartOfAccounts,
  account: Account,
  { cause }: Posting,
): string {
  const named = chart[account];
  if (typeof named === "string") return named;
  if (named === undefined)
    throw new BooksError(
      `The accounts name none for ${account}, which payments to charities move: add ${account}.`,
    );
  const own = named[cause];
  if (own === undefined)
    throw new BooksError(`The accounts name none for what is payable to ${cause}: add it under payable.`);
  return own;
}

function textOf({ because, cause, funding, payout }: Posting): string {
  return `${TEXT[because]}: ${cause}, ${funding}${payout === undefined ? "" : `, ${payout}`}`;
}

function tabless(text: string): string {
  return text.replaceAll(/[\t\r\n"]/g, " ");
}

function american(day: string): string {
  const [year, month, date] = day.split("-");
  return `${month}/${date}/${year}`;
}

function british(day: string): string {
  const [year, month, date] = day.split("-");
  return `${date}/${month}/${year}`;
}

/** Debits less credits of each account, by currency: they sum to zero. */
export function balances(postings: readonly Posting[]): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const { currency, debit, credit, minor } of postings) {
    for (const [account, change] of [
      [debit, minor],
      [credit, -minor],
    ] as const) {
      const name = `${currency} ${account}`;
      sums.set(name, (sums.get(name) ?? 0) + change);
    }
  }
  return sums;
}
