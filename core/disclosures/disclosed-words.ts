import { isDeepStrictEqual } from "node:util";
import * as z from "zod";
import { termsView } from "../impact/read-offers.ts";
import { Locale } from "../model/cause.ts";
import { Currency } from "../model/money.ts";
import { Instant } from "../model/purchase.ts";
import { type Terms, termsName } from "../model/terms.ts";
import {
  DISCLOSURE_TEXT,
  type Disclosing,
  type DisclosureLine,
  disclose,
  disclosureVersion,
  exampleCurrency,
  overInWords,
  ownFormatter,
} from "./disclose.ts";
import { ANYWHERE, DISCLOSURE_ITEMS, DISCLOSURE_PLACES, ITEMS_IN_SHORT, itemsAskedAt } from "./places.ts";

const Item = z.enum(DISCLOSURE_ITEMS);

/**
 * All that stands beside an offer under one version of some terms, in one language, from a point in time on.
 * - `terms`, `text`: the versions of the terms and of our words; `version`: both, as readers see them
 * - `lines`: with the example that readers see who name no currency; `estimates`: that of each currency that the terms name
 * - `over`: what takes the offer's place in a currency once all that its cap sets aside is given
 * - `places`: what was asked in each place that had a row; `short`: what stands beside an amount where nobody names a place
 */
export const DisclosedWords = z.object({
  terms: z.string().min(1),
  text: z.int().min(1),
  language: Locale,
  version: z.string().min(1),
  lines: z.array(z.object({ item: Item, label: z.string(), text: z.string() })),
  estimates: z.record(Currency, z.string()),
  over: z.record(Currency, z.string()),
  places: z.record(z.string(), z.array(Item)),
  short: z.array(Item),
  recordedAt: Instant,
});
export type DisclosedWords = z.infer<typeof DisclosedWords>;

/** What the terms say now, to be kept. */
export function wordsToRecord(
  terms: Terms,
  of: Pick<Disclosing, "brand" | "causes" | "site">,
  language: Locale,
  recordedAt: Instant,
): DisclosedWords {
  const view = termsView(terms);
  const disclosing = { ...of, terms: view, locale: language };
  const linesIn = (currency: Currency | undefined) => disclose({ ...disclosing, currency }, ANYWHERE);
  const said = (pairs: readonly (readonly [Currency, string | undefined])[]) =>
    Object.fromEntries(pairs.filter(([, text]) => text !== undefined));
  const formatter = ownFormatter(language, of.brand);
  return DisclosedWords.parse({
    terms: termsName(terms),
    text: DISCLOSURE_TEXT,
    language,
    version: disclosureVersion(view, language),
    lines: linesIn(exampleCurrency(view)),
    estimates: said(
      currenciesOf(terms).map((one) => [one, linesIn(one).find(({ item }) => item === "estimate")?.text]),
    ),
    over: said(
      Object.keys(terms.capPerCampaign ?? {}).map((currency) => [
        currency,
        overInWords({ terms: view, brand: of.brand, currency, formatter }),
      ]),
    ),
    places: Object.fromEntries(DISCLOSURE_PLACES.map(({ code }) => [code, itemsAskedAt(code)])),
    short: ITEMS_IN_SHORT,
    recordedAt,
  });
}

function currenciesOf({ share, capPerCampaign, capPerOrder, minimumOrder }: Terms): Currency[] {
  const own = "amounts" in share ? share.amounts : "tiers" in share ? share.tiers : {};
  return [
    ...new Set([own, capPerCampaign, capPerOrder, minimumOrder].flatMap((one) => Object.keys(one ?? {}))),
  ];
}

/** Whether both say the same, whenever they were recorded. */
export function saysTheSame(one: DisclosedWords, other: DisclosedWords): boolean {
  return isDeepStrictEqual({ ...one, recordedAt: "" }, { ...other, recordedAt: "" });
}

/** What of recorded words was asked at a place then: by its own row, else by its country's; without a row all of it. */
export function disclosedAt({ lines, places }: DisclosedWords, place: string): readonly DisclosureLine[] {
  const asked = places[place] ?? places[place.split("-")[0] ?? ""];
  return lines.filter(({ item }) => asked === undefined || asked.includes(item));
}

/** Of the records of one version in one language, in their order, those that were what was said at some time of a span. */
export function disclosedWithin(
  records: readonly DisclosedWords[],
  { from, to }: { readonly from: Instant; readonly to: Instant },
): readonly DisclosedWords[] {
  return records.filter(
    ({ recordedAt }, at) => recordedAt < to && (records[at + 1]?.recordedAt ?? to) > from,
  );
}
