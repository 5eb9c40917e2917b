import { FEEDBACK_ID_BYTES, FEEDBACK_WORDS_MAX, FeedbackId, FeedbackScore } from "../../feedback/answer.ts";
import type { Listening } from "../../giving/config/listening.ts";
import type { FeedbackForm, FeedbackSubject } from "../../model/feedback-form.ts";
import { base32Id } from "../../model/prefixed-id.ts";
import { mentionsAddress } from "../../model/reads-as-address.ts";
import type { Channel } from "../../model/topic.ts";
import { normalEmail, sendableEmail } from "../../platform/crypto/identity.ts";
import { normalPhone } from "../../platform/crypto/phone.ts";
import type { RandomBytes } from "../../platform/random.ts";
import type { SubmittedForm } from "../ui/read-form.ts";

/** The names of the form's fields. */
export const feedbackFields = {
  id: "id",
  words: "words",
  score: "score",
  about: "about",
  store: "store",
  answer: "answer",
  contact: "contact",
} as const;

/** Who may know who it was. `named` and `answer` without a `contact` are for those who are signed in. */
export type WishToBeAnswered = "unnamed" | "named" | "answer";

/** What is wrong with a form, in the order of the page. */
export type FeedbackIssue = "empty" | "tooLong" | "address" | "answer" | "contact";

/** What a form says, apart from where its sender came from. `contact`: as it is written to, and in the form that is hashed. */
export interface ReadFeedback {
  readonly words: string;
  readonly score?: FeedbackScore;
  readonly about: readonly FeedbackSubject[];
  readonly store?: string;
  readonly wish: WishToBeAnswered;
  readonly contact?: { readonly channel: Channel; readonly address: string; readonly normal: string };
}

export type FeedbackRead =
  | { readonly outcome: "read"; readonly feedback: ReadFeedback }
  | { readonly outcome: "refused"; readonly issues: readonly FeedbackIssue[] };

export function newFeedbackId(random: RandomBytes): FeedbackId {
  return base32Id("fbk", random(FEEDBACK_ID_BYTES));
}

/** The id that a form was sent with; undefined for what is none of ours. */
export function feedbackIdIn(form: SubmittedForm): FeedbackId | undefined {
  return FeedbackId.safeParse(form.text(feedbackFields.id)).data;
}

/** Reads a form as it is: what is not on the page is as if it was not sent. */
export function readFeedback(
  form: SubmittedForm,
  { form: asked, stores }: Required<Listening>,
  isSignedIn: boolean,
): FeedbackRead {
  const words = form.text(feedbackFields.words);
  const score = scoreIn(form, asked);
  const typed = form.text(feedbackFields.contact);
  const wish = wishIn(form, isSignedIn);
  const contact = wish === "answer" && !isSignedIn ? contactOf(typed) : undefined;
  const store = stores.find(({ id }) => id === form.text(feedbackFields.store))?.id;
  const issues: FeedbackIssue[] = [
    ...(words === "" && score === undefined ? (["empty"] as const) : []),
    ...(words.length > FEEDBACK_WORDS_MAX ? (["tooLong"] as const) : []),
    ...(mentionsAddress(words) ? (["address"] as const) : []),
    ...(wish === undefined && typed !== "" ? (["answer"] as const) : []),
    ...(wish === "answer" && !isSignedIn && contact === undefined ? (["contact"] as const) : []),
  ];
  if (issues.length > 0) return { outcome: "refused", issues };
  return {
    outcome: "read",
    feedback: {
      words,
      ...(score && { score }),
      about: asked.about.filter((one) => form.has(feedbackFields.about, one)),
      ...(store !== undefined && { store }),
      wish: wish ?? "unnamed",
      ...(contact && { contact }),
    },
  };
}

function scoreIn(form: SubmittedForm, { scale }: FeedbackForm): FeedbackScore | undefined {
  const typed = form.text(feedbackFields.score);
  if (!/^\d{1,2}$/.test(typed)) return undefined;
  return FeedbackScore.safeParse({ scale, value: Number(typed) }).data;
}

function wishIn(form: SubmittedForm, isSignedIn: boolean): WishToBeAnswered | undefined {
  const ticked = form.text(feedbackFields.answer);
  if (ticked === "unnamed" || ticked === "answer") return ticked;
  return ticked === "named" && isSignedIn ? ticked : undefined;
}

function contactOf(typed: string): ReadFeedback["contact"] {
  const [address, normal] = [sendableEmail(typed), normalEmail(typed)];
  if (address !== undefined && normal !== undefined) return { channel: "email", address, normal };
  const phone = normalPhone(typed, undefined);
  return phone === undefined ? undefined : { channel: "sms", address: phone, normal: phone };
}
