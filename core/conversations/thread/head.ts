import * as z from "zod";
import { assertNever } from "../../model/assert-never.ts";
import { ConversationId, DeskGroup, Matter, Staff, UNSORTED } from "../../model/conversation.ts";
import { CustomerId } from "../../model/customer.ts";
import { Instant } from "../../model/purchase.ts";
import {
  ClockState,
  ClosedAs,
  type ConversationEvent,
  type ConversationFact,
  WordsChannel,
} from "./event.ts";

/**
 * - `open`: the customer waits for us; `waiting`: we wait for the customer; `snoozed`: until a time that a listener chose
 * - `closed`: nothing is to do; the customer's next words open it again, or another one
 */
export const ConversationState = z.enum(["open", "waiting", "snoozed", "closed"]);
export type ConversationState = z.infer<typeof ConversationState>;

/** A promise made to a customer in this conversation, named by the sequence of its event. */
export const OpenPromise = z.object({ promise: z.number().int().min(1), due: Instant });
export type OpenPromise = z.infer<typeof OpenPromise>;

/** A span in which the person waited for us. */
const Wait = z.object({ from: Instant, to: Instant });

/** An answer that was given and is not settled; `waitingSince` is what holds again if it was not sent. */
const AnswerOnItsWay = z.object({
  answer: z.number().int().min(1),
  at: Instant,
  waitingSince: Instant.optional(),
});

/**
 * What a conversation is now: the fold of its events, and of nothing else.
 * - `version`: the sequence of the last event: who appends names it. `heard`: that of the last words of the person
 * - `customer`: absent for a stranger, and once they are forgotten. `channel`: where they wrote last
 * - `waitingSince`: since when the person waits for an answer; `waits`: the spans before that. `answeredAt`: our first answer, for the first promise of time
 * - `owner`, `takenAt`: who answers, and since when. `group`: to whom it was escalated or handed over
 * - `trouble`: a complaint, or a word of trouble: while it is open it holds promotions
 */
export const ConversationHead = z.object({
  conversation: ConversationId,
  version: z.number().int().min(1),
  state: ConversationState,
  channel: WordsChannel,
  customer: CustomerId.optional(),
  matter: Matter,
  trouble: z.boolean(),
  openedAt: Instant,
  heard: z.number().int().min(0),
  heardAt: Instant,
  waitingSince: Instant.optional(),
  waits: z.array(Wait),
  answeredAt: Instant.optional(),
  answers: z.number().int().min(0),
  onItsWay: AnswerOnItsWay.optional(),
  owner: Staff.optional(),
  takenAt: Instant.optional(),
  group: DeskGroup,
  tags: z.array(z.string()),
  snooze: z.object({ until: Instant, evenIfAnswered: z.boolean() }).optional(),
  promises: z.array(OpenPromise),
  promisesBroken: z.number().int().min(0),
  reminded: z.boolean(),
  closedAs: ClosedAs.optional(),
  closedAt: Instant.optional(),
  asked: z.boolean(),
  solved: z.boolean().optional(),
  clock: ClockState.optional(),
});
export type ConversationHead = z.infer<typeof ConversationHead>;

/** How long taking a conversation keeps others from taking it without saying so. */
export const LEASE_MINUTES = 30;

/** The head of these events, in their order from the first. Throws for a gap, and for events that begin without words. */
export function foldEvents(
  conversation: ConversationId,
  events: readonly ConversationEvent[],
): ConversationHead {
  const [first, ...rest] = events;
  if (first === undefined) throw new Error("A conversation without events");
  return ConversationHead.parse(rest.reduce(headAfter, firstHead(conversation, first)));
}

/** The head after the event that opens a conversation. */
export function firstHead(conversation: ConversationId, event: ConversationEvent): ConversationHead {
  const { fact, at, sequence } = event;
  if (fact.kind !== "personWrote" || sequence !== 1)
    throw new Error(`A conversation begins with what a person wrote, not with ${fact.kind} ${sequence}`);
  const opened: ConversationHead = {
    conversation,
    version: 0,
    state: "open",
    channel: fact.channel,
    ...(fact.customer && { customer: fact.customer }),
    matter: UNSORTED,
    trouble: false,
    openedAt: at,
    heard: 0,
    heardAt: at,
    waits: [],
    answers: 0,
    group: "listeners",
    tags: [],
    promises: [],
    promisesBroken: 0,
    reminded: false,
    asked: false,
  };
  return headAfter(opened, event);
}

/** The head after one more event. Throws unless it is the next. */
export function headAfter(head: ConversationHead, event: ConversationEvent): ConversationHead {
  const { sequence, clock } = event;
  if (sequence !== head.version + 1) throw new Error(`Event ${sequence} does not follow ${head.version}`);
  const { clock: _, ...before } = head;
  return { ...changed(before, event), version: sequence, ...(clock && { clock }) };
}

