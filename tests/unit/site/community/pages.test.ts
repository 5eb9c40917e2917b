import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { equivalent } from "../../../../core/impact/equivalent.ts";
import type { Community } from "../../../../core/impact/view.ts";
import type { Locale } from "../../../../core/model/cause.ts";
import { askedCurrency, currencies } from "../../../../core/site/community/amounts.ts";
import { causeView } from "../../../../core/site/community/cause-view.tsx";
import { communityView } from "../../../../core/site/community/community-view.tsx";
import type { PageContext } from "../../../../core/site/ui/layout.tsx";
import { pageFormatter } from "../../../../core/site/ui/page-formatter.ts";
import { crowded, detail, everyday, extreme, figure, nothingYet, rates } from "../../../support/states.ts";

const PAGE_BYTES_MAX = 80_000;

function contextOf(community: Community, locale: Locale = "en"): PageContext {
  return { carryLanguage: false, formatter: pageFormatter(locale, community.brand) };
}

function community(state: Community, locale: Locale = "en"): string {
  return communityView(state, contextOf(state, locale)).html;
}

function cause(state: Community, slug: string, locale: Locale = "en"): string {
  return causeView(detail(state, slug), { ...state, stories: [] }, contextOf(state, locale)).html;
}

/** Amounts of money as a reader of the English page sees them, wherever tags cut them. */
function amountsIn(html: string): Set<string> {
  const text = html
    .replace(/<style>.*?<\/style>/gs, "")
    .replace(/<small>|<\/small>/g, "")
    .replace(/<[^>]+>/g, " ");
  return new Set(text.match(/−?[€$¥][\d,.]*\d/g) ?? []);
}

describe("size", () => {
  test.for(["en", "de"] as const)(
    "twelve causes in three currencies over thirty days with pictures are under 80 KB (%s)",
    (locale) => {
      expect(Buffer.byteLength(community(crowded, locale))).toBeLessThan(PAGE_BYTES_MAX);
      expect(Buffer.byteLength(cause(crowded, "cause-1", locale))).toBeLessThan(PAGE_BYTES_MAX);
    },
  );
});

