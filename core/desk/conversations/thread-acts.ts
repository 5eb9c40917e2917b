import type { ActOutcome, StaffAct, staffActs } from "../../conversations/acts/staff-acts.ts";
import type { DeskGroup, Staff } from "../../model/conversation.ts";
import { onClock } from "../../model/days.ts";
import type { Instant } from "../../model/purchase.ts";
import type { FormErrors } from "../../site/ui/form.tsx";
import type { PageRequest } from "../../site/ui/page.ts";
import type { SubmittedForm } from "../../site/ui/read-form.ts";
import { type AuditReason, CloseReason, HandOverReason, SnoozeReason } from "../audit/audit.ts";
import type { DeskAct } from "../roles/permissions.ts";
import type { ConversationWords, ThreadAct } from "../words/conversation-words.ts";

export const NOTE_CHARS_MAX = 2_000;
export const TAGS_MAX = 10;
const TAG = /^[a-z0-9][a-z0-9-]{0,39}$/;

type Acts = ReturnType<typeof staffActs>;

/** What a form wants done: why, where the desk asks for it, and the act itself. */
export interface IntendedAct {
  readonly why?: AuditReason;
  readonly run: (acts: Acts, who: StaffAct) => Promise<ActOutcome>;
}

/** Who may have a conversation: a member of staff, or a group. */
export type Receiver = Staff | DeskGroup;

/** What a form is read by: the brand's clock, who may be handed something, and what is said of a field that is wrong. */
interface FormReading {
  readonly form: SubmittedForm;
  readonly timeZone: string;
  readonly receivers: readonly Receiver[];
  readonly problems: ConversationWords["problems"];
}

interface DeskThreadAct {
  /** What a role must be allowed for it. */
  readonly act: DeskAct;
  /** What is wrong with the fields, if something is. */
  readonly read: (reading: FormReading) => IntendedAct | FormErrors;
}

const simply =
  (run: IntendedAct["run"], why?: AuditReason): DeskThreadAct["read"] =>
  () => ({ run, ...(why && { why }) });

export const THREAD_ACTS: Readonly<Record<ThreadAct, DeskThreadAct>> = {
  take: { act: "takeConversation", read: simply((acts, who) => acts.take(who)) },
  takeOver: {
    act: "takeConversation",
    read: simply((acts, who) => acts.take(who, { over: true }), "tookOver"),
  },
  note: {
    act: "noteConversation",
    read: ({ form, problems }) => {
      const words = form.text("note");
      if (words === "" || words.length > NOTE_CHARS_MAX) return new Map([["note", problems.note]]);
      return { run: (acts, who) => acts.note(who, { words }) };
    },
  },
  handOver: {
    act: "handOverConversation",
    read: ({ form, receivers, problems }) => {
      const to = receivers.find((one) => one === form.text("to"));
      const why = HandOverReason.safeParse(form.text("handOverWhy")).data;
      if (to === undefined || why === undefined)
        return errorsOf({
          to: to === undefined && problems.to,
          handOverWhy: why === undefined && problems.why,
        });
      return { why, run: (acts, who) => acts.handOver(who, { to }) };
    },
  },
  tag: {
    act: "tagConversation",
    read: ({ form, problems }) => {
      const tags = form
        .text("tags")
        .split(",")
        .map((one) => one.trim())
        .filter((one) => one !== "");
      if (tags.length > TAGS_MAX || !tags.every((one) => TAG.test(one)))
        return new Map([["tags", problems.tags]]);
      return { run: (acts, who) => acts.tag(who, { tags }) };
    },
  },
  mark: { act: "markConversation", read: simply((acts, who) => acts.mark(who, { trouble: true })) },
  unmark: { act: "markConversation", read: simply((acts, who) => acts.mark(who, { trouble: false })) },
  snooze: {
    act: "snoozeConversation",
    read: (reading) => {
      const { form, problems } = reading;
      const until = timeIn(reading, "snooze");
      const why = SnoozeReason.safeParse(form.text("snoozeWhy")).data;
      if (until === undefined || why === undefined)
        return errorsOf({
          snoozeDay: until === undefined && problems.day,
          snoozeWhy: why === undefined && problems.why,
        });
      const evenIfAnswered = form.has("evenIfAnswered", "yes");
      return { why, run: (acts, who) => acts.snooze(who, { until, evenIfAnswered }) };
    },
  },
  wake: { act: "snoozeConversation", read: simply((acts, who) => acts.wake(who)) },
  promise: {
    act: "promiseToCustomer",
    read: (reading) => {
      const { form, problems } = reading;
      const words = form.text("promised");
      const due = timeIn(reading, "promise");
      if (due === undefined || words === "" || words.length > NOTE_CHARS_MAX)
        return errorsOf({
          promised: (words === "" || words.length > NOTE_CHARS_MAX) && problems.promised,
          promiseDay: due === undefined && problems.day,
        });
      return { run: (acts, who) => acts.promise(who, { due, words }) };
    },
  },
  kept: {
    act: "promiseToCustomer",
    read: ({ form }) => {
      const promise = Number(form.text("promise"));
      return { run: (acts, who) => acts.keepPromise(who, { promise }) };
    },
  },
  close: {
    act: "closeConversation",
    read: ({ form, problems }) => {
      const why = CloseReason.safeParse(form.text("closeWhy")).data;
      if (why === undefined) return new Map([["closeWhy", problems.why]]);
      return { why, run: (acts, who) => acts.close(who, { as: why === "spam" ? "spam" : "answered" }) };
    },
  },
  reopen: { act: "closeConversation", read: simply((acts, who) => acts.reopen(who)) },
};

/** The field by which each form says what it wants done. */
export const THREAD_ACT_FIELD = "do";
/** The field in which each form carries the version of the thread that its page showed. */
export const VERSION = "version";

/** What the pressed button wants done; undefined for what no button of ours says. */
export function threadActNamed(form: SubmittedForm): ThreadAct | undefined {
  const name = form.text(THREAD_ACT_FIELD);
  return isThreadAct(name) ? name : undefined;
}

export function isThreadAct(name: string | undefined): name is ThreadAct {
  return name !== undefined && Object.hasOwn(THREAD_ACTS, name);
}

/** What the form of an answer says in {@link THREAD_ACT_FIELD}. It does more than the others: answer-page.ts. */
export const ANSWER = "answer";

/** What a role must be allowed for the form of a request; for one that wants nothing that we know, as little as for reading. */
export function threadActIn({ form }: PageRequest): DeskAct {
  if (form.text(THREAD_ACT_FIELD) === ANSWER) return "answerConversation";
  const name = threadActNamed(form);
  return name === undefined ? "readConversation" : THREAD_ACTS[name].act;
}

function timeIn({ form, timeZone }: FormReading, of: "snooze" | "promise"): Instant | undefined {
  return onClock(timeZone, `${form.text(`${of}Day`)}T${form.text(`${of}Time`)}`);
}

function errorsOf(fields: Readonly<Record<string, string | false>>): FormErrors {
  return new Map(
    Object.entries(fields).flatMap(([id, text]) => (text === false ? [] : [[id, text] as const])),
  );
}
