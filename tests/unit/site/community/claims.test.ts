import { describe, expect, test } from "vitest";
import { disclose, disclosureVersion, exampleCurrency } from "../../../../core/disclosures/disclose.ts";
import { ANYWHERE } from "../../../../core/disclosures/places.ts";
import { formatter } from "../../../../core/i18n/formatter.ts";
import type { CauseChoices, Community, Figure } from "../../../../core/impact/view.ts";
import { Locale } from "../../../../core/model/cause.ts";
import { causeView } from "../../../../core/site/community/cause-view.tsx";
import { communityView } from "../../../../core/site/community/community-view.tsx";
import { monthsView } from "../../../../core/site/community/months-view.tsx";
import type { RenderedView } from "../../../../core/site/ui/layout.tsx";
import { pageFormatter } from "../../../../core/site/ui/page-formatter.ts";
import { brand, detail, everyday, monthsOf } from "../../../support/states.ts";

/**
 * What the public pages claim: each sentence with a figure, and each that promises, is one of these, and its figure
 * must hold. A sentence of a new kind fails until somebody says here what makes it true.
 */
const { day, money, number, roundMoney } = formatter("en", brand);
const of = (community: Community, pick: (figure: Figure) => number) =>
  new Set(community.figures.map((figure) => money(pick(figure), figure.currency)));
const goals = (community: Community) => community.causes.flatMap(({ progress }) => progress ?? []);
const sum = (of: readonly { readonly net: number; readonly pending: number }[], what: "net" | "pending") =>
  of.reduce((all, one) => all + one[what], 0);

