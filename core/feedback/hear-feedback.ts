import type { CustomerId } from "../model/customer.ts";
import type { FeedbackForm, FeedbackSubject } from "../model/feedback-form.ts";
import type { Instant } from "../model/purchase.ts";
import type { AddressHash } from "../people/contacts/suppression.ts";
import {
  type FeedbackAnswer,
  type FeedbackId,
  type FeedbackSaid,
  type FeedbackScore,
  isLow,
} from "./answer.ts";
import type { FeedbackStore } from "./feedback.store.ts";
import type { CameFrom } from "./place.ts";
import { themeReader } from "./themes.ts";

/**
 * What a customer sent.
 * - `store`: the one of the code, else the one that they picked
 * - `by`: who may be known; `unnamed` with a `contact` may be answered there
 */
export interface GivenFeedback {
  readonly id: FeedbackId;
  readonly at: Instant;
  readonly came: CameFrom;
  readonly store?: string;
  readonly words: string;
  readonly score?: FeedbackScore;
  readonly about: readonly FeedbackSubject[];
  readonly by:
    | { readonly kind: "customer"; readonly customer: CustomerId; readonly wantsAnswer: boolean }
    | { readonly kind: "unnamed"; readonly contact?: AddressHash & { readonly address: string } };
  readonly language: string;
}

export interface HearFeedbackDeps {
  readonly feedback: Pick<FeedbackStore, "keep" | "keptAs">;
  /** How long what is said is kept. */
  readonly keptDays: number;
  /** Hands over what somebody is to answer; a second call changes nothing. */
  readonly toConversation: (answer: FeedbackAnswer, said: FeedbackSaid) => Promise<void>;
}

/** `wants`: whether somebody answers what is kept, which of a `duplicate` is what the first form said. */
export interface FeedbackHeard {
  readonly heard: "kept" | "duplicate" | "forgotten";
  readonly wants: FeedbackAnswer["wants"];
}

/**
 * Keeps what a customer said, once for each form, and then opens the conversation in which they are answered, if they want that.
 * A second call keeps nothing; it opens the conversation of the answer that is kept where a crash between the two left none.
 */
export function hearFeedback({ feedback, keptDays, toConversation }: HearFeedbackDeps) {
  return async (given: GivenFeedback, form: FeedbackForm): Promise<FeedbackHeard> => {
    const { by, words } = given;
    const contact = by.kind === "unnamed" ? by.contact : undefined;
    const said = { words, ...(contact && { contact: contact.address }) };
    const answer = answerOf(given, form);
    const heard = await feedback.keep(answer, said, keptDays);
    const kept = heard === "kept" ? { answer, said } : await feedback.keptAs(answer.id);
    if (kept?.answer.wants !== "answer") return { heard, wants: "none" };
    await toConversation(kept.answer, kept.said);
    return { heard, wants: "answer" };
  };
}

function answerOf(given: GivenFeedback, form: FeedbackForm): FeedbackAnswer {
  const { id, at, came, store, words, score, about, by, language } = given;
  const themes = themeReader(form)(words).map(({ theme }) => theme);
  const isTroubled = form.themes.some((theme) => theme.trouble && themes.includes(theme.id));
  const contact = by.kind === "unnamed" ? by.contact : undefined;
  return {
    id,
    at,
    came: came.kind,
    ...(store !== undefined && { store }),
    ...(came.kind === "place" && came.shelf !== undefined && { shelf: came.shelf }),
    ...(came.kind === "receipt" && { claim: came.claim }),
    ...(by.kind === "customer" && { customer: by.customer }),
    ...(contact && { contact: { channel: contact.channel, hmac: contact.hmac } }),
    ...(score && { score }),
    about: [...about],
    themes,
    trouble: isTroubled || (score !== undefined && isLow(score)),
    wants: contact !== undefined || (by.kind === "customer" && by.wantsAnswer) ? "answer" : "none",
    language,
  };
}
