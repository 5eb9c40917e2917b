import { formatMinor } from "../../model/money.ts";
import { csv } from "../../platform/csv.ts";
import { latin } from "./latin.ts";
import { bankReference } from "./payout-reference.ts";
import { tableText } from "./table-text.ts";
import { BankFileError, type FileRun, type Transfer, type TransferTo, transfersBy } from "./transfer.ts";

const ROWS_MAX = 5000;
const NOTE_CHARS_MAX = 255;
/** What PayPal holds, and of these what it holds no part of, whatever ISO 4217 says. */
const HELD = new Set(
  "AUD BRL CAD CHF CNY CZK DKK EUR GBP HKD HUF ILS JPY MXN MYR NOK NZD PHP PLN SEK SGD THB TWD USD".split(
    " ",
  ),
);
const WHOLE = new Set(["HUF", "JPY", "TWD"]);

/**
 * A table for PayPal's page of payouts: recipient, amount, currency, the payout's id, note, wallet, and no line of names. The same
 * input gives the same text. Throws a {@link BankFileError}.
 */
export function writePaypalCsv(run: FileRun, transfers: readonly Transfer[]): string {
  const all = transfersBy("paypal", run, transfers);
  if (all.length > ROWS_MAX)
    throw new BankFileError(
      undefined,
      "transfers",
      `are more than the ${ROWS_MAX} of one file: make two files`,
    );
  const [first = [], ...others] = all.map(rowOf);
  return csv(first, others);
}

function rowOf(transfer: TransferTo<"paypal">): string[] {
  const { endToEndId, currency, payee, reference } = transfer;
  if (!HELD.has(currency))
    throw new BankFileError(endToEndId, "currency", `PayPal does not hold ${currency}: pay it otherwise`);
  const note = latin(reference, { transfer: endToEndId, field: "reference", charactersMax: NOTE_CHARS_MAX });
  return [
    ...[tableText(payee.email, endToEndId, "email"), amountOf(transfer), currency, bankReference(endToEndId)],
    ...[tableText(note, endToEndId, "reference"), "PAYPAL"],
  ];
}

function amountOf({ endToEndId, amount, currency }: TransferTo<"paypal">): string {
  const text = formatMinor(amount, currency);
  if (!WHOLE.has(currency)) return text;
  const [whole = "", part = ""] = text.split(".");
  if (/[1-9]/.test(part))
    throw new BankFileError(
      endToEndId,
      "amount",
      `${text} is no whole amount, and PayPal pays ${currency} whole`,
    );
  return whole;
}
