import type { ExchangeRates } from "../model/cause.ts";
import { asFraction, type Fraction } from "../model/exchange-rate.ts";
import { minorDigits } from "../model/money.ts";
import { isAtLimit, SUM_MAX } from "./exact-sum.ts";
import type { Equivalent, Figure } from "./view.ts";

const ONE: Fraction = { numerator: 1n, denominator: 1n };

/**
 * About what all currencies together are worth in each of them, at one day's rates: all payers, pending and settled. Exact until
 * it is rounded, once, half up, to whole units of the currency. For comparison alone: no figure, goal or proof is made of it.
 * Undefined without rates and for fewer than two currencies; without a rate for each, `about` is empty and `missing` says why.
 */
export function equivalent(
  figures: readonly Figure[],
  rates: ExchangeRates | undefined,
): Equivalent | undefined {
  const currencies = [...new Set(figures.map(({ currency }) => currency))].toSorted();
  if (rates === undefined || currencies.length < 2) return undefined;
  if (figures.some(({ pending, settled }) => isAtLimit(pending) || isAtLimit(settled))) return undefined;
  const { source, url, day, base, sample } = rates;
  const named = currencies.filter((code) => code !== base);
  const missing = named.filter((code) => rates.rates[code] === undefined);
  const total = sum(figures.map((figure) => inBase(figure, rates)));
  const about = currencies.map((currency) => ({ currency, amount: wholeUnits(total, currency, rates) }));
  return {
    source,
    url,
    day,
    base,
    rates: Object.fromEntries(
      named.flatMap((code) => (rates.rates[code] === undefined ? [] : [[code, rates.rates[code]]])),
    ),
    ...(sample && { sample }),
    about: missing.length > 0 ? [] : about.filter(({ amount }) => Math.abs(amount) < SUM_MAX),
    missing,
  };
}

function rateOf(currency: string, { base, rates }: ExchangeRates): Fraction {
  const rate = rates[currency];
  return currency === base || rate === undefined ? ONE : asFraction(rate);
}

/** What a figure is worth in major units of the base. */
function inBase({ currency, pending, settled }: Figure, rates: ExchangeRates): Fraction {
  const { numerator, denominator } = rateOf(currency, rates);
  return {
    numerator: BigInt(pending + settled) * denominator,
    denominator: numerator * 10n ** BigInt(minorDigits(currency)),
  };
}

function sum(fractions: readonly Fraction[]): Fraction {
  return fractions.reduce(
    (all, one) => ({
      numerator: all.numerator * one.denominator + one.numerator * all.denominator,
      denominator: all.denominator * one.denominator,
    }),
    { numerator: 0n, denominator: 1n },
  );
}

/** In minor units, a whole number of major ones; negative amounts round to the same size. */
function wholeUnits(total: Fraction, currency: string, rates: ExchangeRates): number {
  const rate = rateOf(currency, rates);
  const numerator = total.numerator * rate.numerator;
  const denominator = total.denominator * rate.denominator;
  const size = numerator < 0n ? -numerator : numerator;
  const whole = (2n * size + denominator) / (2n * denominator);
  const minor = whole * 10n ** BigInt(minorDigits(currency));
  const within = minor > BigInt(SUM_MAX) ? SUM_MAX : Number(minor);
  return numerator < 0n && within > 0 ? -within : within;
}
