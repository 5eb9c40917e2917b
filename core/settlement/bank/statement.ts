import { type Currency, minorDigits } from "../../model/money.ts";
import type { Day } from "../../model/purchase.ts";

/**
 * One booking on the brand's account. Who the other party is, is not kept.
 * - `endToEndId`: the id of a payout that the bank names, whole or its first 18 characters; absent where it names none
 * - `bankReference`: the bank's own; where it gives none, the statement's and the place in it
 * - `returnReason`: money that came back, with the reason's code in ISO 20022, `reversal`, or `unstated`
 */
export interface StatementEntry {
  readonly endToEndId?: string;
  readonly amount: number;
  readonly currency: Currency;
  readonly direction: "credit" | "debit";
  readonly bookedOn: Day;
  readonly bankReference: string;
  readonly returnReason?: string;
}

/**
 * What a bank says of an account, in minor units. Balances below zero are debts; `balances` is absent where the bank tells of
 * bookings alone (camt.054). `file`: the SHA-256 of the file.
 */
export interface Statement {
  readonly id: string;
  readonly account: string;
  readonly currency: Currency;
  readonly balances?: { readonly opening: number; readonly closing: number };
  readonly entries: readonly StatementEntry[];
  readonly file: string;
}

/** No statement was read, of the whole file: says in which line, and why. */
export class StatementError extends Error {
  override readonly name = "StatementError";
  readonly line: number;

  constructor(line: number, problem: string) {
    super(`line ${line}: ${problem}`);
    this.line = line;
  }
}

/** What an entry does to the balance. */
export function signed({ amount, direction }: Pick<StatementEntry, "amount" | "direction">): number {
  return direction === "credit" ? amount : -amount;
}

/** Throws a {@link StatementError} where a statement does not add up: then something is missing in it, or read wrongly. */
export function insistOnBalance({ id, balances, entries, currency }: Omit<Statement, "file">, line: number) {
  if (balances === undefined) return;
  const foreign = entries.find((entry) => entry.currency !== currency);
  if (foreign !== undefined)
    throw new StatementError(line, `${id} is in ${currency} and has an entry in ${foreign.currency}`);
  const sum = entries.reduce((all, entry) => all + BigInt(signed(entry)), BigInt(balances.opening));
  if (sum !== BigInt(balances.closing))
    throw new StatementError(
      line,
      `${id} does not add up: its first balance and its entries are not its last balance`,
    );
}

const DECIMAL = { ".": /^(\d*)(?:\.(\d*))?$/, ",": /^(\d*)(?:,(\d*))?$/ } as const;

/**
 * Minor units of an amount as a bank writes it, `1234,5` of EUR → 123450. Throws a {@link StatementError} for what is no amount,
 * or finer than the currency.
 */
export function readAmount(text: string, mark: "." | ",", currency: Currency, line: number): number {
  const [, whole = "", fraction = ""] = DECIMAL[mark].exec(text) ?? [];
  const digits = minorDigits(currency);
  const finer = /[1-9]/.test(fraction.slice(digits));
  const minor = Number(`${whole}${fraction.slice(0, digits).padEnd(digits, "0")}`);
  if (`${whole}${fraction}` === "" || finer || !Number.isSafeInteger(minor))
    throw new StatementError(line, `“${text.slice(0, 30)}” is no amount in ${currency}`);
  return minor;
}
