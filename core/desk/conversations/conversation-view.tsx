import type { ConversationHead } from "../../conversations/thread/head.ts";
import { ErrorSummary } from "../../site/ui/form.tsx";
import { linkTo, type RenderedView, ViewPart } from "../../site/ui/layout.tsx";
import { deskView } from "../frame/frame.tsx";
import { ActForms } from "./act-forms.tsx";
import { AnswerForm } from "./answer-form.tsx";
import type { ShownConversation } from "./shown-conversation.ts";
import { HowItStands, Marks, titleOf } from "./standing.tsx";
import { Thread } from "./thread-view.tsx";

/** What was just done, in the address to which its form leads. */
export const DID = "did";

export function conversationView(shown: ShownConversation): RenderedView {
  const { context, member, words, found, others, done, refused } = shown;
  const { head } = found;
  const { counted } = context.formatter;
  return deskView({
    context,
    member,
    path: "/desk/inbox",
    title: titleOf(head, shown),
    text: `${head.customer === undefined ? words.stranger : words.customer}. ${words.states[head.state]}`,
    said: (
      <>
        <div class="standing">
          <p>
            <Marks head={head} words={words} />
          </p>
          <HowItStands head={head} reading={shown} />
          {head.promisesBroken > 0 && <p>{counted(head.promisesBroken, words.broken)}.</p>}
        </div>
        {done !== undefined && (
          <p class="notice" role="status">
            {done}
          </p>
        )}
        {refused?.said !== undefined && (
          <p class="notice" role="alert">
            {refused.said}
          </p>
        )}
        <ErrorSummary title={words.problems.title} errors={refused?.errors ?? new Map()} />
      </>
    ),
    children: (
      <>
        <ViewPart id="thread" title={words.thread}>
          <Thread shown={shown} />
        </ViewPart>
        <ViewPart id="answering" title={words.answer.title} aside={<p>{words.answer.text}</p>}>
          <AnswerForm shown={shown} />
        </ViewPart>
        <ViewPart id="acts" title={words.acts} aside={<p>{words.actsText}</p>}>
          <ActForms shown={shown} />
        </ViewPart>
        {others.length > 0 && (
          <ViewPart id="others" title={words.others}>
            <Others others={others} shown={shown} />
          </ViewPart>
        )}
      </>
    ),
  });
}

function Others({
  others,
  shown,
}: {
  readonly others: readonly ConversationHead[];
  readonly shown: ShownConversation;
}) {
  const { context, words } = shown;
  return (
    <ul class="entries">
      {others.map((head) => (
        <li>
          <h3>
            <a href={linkTo(`/desk/conversations/${head.conversation}`, context)}>
              {titleOf(head, shown)}, {context.formatter.dateTime(head.heardAt)}
            </a>{" "}
            <Marks head={head} words={words} />
          </h3>
          <p>{words.states[head.state]}</p>
        </li>
      ))}
    </ul>
  );
}
