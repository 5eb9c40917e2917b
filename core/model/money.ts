import { code as currencyRecord } from "currency-codes";
import * as z from "zod";

/** The largest amount that one order or pool may name, in minor units: far above any shop, far below 2^53. */
export const MINOR_MAX = 1_000_000_000_000;

/**
 * Currencies that the package's list (of 2024-06-25) lacks and orders of shops may be in, with their digits.
 * - new in ISO 4217 since: XCG, the Caribbean guilder; XAD, the Arab accounting dinar
 * - withdrawn since 2015, and still set in shops and in their older orders
 * - not of ISO, but offered by WooCommerce or Shopify: pounds of Guernsey, Man and Jersey, Transnistria's rouble, Iran's toman
 */
const ADDED: ReadonlyMap<string, number> = new Map([
  ...twoDigits("XCG XAD"),
  ...twoDigits("HRK LTL MRO SLL STD VEF ZWL"),
  ["BYR", 0],
  ...twoDigits("GGP IMP JEP PRB"),
  ["IRT", 0],
]);

/**
 * Codes of ISO 4217 in which no shop is paid: metals, units of account, funds and indexed units beside a country's money,
 * the code for tests, and the one for no currency.
 */
const NO_MONEY: ReadonlySet<string> = new Set(
  "XAG XAU XPD XPT XBA XBB XBC XBD XDR XSU XUA BOV CHE CHW CLF COU MXV USN UYI UYW XTS XXX".split(" "),
);

function twoDigits(codes: string): [string, number][] {
  return codes.split(" ").map((code) => [code, 2]);
}

function digitsOf(code: string): number | undefined {
  return currencyRecord(code)?.digits ?? ADDED.get(code);
}

/** Code of a currency that orders are in, such as `USD`, `JPY` (no minor unit) or `KWD` (three digits). */
export const Currency = z
  .string()
  .regex(/^[A-Z]{3}$/, { error: "a currency is three capital letters (ISO 4217), such as EUR", abort: true })
  .refine((code) => digitsOf(code) !== undefined && !NO_MONEY.has(code), {
    error: ({ input }) =>
      NO_MONEY.has(String(input))
        ? "a code of ISO 4217 in which no shop is paid (a metal, a fund, a unit of account, a test)"
        : "not a currency of ISO 4217",
  });
export type Currency = z.infer<typeof Currency>;

/** A non-negative amount in minor units (cents, yen, fils) of a currency that is named beside it. */
export const Minor = z.number().int().min(0).max(MINOR_MAX);
export type Minor = z.infer<typeof Minor>;

/** An amount per currency: `{"USD": 100}` is one dollar. A currency that is not named has no such amount. */
export const Amounts = z.record(Currency, Minor);
export type Amounts = z.infer<typeof Amounts>;

/** An amount that may be negative: what a clawback moves. */
export const SignedMinor = z.number().int().min(-MINOR_MAX).max(MINOR_MAX);

export class MoneyError extends Error {
  override readonly name = "MoneyError";
}

/** Digits after the decimal point in `currency` by ISO 4217. Throws {@link MoneyError} for an unknown code. */
export function minorDigits(currency: string): number {
  const digits = digitsOf(currency);
  if (digits === undefined) throw new MoneyError(`${currency} is not a currency of ISO 4217`);
  return digits;
}

const DECIMAL = /^(\d{1,15})(?:\.(\d+))?$/;

/**
 * Minor units of a decimal string: `("19.99", "USD")` → 1999, `("500", "JPY")` → 500.
 * Floats, signs, exponents, grouping and digits below the minor unit (other than zeros) are refused with a
 * {@link MoneyError}: an amount is either exact or it is not an amount.
 */
export function parseMoney(decimal: string, currency: string): Minor {
  if (typeof decimal !== "string")
    throw new MoneyError(`an amount must be a decimal string, not a ${typeof decimal}`);
  const digits = minorDigits(currency);
  const match = DECIMAL.exec(decimal);
  if (match === null) throw new MoneyError(`"${decimal}" is not a decimal amount such as "12.50"`);
  const fraction = match[2] ?? "";
  if (/[1-9]/.test(fraction.slice(digits))) {
    throw new MoneyError(`"${decimal}" has more than the ${digits} decimals of ${currency}`);
  }
  const minor = Number(`${match[1]}${fraction.slice(0, digits).padEnd(digits, "0")}`);
  if (minor > MINOR_MAX) throw new MoneyError(`"${decimal}" ${currency} is larger than any amount we take`);
  return minor;
}

/** The decimal string of an amount, the inverse of {@link parseMoney}: `(1999, "USD")` → `"19.99"`. */
export function formatMinor(minor: number, currency: string): string {
  const digits = minorDigits(currency);
  const sign = minor < 0 ? "-" : "";
  const text = String(Math.abs(minor)).padStart(digits + 1, "0");
  return digits === 0 ? `${sign}${text}` : `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`;
}

/**
 * `amount × numerator / denominator`, exact inside, rounded half up to the minor unit (0.5 rounds to 1).
 * All three are non-negative; a zero denominator is a {@link MoneyError}.
 */
export function proportion(amount: number, numerator: number, denominator: number): number {
  if (denominator <= 0) throw new MoneyError("a proportion needs a positive denominator");
  const twice = 2n * BigInt(amount) * BigInt(numerator) + BigInt(denominator);
  return Number(twice / (2n * BigInt(denominator)));
}

/**
 * Splits `total` by weights so that the parts sum to it to the minor unit: each gets the floor of its share,
 * and what is left goes one unit at a time by largest remainder, ties by name in code-unit order.
 * The same input gives the same parts in any order of the weights. Throws when no weight is positive.
 */
export function splitByWeight(total: number, weights: ReadonlyMap<string, number>): Map<string, number> {
  const sum = [...weights.values()].reduce((all, weight) => all + BigInt(weight), 0n);
  if (sum <= 0n) throw new MoneyError("a split needs at least one positive weight");
  const shares = [...weights].map(([name, weight]) => {
    const exact = BigInt(total) * BigInt(weight);
    return { name, floor: Number(exact / sum), remainder: exact % sum };
  });
  const ranked = shares.toSorted((a, b) =>
    a.remainder === b.remainder ? (a.name < b.name ? -1 : 1) : a.remainder > b.remainder ? -1 : 1,
  );
  const left = total - shares.reduce((all, share) => all + share.floor, 0);
  const parts = new Map(ranked.map((share, rank) => [share.name, share.floor + (rank < left ? 1 : 0)]));
  return new Map([...weights.keys()].map((name) => [name, parts.get(name) ?? 0]));
}
