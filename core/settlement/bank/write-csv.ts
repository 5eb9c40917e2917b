import { formatMinor } from "../../model/money.ts";
import { csv } from "../../platform/csv.ts";
import { latin } from "./latin.ts";
import type { Payee } from "./payee.ts";
import { bankReference, shortBankReference } from "./payout-reference.ts";
import { tableText } from "./table-text.ts";
import { BankFileError, type FileRun, type Transfer, type TransferTo, transfersBy } from "./transfer.ts";

/**
 * What a column of a bank's table holds. `payout`: the payout's id as banks are told it; `shortPayout`: its first 18 characters;
 * `reference`: what the charity reads.
 */
export type TransferCell =
  | { readonly of: "sortCode" | "account" | "iban" | "bic" | "currency" | "amount" | "executeOn" }
  | { readonly of: "payout" | "shortPayout" }
  | { readonly of: "holder" | "reference"; readonly charactersMax: number };

/** A bank's table: its columns in order, and whether its first line names them. */
export interface TransferTable {
  readonly method: "iban" | "uk";
  readonly named: boolean;
  readonly columns: readonly (TransferCell & { readonly name: string })[];
}

/** What banks in the United Kingdom take for Faster Payments and Bacs; another bank's order of columns is another table. */
export const UK_TABLE: TransferTable = {
  method: "uk",
  named: true,
  columns: [
    { name: "Sort code", of: "sortCode" },
    { name: "Account number", of: "account" },
    { name: "Account name", of: "holder", charactersMax: 35 },
    { name: "Amount", of: "amount" },
    { name: "Reference", of: "shortPayout" },
  ],
};

/**
 * Transfers as a table (RFC 4180) whose columns the bank states. The same input gives the same text. Throws a
 * {@link BankFileError}, also where a payee has nothing for a column.
 */
export function writeCsv(run: FileRun, table: TransferTable, transfers: readonly Transfer[]): string {
  const rows = transfersBy(table.method, run, transfers).map((transfer) =>
    table.columns.map((column) => cellOf(column, transfer, run)),
  );
  const [first = [], ...others] = table.named ? [table.columns.map(({ name }) => name), ...rows] : rows;
  return csv(first, others);
}

function cellOf(
  cell: TransferCell,
  transfer: TransferTo<TransferTable["method"]>,
  { executeOn }: FileRun,
): string {
  const { endToEndId, amount, currency, payee, reference } = transfer;
  switch (cell.of) {
    case "amount":
      return formatMinor(amount, currency);
    case "currency":
      return currency;
    case "executeOn":
      return executeOn;
    case "payout":
      return bankReference(endToEndId);
    case "shortPayout":
      return shortBankReference(endToEndId);
    case "holder":
      return plain(payee.holder, cell, transfer);
    case "reference":
      return plain(reference, cell, transfer);
    case "sortCode":
    case "account":
    case "iban":
    case "bic": {
      const text = accountOf(payee, cell.of);
      if (text === undefined)
        throw new BankFileError(
          endToEndId,
          cell.of,
          "the charity's account has none, and the table wants one",
        );
      return text;
    }
  }
}

function plain(
  text: string,
  { of: field, charactersMax }: Extract<TransferCell, { readonly charactersMax: number }>,
  { endToEndId, payee }: TransferTo<TransferTable["method"]>,
): string {
  const country = payee.method === "iban" ? payee.iban.slice(0, 2) : "GB";
  return tableText(latin(text, { transfer: endToEndId, field, charactersMax, country }), endToEndId, field);
}

function accountOf(payee: Payee, of: "sortCode" | "account" | "iban" | "bic"): string | undefined {
  if (payee.method === "uk") return of === "sortCode" || of === "account" ? payee[of] : undefined;
  return payee.method === "iban" && (of === "iban" || of === "bic") ? payee[of] : undefined;
}
