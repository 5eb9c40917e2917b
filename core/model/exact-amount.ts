import { MINOR_MAX, MoneyError, minorDigits } from "./money.ts";

/** Decimals of an exact amount: more than any shop system writes; what is beyond them is cut off. */
const EXACT_DIGITS = 20;

/** An exact amount of money, negative ones too, in 10^-20 of a currency's major unit: what computed amounts are made of. */
export type ExactAmount = bigint;

const DECIMAL = /^\s*([+-]?)(\d{1,15})(?:\.(\d*))?\s*$/;

/** The exact amount of a decimal text such as `-12.345`. Throws {@link MoneyError} for what is none. */
export function exactAmount(decimal: string): ExactAmount {
  const [, sign, whole, fraction = ""] = DECIMAL.exec(decimal) ?? [];
  if (whole === undefined) throw new MoneyError("not a decimal amount such as 12.50");
  const size = BigInt(`${whole}${fraction.slice(0, EXACT_DIGITS).padEnd(EXACT_DIGITS, "0")}`);
  return sign === "-" ? -size : size;
}

/**
 * The minor units of an exact amount, rounded half up; a negative one to the same size, so that what is taken back is
 * what was given. Throws {@link MoneyError} above {@link MINOR_MAX} and for an unknown currency.
 */
export function roundExact(amount: ExactAmount, currency: string): number {
  const unit = 10n ** BigInt(EXACT_DIGITS - minorDigits(currency));
  const size = amount < 0n ? -amount : amount;
  const minor = Number((2n * size + unit) / (2n * unit));
  if (minor > MINOR_MAX) throw new MoneyError("larger than any amount we take");
  return amount < 0n && minor > 0 ? -minor : minor;
}
