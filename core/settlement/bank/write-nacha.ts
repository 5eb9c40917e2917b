import * as z from "zod";
import { formatMinor } from "../../model/money.ts";
import { latin } from "./latin.ts";
import { RoutingNumber } from "./payee.ts";
import { bankReference } from "./payout-reference.ts";
import {
  BankFileError,
  type FileRun,
  sumOf,
  type Transfer,
  type TransferTo,
  transfersBy,
} from "./transfer.ts";

/**
 * The account that pays, as the bank's agreement on ACH names it.
 * - `companyId`: ten characters that the bank hands out; `routing`, `bank`: the bank that takes the file
 * - `file`: one letter or digit, another for each further file of a day (`A` where it is absent)
 */
export const AchOriginator = z.strictObject({
  name: z.string().trim().min(1).max(23),
  companyId: z.string().regex(/^[A-Z0-9]{10}$/, "ten capital letters and digits"),
  routing: RoutingNumber,
  bank: z.string().trim().min(1).max(23),
  file: z
    .string()
    .regex(/^[A-Z0-9]$/, "one capital letter or digit")
    .optional(),
});
export type AchOriginator = z.infer<typeof AchOriginator>;

const RECORD_CHARS = 94;
const BLOCK_RECORDS = 10;
const AMOUNT_DIGITS = 10;
const TOTAL_DIGITS = 12;
const HASH_DIGITS = 10;
const BANK_DIGITS = 8;
const ADDENDA_CHARS = 80;
/** Of credits to accounts of organisations, with a line beside each. */
const CREDITS_ONLY = "220";
const CHECKING = "22";
const SAVINGS = "32";

/**
 * A file of credits for a bank in the United States, in Nacha's format: a batch of class CCD in which each entry has one addenda
 * record that names the payout. 94 characters a line, times in UTC. The same input gives the same text. Throws a
 * {@link BankFileError}.
 */
export function writeNacha(run: FileRun, originator: AchOriginator, transfers: readonly Transfer[]): string {
  const all = transfersBy("ach", run, transfers);
  const sum = sumOf(all);
  const bank = originator.routing.slice(0, BANK_DIGITS);
  const totals = {
    count: all.length * 2,
    hash: hashOf(all),
    sum: digits(sum, TOTAL_DIGITS, { transfer: undefined, field: "sum" }),
  };
  const records = [
    fileHeader(run, originator),
    batchHeader(run, originator, bank),
    ...all.flatMap((transfer, index) => entryOf(transfer, index + 1, bank)),
    [
      ...["8", CREDITS_ONLY, count(totals.count, 6), totals.hash, count(0, TOTAL_DIGITS), totals.sum],
      ...[originator.companyId, padded("", 25), bank, count(1, 7)],
    ].join(""),
  ];
  const blocks = Math.ceil((records.length + 1) / BLOCK_RECORDS);
  const control = [
    ...["9", count(1, 6), count(blocks, 6), count(totals.count, 8), totals.hash],
    ...[count(0, TOTAL_DIGITS), totals.sum, padded("", 39)],
  ].join("");
  const filler = Array.from({ length: blocks * BLOCK_RECORDS - records.length - 1 }, () =>
    "9".repeat(RECORD_CHARS),
  );
  return [...records, control, ...filler].map((record) => `${record}\n`).join("");
}

function fileHeader({ id, createdAt }: FileRun, originator: AchOriginator): string {
  const [day = "", time = ""] = createdAt.split("T");
  return [
    ...["1", "01", ` ${originator.routing}`, originator.companyId, shortDay(day)],
    ...[time.slice(0, 5).replace(":", ""), originator.file ?? "A", "094", String(BLOCK_RECORDS), "1"],
    ...[name(originator.bank, "bank", 23), name(originator.name, "name", 23), padded(id, 8)],
  ].join("");
}

function batchHeader({ createdAt, executeOn }: FileRun, originator: AchOriginator, bank: string): string {
  return [
    ...["5", CREDITS_ONLY, name(originator.name, "name", 16), padded("", 20), originator.companyId],
    ...["CCD", padded("GIFTS", 10), shortDay(createdAt.slice(0, 10)), shortDay(executeOn), padded("", 3)],
    ...["1", bank, count(1, 7)],
  ].join("");
}

/** An entry and the record beside it, which names the payout and its amount as an element RMR of X12. */
function entryOf(transfer: TransferTo<"ach">, place: number, bank: string): string[] {
  const { endToEndId, amount, currency, payee } = transfer;
  if (currency !== "USD")
    throw new BankFileError(endToEndId, "currency", `is ${currency}: ACH pays in USD alone`);
  const reference = bankReference(endToEndId);
  const holder = latin(payee.holder, { transfer: endToEndId, field: "holder", charactersMax: RECORD_CHARS });
  const remittance = `RMR*ZZ*${reference}**${formatMinor(amount, currency)}\\`;
  const trace = `${bank}${count(place, 7)}`;
  return [
    [
      ...["6", payee.kind === "checking" ? CHECKING : SAVINGS, payee.routing, padded(payee.account, 17)],
      digits(amount, AMOUNT_DIGITS, { transfer: endToEndId, field: "amount" }),
      ...[padded(reference, 15), padded(holder, 22), padded("", 2), "1", trace],
    ].join(""),
    ["7", "05", padded(remittance, ADDENDA_CHARS), count(1, 4), count(place, 7)].join(""),
  ];
}

/** The sum of the banks' first eight digits, of which the last ten count. */
function hashOf(transfers: readonly TransferTo<"ach">[]): string {
  const sum = transfers.reduce((all, { payee }) => all + Number(payee.routing.slice(0, BANK_DIGITS)), 0);
  return count(sum, HASH_DIGITS).slice(-HASH_DIGITS);
}

/** Of the one who pays: no bank compares it, and the record has no more room. */
function name(text: string, field: string, characters: number): string {
  return padded(latin(text, { transfer: undefined, field, charactersMax: RECORD_CHARS }), characters);
}

function padded(text: string, characters: number): string {
  return text.slice(0, characters).padEnd(characters);
}

function count(value: number, characters: number): string {
  return String(value).padStart(characters, "0");
}

function digits(
  minor: number,
  characters: number,
  { transfer, field }: { readonly transfer: string | undefined; readonly field: string },
): string {
  const text = count(minor, characters);
  if (text.length > characters)
    throw new BankFileError(transfer, field, `has more than the ${characters} digits of the format`);
  return text;
}

function shortDay(day: string): string {
  return day.slice(2).replaceAll("-", "");
}
