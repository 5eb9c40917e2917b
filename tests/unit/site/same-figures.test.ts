import { describe, expect, test } from "vitest";
import { offerIn } from "../../../cli/messages/offers-in.ts";
import { sampleRenditions } from "../../../cli/messages/preview.ts";
import { termsView } from "../../../core/impact/read-offers.ts";
import { Locale } from "../../../core/model/cause.ts";
import { causeView } from "../../../core/site/community/cause-view.tsx";
import { communityView } from "../../../core/site/community/community-view.tsx";
import { pageFormatter } from "../../../core/site/ui/page-formatter.ts";
import { demoStories } from "../../support/demo-texts.ts";
import { aCause, someTerms } from "../../support/giving-builders.ts";
import { figuresSaid, textOf } from "../../support/said-figures.ts";
import { brand, crowded, detail, everyday, extreme, nothingYet } from "../../support/states.ts";

/**
 * What claims.test.ts holds of the English community page holds in each language: they say the same figures, each as
 * often. Of a cause's page and of each letter as well.
 */
const others = Locale.options.filter((locale) => locale !== "en");
const states = { everyday, nothingYet, extreme, crowded };

const formatters = (locale: Locale) => ({
  formatter: pageFormatter(locale, brand),
  carryLanguage: false,
});

describe.each(others)("in %s", (locale) => {
  test.each(Object.entries(states))(
    "the community page says the figures of the English one: %s",
    (_, state) => {
      const said = (one: Locale) => figuresSaid(textOf(communityView(state, formatters(one)).html), one);
      expect(said("en").length).toBeGreaterThan(0);
      expect(said(locale)).toEqual(said("en"));
    },
  );

  test.each(everyday.causes.map(({ slug }) => slug))(
    "the page of %s says the figures of the English one",
    (slug) => {
      const said = (one: Locale) =>
        figuresSaid(
          textOf(
            causeView(detail(everyday, slug), { ...everyday, stories: demoStories() }, formatters(one)).html,
          ),
          one,
        );
      expect(said("en").length).toBeGreaterThan(10);
      expect(said(locale)).toEqual(said("en"));
    },
  );

  const offer = offerIn([termsView(someTerms({ minimumOrder: { EUR: 2_000 } }))], {
    ...{ brand, causes: [aCause("rivers"), aCause("trees")], site: "https://give.example.com" },
  });
  const renditions = sampleRenditions(brand, null, offer);
  test.each(renditions.filter((one) => one.locale === "en"))(
    "$name $variant $rendition.channel says the figures of the English one",
    ({ name, variant, rendition }) => {
      const other = renditions.find(
        (one) =>
          one.locale === locale &&
          one.name === name &&
          one.variant === variant &&
          one.rendition.channel === rendition.channel,
      );
      const said = (one: (typeof renditions)[number]["rendition"] | undefined, of: Locale) =>
        one === undefined ? [] : partsOf(one).map((text) => figuresSaid(text, of));
      expect(said(other?.rendition, locale)).toEqual(said(rendition, "en"));
    },
  );
});

test("finds a figure that another language says otherwise, or not at all", () => {
  expect(figuresSaid("€1,234.50 of 3 gifts, Nov 22, 2026", "en")).toEqual([3, 22, 1234.5, 2026]);
  expect(figuresSaid("1.234,50 € von 3 Gaben, 22. November 2026", "de")).toEqual([3, 22, 1234.5, 2026]);
  expect(figuresSaid("am 22.11. um 18:04", "de")).toEqual([4, 11, 18, 22]);
  expect(figuresSaid("at 6:04\u202fPM and 12:00 AM", "en")).toEqual([0, 0, 4, 18]);
  const more = { ...everyday, purchases: everyday.purchases + 1 };
  const said = (community: typeof everyday, one: Locale) =>
    figuresSaid(textOf(communityView(community, formatters(one)).html), one);
  expect(said(more, "de")).not.toEqual(said(everyday, "en"));
});

function partsOf(rendition: ReturnType<typeof sampleRenditions>[number]["rendition"]): string[] {
  return rendition.channel === "email"
    ? [rendition.subject, rendition.text, textOf(rendition.html)]
    : [rendition.text];
}
