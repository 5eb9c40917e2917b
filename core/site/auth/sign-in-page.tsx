import { authTranslations } from "../../i18n/dictionaries.ts";
import type { CustomerId } from "../../model/customer.ts";
import { linkPaths } from "../../model/routes.ts";
import type { ContactStore } from "../../people/contacts/contact.store.ts";
import { boundsOfForm, type DayBounds, reachedBound } from "../../people/rate-limit/day-bounds.ts";
import type { RateLimitStore } from "../../people/rate-limit/rate-limit.store.ts";
import { SIGN_IN_LINKS, sourceOf } from "../../people/rate-limit/rate-limit.ts";
import type { LinkStore } from "../../people/sessions/link.store.ts";
import { LINK_MINUTES } from "../../people/sessions/link.ts";
import type { SessionStore } from "../../people/sessions/session.store.ts";
import type { AtLeast } from "../../platform/at-least.ts";
import { normalEmail } from "../../platform/crypto/identity.ts";
import type { HttpAnswer } from "../../platform/lambda/http.ts";
import { ErrorSummary, Field, Form, type FormErrors, Submit } from "../ui/form.tsx";
import { linkTo, type RenderedView } from "../ui/layout.tsx";
import type { AccountContext, Page, PageRequest } from "../ui/page.ts";
import { pageAnswer, seeOther } from "../ui/page-answer.ts";
import { neutralPage, Onward, statusView } from "../ui/status-page.tsx";
import { endedCookie, sessionTokenOf } from "./session-cookie.ts";
import { isSignedIn, startSession } from "./signed-in.ts";

/** Longer than sending the link takes: the time of an answer does not show whether an address is known. */
export const SIGN_IN_ANSWER_MS = 400;
const EMAIL_CHARS_MAX = 254;

/** In the query of a visitor whose session was over when they sent a form. */
export const ENDED = "ended";

export interface SignInDeps {
  readonly contacts: Pick<ContactStore, "hashOf" | "customerOf">;
  readonly limits: RateLimitStore;
  readonly dayBounds: DayBounds;
  /** Publishes the request for a link, which a journey sends to the customer. */
  readonly requestSignInLink: (customer: CustomerId) => Promise<void>;
  readonly atLeast: AtLeast;
}

/** Asks for an address and sends a link to it, if it is a customer's. The answer is the same for every address. */
export function signInPage(deps: SignInDeps): Page {
  return async (request, context) => {
    if (request.method !== "POST") {
      const ended = request.query[ENDED] !== undefined;
      return pageAnswer(asking(context, "", new Map(), ended), { page: "signIn" });
    }
    const typed = request.form.text("email");
    const email = normalEmail(typed);
    if (email === undefined) {
      const { problems } = authTranslations[context.formatter.locale].join;
      const errors = new Map([["email", problems.email.notAnAddress ?? ""]]);
      return pageAnswer(asking(context, typed, errors), { page: "signIn", status: 422 });
    }
    const bound = await deps.atLeast(SIGN_IN_ANSWER_MS, () => sendLink(deps, email, request));
    const facts = bound !== undefined && { facts: { bounds: [bound] } };
    return pageAnswer(sent(context), { page: "signInAsked", ...facts });
  };
}

/**
 * Counts and reads for every address alike. Beyond a limit nothing is sent, and the answer is the same. The bounds of the day
 * count only links that would be sent: otherwise addresses of nobody could use them up. Returns the one that is reached.
 */
async function sendLink(
  { contacts, limits, dayBounds, requestSignInLink }: SignInDeps,
  email: string,
  { sourceIp }: PageRequest,
): Promise<string | undefined> {
  const address = await contacts.hashOf({ channel: "email", address: email });
  const [customer, may] = await Promise.all([
    contacts.customerOf(address),
    limits.consume(SIGN_IN_LINKS, address.hmac),
  ]);
  if (customer === undefined || may === "exceeded") return undefined;
  const cause = { causes: "links", channel: "email", source: sourceOf(sourceIp) } as const;
  const bound = await reachedBound(limits, boundsOfForm(dayBounds, cause));
  if (bound === undefined) await requestSignInLink(customer);
  return bound;
}

