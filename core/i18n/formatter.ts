import type { Brand, Locale, Localised } from "../model/cause.ts";
import { formatMinor, minorDigits } from "../model/money.ts";
import type { Day, Instant } from "../model/purchase.ts";

/** The forms of a noun: English and German tell apart two by number, and a language that a brand adds perhaps more. */
export type Plural = { readonly one: string; readonly other: string } & {
  readonly [form in Intl.LDMLPluralRule]?: string;
};

type Decimal = `${number}`;

function isDecimal(text: string): text is Decimal {
  return /^-?\d+(\.\d+)?$/.test(text);
}

/** The amount as a decimal string, so that what Intl prints is exact however large it is. */
function decimal(minor: number, currency: string): Decimal {
  const text = formatMinor(minor, currency);
  if (!isDecimal(text)) throw new Error(`${text} is not a decimal`);
  return text;
}

/** A true minus sign: Intl writes a hyphen. */
function withMinus(text: string): string {
  return text.replace("-", "\u2212");
}

/** Writes figures, days and lists in one language, and points in time on one clock. */
export interface Formatter {
  readonly locale: Locale;
  /** By whose clock points in time are written. */
  readonly timeZone: string;
  readonly text: (localised: Localised) => string;
  /** `$1,204.50`: always all digits of the currency. */
  readonly money: (minor: number, currency: string) => string;
  /** The same in two parts, `$1,204` and `.50`, for large type; the second may be empty. */
  readonly moneyParts: (minor: number, currency: string) => readonly [string, string];
  /** `$50,000`: without decimals where there are none, for goals, pools and terms. */
  readonly roundMoney: (minor: number, currency: string) => string;
  /** `$5K`: for amounts that are round already. */
  readonly compactMoney: (minor: number, currency: string) => string;
  /** `USD 1,204.50`: with the currency's code, all of it in plain letters. */
  readonly codedMoney: (minor: number, currency: string) => string;
  readonly currencyName: (currency: string) => string;
  readonly number: (count: number) => string;
  readonly counted: (count: number, noun: Plural) => string;
  readonly percent: (basisPoints: number) => string;
  readonly day: (day: Day) => string;
  readonly shortDay: (day: Day) => string;
  /** `2026-11` is “November”. */
  readonly monthName: (month: string) => string;
  /** The day of a point in time, in the time zone of the formatter. */
  readonly date: (instant: Instant) => string;
  /** The same day, with the time of day. */
  readonly dateTime: (instant: Instant) => string;
  /** The last day before a point in time at which something ends: midnight ends the day before it. */
  readonly lastDay: (end: Instant) => string;
  readonly all: (items: readonly string[]) => string;
  readonly either: (items: readonly string[]) => string;
}

/** Making these took 7 of a page's 11 ms of processor. They are the same for each page, and few: languages times currencies. */
const made = new Map<string, Intl.NumberFormat>();

function numberFormat(locale: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = JSON.stringify([locale, options]);
  const format = made.get(key) ?? new Intl.NumberFormat(locale, options);
  made.set(key, format);
  return format;
}

/** More than the zones and languages of one stage's letters in a day. */
const DATE_FORMATS_MAX = 1_000;
const madeForDates = new Map<string, Intl.DateTimeFormat>();

function dateFormat(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = JSON.stringify([locale, options]);
  const known = madeForDates.get(key);
  if (known !== undefined) return known;
  if (madeForDates.size >= DATE_FORMATS_MAX) madeForDates.clear();
  const format = new Intl.DateTimeFormat(locale, options);
  madeForDates.set(key, format);
  return format;
}

/**
 * Formats in `locale`, with points in time on the clock of `brand`, or in UTC without one. `language`: that of which `locale` is
 * only the base, such as `en-GB`; figures and days are written as it writes them.
 */
export function formatter(
  locale: Locale,
  brand?: Pick<Brand, "timeZone">,
  language: string = locale,
): Formatter {
  const money = (currency: string, stripped: boolean) => {
    const digits = minorDigits(currency);
    return numberFormat(language, {
      style: "currency",
      currency,
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
      ...(stripped && { trailingZeroDisplay: "stripIfInteger" }),
    });
  };
  const coded = (currency: string) =>
    numberFormat(language, {
      style: "currency",
      currency,
      currencyDisplay: "code",
      minimumFractionDigits: minorDigits(currency),
      maximumFractionDigits: minorDigits(currency),
    });
  const compact = (currency: string) =>
    numberFormat(language, {
      style: "currency",
      currency,
      notation: "compact",
      minimumFractionDigits: 0,
      maximumFractionDigits: minorDigits(currency),
    });
  const dates = (options: Intl.DateTimeFormatOptions) => {
    const format = dateFormat(language, options);
    return (text: string) => format.format(new Date(text));
  };
  const monthName = dates({ month: "long", timeZone: "UTC" });
  const numbers = numberFormat(language, {});
  const plural = new Intl.PluralRules(language);
  const percents = numberFormat(language, { style: "percent", maximumFractionDigits: 2 });
  const names = new Intl.DisplayNames(language, { type: "currency" });
  const full = { day: "numeric", month: "long", year: "numeric" } as const;
  const timeZone = brand?.timeZone ?? "UTC";
  const date = dates({ ...full, timeZone });
  return {
    locale,
    timeZone,
    text: (localised) => localised[locale],
    money: (minor, currency) => withMinus(money(currency, false).format(decimal(minor, currency))),
    moneyParts: (minor, currency) => parts(money(currency, false), decimal(minor, currency)),
    roundMoney: (minor, currency) => withMinus(money(currency, true).format(decimal(minor, currency))),
    compactMoney: (minor, currency) => withMinus(compact(currency).format(decimal(minor, currency))),
    codedMoney: (minor, currency) => withMinus(coded(currency).format(decimal(minor, currency))),
    currencyName: (currency) => names.of(currency) ?? currency,
    number: (count) => numbers.format(count),
    counted: (count, noun) => `${numbers.format(count)} ${noun[plural.select(count)] ?? noun.other}`,
    percent: (basisPoints) => percents.format(basisPoints / 10_000),
    day: dates({ ...full, timeZone: "UTC" }),
    shortDay: dates({ day: "numeric", month: "short", timeZone: "UTC" }),
    monthName: (month) => monthName(`${month}-01`),
    date,
    dateTime: dates({ dateStyle: "long", timeStyle: "short", timeZone }),
    lastDay: (end) => date(new Date(Date.parse(end) - 1000).toISOString()),
    all: (items) => new Intl.ListFormat(language, { type: "conjunction" }).format(items),
    either: (items) => new Intl.ListFormat(language, { type: "disjunction" }).format(items),
  };
}

/** Cuts before the decimal sign; a symbol that follows the digits stays with the second part. */
function parts(format: Intl.NumberFormat, amount: Decimal): readonly [string, string] {
  const all = format.formatToParts(amount);
  const cut = all.findIndex((part) => part.type === "decimal");
  const text = (some: typeof all) => withMinus(some.map((part) => part.value).join(""));
  return cut < 0 ? [text(all), ""] : [text(all.slice(0, cut)), text(all.slice(cut))];
}
