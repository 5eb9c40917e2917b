import type { MessageDelivered, SaidIn } from "../../messaging/delivery/delivery.ts";
import { retryContended } from "../../platform/aws/contention.ts";
import type { Now } from "../../platform/clock.ts";
import { type ClockOf, nextEvents } from "../thread/append.ts";
import type { ConversationStore } from "../thread/conversation.store.ts";
import type { ConversationFact } from "../thread/event.ts";
import type { ConversationHead } from "../thread/head.ts";

export interface SettleAnswerDeps {
  readonly conversations: Pick<ConversationStore, "head" | "append">;
  readonly clockOf: ClockOf;
  readonly now: Now;
}

/**
 * Keeps in its conversation what became of an answer; one that waits is not settled. Of one that was not sent its customer
 * waits on, as before it. A second call changes nothing.
 */
export function settleAnswer({ conversations, clockOf, now }: SettleAnswerDeps) {
  return async ({ conversation, answer }: SaidIn, delivered: MessageDelivered): Promise<void> => {
    await retryContended("one conversation", async () => {
      const head = await conversations.head(conversation);
      if (head?.onItsWay?.answer !== answer) return "settled";
      const fact = settledAs(head, answer, delivered);
      if (fact === undefined) return "waits";
      const act = { actor: "system", at: now(), clockOf } as const;
      const { events, after } = await nextEvents(conversation, head, [{ fact }], act);
      const appended = await conversations.append({ before: head, after, events });
      return appended === "lost" ? "lost" : "settled";
    });
  };
}

function settledAs(
  { heard }: ConversationHead,
  answer: number,
  delivered: MessageDelivered,
): ConversationFact | undefined {
  switch (delivered.outcome) {
    case "deferred":
      return undefined;
    case "sent":
    case "duplicate":
      return { kind: "answerSettled", answer, outcome: "sent" };
    case "unknown":
      return { kind: "answerSettled", answer, outcome: "unknown" };
    case "dropped": {
      const outcome = heard > answer ? "overtaken" : "dropped";
      return { kind: "answerSettled", answer, outcome, reasons: [...delivered.reasons] };
    }
  }
}