export interface OpenLinkDeps {
  readonly links: Pick<LinkStore, "peek" | "redeem">;
  readonly sessions: Pick<SessionStore, "start" | "end" | "read">;
}

/**
 * GET shows a button; POST uses the link up and starts a session of its owner. A link that was used or has expired says
 * so and leads to a new one; in a browser where its owner is signed in it leads to their page.
 */
export function openLinkPage({ links, sessions }: OpenLinkDeps): Page {
  const noLongerGood = async (token: string, request: PageRequest, context: AccountContext) => {
    const found = await links.peek(token, "signIn");
    if (found === undefined) return neutralPage(context);
    if (await isSignedIn(sessions, found.customer, request))
      return seeOther(linkTo(linkPaths.preferences, context), { page: "signedInBefore" });
    return stalePage(context, found.state === "used" ? "used" : "expired");
  };
  return async (request, context) => {
    const token = request.parameters["token"] ?? "";
    if (request.method !== "POST") {
      const isGood = (await links.peek(token, "signIn"))?.state === "good";
      if (!isGood) return noLongerGood(token, request, context);
      return pageAnswer(opening(context, token), { page: "openLink" });
    }
    const link = await links.redeem(token, "signIn");
    if (link === undefined) return noLongerGood(token, request, context);
    const cookies = [await startSession(sessions, link.customer, request)];
    return seeOther(linkTo(linkPaths.preferences, context), { page: "signedIn", cookies });
  };
}

/** Ends the session that the browser shows, there and here. */
export function signOutPage(sessions: Pick<SessionStore, "end">): Page {
  return async (request, context) => {
    const token = sessionTokenOf(request.cookies);
    if (token !== undefined) await sessions.end(token);
    return seeOther(linkTo("/", context), { page: "signedOut", cookies: [endedCookie] });
  };
}

/** What became of a link that opens nothing any more, and where a new one is to be had. */
function stalePage(context: AccountContext, state: "used" | "expired"): HttpAnswer {
  const { signIn: words, toSignIn } = authTranslations[context.formatter.locale];
  const onward = <Onward to="/sign-in" context={context} text={toSignIn} />;
  const page = state === "used" ? "linkUsed" : "linkExpired";
  return pageAnswer(statusView(context, words[state], onward), { page, status: 410 });
}

function asking(context: AccountContext, typed: string, errors: FormErrors, ended = false): RenderedView {
  const { signIn: words, errors: title } = authTranslations[context.formatter.locale];
  return statusView(
    context,
    ended ? { title: words.title, text: words.ended } : words,
    <Form action="/sign-in" context={context}>
      <ErrorSummary title={title(errors.size)} errors={errors} />
      <Field
        name="email"
        label={words.email}
        value={typed}
        type="email"
        autocomplete="email"
        maxLength={EMAIL_CHARS_MAX}
        errors={errors}
        required
      />
      <Submit>{words.send}</Submit>
    </Form>,
  );
}

function sent(context: AccountContext): RenderedView {
  const { signIn: words, again } = authTranslations[context.formatter.locale];
  return statusView(
    context,
    { title: words.doneTitle, text: words.done(LINK_MINUTES) },
    <>
      <p>{words.doneElse(context.replyTo, SIGN_IN_LINKS.minutes)}</p>
      <Onward to="/sign-in" context={context} text={again} />
    </>,
  );
}

function opening(context: AccountContext, token: string): RenderedView {
  const { signIn: words } = authTranslations[context.formatter.locale];
  return statusView(
    context,
    { title: words.openTitle, text: words.openText(context.brand.name) },
    <Form action={linkPaths.signIn(token)} context={context}>
      <Submit>{words.open}</Submit>
    </Form>,
  );
}
