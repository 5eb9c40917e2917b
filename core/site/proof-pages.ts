import type { ProofPath } from "../model/routes.ts";
import type { SessionStore } from "../people/sessions/session.store.ts";
import { signInFor } from "./auth/return-path.ts";
import { readSession } from "./auth/signed-in.ts";
import type { Page, SignedInPage } from "./ui/page.ts";
import { seeOther } from "./ui/page-answer.ts";
import { claimProofPage, type GiftProofDeps, ownProofPage } from "./verify/gift-proof-pages.ts";
import { type VerifyPageDeps, verifyPage } from "./verify/verify-page.ts";

/** What the pages of proofs are made from, on a stage that publishes a log. They only read. */
export interface ProofPagesDeps extends GiftProofDeps, VerifyPageDeps {
  readonly sessions: Pick<SessionStore, "read">;
}

/** The page at each address of {@link ProofPath}. */
export function proofPages(deps: ProofPagesDeps): Readonly<Record<ProofPath, Page>> {
  return {
    "/verify": verifyPage(deps),
    "/c/{token}/proof": claimProofPage(deps),
    "/me/gifts/{gift}/proof": forSignedIn(deps, ownProofPage(deps)),
  };
}

/** The reader of a letter is no customer here: a proof says what was paid. Whoever is not signed in is sent to, and to their gifts. */
function forSignedIn({ sessions }: ProofPagesDeps, page: SignedInPage): Page {
  const visitorOf = readSession(sessions);
  return async (request, context) => {
    const visitor = await visitorOf(request);
    return visitor === undefined
      ? seeOther(signInFor("/impact/me", context), { page: "notSignedIn" })
      : page(request, visitor, context);
  };
}
