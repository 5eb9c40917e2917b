import { authWords } from "../../i18n/page-words.ts";
import { linkPaths } from "../../model/routes.ts";
import type { FoundLink, LinkStore } from "../../people/sessions/link.store.ts";
import type { Link } from "../../people/sessions/link.ts";
import type { SessionStore } from "../../people/sessions/session.store.ts";
import type { HttpAnswer } from "../../platform/lambda/http.ts";
import { Form, Submit } from "../ui/form.tsx";
import { linkTo, type RenderedView } from "../ui/layout.tsx";
import type { AccountContext, Page, PageRequest } from "../ui/page.ts";
import { pageAnswer, seeOther } from "../ui/page-answer.ts";
import { neutralPage, Onward, statusView } from "../ui/status-page.tsx";
import { NEXT, nextIn, signInFor } from "./return-path.ts";
import { isSignedIn, startSession } from "./signed-in.ts";

export interface OpenLinkDeps {
  readonly links: Pick<LinkStore, "peek" | "redeem">;
  readonly sessions: Pick<SessionStore, "start" | "end" | "read">;
}

/**
 * GET shows a button; POST uses the link up, starts a session of its owner and opens the page that they wanted. A link that
 * was used or has expired says so and leads to a new one; in a browser where its owner is signed in it leads to their page.
 */
export function openLinkPage({ links, sessions }: OpenLinkDeps): Page {
  const noLongerGood = async (
    found: FoundLink | undefined,
    request: PageRequest,
    context: AccountContext,
  ) => {
    if (found === undefined) return neutralPage(context);
    if (await isSignedIn(sessions, found.customer, request))
      return seeOther(wantedBy(found, context), { page: "signedInBefore" });
    return stalePage(context, found);
  };
  return async (request, context) => {
    const token = request.parameters["token"] ?? "";
    if (request.method !== "POST") {
      const found = await links.peek(token, "signIn");
      if (found?.state !== "good") return noLongerGood(found, request, context);
      return pageAnswer(opening(context, token), { page: "openLink" });
    }
    const link = await links.redeem(token, "signIn");
    if (link === undefined) return noLongerGood(await links.peek(token, "signIn"), request, context);
    const cookies = await startSession(sessions, link.customer, request);
    return seeOther(wantedBy(link, context), { page: "signedIn", cookies });
  };
}

function wantedBy({ facts }: Pick<Link, "facts">, context: AccountContext): string {
  return linkTo(nextIn(facts[NEXT]) ?? linkPaths.preferences, context);
}

/** What became of a link that opens nothing any more, and where a new one is to be had. */
function stalePage(context: AccountContext, { state, facts }: FoundLink): HttpAnswer {
  const { signIn: words, toSignIn } = authWords(context.formatter);
  const onward = <Onward to={signInFor(nextIn(facts[NEXT]), context)} context={context} text={toSignIn} />;
  const isUsed = state === "used";
  const text = isUsed ? words.used : words.expired;
  return pageAnswer(statusView(context, text, onward), {
    page: isUsed ? "linkUsed" : "linkExpired",
    status: 410,
  });
}

function opening(context: AccountContext, token: string): RenderedView {
  const { signIn: words } = authWords(context.formatter);
  return statusView(
    context,
    { title: words.openTitle, text: words.openText(context.brand.name) },
    <Form action={linkPaths.signIn(token)} context={context}>
      <Submit>{words.open}</Submit>
    </Form>,
  );
}
