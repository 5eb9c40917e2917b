import type { ConversationStore } from "../../conversations/thread/conversation.store.ts";
import { closedIn } from "../../conversations/thread/desk-queue.ts";
import { type ConversationHead, ConversationState } from "../../conversations/thread/head.ts";
import type { Staff } from "../../model/conversation.ts";
import type { Instant } from "../../model/purchase.ts";
import type { Now } from "../../platform/clock.ts";
import { linkTo, type RenderedView, ViewPart } from "../../site/ui/layout.tsx";
import type { PageRequest } from "../../site/ui/page.ts";
import { pageAnswer } from "../../site/ui/page-answer.ts";
import { linkWith } from "../../site/ui/page-context.ts";
import type { DeskPageFor } from "../frame/desk-page.ts";
import { deskView } from "../frame/frame.tsx";
import type { DeskSessionStore } from "../sessions/desk-session.store.ts";
import { deskWords } from "../words/in-language.ts";
import { actorOf, staffNames } from "./staff-names.ts";
import { type ConversationReading, HowItStands, Marks, titleOf } from "./standing.tsx";

export interface InboxPageDeps {
  readonly conversations: Pick<ConversationStore, "desk">;
  readonly sessions: Pick<DeskSessionStore, "members">;
  readonly now: Now;
}

const PAGE_ITEMS = 25;
/** Whose conversations are few has so many looked through for each page. */
const LOOKED_THROUGH_MAX = 200;
/** Where a page of a queue begins: when the one before it was due, and its id. */
const AFTER = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ#cnv_[0-9a-z]{26}$/;

const OWNERS = ["all", "mine", "unowned"] as const;
type Owners = (typeof OWNERS)[number];

interface Wanted {
  readonly queue: ConversationState;
  readonly owners: Owners;
  readonly after: string | undefined;
}

interface Found {
  readonly heads: readonly ConversationHead[];
  readonly looked: number;
  readonly next: string | undefined;
}

/** The conversations of a queue, those first that are due first: two reads for each 25 that are looked through. */
export function inboxPage({ conversations, sessions, now }: InboxPageDeps): DeskPageFor {
  return async (request, member, context) => {
    const wanted = wantedIn(request);
    const at = now();
    const [found, members] = await Promise.all([
      looked(conversations, wanted, { me: actorOf(member), at }),
      sessions.members(),
    ]);
    const { conversations: words } = deskWords(context.formatter);
    const reading = { context, member, words, nameOf: staffNames(members, words), at };
    return pageAnswer(inboxView(reading, wanted, found), { page: "deskInbox" });
  };
}

/** What an address asks for; what it asks wrongly is as if it had not. */
function wantedIn({ query }: PageRequest): Wanted {
  const after = query["after"];
  return {
    queue: ConversationState.safeParse(query["queue"]).data ?? "open",
    owners: OWNERS.find((one) => one === query["whose"]) ?? "all",
    after: after !== undefined && AFTER.test(after) ? after : undefined,
  };
}

async function looked(
  conversations: InboxPageDeps["conversations"],
  { queue, owners, after }: Wanted,
  { me, at }: { readonly me: Staff; readonly at: Instant },
): Promise<Found> {
  const heads: ConversationHead[] = [];
  let [count, next] = [0, after];
  do {
    const page = await conversations.desk(queue === "closed" ? closedIn(at) : queue, {
      limit: PAGE_ITEMS,
      ...(next !== undefined && { after: next }),
    });
    heads.push(...page.heads.filter((head) => isTheirs(head, owners, me)));
    count += page.heads.length;
    next = page.next;
  } while (next !== undefined && heads.length < PAGE_ITEMS && count < LOOKED_THROUGH_MAX);
  return { heads, looked: count, next };
}

function isTheirs({ owner }: ConversationHead, owners: Owners, me: Staff): boolean {
  if (owners === "all") return true;
  return owners === "mine" ? owner === me : owner === undefined;
}

function inboxView(
  reading: ConversationReading,
  wanted: Wanted,
  { heads, looked: count, next }: Found,
): RenderedView {
  const { context, member, words } = reading;
  const { inbox } = words;
  const { counted, number } = context.formatter;
  const { queue, owners } = wanted;
  return deskView({
    context,
    member,
    path: "/desk/inbox",
    title: inbox.title,
    text: inbox.text,
    children: (
      <ViewPart
        id="found"
        title={inbox.queues[queue]}
        aside={
          <>
            <Choice reading={reading} name={inbox.queuesOf} wanted={wanted} of="queue" />
            <Choice reading={reading} name={inbox.whose} wanted={wanted} of="whose" />
          </>
        }
      >
        <p>{heads.length === 0 ? inbox.none : counted(heads.length, inbox.found)}</p>
        <ol class="entries">
          {heads.map((head) => (
            <li>
              <InboxEntry head={head} reading={reading} />
            </li>
          ))}
        </ol>
        {next !== undefined && owners !== "all" && <p class="muted">{inbox.looked(number(count))}</p>}
        {next !== undefined && (
          <p>
            <a class="onward" href={linkWith("/desk/inbox", { queue, whose: owners, after: next }, context)}>
              {inbox.next}
            </a>
          </p>
        )}
      </ViewPart>
    ),
  });
}

/** The same page with one thing chosen otherwise. */
function Choice(props: {
  readonly reading: ConversationReading;
  readonly name: string;
  readonly wanted: Wanted;
  readonly of: "queue" | "whose";
}) {
  const { context, words } = props.reading;
  const { queue, owners } = props.wanted;
  const options =
    props.of === "queue"
      ? ConversationState.options.map((one) => ({
          text: words.inbox.queues[one],
          query: { queue: one, whose: owners },
          isChosen: one === queue,
        }))
      : OWNERS.map((one) => ({
          text: words.inbox.owners[one],
          query: { queue, whose: one },
          isChosen: one === owners,
        }));
  return (
    <nav aria-label={props.name}>
      <ul class="choice">
        {options.map(({ text, query, isChosen }) => (
          <li>
            <a href={linkWith("/desk/inbox", query, context)} aria-current={isChosen ? "true" : undefined}>
              {text}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function InboxEntry({
  head,
  reading,
}: {
  readonly head: ConversationHead;
  readonly reading: ConversationReading;
}) {
  const { context, words } = reading;
  return (
    <>
      <h3>
        <a href={linkTo(`/desk/conversations/${head.conversation}`, context)}>
          {titleOf(head, reading)}, {context.formatter.dateTime(head.heardAt)}
        </a>{" "}
        <Marks head={head} words={words} />
      </h3>
      <HowItStands head={head} reading={reading} />
    </>
  );
}
