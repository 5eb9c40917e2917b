import parsePhoneNumberFromString from "libphonenumber-js/min";
import type { Locale } from "../../model/cause.ts";
import { CONSENT_WORDS_VERSION, topicWords } from "../consent/consent-words.ts";
import type { JoinRequest } from "../subscribe.ts";
import type { InboundText } from "./inbound-text.ts";

/** A keyword stands for this topic: what else is there is chosen in the preferences. */
const TOPIC = "impact";
const GERMAN = new Set(["AT", "CH", "DE", "LI", "LU"]);

/** To be shown wherever the word is advertised; the record keeps them as what was agreed to. */
const STATEMENTS: Readonly<Record<Locale, (brand: string, word: string) => string>> = {
  en: (brand, word) =>
    `By texting ${word} I ask ${brand} to send me text messages about this topic, also by automated means. This begins only once I have answered YES to a first text. My operator may charge for messages and data. I can withdraw it at any time by answering STOP; HELP tells more. Buying does not depend on it.`,
  de: (brand, word) =>
    `Mit der SMS ${word} bitte ich ${brand}, mir zu diesem Thema SMS zu schicken, auch automatisch. Das beginnt erst, wenn ich eine erste SMS mit YES beantwortet habe. Mein Anbieter kann Nachrichten und Daten berechnen. Ich kann es jederzeit mit der Antwort STOP widerrufen; HELP sagt mehr. Ein Einkauf hängt nicht davon ab.`,
};

/**
 * What somebody asks for who texts the brand's word: to be asked. Where they live, and so which hours the law leaves and
 * which language they are asked in, is taken from their number.
 */
export function joinByText(
  { from }: Pick<InboundText, "from">,
  brand: string,
  word: string,
  proof: string,
): JoinRequest {
  const country = parsePhoneNumberFromString(from)?.country;
  const language: Locale = country !== undefined && GERMAN.has(country) ? "de" : "en";
  const { name, about } = topicWords(language, TOPIC);
  return {
    phone: from,
    language,
    wishes: [
      {
        topic: TOPIC,
        channel: "sms",
        words: `${STATEMENTS[language](brand, word)}\n${name}: ${about}`,
        wordsVersion: `keyword.sms.${CONSENT_WORDS_VERSION}`,
        locale: language,
      },
    ],
    ...(country && { chosen: { country } }),
    source: "keyword",
    proof,
  };
}
