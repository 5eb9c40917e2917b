import { describe, expect, test } from "vitest";
import { formatter } from "../../../../core/i18n/formatter.ts";
import type { Community, Figure } from "../../../../core/impact/view.ts";
import { Locale } from "../../../../core/model/cause.ts";
import { communityView } from "../../../../core/site/community/community-view.tsx";
import { pageFormatter } from "../../../../core/site/ui/page-formatter.ts";
import { brand, everyday } from "../../../support/states.ts";

/**
 * What the community page claims: each sentence with a figure, and each that promises, is one of these, and its figure
 * must hold. A sentence of a new kind fails until somebody says here what makes it true.
 */
const { day, money, number, roundMoney } = formatter("en", brand);
const of = (community: Community, pick: (figure: Figure) => number) =>
  new Set(community.figures.map((figure) => money(pick(figure), figure.currency)));
const goals = (community: Community) => community.causes.flatMap(({ progress }) => progress ?? []);
const sum = (of: readonly { readonly net: number; readonly pending: number }[], what: "net" | "pending") =>
  of.reduce((all, one) => all + one[what], 0);

type Claim = readonly [RegExp, (figures: readonly string[], community: Community) => boolean];
const claims: readonly Claim[] = [
  [/^([\d,]+) purchases that gave$/, ([n], { purchases }) => n === number(purchases)],
  [
    /^([\d,]+) of them were returned in full\. ([\d,]+) purchases under terms or products that give nothing are not counted\.$/,
    ([back, none], { returned, withoutGift }) => back === number(returned) && none === number(withoutGift),
  ],
  [
    /^All of it together: about (\S+)$/,
    ([sum], { equivalent }) =>
      equivalent?.about.some(({ currency, amount }) => roundMoney(amount, currency) === sum) ?? false,
  ],
  [
    /^All payers and currencies, pending gifts included: converted for comparison only, at the exchange rates of (.+), and rounded to a whole amount\. No other figure is computed from it\. Rates: (.+)$/,
    ([when, source], { equivalent }) =>
      equivalent !== undefined && when === day(equivalent.day) && source === equivalent.source.en,
  ],
  [/^([\d,]+) customers who gave$/, ([n], { customers }) => n === number(customers)],
  [/^All months of (\d{4})$/, ([year], { asOf }) => year === asOf.slice(0, 4)],
  [/^(\d+) causes$/, ([n], { causes }) => n === number(causes.length)],
  [
    /^Who chose: for ([\d,]+) purchases .*, for ([\d,]+) .*, for ([\d,]+) somebody .*, and for ([\d,]+) nobody chose/,
    ([order, customer, claimed, none], { choices, purchases }) =>
      order === number(choices.order) &&
      customer === number(choices.customer) &&
      claimed === number(choices.claimed) &&
      none === number(choices.none) &&
      choices.order + choices.customer + choices.claimed + choices.none === purchases,
  ],
  [
    /^including (\S+) pending(?:; (\S+) already deducted for returns)?$/,
    ([pending = "", back], community) =>
      of(community, (figure) => figure.pending).has(pending) &&
      (back === undefined || of(community, (figure) => figure.takenBack).has(back)),
  ],
  [
    /^including (\S+) pending$/,
    ([pending], community) =>
      goals(community).some(
        ({ segments, currency }) => roundMoney(sum(segments, "pending"), currency) === pending,
      ),
  ],
  [/^([\d,]+) gifts$/, ([n], { figures }) => figures.some(({ gifts }) => n === number(gifts))],
  [
    /^(?:([\d]+)% of the way to|The goal of) (\S+?)(?: is reached \((\d+)%\))?$/,
    ([far, goal, past], community) =>
      goals(community).some(
        ({ amount, currency, segments }) =>
          roundMoney(amount, currency) === goal &&
          Math.floor((sum(segments, "net") * 100) / amount) === Number(far ?? past),
      ),
  ],
  [
    /^Next, at (\S+), enough for: /,
    ([at], community) =>
      goals(community).some(({ currency, milestones }) =>
        milestones.some((one) => one.reachedAt === undefined && roundMoney(one.amount, currency) === at),
      ),
  ],
  [
    /^sum reached on \w+ \d+, \d{4}(, part of it still pending|, returns have since taken it below)?$/,
    ([state], community) =>
      goals(community).some(({ segments, milestones }) =>
        milestones.some(({ amount, reachedAt }) => {
          if (reachedAt === undefined) return false;
          const [net, pending] = [sum(segments, "net"), sum(segments, "pending")];
          return state === undefined
            ? net - pending >= amount
            : state.includes("below")
              ? net < amount
              : net >= amount;
        }),
      ),
  ],
  [
    /^Of what Tarnfell gives, (\d+)% always goes to Open paths; the rest goes where the customer chooses$/,
    ([share], { terms }) =>
      terms.some(({ split }) => {
        const whole = (split ?? []).reduce((all, { weight }) => all + weight, 0);
        const fixed = split?.find(({ cause }) => cause === "open-paths");
        return fixed !== undefined && Number(share) === Math.round((fixed.weight / whole) * 100);
      }),
  ],
  [
    /^While a purchase can be returned, its gift is pending: (\d+)–(\d+) days/,
    ([least, most], { terms }) => {
      const days = terms.map(({ returnDays }) => returnDays);
      return Number(least) === Math.min(...days) && Number(most) === Math.max(...days);
    },
  ],
];

