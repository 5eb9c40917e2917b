import { AnswerGiven } from "../../../events/catalog.ts";
import { instantAfter } from "../../../model/days.ts";
import { eventJourney } from "./event-journey.ts";

/** An answer that may not go out for so long is of no use any more: its conversation says so, and a person writes another. */
export const ANSWER_VALID_DAYS = 2;

/**
 * Brings the answer of a person to the customer whose conversation it is, once. Its words are read where they are sealed, when
 * it is sent; a run holds what names them.
 */
export const conversationAnswer = eventJourney({
  name: "conversation-answer",
  on: [AnswerGiven],
  runName: "$detail.conversation & '-' & $string($detail.answer)",
  message: "answer",
  facts: ({ conversation, answer, at }) => ({
    outcome: "current",
    facts: { conversation, answer },
    validUntil: instantAfter(at, ANSWER_VALID_DAYS),
  }),
});
