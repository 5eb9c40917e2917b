import parsePhoneNumberFromString from "libphonenumber-js/min";
import type { Topic } from "../../model/topic.ts";
import type { JoinRequest, OptInRequest } from "../subscribe.ts";
import type { InboundText } from "./inbound-text.ts";

/** A keyword stands for this topic: what else is there is chosen in the preferences. */
const TOPIC = "impact";

/** The words that texting `word` agrees to, in the language of the country that the number is of. */
export type KeywordWords = (
  country: string | undefined,
  topic: Topic,
  said: { readonly brand: string; readonly word: string },
) => Pick<OptInRequest, "words" | "wordsVersion" | "locale">;

/**
 * The request of a customer who texts the brand's word: to be asked whether they mean it. Where they live, and so which
 * hours the law leaves and which language they are asked in, is taken from their number.
 */
export function joinByText(
  { from }: Pick<InboundText, "from">,
  { words, proof, ...said }: { brand: string; word: string; proof: string; words: KeywordWords },
): JoinRequest {
  const country = parsePhoneNumberFromString(from)?.country;
  const agreed = words(country, TOPIC, said);
  return {
    phone: from,
    language: agreed.locale,
    wishes: [{ topic: TOPIC, channel: "sms", ...agreed }],
    ...(country && { chosen: { country } }),
    source: "keyword",
    proof,
  };
}
