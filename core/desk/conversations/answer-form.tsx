import { Form, Submit, TextArea } from "../../site/ui/form.tsx";
import type { ShownConversation } from "./shown-conversation.ts";
import { ANSWER, THREAD_ACT_FIELD, VERSION } from "./thread-acts.ts";

/** The field of an answer's words. */
export const ANSWER_WORDS = "answer";
const ANSWER_CHARS_MAX = 6_000;

/** Where somebody answers, or why nobody can. */
export function AnswerForm({ shown }: { readonly shown: ShownConversation }) {
  const { found, member, context, words, draft, refused } = shown;
  const { conversation, version, customer, channel, state, onItsWay } = found.head;
  const { answer } = words;
  if (customer === undefined) return <p>{answer.stranger}</p>;
  if (state === "closed") return <p>{words.problems.closed}</p>;
  if (onItsWay !== undefined) return <p>{answer.onItsWay}</p>;
  return (
    <Form action={`/desk/conversations/${conversation}`} context={context}>
      <input type="hidden" name={THREAD_ACT_FIELD} value={ANSWER} />
      <input type="hidden" name={VERSION} value={String(version)} />
      <TextArea
        name={ANSWER_WORDS}
        label={answer.label}
        hint={`${answer.hint[channel]} ${answer.signed(member.name)}`}
        value={draft.lines(ANSWER_WORDS)}
        maxLength={ANSWER_CHARS_MAX}
        rows={8}
        errors={refused?.errors ?? new Map()}
      />
      <Submit>{answer.button}</Submit>
    </Form>
  );
}
