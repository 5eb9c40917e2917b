import type {
  ClockKind,
  ClosedAs,
  ConversationFact,
  WordsChannel,
} from "../../conversations/thread/event.ts";
import type { ConversationState } from "../../conversations/thread/head.ts";
import type { Plural } from "../../i18n/formatter.ts";
import type { DeskGroup } from "../../model/conversation.ts";
import type { StatusText } from "../../site/ui/status-page.tsx";

/** What can be done with a conversation at the desk, as its buttons name it. */
export type ThreadAct =
  | "take"
  | "takeOver"
  | "note"
  | "handOver"
  | "tag"
  | "mark"
  | "unmark"
  | "snooze"
  | "wake"
  | "promise"
  | "kept"
  | "close"
  | "reopen";

/** What the desk says where somebody answers. */
interface AnswerFormWords {
  readonly title: string;
  readonly text: string;
  readonly label: string;
  readonly hint: Readonly<Record<WordsChannel, string>>;
  /** Under which name it goes out. */
  readonly signed: (name: string) => string;
  readonly button: string;
  readonly given: string;
  readonly waits: (until: string) => string;
  readonly onItsWay: string;
  readonly stranger: string;
  readonly problems: {
    readonly empty: string;
    readonly tooLong: string;
    /** Others got this sentence so often this month. */
    readonly canned: (sentence: string, times: string) => string;
    readonly tooLate: string;
    readonly decision: string;
  };
}

/** What the desk says of conversations. */
export interface ConversationWords {
  readonly inbox: {
    readonly title: string;
    readonly text: string;
    readonly queuesOf: string;
    readonly queues: Readonly<Record<ConversationState, string>>;
    readonly whose: string;
    readonly owners: Readonly<Record<"all" | "mine" | "unowned", string>>;
    readonly found: Plural;
    readonly none: string;
    /** Too many to look through at once: how many were. */
    readonly looked: (count: string) => string;
    readonly next: string;
  };
  readonly states: Readonly<Record<ConversationState, string>>;
  readonly by: Readonly<Record<WordsChannel, string>>;
  readonly trouble: string;
  readonly late: string;
  readonly due: Readonly<Record<ClockKind, (at: string) => string>>;
  readonly heard: (at: string) => string;
  readonly customer: string;
  readonly stranger: string;
  /** Who answers, and since when. */
  readonly answers: (name: string, since: string) => string;
  readonly owns: (name: string) => string;
  readonly youAnswer: (since: string) => string;
  readonly noOwner: string;
  readonly groups: Readonly<Record<DeskGroup, string>>;
  /** Somebody at the command line. */
  readonly operator: (name: string) => string;
  readonly system: string;
  readonly unknownMember: string;
  readonly broken: Plural;
  readonly notFound: StatusText;
  readonly toInbox: string;
  readonly thread: string;
  readonly events: Readonly<Record<ConversationFact["kind"], string>>;
  readonly settled: Readonly<Record<"sent" | "unknown" | "dropped" | "overtaken", string>>;
  readonly closedAs: Readonly<Record<ClosedAs, string>>;
  readonly marked: readonly [complaint: string, none: string];
  readonly noTags: string;
  readonly isNew: string;
  readonly wordsGone: string;
  readonly whole: string;
  readonly attached: (names: string) => string;
  readonly answer: AnswerFormWords;
  readonly others: string;
  readonly acts: string;
  readonly actsText: string;
  readonly buttons: Readonly<Record<ThreadAct, string>>;
  readonly done: Readonly<Record<ThreadAct, string>>;
  readonly forms: {
    readonly choose: string;
    readonly why: string;
    readonly note: string;
    readonly noteHint: string;
    readonly to: string;
    readonly tags: string;
    readonly tagsHint: string;
    readonly day: string;
    readonly time: string;
    readonly timeHint: (zone: string) => string;
    readonly evenIfAnswered: string;
    readonly promised: string;
  };
  readonly problems: {
    readonly title: string;
    readonly note: string;
    readonly to: string;
    readonly why: string;
    readonly tags: string;
    readonly day: string;
    readonly past: string;
    readonly promised: string;
    readonly noAct: string;
    readonly changed: string;
    readonly taken: (name: string, since: string) => string;
    readonly closed: string;
    readonly forgotten: string;
    readonly noSuchPromise: string;
  };
}
