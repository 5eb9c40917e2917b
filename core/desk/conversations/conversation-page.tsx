import { type ActOutcome, type StaffAct, staffActs } from "../../conversations/acts/staff-acts.ts";
import type { ClockOf } from "../../conversations/thread/append.ts";
import type { ConversationStore } from "../../conversations/thread/conversation.store.ts";
import type { ConversationHead } from "../../conversations/thread/head.ts";
import { type ReadConversation, readConversation } from "../../conversations/thread/read-conversation.ts";
import { assertNever } from "../../model/assert-never.ts";
import { ConversationId, DeskGroup } from "../../model/conversation.ts";
import { Instant } from "../../model/purchase.ts";
import type { Now } from "../../platform/clock.ts";
import type { HttpAnswer } from "../../platform/lambda/http.ts";
import type { FormErrors } from "../../site/ui/form.tsx";
import type { AccountContext, PageRequest } from "../../site/ui/page.ts";
import { pageAnswer, seeOther } from "../../site/ui/page-answer.ts";
import { linkWith } from "../../site/ui/page-context.ts";
import { emptyForm, type SubmittedForm } from "../../site/ui/read-form.ts";
import { Onward } from "../../site/ui/status-page.tsx";
import type { DeskPageFor } from "../frame/desk-page.ts";
import { deskView } from "../frame/frame.tsx";
import { mayAct } from "../roles/permissions.ts";
import type { DeskSessionStore, StaffMember } from "../sessions/desk-session.store.ts";
import type { DeskSession } from "../sessions/desk-session.ts";
import { deskWords } from "../words/in-language.ts";
import { conversationView, DID } from "./conversation-view.tsx";
import { type GiveAnswerDeps, pressAnswer } from "./give-answer.ts";
import type { ShownConversation } from "./shown-conversation.ts";
import { actorOf, staffNames } from "./staff-names.ts";
import {
  ANSWER,
  type IntendedAct,
  isThreadAct,
  type Receiver,
  THREAD_ACT_FIELD,
  THREAD_ACTS,
  threadActNamed,
  VERSION,
} from "./thread-acts.ts";

export interface ConversationPageDeps extends GiveAnswerDeps {
  readonly conversations: Pick<ConversationStore, "head" | "read" | "append" | "desk" | "ofCustomer">;
  readonly sessions: Pick<DeskSessionStore, "members">;
  readonly clockOf: ClockOf;
  readonly now: Now;
}

/** Until when an answer waits, in the address to which its form leads. */
const UNTIL = "until";
/** More of one customer's are left out: the newest rows are read last. */
const OTHERS_MAX = 10;

/**
 * One conversation, and what can be done with it. GET shows all that was said, and each look is a line of the audit. POST does one thing, if
 * nothing happened since the page was read: else it says so, and nothing that was written is lost. The audit's line comes first.
 */
export function conversationPage(deps: ConversationPageDeps): DeskPageFor {
  const read = readConversation(deps);
  const acts = staffActs(deps);
  return async (request, member, context) => {
    const id = ConversationId.safeParse(request.parameters["conversation"]).data;
    const found = id && (await read(id));
    if (found === undefined) return notFound(member, context);
    const shown = await shownTo(deps, found, member, context);
    if (request.method !== "POST") {
      const { conversation } = found.head;
      // HEAD shows nothing of it.
      if (request.method === "GET")
        await deps.audit.add({
          who: member.staff,
          act: "readConversation",
          outcome: "done",
          on: conversation,
        });
      const done = doneText(request.query, shown);
      return pageAnswer(conversationView({ ...shown, done }), { page: "deskConversation" });
    }
    return posted({ deps, acts, read }, { ...shown, draft: request.form }, request);
  };
}

interface Doing {
  readonly deps: ConversationPageDeps;
  readonly acts: ReturnType<typeof staffActs>;
  readonly read: ReturnType<typeof readConversation>;
}

async function posted(doing: Doing, shown: ShownConversation, { form }: PageRequest): Promise<HttpAnswer> {
  const { member, context, words, receivers } = shown;
  const { conversation, version } = shown.found.head;
  if (form.text(THREAD_ACT_FIELD) === ANSWER) return answered(doing, shown, form);
  const name = threadActNamed(form);
  if (name === undefined) return refused(shown, { said: words.problems.noAct }, 422);
  const readAt = Number(form.text(VERSION));
  if (readAt !== version) return refused({ ...shown, readAt }, { said: words.problems.changed }, 409);
  const { timeZone } = context.formatter;
  const { act, read } = THREAD_ACTS[name];
  const wanted = read({ form, timeZone, receivers, problems: words.problems });
  if (!isIntended(wanted)) return refused(shown, { errors: wanted }, 422);
  const { why, run } = wanted;
  const line = { who: member.staff, act, outcome: "done", on: conversation } as const;
  // Written first: the audit may say more than happened, and never less.
  await doing.deps.audit.add({ ...line, ...(why && { why }) });
  const who: StaffAct = { conversation, by: actorOf(member), readAt };
  const acted = await run(doing.acts, who);
  if (acted.outcome === "done")
    return seeOther(linkWith(`/desk/conversations/${conversation}`, { [DID]: name }, context), {
      page: "deskConversationDone",
    });
  const now = await doing.read(conversation);
  return now === undefined
    ? notFound(member, context)
    : refused({ ...shown, found: now, readAt }, { said: whyNot(acted, shown) }, 409);
}