type Running = Omit<ConversationHead, "clock">;

function changed(head: Running, { fact, at, actor, sequence }: ConversationEvent): Running {
  switch (fact.kind) {
    case "personWrote":
      return heard(head, fact, at, sequence);
    case "answerDrafted":
    case "noteAdded":
      return head;
    case "answerGiven":
      return answered(head, at, sequence);
    case "answerSettled":
      return settled(head, fact);
    case "taken":
      return Staff.safeParse(actor).success ? { ...head, owner: Staff.parse(actor), takenAt: at } : head;
    case "handedOver": {
      const { owner: _, takenAt: __, ...rest } = head;
      const group = DeskGroup.safeParse(fact.to);
      return group.success
        ? { ...rest, group: group.data }
        : { ...rest, owner: Staff.parse(fact.to), takenAt: at };
    }
    case "sorted":
      return { ...head, matter: fact.matter };
    case "tagged":
      return { ...head, tags: [...new Set(fact.tags)].toSorted() };
    case "marked":
      return { ...head, trouble: fact.trouble };
    case "snoozed":
      return {
        ...head,
        state: "snoozed",
        snooze: { until: fact.until, evenIfAnswered: fact.evenIfAnswered },
      };
    case "woken":
      return woken(head);
    case "promiseMade":
      return { ...head, promises: [...head.promises, { promise: sequence, due: fact.due }] };
    case "promiseKept":
      return { ...head, promises: head.promises.filter(({ promise }) => promise !== fact.promise) };
    case "promiseBroken":
      return {
        ...head,
        promises: head.promises.filter(({ promise }) => promise !== fact.promise),
        promisesBroken: head.promisesBroken + 1,
      };
    case "reminded":
      return { ...head, reminded: true };
    case "escalated":
      return { ...head, group: fact.to, reminded: false };
    case "customerPicked":
      return { ...head, ...(fact.customer && { customer: fact.customer }) };
    case "closed": {
      const { snooze: _, ...rest } = waitEnded(head, at);
      return { ...rest, state: "closed", closedAs: fact.as, closedAt: at, promises: [] };
    }
    case "reopened":
      return { ...reopened(head), waitingSince: head.waitingSince ?? at };
    case "askedAfter":
      return { ...head, asked: true };
    case "scoreGiven":
      return { ...head, solved: fact.solved };
    default:
      return assertNever(fact);
  }
}

/** A closing phrase leaves everything as it is; other words wake what sleeps, unless it was to sleep all the same, and open what is closed. */
function heard(
  head: Running,
  { channel, customer, thanks, trouble }: Extract<ConversationFact, { kind: "personWrote" }>,
  at: Instant,
  sequence: number,
): Running {
  const now = { ...head, heard: sequence, heardAt: at, channel, ...(customer && { customer }) };
  const marked = trouble ? { ...now, trouble } : now;
  if (thanks && head.heard > 0) return marked;
  const waits = { ...marked, waitingSince: head.waitingSince ?? at };
  return head.snooze?.evenIfAnswered ? waits : woken(reopened(waits));
}

function answered(head: Running, at: Instant, sequence: number): Running {
  const { waitingSince } = head;
  const { snooze: _, ...rest } = waitEnded(head, at);
  return {
    ...rest,
    state: "waiting",
    answers: head.answers + 1,
    onItsWay: { answer: sequence, at, ...(waitingSince && { waitingSince }) },
    group: "listeners",
    reminded: false,
  };
}

/** An answer that may have arrived counts as sent; of one that did not, its customer waits as long as before it. */
function settled(
  { onItsWay, ...head }: Running,
  { answer, outcome }: Extract<ConversationFact, { kind: "answerSettled" }>,
): Running {
  if (onItsWay?.answer !== answer) return { ...head, ...(onItsWay && { onItsWay }) };
  if (outcome === "sent" || outcome === "unknown")
    return { ...head, answeredAt: head.answeredAt ?? onItsWay.at };
  const back = { ...head, answers: head.answers - 1 };
  const { waitingSince } = onItsWay;
  if (waitingSince === undefined) return back;
  const waits = head.waits.filter(({ from }) => from !== waitingSince);
  return { ...back, waits, waitingSince, ...(head.state === "waiting" && { state: "open" as const }) };
}

function waitEnded({ waitingSince, ...head }: Running, at: Instant): Running {
  if (waitingSince === undefined) return head;
  return { ...head, waits: [...head.waits, { from: waitingSince, to: at }] };
}

function woken({ snooze: _, ...head }: Running): Running {
  if (head.state === "closed") return head;
  return { ...head, state: head.waitingSince === undefined ? "waiting" : "open" };
}

function reopened({ closedAs: _, closedAt: __, ...head }: Running): Running {
  return head.state === "closed" ? { ...head, state: "open", reminded: false } : head;
}
