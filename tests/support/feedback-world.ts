import type { FeedbackAnswer, FeedbackSaid } from "../../core/feedback/answer.ts";
import { placeToken } from "../../core/feedback/place.ts";
import type { Listening } from "../../core/giving/config/listening.ts";
import { claimHash, claimToken } from "../../core/model/claim-link.ts";
import { CustomerId } from "../../core/model/customer.ts";
import { feedbackPage } from "../../core/site/feedback/feedback-page.ts";
import { servePeople } from "../../core/site/serve-people.ts";
import { demoFeedback } from "./demo-texts.ts";
import { brand } from "./states.ts";

export const FEEDBACK_KEY = "a key in these tests, which is long enough";
export const NOW = "2026-11-22T12:00:00Z";
export const ada = CustomerId.parse("cus_aaaaaaaaaaaaaaaaaaaaaaaaaa");
const name = { en: "Harbour Street", de: "Hafenstraße" };
export const listening: Listening = {
  stores: [{ id: "harbour-street", name, zone: "Europe/Berlin", languages: ["de", "en"] }],
  form: demoFeedback(),
};
export const PLACE = placeToken(FEEDBACK_KEY, { store: "harbour-street" });
export const RECEIPT = claimToken("web", "f2a9c6d41be04f7790d35a1c");
const of = {
  order: { source: "standard" as const, connection: "web", orderId: "1001" },
  ...{ placedAt: NOW, currency: "EUR" as const, parts: [], until: NOW },
};

/**
 * The page of feedback as it is deployed, with stores in memory that remember what was written, and whom to answer. `limit`: the most of one limit. `breaks`: where it
 * breaks once.
 */
export function feedbackWorld({ listens = listening, limit = Number.POSITIVE_INFINITY } = {}) {
  const kept = new Map<string, { answer: FeedbackAnswer; said: FeedbackSaid }>();
  const writes: string[] = [];
  const answered = new Set<string>();
  const breaks = new Set<"between">();
  const counts = new Map<string, number>();
  const page = feedbackPage({
    readListening: async () => listens,
    feedback: {
      async keep(answer, said) {
        writes.push(answer.id);
        if (kept.has(answer.id)) return "duplicate";
        kept.set(answer.id, { answer, said });
        return "kept";
      },
      keptAs: async (id) => kept.get(id),
    },
    keptDays: 365,
    async toConversation(answer) {
      if (breaks.delete("between")) throw new Error("The function is stopped");
      answered.add(answer.id);
    },
    claims: { read: async (claim) => (claim === claimHash(RECEIPT) ? { of } : undefined) },
    sessions: {
      read: async (token) =>
        token === "ada" ? { customer: ada, startedAt: NOW, expiresAt: "2026-11-22T13:00:00Z" } : undefined,
    },
    limits: {
      async consume({ name: limited, max }, subject) {
        const times = (counts.get(`${limited} ${subject}`) ?? 0) + 1;
        counts.set(`${limited} ${subject}`, times);
        writes.push(limited);
        return times > Math.min(max, limit) ? "exceeded" : "allowed";
      },
    },
    contactKey: async () => FEEDBACK_KEY,
    identityKey: async () => FEEDBACK_KEY,
    now: () => NOW,
    random: (length) => Buffer.alloc(length, 7),
  });
  const respond = servePeople({
    readBrandConfig: async () => ({ brand, causes: [], terms: [], pools: [] }),
    readBrandWords: async () => [],
    pages: { "/f/{place}": page },
    siteUrl: "https://site.example",
    replyTo: "hello@tarnfell.example",
    now: () => NOW,
  });
  return { kept, answered, breaks, writes, respond };
}
