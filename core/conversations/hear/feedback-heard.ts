import type { FeedbackAnswer, FeedbackSaid } from "../../feedback/answer.ts";
import { wordsIdOf } from "../../model/conversation.ts";
import type { Now } from "../../platform/clock.ts";
import type { PersonWords, WordsHeard } from "./person-wrote.ts";

/**
 * What was said in private by somebody who wants an answer, as words of a conversation: once for each answer, however often it is
 * called. A low score and a theme of trouble come as a complaint. Unnamed, it is the stranger's who has the address for the answer:
 * nobody proved that it is theirs.
 */
export function feedbackHeard(personWrote: (words: PersonWords) => Promise<WordsHeard>, now: Now) {
  return async (answer: FeedbackAnswer, said: FeedbackSaid): Promise<void> => {
    const { id, at, customer, contact, trouble } = answer;
    await personWrote({
      id: wordsIdOf("form", id),
      channel: "form",
      ...(customer === undefined
        ? { by: "stranger", ...(contact && { address: contact }) }
        : { customer, by: "known" }),
      said: said.words,
      whole: wholeOf(answer, said),
      ...(said.contact !== undefined && { from: said.contact }),
      ...(trouble && { trouble }),
      saidAt: at,
      at: now(),
    });
  };
}

/** The words with the score, and the name under which `feedback show` has the answer. */
function wholeOf({ id, at, score }: FeedbackAnswer, { words }: FeedbackSaid): string {
  const given = score && `${score.value} / ${score.scale === "recommend" ? 10 : 3}`;
  return [words, given, `${at}/${id}`].filter((line) => line).join("\n");
}
