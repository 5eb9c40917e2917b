import type { LetterContent } from "../../core/messaging/letters/frozen-letter.ts";
import { localised } from "../../core/model/cause.ts";
import { LetterName } from "../../core/model/letter.ts";
import type { LetterTexts } from "../../core/operations/letters/letter-draft.ts";

export const LETTER = LetterName.parse("winter-repair");

const words = `subject: We mend your jacket
preview: Every Saturday
headline: We mend what you wear.
paragraphs:
  - Bring one thing that is torn.
  - It costs nothing.
button:
  label: Find a store
  url: https://tarnfell.example/mend
`;

const german = words.replace("We mend your jacket", "Wir flicken Ihre Jacke");

/** The files of a letter; `over`: other texts of some. */
export function letterTexts(over: Partial<Record<"letter" | "en" | "de", string>> = {}): LetterTexts {
  const text = (name: "letter" | "en" | "de", is: string) => ({
    file: `brands/demo/letters/winter-repair/${name}.yaml`,
    text: over[name] ?? is,
  });
  return {
    letter: text("letter", "topic: offers\npresentation: words\n"),
    en: text("en", words),
    de: text("de", german),
  };
}

export const englishWords = words;

/** What a letter says, to everybody who asked for offers. */
export function letterContent(over: Partial<LetterContent> = {}): LetterContent {
  const say = (en: string) => localised({ en });
  return {
    topic: "offers",
    audience: {},
    presentation: "words",
    words: {
      subject: say("We mend your jacket"),
      preview: say("Every Saturday"),
      headline: say("We mend what you wear."),
      lede: null,
      paragraphs: [say("Bring one thing that is torn.")],
      button: { label: say("Find a store"), url: say("https://tarnfell.example/mend") },
      text: null,
    },
    ...over,
  };
}
