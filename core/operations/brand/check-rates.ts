import type { Brand, ExchangeRates } from "../../model/cause.ts";
import { dayIn, daysAfter } from "../../model/days.ts";
import type { Instant } from "../../model/purchase.ts";
import type { BrandDraft, ProblemAt } from "./brand-draft.ts";
import type { BrandProblem } from "./document.ts";

/** Rates of banks are published on working days: older than over a long weekend, and somebody has forgotten them. */
const RATES_NOTICE_DAYS = 7;

/** What is wrong with rates on any day. */
export function checkRates({ base, rates }: ExchangeRates, problemAt: ProblemAt): BrandProblem[] {
  const problems: BrandProblem[] = [];
  if (base in rates)
    problems.push(
      problemAt("rates", ["rates", base], `${base} is the base, of which one is one: remove it.`),
    );
  if (Object.keys(rates).length === 0)
    problems.push(problemAt("rates", ["rates"], "There is no rate: write one for each currency of yours."));
  return problems;
}

/** Rates of a day that has not come are of no source. The day is that of the brand's time zone. */
export function checkRatesDay(
  { rates, timeZone }: Brand,
  now: Instant,
  problemAt: ProblemAt,
): BrandProblem[] {
  const today = dayIn(timeZone, now);
  if (rates === undefined || rates.day <= today) return [];
  const message = `The rates are of ${rates.day}, and today is ${today}: write the day on which they were published.`;
  return [problemAt("rates", ["day"], message)];
}

/**
 * What the brand may want to know of its rates: that they are old, and which of its currencies have none. Invented ones never
 * grow old.
 */
export function rateNotices(draft: BrandDraft, now: Instant, problemAt: ProblemAt): BrandProblem[] {
  const { rates, timeZone } = draft.brand;
  if (rates === undefined) return [];
  const notices: BrandProblem[] = [];
  const today = dayIn(timeZone, now);
  if (!rates.sample && daysAfter(rates.day, RATES_NOTICE_DAYS) < today) {
    const message = `The rates are of ${rates.day}, more than ${RATES_NOTICE_DAYS} days ago. Pages say the day; newer ones are read with \`npx wellspring rates read\`.`;
    notices.push(problemAt("rates", ["day"], message));
  }
  const missing = currenciesOf(draft).filter((code) => code !== rates.base && !(code in rates.rates));
  if (missing.length > 0) {
    const message = `There is no rate for ${missing.join(", ")}: once something is given in it, pages say no sum of all currencies, and why.`;
    notices.push(problemAt("rates", ["rates"], message));
  }
  return notices;
}

/** The currencies that a brand's files name: those in which it may give. */
function currenciesOf({ causes, terms, pools }: BrandDraft): readonly string[] {
  const ofTerms = terms.flatMap(
    ({ share, minimumOrder = {}, capPerOrder = {}, capPerCampaign = {}, guaranteedMinimum = {} }) => [
      ...("amounts" in share ? Object.keys(share.amounts) : []),
      ...("tiers" in share ? Object.keys(share.tiers) : []),
      ...[minimumOrder, capPerOrder, capPerCampaign, guaranteedMinimum].flatMap((amounts) =>
        Object.keys(amounts),
      ),
    ],
  );
  const ofCauses = causes.flatMap(({ goal }) => (goal === undefined ? [] : [goal.currency]));
  return [...new Set([...ofTerms, ...ofCauses, ...pools.map(({ currency }) => currency)])].toSorted();
}
