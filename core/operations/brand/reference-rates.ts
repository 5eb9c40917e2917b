import { stringify } from "yaml";
import type { ExchangeRates } from "../../model/cause.ts";
import { ExchangeRate } from "../../model/exchange-rate.ts";
import { Currency } from "../../model/money.ts";
import { Day } from "../../model/purchase.ts";

/** The euro's reference rates, as the European Central Bank publishes them on working days at about 16:00 in Frankfurt. */
const SOURCE: Pick<ExchangeRates, "source" | "url" | "base"> = {
  source: { en: "European Central Bank", de: "Europäische Zentralbank" },
  url: "https://www.ecb.europa.eu/stats/policy_and_exchange_rates/euro_reference_exchange_rates/html/index.en.html",
  base: "EUR",
};

type ReferenceRates =
  | { readonly outcome: "read"; readonly rates: ExchangeRates }
  | { readonly outcome: "refused"; readonly because: string };

type OfDay = Pick<ExchangeRates, "day" | "rates">;

/**
 * Reads a file of the European Central Bank, XML or CSV, of one day or of many, of which the latest counts. A currency in which
 * no shop is paid, and one that has no rate on that day, are left out.
 */
export function readReferenceRates(text: string): ReferenceRates {
  const days = text.trimStart().startsWith("<") ? daysOfXml(text) : daysOfCsv(text);
  const [latest] = days.toSorted((one, other) => (one.day < other.day ? 1 : -1));
  if (latest === undefined)
    return {
      outcome: "refused",
      because: "it holds no day of rates as the European Central Bank writes them",
    };
  if (Object.keys(latest.rates).length === 0)
    return { outcome: "refused", because: `it holds no rate of ${latest.day}` };
  return { outcome: "read", rates: { ...SOURCE, ...latest } };
}

const XML_DAY = /<Cube\s+time=["']([\d-]+)["']\s*>(.*?)<\/Cube>/gs;
const XML_RATE = /<Cube\s+currency=["']([A-Z]{3})["']\s+rate=["']([\d.]+)["']\s*\/>/g;

function daysOfXml(text: string): OfDay[] {
  return [...text.matchAll(XML_DAY)].flatMap(([, day = "", cubes = ""]) =>
    ofDay(
      day,
      [...cubes.matchAll(XML_RATE)].map(([, code = "", rate = ""]) => [code, rate]),
    ),
  );
}

function daysOfCsv(text: string): OfDay[] {
  const [head = [], ...rows] = text.split(/\r?\n/).map((line) => line.split(",").map((cell) => cell.trim()));
  if (head[0] !== "Date") return [];
  return rows.flatMap(([day = "", ...cells]) =>
    ofDay(
      isoDay(day),
      cells.map((rate, at) => [head[at + 1] ?? "", rate]),
    ),
  );
}

const MONTHS = "January February March April May June July August September October November December".split(
  " ",
);

/** `26 November 2026`, as the file of one day has it, or the day of ISO 8601 that it may be already. */
function isoDay(text: string): string {
  const [, day = "", month = "", year = ""] = /^(\d{1,2}) (\w+) (\d{4})$/.exec(text) ?? [];
  const at = MONTHS.indexOf(month) + 1;
  return at === 0 ? text : `${year}-${String(at).padStart(2, "0")}-${day.padStart(2, "0")}`;
}

function ofDay(text: string, pairs: readonly (readonly [string, string])[]): OfDay[] {
  const day = Day.safeParse(text);
  if (!day.success) return [];
  const known = pairs.filter(
    ([code, rate]) => Currency.safeParse(code).success && ExchangeRate.safeParse(rate).success,
  );
  return [{ day: day.data, rates: Object.fromEntries(known) }];
}

/** The file of a brand with these rates, every rate in quotes. */
export function ratesYaml(rates: ExchangeRates): string {
  const note =
    "# Exchange rates of one day, for the sum of all currencies that pages call “about”. Nothing is computed from them.\n";
  return `${note}${stringify(rates, { defaultStringType: "QUOTE_DOUBLE", defaultKeyType: "PLAIN", lineWidth: 0 })}`;
}
