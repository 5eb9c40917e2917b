import type { Topic } from "../../model/topic.ts";
import { countryOfPhone } from "../../platform/crypto/phone.ts";
import type { JoinRequest, OptInRequest } from "../subscribe.ts";
import type { InboundText } from "./inbound-text.ts";

/** The keyword asks for this topic; other topics are chosen in the preferences. */
const TOPIC = "impact";

/** The words that texting `word` agrees to, in the language of the number's country; undefined where no texts may be sent. */
export type KeywordWords = (
  country: string | undefined,
  topic: Topic,
  names: { readonly brand: string; readonly word: string },
) => Pick<OptInRequest, "words" | "wordsVersion" | "locale"> | undefined;

/**
 * The join request of a text with the brand's word: it asks for the question, no more. The number decides the country,
 * and so the permitted hours and the language of the question. Undefined where no texts may be sent.
 */
export function joinByText(
  { from }: Pick<InboundText, "from">,
  { words, proof, ...names }: { brand: string; word: string; proof: string; words: KeywordWords },
): JoinRequest | undefined {
  const country = countryOfPhone(from, undefined);
  const agreed = words(country, TOPIC, names);
  if (agreed === undefined) return undefined;
  return {
    phone: from,
    language: agreed.locale,
    wishes: [{ topic: TOPIC, channel: "sms", ...agreed }],
    ...(country && { chosen: { country } }),
    source: "keyword",
    proof,
  };
}
