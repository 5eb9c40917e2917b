import type { Block, Story, StoryTexts, StoryWords } from "../../model/story.ts";
import type { PageFormatter } from "../ui/page-formatter.ts";
import { langOf } from "../ui/page-formatter.ts";

/** A story's texts as a page shows them; `lang`: their language, where it is not the page's. */
interface ToldIn extends StoryTexts {
  readonly lang: string | undefined;
}

/** A story in the language of a page, or in the base of a language in which it is not told. */
export function toldIn(story: Story, formatter: PageFormatter): ToldIn {
  const { language, text } = formatter;
  const own = story.added?.[language.tag];
  if (own !== undefined) return { ...own, lang: undefined };
  const { title, summary, by, bought, open } = story;
  return {
    ...{ title: text(title), summary: text(summary), by: text(by) },
    bought: bought.map(({ what }) => text(what)),
    ...(open && { open: text(open) }),
    lang: langOf(formatter),
  };
}

/** A story's words in the language in which {@link toldIn} tells it. */
export function wordsIn(
  story: Story,
  words: StoryWords,
  { language, locale }: PageFormatter,
): readonly Block[] {
  const isTold = story.added?.[language.tag] !== undefined;
  return (isTold ? words.added?.[language.tag] : undefined) ?? words[locale];
}