describe("hostile text", () => {
  const nasty = `</h3><script>alert("1")</script><img src=x onerror='x'>&amp;`;
  const both = { en: nasty, de: nasty };
  const hostile: Community = {
    ...everyday,
    brand: { ...everyday.brand, name: nasty, purpose: both },
    terms: everyday.terms.map((terms) => ({ ...terms, name: `${nasty}@1` })),
    causes: everyday.causes.map((one) => ({
      ...one,
      name: both,
      summary: both,
      charity: { ...one.charity, name: nasty, registration: nasty, url: `https://x.example/"onclick="x` },
      ...(one.progress && {
        progress: {
          ...one.progress,
          milestones: one.progress.milestones.map((milestone) => ({ ...milestone, label: both })),
        },
      }),
    })),
  };

  test("is text on every page, never markup", () => {
    for (const html of [
      community(hostile),
      cause(hostile, "clean-rivers"),
      cause(hostile, "mountain-rescue"),
    ]) {
      expect(html).not.toMatch(/<script|<img src=x|"onclick/);
      expect(html).toContain("&lt;script>");
    }
  });
});

describe("kinds of money", () => {
  test("no amount on the page is a sum over fundings or currencies, but the one that says about", () => {
    // Powers of two, of which no two sums are alike: an amount that is not one of them was added up.
    const minors = Array.from({ length: 9 }, (_, index) => 2 ** (index + 7));
    const figures = (["brand", "match", "customer"] as const).flatMap((funding, row) =>
      ["EUR", "USD", "JPY"].map((currency, column) =>
        figure(funding, currency, { pending: 0, settled: minors[row * 3 + column] ?? 0 }),
      ),
    );
    const { equivalent: _, ...without } = everyday;
    const sums = figures.slice(0, 4).map(({ funding, currency }, row) => {
      const [arrived = 0, acknowledged = 0, onItsWay = 0, unpaid = 0] = [16, 20, 24, 28].map(
        (at) => 2 ** (row + at),
      );
      return { funding, currency, arrived, acknowledged, onItsWay, unpaid };
    });
    const arrivals = { causes: [], payments: [], sums };
    const state = { ...without, figures, arrivals, causes: [], pools: [], terms: [], series: [] };
    const { money } = pageFormatter("en");
    const given = [
      ...figures.map((one) => money(one.settled, one.currency)),
      ...sums.flatMap(({ currency, funding: _, ...amounts }) =>
        Object.values(amounts).map((minor) => money(minor, currency)),
      ),
    ];
    expect(amountsIn(community(state))).toEqual(new Set(given));
    const worth = equivalent(figures, rates);
    expect(amountsIn(community({ ...state, ...(worth && { equivalent: worth }) }))).toEqual(
      new Set([...given, "€496"]),
    );
  });

  test("each figure of each funding and currency is on the page, whatever it is", () => {
    const minor = fc.integer({ min: -(10 ** 12), max: 10 ** 12 });
    const some = fc.uniqueArray(
      fc.record({
        funding: fc.constantFrom("brand" as const, "match" as const, "customer" as const),
        currency: fc.constantFrom("EUR", "USD", "JPY"),
        pending: minor,
        settled: minor,
        takenBack: fc.constant(0),
        gifts: fc.nat(1000),
      }),
      { selector: (one) => one.funding + one.currency, minLength: 1 },
    );
    const { money } = pageFormatter("en");
    fc.assert(
      fc.property(some, (figures) => {
        const seen = amountsIn(
          community({ ...everyday, figures, causes: [], pools: [], terms: [], series: [] }),
        );
        for (const one of figures) {
          expect(seen).toContain(money(one.pending + one.settled, one.currency));
        }
      }),
      { numRuns: 30 },
    );
  });

  test("yen have no decimals anywhere", () => {
    expect(community(everyday)).not.toMatch(/¥[\d,]+\.\d/);
  });
});

describe("what the page says", () => {
  test("who pays, on which base, up to what, and until when", () => {
    const html = community(everyday);
    expect(html).toContain("computed on goods after discounts, without tax, shipping, tips and gift cards");
    expect(html).toContain("2.5% of the purchase");
    expect(html).toContain("Only on purchases of $10, €10, or ¥1,500 or more");
    expect(html).toContain("Up to $250,000, €250,000, or ¥35,000,000 in total");
    expect(html).toContain("January 1, 2026 to December 31, 2026");
    expect(html).toContain("14–28 days");
  });

  test("an invented charity is never shown without its mark", () => {
    const marks = (html: string) => html.match(/invented, not a real charity/g)?.length;
    expect(marks(community(everyday))).toBe(everyday.causes.length);
    expect(marks(cause(everyday, "native-seeds"))).toBe(1);
    expect(marks(cause(extreme, "clean-rivers"))).toBeUndefined();
  });

  test("nothing given yet is said in words, without a chart or a zero", () => {
    const html = community(nothingYet);
    expect(html).toContain("No gifts yet.");
    expect(html).not.toContain("<figure");
    expect(amountsIn(html)).not.toContain("$0.00");
  });

  test("a paused cause, one without a goal, one past it and a used-up pool say so", () => {
    expect(cause(everyday, "mountain-rescue")).toContain("takes no new gifts at the moment");
    expect(cause(everyday, "native-seeds")).toContain("every gift counts");
    expect(cause(everyday, "open-paths")).toContain("The goal of $2,500 is reached (121%)");
    expect(cause(everyday, "clean-rivers")).toContain("All €90 has been given");
  });

  test("an ended cause says why, and where its gifts go", () => {
    const because = { en: "The trust has closed.", de: "Die Stiftung hat geschlossen." };
    const causes = everyday.causes.map((one) =>
      one.slug === "mountain-rescue" ? { ...one, movesTo: { cause: "clean-rivers", because } } : one,
    );
    const html = cause({ ...everyday, causes }, "mountain-rescue");
    expect(html).toContain(
      "The trust has closed. What was given to this cause and not paid yet goes to Clean",
    );
    expect(html).not.toContain("takes no new gifts at the moment");
  });

  test("below zero is explained where it is seen, and only there", () => {
    expect(community(extreme)).toContain("Below zero");
    expect(community(everyday)).not.toContain("Below zero");
  });

  test("a language that was asked for by name goes with every link to our pages", () => {
    const asked = { ...contextOf(everyday, "de"), carryLanguage: true };
    const { html } = communityView(everyday, asked);
    const links = [...html.matchAll(/<a [^>]*href="(\/[^"]*)"/g)].map((match) => match[1]);
    expect(links.filter((link) => !link?.startsWith("/api/") && !link?.endsWith("?lang=de"))).toEqual([]);
    expect(html).toContain('href="/causes/clean-rivers?lang=de"');
  });

  test("the same community gives the same bytes", () => {
    expect(community(everyday, "de")).toBe(community(structuredClone(everyday), "de"));
  });
});

describe("a reader's currency", () => {
  const page = (currency?: string, carryLanguage = false) =>
    communityView(everyday, { ...contextOf(everyday), carryLanguage, ...(currency && { currency }) }).html;
  const firstOf = (html: string) => /<span class="amount[^"]*">([€$¥])/.exec(html)?.[1];

  test("is the one in which most was given, unless the address names another, and the others are folded", () => {
    const [most] = currencies(everyday.figures);
    expect(most).toBe("EUR");
    expect(firstOf(page())).toBe("€");
    expect(firstOf(page("JPY"))).toBe("¥");
    const folded = /<summary>In other currencies<\/summary>(.*?)<\/details>/s.exec(page("JPY"))?.[1] ?? "";
    expect(folded).toContain("<h3>Euro</h3>");
    expect(folded).toContain('href="?currency=EUR#given"');
    expect(folded).not.toContain("¥");
  });

  test("is the first on every card that has it, which names the others", () => {
    const card = /<li class="card">.*?<\/li>/s.exec(page("USD"))?.[0] ?? "";
    expect(card).toMatch(/<dd><span>\$/);
    expect(card).toMatch(/Also in EUR/);
  });

  test("goes with every link to a page of figures, in the language that was asked for, and with no other", () => {
    const links = [...page("JPY", true).matchAll(/<a [^>]*href="(\/[^"]*)"/g)].map(([, link = ""]) => link);
    for (const link of links.filter((one) => !one.startsWith("/api/"))) {
      const isFigures = /^\/(\?|causes\/|months\/)/.test(link);
      expect(link.replaceAll("&amp;", "&")).toMatch(isFigures ? /\?lang=en&currency=JPY$/ : /\?lang=en$/);
    }
    expect(page("JPY")).toContain('href="?lang=de&amp;currency=JPY"');
  });

  test("is none that nobody gave in: nothing of an address that means nothing is in the page", () => {
    expect(askedCurrency("jpy", everyday.figures)).toBe("JPY");
    for (const odd of [undefined, "", "CHF", "J", "<b>", "JPY,EUR"])
      expect(askedCurrency(odd, everyday.figures)).toBeUndefined();
  });
});

