import type { BrandConfig } from "../../giving/config/brand-config.ts";
import type { ToldStory } from "../../impact/stories/told-story.ts";
import { Locale, type Localised } from "../../model/cause.ts";
import type { CustomerId } from "../../model/customer.ts";
import { instantAfter } from "../../model/days.ts";
import type { Preferences } from "../../model/preferences.ts";
import type { Story } from "../../model/story.ts";
import type { StorySlug } from "../../model/story-slug.ts";
import type { FactsOf } from "../content/catalog.ts";
import { pictureFact } from "../content/letter-picture.ts";
import type { FactsFor } from "../journeys/calendar/calendar-journey.ts";
import { type FactsGathered, notConcerned } from "../journeys/facts.ts";

/** By then customers who visit the pages have seen the story there. */
export const STORY_VALID_DAYS = 7;

export interface StoryFactsDeps {
  readonly storyHead: (slug: StorySlug) => Promise<Story | undefined>;
  readonly brandConfig: () => Promise<BrandConfig>;
  readonly preferences: (customer: CustomerId) => Promise<Preferences | undefined>;
}

/**
 * Reads once what a batch of a told story shares; the returned function says whether a customer chose its cause, and no other is
 * concerned, and adds what the story says in their language, if the brand adds it. Changes nothing.
 */
export function storyFacts(deps: StoryFactsDeps): (about: ToldStory) => Promise<FactsFor> {
  return async (about) => {
    const [story, config] = await Promise.all([deps.storyHead(about.story), deps.brandConfig()]);
    const gathered = factsOfStory(about, story, config);
    return async (customer) => {
      const { causes = [], language = "" } = (await deps.preferences(customer)) ?? {};
      if (!causes.some(({ cause }) => cause === about.cause)) return notConcerned;
      const translations = story && translationsOf(story, language);
      return translations === undefined || gathered.outcome !== "current"
        ? gathered
        : { ...gathered, facts: { ...gathered.facts, translations } };
    };
  };
}

/** A story's texts in a language that the brand adds, by what they are in ours; undefined: it is not told in it. */
function translationsOf(
  { title, summary, by, bought, open, picture, added }: Story,
  language: string,
): FactsOf<"story">["translations"] {
  const own = added?.[language];
  if (own === undefined) return undefined;
  const pairs: readonly (readonly [Localised | undefined, string | undefined])[] = [
    [title, own.title],
    [summary, own.summary],
    [by, own.by],
    [open, own.open],
    [picture?.alt, own.picture],
    ...bought.map(({ what }, at) => [what, own.bought[at]] as const),
  ];
  const texts = pairs.flatMap(([text, said]) =>
    text === undefined || said === undefined
      ? []
      : Locale.options.map((locale): [string, string] => [text[locale], said]),
  );
  return { [language]: Object.fromEntries(texts) };
}

/** `noLongerTrue` when the story was taken back, is of another cause by now, or has a newer version. */
export function factsOfStory(
  { version, cause: slug, at }: ToldStory,
  story: Story | undefined,
  { causes }: Pick<BrandConfig, "causes">,
): FactsGathered {
  const validUntil = instantAfter(at, STORY_VALID_DAYS);
  const cause = causes.find((one) => one.slug === slug);
  if (story === undefined || cause === undefined || story.cause !== slug || story.version !== version)
    return { outcome: "noLongerTrue", facts: {}, validUntil };
  const { title, summary, by, sample, day, bought, open, picture } = story;
  const facts: FactsOf<"story"> = {
    cause: cause.name,
    ...{ title, summary, by, sample, day },
    bought: bought.map(({ currency, amount, what }) => ({ amount: { minor: amount, currency }, what })),
    open: open ?? null,
    url: `/stories/${story.slug}`,
    picture: pictureFact(picture),
  };
  return { outcome: "current", facts, validUntil };
}
