import { FEEDBACK_WORDS_MAX, receiptFeedbackId } from "../../feedback/answer.ts";
import { type GivenFeedback, type HearFeedbackDeps, hearFeedback } from "../../feedback/hear-feedback.ts";
import { type CameFrom, readPlaceToken, statedPlace } from "../../feedback/place.ts";
import type { Listening } from "../../giving/config/listening.ts";
import type { ClaimLinkStore } from "../../giving/ledger/claim-link.store.ts";
import { linkPaths } from "../../model/routes.ts";
import type { RateLimitStore } from "../../people/rate-limit/rate-limit.store.ts";
import { FEEDBACK_OF_SOURCE, FEEDBACK_OF_STORE, sourceOf } from "../../people/rate-limit/rate-limit.ts";
import type { SessionStore } from "../../people/sessions/session.store.ts";
import type { Now } from "../../platform/clock.ts";
import { hashIdentity } from "../../platform/crypto/identity.ts";
import type { RandomBytes } from "../../platform/random.ts";
import { readSession } from "../auth/signed-in.ts";
import type { AccountContext, Page, PageRequest, SignedInCustomer } from "../ui/page.ts";
import { pageAnswer, seeOther } from "../ui/page-answer.ts";
import { linkWith } from "../ui/page-context.ts";
import { neutralPage, tooOftenPage } from "../ui/status-page.tsx";
import { feedbackIdIn, newFeedbackId, type ReadFeedback, readFeedback } from "./feedback-form.ts";
import { type FeedbackShown, feedbackView, thanksView } from "./feedback-view.tsx";

/** In the address after an answer: whether somebody is to answer it. */
const THANKS = "thanks";

export interface FeedbackPageDeps extends HearFeedbackDeps {
  readonly readListening: () => Promise<Listening>;
  readonly claims: Pick<ClaimLinkStore, "read">;
  readonly sessions: Pick<SessionStore, "read">;
  readonly limits: RateLimitStore;
  /** The key under which the codes of places are signed. */
  readonly contactKey: () => Promise<string>;
  readonly identityKey: () => Promise<string>;
  readonly now: Now;
  readonly random: RandomBytes;
}

/**
 * The page behind a code in a store, on a shelf or on a receipt: whoever scans it says in private what happened, unnamed or not.
 * GET and HEAD write nothing. A POST is stored before it is answered, and so is the conversation that its customer wishes for; the
 * same form sent again is the same answer, and of one receipt only the first counts. A code that is forged, of a place that is gone, or of a brand that asks nothing is answered
 * as any link that does not work.
 */
export function feedbackPage(deps: FeedbackPageDeps): Page {
  const visitorOf = readSession(deps.sessions);
  return async (request, context) => {
    const listening = await deps.readListening();
    const { stores, form: asked } = listening;
    const token = request.parameters["place"] ?? "";
    const came = readPlaceToken(await deps.contactKey(), token);
    if (asked === undefined || came === undefined) return neutralPage(context);
    const place = came.kind === "place" ? statedPlace(stores, came) : undefined;
    const isKnown =
      came.kind === "place" ? place !== undefined : (await deps.claims.read(came.claim))?.of !== undefined;
    if (!isKnown) return neutralPage(context);
    const path = linkPaths.feedback(token);
    const thanks = request.query[THANKS];
    if (request.method !== "POST" && thanks !== undefined) {
      const isAnswered = thanks === "answer";
      return pageAnswer(thanksView(context, isAnswered), { page: "feedback.thanks" });
    }
    const visitor = await visitorOf(request);
    const shown: FeedbackShown = {
      context,
      path,
      listening: { stores, form: asked },
      place,
      isSignedIn: visitor !== undefined,
      filled: request.form,
      id: feedbackIdIn(request.form) ?? newFeedbackId(deps.random),
    };
    if (request.method !== "POST") return pageAnswer(feedbackView(shown), { page: "feedback" });
    const read = readFeedback(request.form, shown.listening, shown.isSignedIn);
    if (read.outcome === "refused") {
      const refused = feedbackView({ ...shown, issues: read.issues });
      return pageAnswer(refused, { page: "feedback", status: 422, facts: { errors: read.issues.length } });
    }
    if (await isBeyond(deps, request, came)) return tooOftenPage(context, FEEDBACK_OF_SOURCE.minutes);
    const given = await givenBy(deps, read.feedback, { came, shown, visitor });
    const { heard, wants } = await hearFeedback(deps)(given, asked);
    return seeOther(linkWith(path, { [THANKS]: wants }, context), {
      page: "feedbackGiven",
      facts: { heard, came: came.kind, letters: lettersOf(read.feedback) },
    });
  };
}

/** Whole forms alone count: of their source, and of the store whose code they have. */
async function isBeyond(
  { limits }: FeedbackPageDeps,
  { sourceIp }: PageRequest,
  came: CameFrom,
): Promise<boolean> {
  if ((await limits.consume(FEEDBACK_OF_SOURCE, sourceOf(sourceIp))) === "exceeded") return true;
  return came.kind === "place" && (await limits.consume(FEEDBACK_OF_STORE, came.store)) === "exceeded";
}

async function givenBy(
  { identityKey, now }: FeedbackPageDeps,
  { wish, contact, store, ...said }: ReadFeedback,
  {
    came,
    shown,
    visitor,
  }: {
    readonly came: CameFrom;
    readonly shown: FeedbackShown & { readonly context: AccountContext };
    readonly visitor: SignedInCustomer | undefined;
  },
): Promise<GivenFeedback> {
  const at = came.kind === "place" ? came.store : store;
  const hmac = contact && hashIdentity(await identityKey(), contact.normal);
  return {
    ...said,
    id: came.kind === "receipt" ? receiptFeedbackId(came.claim) : shown.id,
    at: now(),
    came,
    ...(at !== undefined && { store: at }),
    by:
      visitor !== undefined && wish !== "unnamed"
        ? { kind: "customer", customer: visitor.customer, wantsAnswer: wish === "answer" }
        : {
            kind: "unnamed",
            ...(contact &&
              hmac !== undefined && {
                contact: { channel: contact.channel, hmac, address: contact.address },
              }),
          },
    language: shown.context.formatter.language.tag,
  };
}

/** How much was written, in quarters of what fits: what was written is in no log. */
function lettersOf({ words }: ReadFeedback): number {
  return Math.ceil((words.length * 4) / FEEDBACK_WORDS_MAX);
}
