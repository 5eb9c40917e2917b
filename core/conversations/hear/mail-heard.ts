import type { HearMail } from "../../messaging/inbound/heard.ts";
import { ConversationId, WordsId } from "../../model/conversation.ts";
import type { PersonWords, WordsHeard } from "./person-wrote.ts";

/** New words of a mail, as words of their conversation. */
export function mailHeard(personWrote: (words: PersonWords) => Promise<WordsHeard>): HearMail {
  return async ({ id, party, conversation, attachments, ...words }) => {
    const who =
      "customer" in party
        ? { customer: party.customer, by: party.by }
        : { by: "stranger" as const, address: party.address };
    const named = conversation === undefined ? undefined : ConversationId.parse(conversation);
    return personWrote({
      ...words,
      ...who,
      id: WordsId.parse(id),
      ...(named && { conversation: named }),
      ...(attachments && { attachments: [...attachments] }),
    });
  };
}