/** Amounts that stand alone, days, and the terms and pools, which the page's other tests compare with the brand's files. */
const NO_CLAIM =
  /^[€$¥−\d.,% ]+$|^(Figures as of|Nov|Oct|January|Since|Invented|Up to|Only on|Percentages|Last 30 days)|Terms \S+@|^\$?€?[\d.]+% (of|from)|for each|left$|^Adds|^Doubles|^For gifts in|^Given per day|^1%, |has been given$|^(\$|€|¥)|, \d{4}$|so far$|^Tarnfell GmbH, /;
/** What a promise or a claim about all would be said with. */
const PROMISE = /\b(every|never|always|all of|each purchase|nothing else|paid to|cleared)\b/i;
const PROMISES_THAT_HOLD = [
  "$0.75, €0.70, or ¥110 for each purchase",
  "Every figure is recomputed from a ledger whose entries are never changed or deleted.",
  "No goal is set for this cause: every gift counts.",
  "and never counted as coming from Tarnfell",
  "A share that grows with the purchase; the highest rate reached counts for all of it",
  "Enough for: ",
  "Volunteers clear banks",
  "If something is returned, all or part of its gift is canceled.",
];

function sentences(community: Community): string[] {
  const page = communityView(community, { formatter: pageFormatter("en", brand), carryLanguage: false });
  const main = page.html.replace(/<(style|svg|table|head)[\s>].*?<\/\1>/gs, "");
  return main
    .split(/<(?:\/?(?:p|li|dt|dd|div|section|h\d|time|br|article|caption|figure)\b|span|\/span)[^>]*>/)
    .map((piece) =>
      piece
        .replace(/<[^>]+>/g, "")
        .replaceAll("&amp;", "&")
        .trim(),
    )
    .filter((piece) => piece !== "");
}

describe("the community page", () => {
  test("says no sentence with a figure, and makes no promise, that is not known to hold", () => {
    const all = sentences(everyday);
    const unknown = all.filter((sentence) => {
      const known = claims.filter(([pattern]) => pattern.test(sentence));
      if (known.length > 0) {
        const holds = known.some(([pattern, is]) =>
          is([...(pattern.exec(sentence)?.slice(1) ?? [])], everyday),
        );
        return !holds;
      }
      if (PROMISE.test(sentence)) return !PROMISES_THAT_HOLD.some((one) => sentence.includes(one));
      return /\d/.test(sentence) && !NO_CLAIM.test(sentence);
    });
    expect(unknown).toEqual([]);
    const unsaid = claims.filter(([pattern]) => !all.some((sentence) => pattern.test(sentence)));
    expect(unsaid.map(([pattern]) => pattern.source)).toEqual([]);
  });

  test("finds a figure that does not hold", () => {
    const page = sentences({ ...everyday, purchases: everyday.purchases + 1 });
    const [pattern, holds] = claims[0] ?? [/^$/, () => true];
    const said = page.find((sentence) => pattern.test(sentence)) ?? "";
    expect(holds([...(pattern.exec(said)?.slice(1) ?? [])], everyday)).toBe(false);
  });

  test.for(Locale.options)("says the split in %s wherever the terms are", (locale) => {
    const { html } = communityView(everyday, {
      formatter: pageFormatter(locale, brand),
      carryLanguage: false,
    });
    expect(html).toMatch(
      locale === "en" ? /20% always goes to Open paths/ : /immer 20\u00a0% an Offene Wege/,
    );
  });
});
