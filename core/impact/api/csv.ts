import { Locale } from "../../model/cause.ts";
import { formatMinor } from "../../model/money.ts";
import { type Cell, csv } from "../../platform/csv.ts";
import {
  CauseChoices,
  type CauseList,
  type Community,
  type Figure,
  type MonthList,
  type TermsView,
} from "../view.ts";

const FIGURE = ["funding", "currency", "pending", "settled", "takenBack", "gifts"] as const;

function figureCells({ funding, currency, pending, settled, takenBack, gifts }: Figure): readonly Cell[] {
  const amounts = [pending, settled, takenBack].map((minor) => formatMinor(minor, currency));
  return [funding, currency, ...amounts, gifts];
}

/** `GET /api/community.csv`: what everything together gave, a line for each funding and currency. */
export function communityCsv({ figures }: Pick<Community, "figures">): string {
  return csv(FIGURE, figures.map(figureCells));
}

/** `GET /api/causes.csv`: the same for each cause. A cause to which nothing was given has no line. */
export function causesCsv({ causes }: Pick<CauseList, "causes">): string {
  const names = Locale.options.map((locale) => `name_${locale}`);
  const rows = causes.flatMap(({ slug, name, figures }) =>
    figures.map((figure) => [slug, ...Locale.options.map((locale) => name[locale]), ...figureCells(figure)]),
  );
  return csv(["cause", ...names, ...FIGURE], rows);
}

/** `GET /api/choices.csv`: a line for each cause: the purchases that gave to it, by how they came to it. */
export function choicesCsv({ causes }: Pick<CauseList, "causes">): string {
  const ways = CauseChoices.keyof().options;
  const rows = causes.map(({ slug, name, purchases, returned, customers, choices }) => [
    slug,
    ...Locale.options.map((locale) => name[locale]),
    ...[purchases, returned, customers],
    ...ways.map((way) => choices[way]),
  ]);
  const names = Locale.options.map((locale) => `name_${locale}`);
  return csv(["cause", ...names, "purchases", "returned", "customers", ...ways], rows);
}

/** `GET /api/days.csv`: what was given on each of the last days, by the day of purchase, net of what was returned since. */
export function daysCsv({ series }: Pick<Community, "series">): string {
  const rows = series.map(({ day, funding, currency, net }) => [
    day,
    funding,
    currency,
    formatMinor(net, currency),
  ]);
  return csv(["day", "funding", "currency", "net"], rows);
}

/** `GET /api/months/{year}.csv`: what each month of a year gave to each cause, by the day of purchase; `net` is less `takenBack`. */
export function monthsCsv({ months }: Pick<MonthList, "months">): string {
  const rows = months.map(({ month, cause, funding, currency, net, takenBack, gifts }) => [
    month,
    cause,
    funding,
    currency,
    formatMinor(net, currency),
    formatMinor(takenBack, currency),
    gifts,
  ]);
  return csv(["month", "cause", "funding", "currency", "net", "takenBack", "gifts"], rows);
}

const TERMS = [
  "terms",
  ...Locale.options.map((locale) => `title_${locale}`),
  ...["inForce", "from", "until", "share", "percent", "amounts", "tiers", "skus", "roundUp"],
  ...[
    "minimumOrder",
    "capPerOrder",
    "capPerCampaign",
    "guaranteedMinimum",
    "split",
    "defaultCause",
    "returnDays",
  ],
];

/**
 * `GET /api/terms.csv`: a line for each version of terms, those in force first. A cell with an amount for each currency has the
 * code before each: `EUR 0.70; USD 0.75`.
 */
export function termsCsv({
  brand,
  terms,
  formerTerms,
}: Pick<Community, "terms" | "formerTerms"> & {
  readonly brand: Pick<Community["brand"], "termsInWords">;
}): string {
  const row = (one: TermsView, inForce: boolean): readonly Cell[] => {
    const title = brand.termsInWords?.[one.name.replace(/@\d+$/, "")]?.title;
    return [
      one.name,
      ...Locale.options.map((locale) => title?.[locale] ?? ""),
      String(inForce),
      one.from,
      one.until ?? "",
      ...shareCells(one.share),
      String(one.roundUp),
      ...[one.minimumOrder, one.capPerOrder, one.capPerCampaign, one.guaranteedMinimum].map(amountsCell),
      listed((one.split ?? []).map(({ cause, weight }) => `${cause} ${weight}`)),
      one.defaultCause ?? "",
      one.returnDays,
    ];
  };
  return csv(TERMS, [...terms.map((one) => row(one, true)), ...formerTerms.map((one) => row(one, false))]);
}

function shareCells({
  kind,
  basisPoints,
  amounts,
  tiers = {},
  skus = [],
}: TermsView["share"]): readonly Cell[] {
  const steps = Object.entries(tiers).flatMap(([code, all]) =>
    all.map((step) => `${code} ${percentOf(step.basisPoints)} from ${formatMinor(step.from, code)}`),
  );
  return [
    kind,
    basisPoints === undefined ? "" : percentOf(basisPoints),
    amountsCell(amounts),
    listed(steps),
    listed(skus),
  ];
}

function amountsCell(amounts: Readonly<Record<string, number>> = {}): string {
  return listed(Object.entries(amounts).map(([code, minor]) => `${code} ${formatMinor(minor, code)}`));
}

function listed(items: readonly string[]): string {
  return items.join("; ");
}

/** 250 basis points are 2.50 percent. */
function percentOf(basisPoints: number): string {
  return `${Math.floor(basisPoints / 100)}.${String(basisPoints % 100).padStart(2, "0")}`;
}