test("the community page says, folded, which terms held before and until when, and of when its figures are", () => {
  const page = (locale: Locale) => communityView(everyday, contextOf(everyday, locale)).html;
  const folded = /<details><summary>Earlier terms<\/summary>(.*?)<\/details>/s.exec(page("en"))?.[1] ?? "";
  expect(folded).toContain("1% of the purchase");
  expect(folded).toContain("January 1, 2025 to January 1, 2026 · Terms web-shops@1");
  expect(page("en")).toMatch(/Figures as of November 22, 2026 at 6:45.PM, Berlin time/);
  expect(page("de")).toContain("Stand: 22. November 2026 um 18:45, Ortszeit Berlin");
});

test("terms that a newer version replaces only in part say so, and no others do", () => {
  const [first, ...others] = everyday.terms;
  if (first === undefined) throw new Error("There are no terms");
  const newer = { ...first, name: "web-shops@3", from: "2026-10-01T00:00:00Z" };
  const said = "Only for purchases that the newer version does not apply to";
  expect(community(everyday)).not.toContain(said);
  const page = community({ ...everyday, terms: [newer, first, ...others] });
  expect(page.split(said)).toHaveLength(2);
  expect(page.indexOf(said)).toBeGreaterThan(page.indexOf("web-shops@3"));
});

describe("the way to pick with a receipt", () => {
  const splits = [
    undefined,
    [{ cause: "open-paths", weight: 1 }],
    [
      { cause: "chosen", weight: 4 },
      { cause: "open-paths", weight: 1 },
    ],
  ];
  const someTerms = fc.array(
    fc.record({ claimDays: fc.constantFrom(0, 1, 365), split: fc.constantFrom(...splits) }),
    { maxLength: 4 },
  );
  const leadsToReceipt = (html: string) => html.includes('href="/claim"');
  const inForce = everyday.formerTerms;

  test("stands exactly where some terms in force let somebody pick afterwards", () => {
    fc.assert(
      fc.property(someTerms, (drawn) => {
        const terms = drawn.flatMap(({ claimDays, split }) =>
          inForce.map((one) => ({ ...one, claimDays, ...(split && { split }) })),
        );
        const state = { ...everyday, terms };
        const isPossible = drawn.some(({ claimDays, split }) => claimDays > 0 && split !== splits[1]);
        expect(leadsToReceipt(community(state))).toBe(isPossible);
        expect(leadsToReceipt(cause(state, "clean-rivers"))).toBe(isPossible);
      }),
      { numRuns: 40 },
    );
  });

  test("does not stand on the page of a cause that cannot be picked", () => {
    expect(everyday.causes.find(({ status }) => status === "paused")?.slug).toBe("mountain-rescue");
    expect(leadsToReceipt(cause(everyday, "mountain-rescue"))).toBe(false);
  });

  test("keeps the language that was asked for", () => {
    const asked = { ...contextOf(everyday, "de"), carryLanguage: true };
    expect(communityView(everyday, asked).html).toContain('href="/claim?lang=de"');
  });
});