/** An answer is held against the thread by itself: pressed again after a crash, it is the same one. */
async function answered(doing: Doing, shown: ShownConversation, form: SubmittedForm): Promise<HttpAnswer> {
  const { conversation, version } = shown.found.head;
  const readAt = Number(form.text(VERSION));
  const pressed = await pressAnswer(doing.deps, shown, form);
  if (pressed.outcome === "given") {
    const { until } = pressed;
    const did = { [DID]: ANSWER, ...(until !== undefined && { [UNTIL]: until }) };
    return seeOther(linkWith(`/desk/conversations/${conversation}`, did, shown.context), {
      page: "deskAnswerGiven",
    });
  }
  const found = (await doing.read(conversation)) ?? shown.found;
  const seen = Number.isSafeInteger(readAt) ? readAt : version;
  return refused(
    { ...shown, found, readAt: pressed.changed ? seen : version },
    pressed,
    pressed.changed ? 409 : 422,
  );
}

/** What the address says was just done. */
function doneText(query: PageRequest["query"], { words, context }: ShownConversation): string | undefined {
  const did = query[DID];
  if (isThreadAct(did)) return words.done[did];
  if (did !== ANSWER) return undefined;
  const until = Instant.safeParse(query[UNTIL]);
  return until.success ? words.answer.waits(context.formatter.dateTime(until.data)) : words.answer.given;
}

function isIntended(wanted: IntendedAct | FormErrors): wanted is IntendedAct {
  return "run" in wanted;
}

function refused(
  shown: ShownConversation,
  why: { readonly said?: string; readonly errors?: FormErrors },
  status: 409 | 422,
): HttpAnswer {
  return pageAnswer(conversationView({ ...shown, refused: why }), { page: "deskConversationNot", status });
}

function whyNot(
  acted: Exclude<ActOutcome, { readonly outcome: "done" }>,
  { words, nameOf, context }: ShownConversation,
): string {
  const { problems } = words;
  switch (acted.outcome) {
    case "unknown":
    case "changed":
      return problems.changed;
    case "taken":
      return problems.taken(nameOf(acted.owner), context.formatter.dateTime(acted.since));
    case "closed":
    case "past":
    case "forgotten":
    case "noSuchPromise":
      return problems[acted.outcome];
    default:
      return assertNever(acted);
  }
}

async function shownTo(
  { conversations, sessions, now }: ConversationPageDeps,
  found: ReadConversation,
  member: DeskSession,
  context: AccountContext,
): Promise<ShownConversation> {
  const { conversations: words, reasons } = deskWords(context.formatter);
  const [members, others] = await Promise.all([sessions.members(), othersOf(conversations, found.head)]);
  return {
    ...{ context, member, words, reasons, found, others },
    readAt: found.head.version,
    nameOf: staffNames(members, words),
    receivers: receiversBesides(member, members),
    draft: emptyForm,
    at: now(),
  };
}

/** Other conversations of the same customer: the one way to them that needs no address. */
async function othersOf(
  conversations: ConversationPageDeps["conversations"],
  { conversation, customer }: ConversationHead,
): Promise<readonly ConversationHead[]> {
  const all = customer === undefined ? [] : await conversations.ofCustomer(customer);
  const others = all.filter((one) => one !== conversation).slice(-OTHERS_MAX);
  const heads = await Promise.all(others.map((one) => conversations.head(one)));
  return heads.flatMap((head) => head ?? []);
}

/** Who else may have it: members whose roles read conversations, and the groups. */
function receiversBesides(member: DeskSession, members: readonly StaffMember[]): readonly Receiver[] {
  const able = members.filter(
    ({ staff, roles }) => staff !== member.staff && mayAct(roles, "readConversation"),
  );
  return [...able.map(actorOf), ...DeskGroup.options];
}

function notFound(member: DeskSession, context: AccountContext): HttpAnswer {
  const { conversations: words } = deskWords(context.formatter);
  const onward = <Onward to="/desk/inbox" context={context} text={words.toInbox} />;
  return pageAnswer(deskView({ context, member, ...words.notFound, said: onward }), {
    page: "deskConversationUnknown",
    status: 404,
  });
}
