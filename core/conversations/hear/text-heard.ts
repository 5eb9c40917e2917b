import type { TextForPerson } from "../../people/sms/sms-inbox.ts";
import type { PersonWords, WordsHeard } from "./person-wrote.ts";

/** A text that no keyword explains, as words of its conversation. A number that several share says less of who it is. */
export function textHeard(personWrote: (words: PersonWords) => Promise<WordsHeard>) {
  return async ({ text, at, why, customer, isShared, address, from, body }: TextForPerson): Promise<void> => {
    await personWrote({
      id: text,
      channel: "sms",
      address,
      ...(customer === undefined ? { by: "stranger" } : { customer, by: isShared ? "claimed" : "known" }),
      said: body,
      from,
      readAs: why,
      saidAt: at,
      at,
    });
  };
}
