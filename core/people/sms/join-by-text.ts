import parsePhoneNumberFromString from "libphonenumber-js/min";
import type { Topic } from "../../model/topic.ts";
import type { JoinRequest, OptInRequest } from "../subscribe.ts";
import type { InboundText } from "./inbound-text.ts";

/** The keyword asks for this topic; other topics are chosen in the preferences. */
const TOPIC = "impact";

/** The words that texting `word` agrees to, in the language of the number's country. */
export type KeywordWords = (
  country: string | undefined,
  topic: Topic,
  names: { readonly brand: string; readonly word: string },
) => Pick<OptInRequest, "words" | "wordsVersion" | "locale">;

/**
 * The join request of a text with the brand's word: it asks for the question, no more. The number decides the country,
 * and so the permitted hours and the language of the question.
 */
export function joinByText(
  { from }: Pick<InboundText, "from">,
  { words, proof, ...names }: { brand: string; word: string; proof: string; words: KeywordWords },
): JoinRequest {
  const country = parsePhoneNumberFromString(from)?.country;
  const agreed = words(country, TOPIC, names);
  return {
    phone: from,
    language: agreed.locale,
    wishes: [{ topic: TOPIC, channel: "sms", ...agreed }],
    ...(country && { chosen: { country } }),
    source: "keyword",
    proof,
  };
}