/** What a page is made from: of a cause, its own figures in the place of the community's. */
type Shown = Community & { readonly ways?: CauseChoices };
type Claim = readonly [RegExp, (figures: readonly string[], shown: Shown) => boolean];
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
  [
    /^· reference (pay-[0-9a-z]{26}) ·( not yet acknowledged by the recipient)?$/,
    ([reference, not], { arrivals }) =>
      arrivals?.payments.some(
        (one) => one.reference === reference && (one.acknowledgedOn === undefined) === (not !== undefined),
      ) ?? false,
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

/** What only the page of a cause says, and how each of its ways adds up. */
const ways = (pick: (ways: CauseChoices) => number) => (figures: readonly string[], shown: Shown) =>
  shown.ways !== undefined && figures[0] === number(pick(shown.ways));
const causeClaims: readonly Claim[] = [
  [/^([\d,]+) of them (?:was|were) returned in full\.$/, ([n], { returned }) => n === number(returned)],
  [/^([\d,]+) chosen with the order$/, ways(({ order }) => order)],
  [/^([\d,]+) chosen by the customer before$/, ways(({ customer }) => customer)],
  [/^([\d,]+) chosen afterwards, with the receipt$/, ways(({ claimed }) => claimed)],
  [/^([\d,]+) as the default, since nobody chose$/, ways((all) => all.default)],
  [/^([\d,]+) by a part that the terms always send here$/, ways(({ split }) => split)],
  [
    /^([\d,]+) from before this was recorded$/,
    ([n], { ways, purchases }) =>
      n === number(purchases - Object.values(ways ?? {}).reduce((all, one) => all + one, 0)),
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

const SITE = "https://site.example/";
const context = { formatter: pageFormatter("en", brand), carryLanguage: false };

/** The sentences of a page, without its tables, and without its disclosure, which is held to the terms by itself; what a list in one sentence says stands by itself. */
function sentencesOf({ html }: RenderedView): string[] {
  return html
    .replace(/<(style|svg|table|head)[\s>].*?<\/\1>/gs, "")
    .replace(/<details class="disclosure".*?<\/details>/gs, "")
    .split(/<(?:\/?(?:p|li|dt|dd|div|section|h\d|time|br|article|caption|figure)\b|span|\/span)[^>]*>/)
    .map((piece) =>
      piece
        .replace(/<[^>]+>/g, "")
        .replaceAll("&amp;", "&")
        .trim(),
    )
    .flatMap((piece) =>
      piece.startsWith("How they came here: ")
        ? piece.slice("How they came here: ".length).replace(/\.$/, "").split("; ")
        : [piece],
    )
    .filter((piece) => piece !== "");
}

/** Those that claim something that nobody has said what makes it true, or that is not. */
function unproven(sentences: readonly string[], shown: Shown): string[] {
  return sentences.filter((sentence) => {
    const known = [...claims, ...causeClaims].filter(([pattern]) => pattern.test(sentence));
    if (known.length > 0)
      return !known.some(([pattern, is]) => is([...(pattern.exec(sentence)?.slice(1) ?? [])], shown));
    if (PROMISE.test(sentence)) return !PROMISES_THAT_HOLD.some((one) => sentence.includes(one));
    return /\d/.test(sentence) && !NO_CLAIM.test(sentence);
  });
}

const unsaid = (all: readonly Claim[], sentences: readonly string[]) =>
  all
    .filter(([pattern]) => !sentences.some((sentence) => pattern.test(sentence)))
    .map(([pattern]) => pattern.source);

function sentences(community: Community): string[] {
  return sentencesOf(communityView(community, context));
}

/** A cause's page, and what its claims are held to. */
function causePage(slug: string): { readonly said: string[]; readonly shown: Shown } {
  const cause = detail(everyday, slug);
  const { equivalent: _, ...rest } = everyday;
  const { figures, purchases, returned, customers, equivalent, choices: ways } = cause;
  const own = { figures, purchases, returned, customers, causes: [cause], ways };
  return {
    said: sentencesOf(causeView(cause, { ...everyday, stories: [] }, context)),
    shown: { ...rest, ...own, ...(equivalent && { equivalent }) },
  };
}

describe("the page of a cause", () => {
  test.each(everyday.causes.map(({ slug }) => slug))(
    "of %s says nothing that is not known to hold",
    (slug) => {
      const { said, shown } = causePage(slug);
      expect(unproven(said, shown)).toEqual([]);
    },
  );

  test("of some cause makes each claim that is known", () => {
    const said = everyday.causes.flatMap(({ slug }) => causePage(slug).said);
    expect(unsaid(causeClaims, said)).toEqual([]);
  });

  test("is found out when a way is counted wrong", () => {
    const { said, shown } = causePage("open-paths");
    const wrong = { ...shown, ...(shown.ways && { ways: { ...shown.ways, split: 401 } }) };
    expect(unproven(said, wrong)).toEqual(["400 by a part that the terms always send here"]);
  });
});

/** What names the year, and no figure. */
const OF_THE_YEAR = ["2026, month by month", "Months of 2026 (CSV)"];

test("the page of a year claims nothing but its tables, each cell of which is a sum of what the JSON says", () => {
  const list = monthsOf(everyday, "2026");
  const page = monthsView(list, { brand, causes: everyday.causes }, context);
  expect(unproven(sentencesOf(page), everyday).filter((one) => !OF_THE_YEAR.includes(one))).toEqual([]);
  const sums = new Set(
    (["month", "cause", "year"] as const).flatMap((by) =>
      [
        ...Map.groupBy(list.months, (point) =>
          JSON.stringify([point.funding, point.currency, by === "year" ? "" : point[by]]),
        ).values(),
      ].map((same) =>
        money(
          same.reduce((all, { net }) => all + net, 0),
          same[0]?.currency ?? "",
        ),
      ),
    ),
  );
  const cells = [...page.html.matchAll(/<td>([^<–]+)<\/td>/g)].map(([, cell = ""]) => cell);
  expect(new Set(cells)).toEqual(sums);
});

describe("the community page", () => {
  test("says no sentence with a figure, and makes no promise, that is not known to hold", () => {
    const all = sentences(everyday);
    expect(unproven(all, everyday)).toEqual([]);
    expect(unsaid(claims, all)).toEqual([]);
  });

  test("finds a figure that does not hold", () => {
    const page = sentences({ ...everyday, purchases: everyday.purchases + 1 });
    const [pattern, holds] = claims[0] ?? [/^$/, () => true];
    const said = page.find((sentence) => pattern.test(sentence)) ?? "";
    expect(holds([...(pattern.exec(said)?.slice(1) ?? [])], everyday)).toBe(false);
  });

  test.for(Locale.options)(
    "says beside its offers in %s the disclosure of each terms in force, whole",
    (locale) => {
      const formatter = pageFormatter(locale, brand);
      const { html } = communityView(everyday, {
        formatter,
        carryLanguage: false,
        address: `${SITE}causes/x`,
      });
      const folded = /<details class="disclosure">(.*?)<\/details>/s.exec(html)?.[1] ?? "";
      const said = [...folded.matchAll(/<dd>(.*?)<\/dd>/g)].map(([, text = ""]) =>
        text.replaceAll("&amp;", "&"),
      );
      const disclosed = everyday.terms.flatMap((terms) =>
        disclose(
          { terms, brand, causes: everyday.causes, site: SITE, locale, currency: exampleCurrency(terms) },
          ANYWHERE,
        ).map(({ text }) => text),
      );
      expect(new Set(said)).toEqual(new Set(disclosed));
      for (const terms of everyday.terms) expect(folded).toContain(disclosureVersion(terms, locale));
    },
  );

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
