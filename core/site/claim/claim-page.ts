import { CausePicked } from "../../events/catalog.ts";
import type { EventsClient } from "../../events/event-bus.client.ts";
import type { Listening } from "../../giving/config/listening.ts";
import type { ClaimLink, ClaimLinkStore } from "../../giving/ledger/claim-link.store.ts";
import { claimHash, readClaimToken } from "../../model/claim-link.ts";
import { linkPaths } from "../../model/routes.ts";
import type { Now } from "../../platform/clock.ts";
import type { Page } from "../ui/page.ts";
import { pageAnswer, seeOther } from "../ui/page-answer.ts";
import { linkWith } from "../ui/page-context.ts";
import { neutralPage } from "../ui/status-page.tsx";
import { activeCause, CAUSE_FIELD } from "./cause-boxes.tsx";
import { type ClaimShown, claimView, PICKED, WITHOUT_CAUSE } from "./claim-view.tsx";
import { pickLine } from "./pick-line.ts";

export interface ClaimPageDeps {
  readonly claims: Pick<ClaimLinkStore, "read">;
  readonly readListening: () => Promise<Pick<Listening, "form">>;
  readonly events: EventsClient;
  /** The key of identities, under which the source of a pick is hashed for the log. */
  readonly identityKey: () => Promise<string>;
  readonly now: Now;
}

/**
 * The page behind the link of a receipt: whoever holds it picks the cause of that purchase's gift, once, and says nothing of
 * themselves. GET and HEAD read one row. A POST is on the bus before it is answered; who was first is decided where the gift
 * moves. A link that is not known yet is answered as one whose purchase is on its way, as that may be so.
 */
export function claimPage(deps: ClaimPageDeps): Page {
  return async (request, context) => {
    const token = readClaimToken(request.parameters["token"] ?? "");
    if (token === undefined) return neutralPage(context);
    const claim = claimHash(token);
    const row = await deps.claims.read(claim);
    const shown = {
      context,
      path: linkPaths.claim(token),
      purchase: row?.of,
      ...(await wayToFeedback(deps, token, row)),
    };
    if (row?.picked !== undefined) return answer({ ...shown, state: "picked", cause: row.picked.cause });
    if (row?.of !== undefined && row.of.until < deps.now()) return answer({ ...shown, state: "closed" });
    const asked = activeCause(request.query[PICKED], context);
    if (request.method !== "POST") {
      return asked === undefined
        ? answer({ ...shown, state: "open" })
        : answer({ ...shown, state: "onItsWay", cause: asked });
    }
    const cause = activeCause(request.form.text(CAUSE_FIELD), context);
    if (cause === undefined) return answer({ ...shown, state: "open", errors: WITHOUT_CAUSE }, 422);
    const at = deps.now();
    const facts = pickLine(await deps.identityKey(), { sourceIp: request.sourceIp, cause, at });
    await deps.events.publish(CausePicked, [{ claim, cause, at }]);
    return seeOther(linkWith(shown.path, { [PICKED]: cause }, context), { page: "causePicked", facts });
  };
}

/** Whoever holds a receipt may say what happened, where the brand asks and the purchase has reached us. */
async function wayToFeedback(
  { readListening }: ClaimPageDeps,
  token: string,
  row: ClaimLink | undefined,
): Promise<Pick<ClaimShown, "feedback">> {
  if (row?.of === undefined) return {};
  const { form } = await readListening();
  return form === undefined ? {} : { feedback: linkPaths.feedback(token) };
}

function answer(shown: ClaimShown, status = 200) {
  const page = shown.state === "open" ? "claim" : `claim.${shown.state}`;
  return pageAnswer(claimView(shown), { page, status });
}
