import type { AnswerOutcome, GivenAnswer, NotAllowed } from "../../conversations/answer/answer.ts";
import { assertNever } from "../../model/assert-never.ts";
import type { Instant } from "../../model/purchase.ts";
import type { FormErrors } from "../../site/ui/form.tsx";
import type { SubmittedForm } from "../../site/ui/read-form.ts";
import type { AuditStore } from "../audit/audit.store.ts";
import { ANSWER_WORDS } from "./answer-form.tsx";
import type { ShownConversation } from "./shown-conversation.ts";
import { actorOf } from "./staff-names.ts";
import { VERSION } from "./thread-acts.ts";

export interface GiveAnswerDeps {
  readonly audit: Pick<AuditStore, "add">;
  /** A second call with the same words to the same version is the same answer. */
  readonly giveAnswer: (given: GivenAnswer) => Promise<AnswerOutcome>;
}

/**
 * - `given`: it is on its way, or waits until that hour
 * - `refused`: nothing is sent, for the reason that is said or stands at its field; `changed`: something came since the page was read
 */
export type AnswerPressed =
  | { readonly outcome: "given"; readonly until?: Instant | undefined }
  | {
      readonly outcome: "refused";
      readonly said?: string;
      readonly errors?: FormErrors;
      readonly changed: boolean;
    };

/** Gives the answer of a form, in the name of whoever is signed in. The audit's line comes first. */
export async function pressAnswer(
  { audit, giveAnswer }: GiveAnswerDeps,
  { member, found, words }: ShownConversation,
  form: SubmittedForm,
): Promise<AnswerPressed> {
  const { conversation } = found.head;
  await audit.add({ who: member.staff, act: "answerConversation", outcome: "done", on: conversation });
  const outcome = await giveAnswer({
    conversation,
    version: Number(form.text(VERSION)),
    words: form.lines(ANSWER_WORDS),
    signed: member.name,
    by: actorOf(member),
  });
  switch (outcome.outcome) {
    case "given":
      return { outcome: "given", until: outcome.until };
    case "changed":
      return { outcome: "refused", said: words.problems.changed, changed: true };
    case "canned":
      return atField(words.answer.problems.canned(outcome.sentence, String(outcome.sentTo)));
    case "notAllowed":
      return notAllowed(outcome, words);
    default:
      return assertNever(outcome);
  }
}

function atField(text: string): AnswerPressed {
  return { outcome: "refused", errors: new Map([[ANSWER_WORDS, text]]), changed: false };
}

function notAllowed({ why }: NotAllowed, { problems, answer }: ShownConversation["words"]): AnswerPressed {
  const refused = (said: string): AnswerPressed => ({ outcome: "refused", said, changed: false });
  switch (why) {
    case "empty":
    case "tooLong":
      return atField(answer.problems[why]);
    case "unknown":
    case "noSuchVersion":
      return { outcome: "refused", said: problems.changed, changed: true };
    case "closed":
    case "forgotten":
      return refused(problems[why]);
    case "stranger":
    case "onItsWay":
      return refused(answer[why]);
    case "tooLate":
    case "decision":
      return refused(answer.problems[why]);
    default:
      return assertNever(why);
  }
}
