import { authWords } from "../../i18n/page-words.ts";
import type { SessionStore } from "../../people/sessions/session.store.ts";
import { readTicket, ticket } from "../../people/sessions/ticket.ts";
import type { Now } from "../../platform/clock.ts";
import { Form, Submit } from "../ui/form.tsx";
import type { RenderedView } from "../ui/layout.tsx";
import type { AccountContext, Page } from "../ui/page.ts";
import { pageAnswer } from "../ui/page-answer.ts";
import { Onward, statusView } from "../ui/status-page.tsx";
import { endSessions, readSession } from "./signed-in.ts";

export interface SignOutDeps {
  readonly sessions: SessionStore;
  readonly contactKey: () => Promise<string>;
  readonly now: Now;
}

const EVERYWHERE = "everywhere";

/**
 * Ends the session that the browser shows, there and here, and says so. Whoever was signed in may then end every other one,
 * and close the links of all letters, by a ticket that is good for some minutes.
 */
export function signOutPage({ sessions, contactKey, now }: SignOutDeps): Page {
  return async (request, context) => {
    const key = await contactKey();
    const everywhere = readTicket(key, EVERYWHERE, request.form.text(EVERYWHERE), now());
    if (everywhere !== undefined) {
      await sessions.endAll(everywhere.customer);
      return pageAnswer(signedOut(context, "done"), {
        page: "signedOutEverywhere",
        cookies: await endSessions(sessions, request),
      });
    }
    const visitor = await readSession(sessions)(request);
    const cookies = await endSessions(sessions, request);
    const next = visitor && ticket(key, EVERYWHERE, { customer: visitor.customer, at: now() });
    return pageAnswer(signedOut(context, next), { page: "signedOut", cookies });
  };
}

/** `everywhere`: the ticket for the other sessions, or that they are ended. */
function signedOut(context: AccountContext, everywhere: string | undefined): RenderedView {
  const { signOut: words, toSignIn, toCommunity } = authWords(context.formatter);
  return statusView(
    context,
    everywhere === "done" ? words.everywhereDone : words,
    <>
      {everywhere !== undefined && everywhere !== "done" && (
        <Form action="/sign-out" context={context}>
          <p class="hint">{words.everywhereText}</p>
          <Submit quiet name={EVERYWHERE} value={everywhere}>
            {words.everywhere}
          </Submit>
        </Form>
      )}
      <Onward to="/" context={context} text={toCommunity} />
      <Onward to="/sign-in" context={context} text={toSignIn} />
    </>,
  );
}
