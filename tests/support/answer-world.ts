import {
  type AnswerDeps,
  answerConversation,
  type BroughtAnswer,
  weighAnswer,
} from "../../core/conversations/answer/answer.ts";
import { readSaid } from "../../core/conversations/answer/read-said.ts";
import { sentSentences } from "../../core/conversations/answer/sent-sentences.store.ts";
import { settleAnswer } from "../../core/conversations/answer/settle-answer.ts";
import { claimStore } from "../../core/messaging/delivery/claim.store.ts";
import { type DeliverMessageDeps, deliverMessage } from "../../core/messaging/delivery/deliver-message.ts";
import { type ComposedMessage, DeliverMessage } from "../../core/messaging/delivery/delivery.ts";
import { conversationAnswer } from "../../core/messaging/journeys/event/conversation-answer.ts";
import type { ConversationId } from "../../core/model/conversation.ts";
import { contactRowKey, suppressionKey } from "../../core/people/keys/people.keys.ts";
import type { RecipientState } from "../../core/people/records/decision.ts";
import { ana, conversationWorld, numberOf } from "./conversation-world.ts";
import { ada, aPerson, somePreferences } from "./eligibility-builders.ts";

/** Where a delivery dies: its run calls again, as it does after any failure. */
export type Death = "claimed" | "sent" | "recorded" | undefined;

/** One answer as it left, and how its conversation and its customer were at that moment. */
export interface Left {
  readonly answer: number;
  readonly words: readonly string[];
  readonly to: string;
  readonly heard: number;
  readonly stopped: boolean;
}

/** Ada, who texts, is answered: by the use case, the store of claims and the one way to write to a person. */
export function answerWorld(broken: Parameters<typeof conversationWorld>[0] = {}) {
  const world = conversationWorld(broken);
  const { table, conversations, clockOf, now } = world;
  const state = { number: "ada", stopped: false, forgotten: false, person: {} as Partial<RecipientState> };
  const left: Left[] = [];
  const brought: BroughtAnswer[] = [];
  const settings = () => {
    const { hmac } = numberOf(state.number);
    table.put({ ...contactRowKey(ada, "sms"), hmac });
    if (state.stopped) table.put({ ...suppressionKey("sms", hmac) });
  };
  settings();
  const person = () => {
    if (state.forgotten) return undefined;
    return aPerson({
      suppressed: { email: false, sms: state.stopped },
      preferences: somePreferences(),
      ...state.person,
    });
  };
  const deps: AnswerDeps = {
    conversations,
    sentences: sentSentences(table.dynamo, "T", { key: async () => "k".repeat(64), now }),
    readPerson: async () => person(),
    addressOf: async (_, channel) =>
      channel === "sms" ? numberOf(state.number) : { channel, hmac: numberOf("mail").hmac },
    brandName: async () => "Tarnfell",
    bring: async (answer) => {
      brought.push(answer);
    },
    clockOf,
    now,
  };
  const claims = claimStore(table.dynamo, "T", async () => {});
  const settle = settleAnswer({ conversations, clockOf, now });

  /** The run of one answer, once: `between` happens after it was read and before it is claimed. */
  async function deliver(
    { conversation, answer, at }: BroughtAnswer,
    death: Death = undefined,
    between: () => Promise<unknown> = async () => {},
  ) {
    const gathered = await conversationAnswer.gather?.({ customer: ada, conversation, answer, at }, never());
    if (gathered?.outcome !== "current") throw new Error("An answer is always current");
    const delivery = DeliverMessage.parse({
      customer: ada,
      message: "answer",
      sendKey: `conversation-answer:${conversation}-${answer}`,
      facts: gathered.facts,
      validUntil: gathered.validUntil,
    });
    const dies = (where: Death) => {
      if (death === where) throw new Error(`Died when it was ${where}`);
    };
    const delivering: DeliverMessageDeps = {
      readPerson: async () => person(),
      journeySwitch: async () => undefined,
      recipient: async (_, channel) =>
        state.forgotten ? undefined : { ...numberOf(state.number), channel, address: "+49", confirmed: true },
      readAside: async () => ({ suppressed: false }),
      readSaid: readSaid(conversations),
      claims: {
        ...claims,
        recordSent: async (...sent) => {
          dies("sent");
          await claims.recordSent(...sent);
          dies("recorded");
        },
      },
      compose: async (_, __, recipient, when, said): Promise<ComposedMessage> => {
        await between();
        return {
          ...{ to: recipient.hmac, topic: "feedback", transactional: true, at: when, unsubscribe: undefined },
          rendition: { channel: "sms", text: (said?.facts.own ?? []).join("\n"), parts: 1 },
        };
      },
      countSend: async () => "counted",
      countRefused: () => {},
      send: async ({ to, rendition }) => {
        dies("claimed");
        const head = await conversations.head(conversation);
        const words = rendition.channel === "sms" ? rendition.text.split("\n") : [];
        left.push({ answer, words, to, heard: head?.heard ?? 0, stopped: state.stopped });
        return { provider: "sns", id: String(left.length) };
      },
      now,
    };
    const delivered = await deliverMessage(delivering)(delivery);
    await settle({ conversation, answer }, delivered);
    return delivered;
  }

  return {
    ...world,
    state,
    left,
    brought,
    deliver,
    weigh: weighAnswer(deps),
    give: (conversation: ConversationId, version: number, words: string, by = ana) =>
      answerConversation(deps)({ conversation, version, words, signed: "Ana", by }),
    deps,
    stop: () => {
      state.stopped = true;
      settings();
    },
    moveTo: (number: string) => {
      state.number = number;
      state.stopped = false;
      settings();
    },
    forget: () => {
      state.forgotten = true;
      table.remove(contactRowKey(ada, "sms"));
    },
  };
}

/** Facts of an answer are in its event: nothing is read for them. */
function never(): Parameters<NonNullable<typeof conversationAnswer.gather>>[1] {
  return {
    customer: ada,
    config: { causes: [], terms: [] } as never,
    preferences: undefined,
    impact: () => Promise.reject(new Error("No gift is read for an answer")),
  };
}
