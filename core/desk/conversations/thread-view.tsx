import type { ReadEvent } from "../../conversations/thread/conversation.store.ts";
import type { Actor, ConversationFact, SealedWords } from "../../conversations/thread/event.ts";
import type { ShownConversation } from "./shown-conversation.ts";

/** Everything that happened, in its order, with its words as long as they can be read. */
export function Thread({ shown }: { readonly shown: ShownConversation }) {
  return (
    <ol class="entries thread">
      {shown.found.events.map((event) => (
        <li id={`e${event.sequence}`}>
          <Happened event={event} shown={shown} />
        </li>
      ))}
    </ol>
  );
}

function Happened({ event, shown }: { readonly event: ReadEvent; readonly shown: ShownConversation }) {
  const { words, context, readAt } = shown;
  const { fact, actor, at, sequence } = event;
  const told = detailOf(fact, shown);
  return (
    <>
      <p>
        <strong>{actorName(actor, event, shown)}</strong> {words.events[fact.kind]}
        {told === undefined ? "" : ` ${told}`}
        {sequence > readAt && (
          <>
            {" "}
            <strong class="mark">{words.isNew}</strong>
          </>
        )}
      </p>
      <p class="muted">{context.formatter.dateTime(at)}</p>
      <Said event={event} shown={shown} />
    </>
  );
}

const HAVE_WORDS: readonly ConversationFact["kind"][] = [
  "personWrote",
  "answerDrafted",
  "answerGiven",
  "noteAdded",
  "promiseMade",
];

function Said({ event, shown }: { readonly event: ReadEvent; readonly shown: ShownConversation }) {
  const { words: said, fact } = event;
  const { words, context } = shown;
  if (!HAVE_WORDS.includes(fact.kind)) return null;
  if (said === undefined) return <p class="muted">{words.wordsGone}</p>;
  const whole = wholeBeside(said);
  return (
    <>
      <blockquote class="words said">{said.said}</blockquote>
      {whole !== undefined && (
        <details>
          <summary>{words.whole}</summary>
          <blockquote class="words said">{whole}</blockquote>
        </details>
      )}
      {said.attachments !== undefined && said.attachments.length > 0 && (
        <p class="muted">{words.attached(context.formatter.all(said.attachments.map(({ name }) => name)))}</p>
      )}
    </>
  );
}

/** The whole message where it says more than their own words: on a form also the score. */
function wholeBeside({ said, whole }: SealedWords): string | undefined {
  return whole === undefined || whole === said ? undefined : whole;
}

function actorName(actor: Actor, { words: said }: ReadEvent, shown: ShownConversation): string {
  const { words, nameOf, found } = shown;
  if (actor === "system") return words.system;
  if (actor !== "person") return nameOf(actor);
  const who = found.head.customer === undefined ? words.stranger : words.customer;
  return said?.from === undefined ? who : `${who} (${said.from})`;
}

function detailOf(
  fact: ConversationFact,
  { words, nameOf, context, found }: ShownConversation,
): string | undefined {
  const { dateTime, all } = context.formatter;
  switch (fact.kind) {
    case "handedOver":
    case "escalated":
      return nameOf(fact.to);
    case "tagged":
      return `(${fact.tags.length === 0 ? words.noTags : all(fact.tags)})`;
    case "marked":
      return `(${words.marked[fact.trouble ? 0 : 1]})`;
    case "sorted":
      return `(${fact.matter})`;
    case "snoozed":
      return dateTime(fact.until);
    case "promiseMade":
      return dateTime(fact.due);
    case "promiseKept":
    case "promiseBroken": {
      const made = found.events.find(({ sequence }) => sequence === fact.promise);
      return made?.words && `(${made.words.said})`;
    }
    case "closed":
      return `(${words.closedAs[fact.as]})`;
    case "answerSettled":
      return `(${words.settled[fact.outcome]})`;
    default:
      return undefined;
  }
}
