import { type FactsOf, messages } from "../../core/messaging/content/catalog.ts";
import {
  type Brief,
  type Links,
  type Rendition,
  render,
  TemplateRefusedError,
} from "../../core/messaging/content/render.ts";
import type { CompiledMessages } from "../../core/messaging/content/rendition.ts";
import { LETTER_MESSAGES, type LetterContent } from "../../core/messaging/letters/frozen-letter.ts";
import { type Brand, Locale } from "../../core/model/cause.ts";
import { CHANNELS } from "../../core/model/topic.ts";
import { messagesOfFiles } from "../../lib/messages/brand-messages.ts";
import { CliError } from "../cli-error.ts";
import type { OfferIn } from "../messages/offers-in.ts";
import { type SampleRendition, sampleLinks, samplePostalAddress } from "../messages/preview.ts";

/** What a letter says with the figures of the sample. */
export function sampleFacts({ words, presentation, promise }: LetterContent): FactsOf<"offer-letter"> {
  const { gifts } = messages["offer-letter"].sample;
  return { letter: words, gifts: presentation === "figures" ? gifts : [], ...(promise && { promise }) };
}

export interface RenditionsOptions {
  readonly brand: Brand;
  readonly facts: FactsOf<"offer-letter">;
  /** What stands beside what its words promise, if they do. */
  readonly offer: OfferIn;
  readonly links?: Links;
}

/** Every rendition of a letter: each language, by email and, where it has words for it, by text. From the files as they are now. */
export async function renditionsOf(
  { topic, words, promise }: Pick<LetterContent, "topic" | "words" | "promise">,
  { brand, facts, offer: offerIn, links = sampleLinks }: RenditionsOptions,
): Promise<readonly SampleRendition[]> {
  const { written } = await messagesOfFiles();
  const name = LETTER_MESSAGES[topic];
  const postalAddress = `${brand.name}, ${samplePostalAddress}`;
  const channels = CHANNELS.filter((channel) => channel === "email" || words.text !== null);
  return channels.flatMap((channel) =>
    Locale.options.map((locale): SampleRendition => {
      const isPromised = channel === "email" ? promise !== undefined : promise?.inText === true;
      const offer = isPromised ? offerIn(locale) : undefined;
      const brief = { name, channel, locale, facts, brand, links, postalAddress, offer };
      const rendition = rendered(brief, written);
      assertWhole(rendition, locale);
      return { name, locale, rendition };
    }),
  );
}

/** What stands beside an offer is never cut either: a text that has no room for it promises nothing. */
function rendered(brief: Brief, written: CompiledMessages): Rendition {
  try {
    return render(brief, written);
  } catch (cause) {
    if (!(cause instanceof TemplateRefusedError) || brief.channel !== "sms" || brief.offer === undefined)
      throw cause;
    throw new CliError(
      `${brief.locale}.yaml: the text says that purchases give, and what has to stand beside that leaves no room: ${brief.offer.text}`,
      "Leave the promise out of text, or text out of the letter: then it goes by email alone.",
      { cause },
    );
  }
}

/** A letter's own words are never cut: its author shortens them. */
function assertWhole(rendition: Rendition, locale: Locale): void {
  if (rendition.channel !== "sms" || rendition.omits === undefined) return;
  throw new CliError(
    `${locale}.yaml: the text takes more than three parts with the brand's name, the button's address and what stands beside an offer.`,
    "Shorten text, or the button's url.",
  );
}
