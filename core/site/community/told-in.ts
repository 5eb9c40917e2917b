import { inEachLocale, type Picture } from "../../model/cause.ts";
import type { Block, Story, StoryTexts, StoryWords } from "../../model/story.ts";
import type { PageFormatter } from "../ui/page-formatter.ts";
import { langOf } from "../ui/page-formatter.ts";

/** A story's texts as a page shows them; `lang`: their language, where it is not the page's. */
interface ToldIn extends Omit<StoryTexts, "picture"> {
  readonly picture: Picture | undefined;
  readonly lang: string | undefined;
}

/** A story in the language of a page, or in the base of a language in which it is not told. */
export function toldIn(story: Story, formatter: PageFormatter): ToldIn {
  const { language, text } = formatter;
  const own = story.added?.[language.tag];
  const { title, summary, by, bought, open, picture } = story;
  if (own !== undefined) {
    const { picture: shows } = own;
    const told = picture && shows ? { ...picture, alt: inEachLocale(() => shows) } : picture;
    return { ...own, picture: told, lang: undefined };
  }
  return {
    ...{ title: text(title), summary: text(summary), by: text(by) },
    bought: bought.map(({ what }) => text(what)),
    ...(open && { open: text(open) }),
    picture,
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
