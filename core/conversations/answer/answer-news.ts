import type { Staff } from "../../model/conversation.ts";
import type { Channel } from "../../model/topic.ts";
import type { ConversationStore, ReadEvent } from "../thread/conversation.store.ts";
import type { ConversationFact } from "../thread/event.ts";
import type { ConversationHead } from "../thread/head.ts";

/** What happened since an answer's writer read the thread. */
interface Since {
  /** What they have to know first. */
  readonly news: readonly ReadEvent[];
  /** This answer, if it was given already. */
  readonly before?: { readonly sequence: number; readonly channel: Channel };
  /** It is kept as a draft already. */
  readonly isDrafted: boolean;
}

interface AnswerRead {
  readonly version: number;
  readonly words: string;
  readonly by: Staff;
}

export async function since(
  { conversations }: { readonly conversations: Pick<ConversationStore, "read"> },
  head: ConversationHead,
  { version, words, by }: AnswerRead,
): Promise<Since> {
  if (head.version <= version) return { news: [], isDrafted: false };
  const later = (await conversations.read(head)).filter(({ sequence }) => sequence > version);
  const same = later.filter(({ actor, words: theirs }) => actor === by && theirs?.said === words);
  const before = same.flatMap(({ sequence, fact }) =>
    fact.kind === "answerGiven" ? [{ sequence, channel: fact.channel }] : [],
  )[0];
  return {
    news: later.filter((event) => isNews(event, by)),
    ...(before && { before }),
    isDrafted: same.some(({ fact }) => fact.kind === "answerDrafted" && fact.readAt === version),
  };
}

/** What changes nothing of what was read: drafts, order at the desk, what the clock does, and that an answer arrived. */
const NO_NEWS: ReadonlySet<ConversationFact["kind"]> = new Set([
  "answerDrafted",
  "sorted",
  "tagged",
  "snoozed",
  "woken",
  "reminded",
  "escalated",
]);

function isNews({ fact, actor }: ReadEvent, by: Staff): boolean {
  if (fact.kind === "answerSettled") return fact.outcome !== "sent";
  if (fact.kind === "taken") return actor !== by;
  return !NO_NEWS.has(fact.kind);
}
