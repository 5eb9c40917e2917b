import { type FactsOf, messages } from "../../core/messaging/content/catalog.ts";
import { type Links, type Rendition, render } from "../../core/messaging/content/render.ts";
import { LETTER_MESSAGES, type LetterContent } from "../../core/messaging/letters/frozen-letter.ts";
import { type Brand, Locale } from "../../core/model/cause.ts";
import { CHANNELS } from "../../core/model/topic.ts";
import { messagesOfFiles } from "../../lib/messages/brand-messages.ts";
import { CliError } from "../cli-error.ts";
import { type SampleRendition, sampleLinks, samplePostalAddress } from "../messages/preview.ts";

/** What a letter says with the figures of the sample. */
export function sampleFacts({ words, presentation }: LetterContent): FactsOf<"offer-letter"> {
  const { gifts } = messages["offer-letter"].sample;
  return { letter: words, gifts: presentation === "figures" ? gifts : [] };
}

export interface RenditionsOptions {
  readonly brand: Brand;
  readonly facts: FactsOf<"offer-letter">;
  readonly links?: Links;
}

/** Every rendition of a letter: each language, by email and, where it has words for it, by text. From the files as they are now. */
export async function renditionsOf(
  { topic, words }: Pick<LetterContent, "topic" | "words">,
  { brand, facts, links = sampleLinks }: RenditionsOptions,
): Promise<readonly SampleRendition[]> {
  const { written } = await messagesOfFiles();
  const name = LETTER_MESSAGES[topic];
  const postalAddress = `${brand.name}, ${samplePostalAddress}`;
  const channels = CHANNELS.filter((channel) => channel === "email" || words.text !== null);
  return channels.flatMap((channel) =>
    Locale.options.map((locale): SampleRendition => {
      const rendition = render({ name, channel, locale, facts, brand, links, postalAddress }, written);
      assertWhole(rendition, locale);
      return { name, locale, rendition };
    }),
  );
}

/** A letter's own words are never cut: its author shortens them. */
function assertWhole(rendition: Rendition, locale: Locale): void {
  if (rendition.channel !== "sms" || rendition.omits === undefined) return;
  throw new CliError(
    `${locale}.yaml: the text takes more than three parts with the brand's name and the button's address.`,
    "Shorten text, or the button's url.",
  );
}
