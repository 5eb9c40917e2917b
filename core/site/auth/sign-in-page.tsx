import { authTranslations } from "../../i18n/dictionaries.ts";
import type { CustomerId } from "../../model/customer.ts";
import { linkPaths } from "../../model/routes.ts";
import type { ContactStore } from "../../people/contacts/contact.store.ts";
import type { RateLimitStore } from "../../people/rate-limit/rate-limit.store.ts";
import { SIGN_IN_LINKS } from "../../people/rate-limit/rate-limit.ts";
import type { LinkStore } from "../../people/sessions/link.store.ts";
import { LINK_MINUTES } from "../../people/sessions/link.ts";
import type { SessionStore } from "../../people/sessions/session.store.ts";
import type { AtLeast } from "../../platform/at-least.ts";
import { normalEmail } from "../../platform/crypto/identity.ts";
import { ErrorSummary, Field, Form, type FormErrors, Submit } from "../ui/form.tsx";
import { linkTo, type RenderedView } from "../ui/layout.tsx";
import type { AccountContext, Page } from "../ui/page.ts";
import { pageAnswer, seeOther } from "../ui/page-answer.ts";
import { neutralPage, statusView } from "../ui/status-page.tsx";
import { endedCookie, sessionTokenOf } from "./session-cookie.ts";
import { letIn } from "./signed-in.ts";

/** Longer than sending the link takes: who asks does not see by the time whether an address is known. */
export const SIGN_IN_ANSWER_MS = 400;
const EMAIL_CHARS_MAX = 254;

export interface SignInDeps {
  readonly contacts: Pick<ContactStore, "hashOf" | "customerOf">;
  readonly limits: RateLimitStore;
  /** Has the link written to who it is for. */
  readonly askForLink: (customer: CustomerId) => Promise<void>;
  readonly atLeast: AtLeast;
}

/** Asks for an address and sends a link to it, if it is a customer's. The answer is the same for every address. */
export function signInPage(deps: SignInDeps): Page {
  return async (request, visit) => {
    if (request.method !== "POST") return pageAnswer(asking(visit, "", new Map()), { page: "signIn" });
    const typed = request.form.text("email");
    const email = normalEmail(typed);
    if (email === undefined) {
      const { problems } = authTranslations[visit.speech.locale].join;
      const errors = new Map([["email", problems.email.notAnAddress ?? ""]]);
      return pageAnswer(asking(visit, typed, errors), { page: "signIn", status: 422 });
    }
    await deps.atLeast(SIGN_IN_ANSWER_MS, () => sendLink(deps, email));
    return pageAnswer(sent(visit), { page: "signInAsked" });
  };
}

/** Counts and looks for everybody alike. Beyond the limit nothing is sent, and nobody is told. */
async function sendLink({ contacts, limits, askForLink }: SignInDeps, email: string): Promise<void> {
  const address = await contacts.hashOf({ channel: "email", address: email });
  const [customer, may] = await Promise.all([
    contacts.customerOf(address),
    limits.consume(SIGN_IN_LINKS, address.hmac),
  ]);
  if (customer !== undefined && may === "within") await askForLink(customer);
}

export interface OpenLinkDeps {
  readonly links: Pick<LinkStore, "look" | "redeem">;
  readonly sessions: Pick<SessionStore, "start" | "end">;
}

/** GET shows a button; POST uses the link up and lets its owner in, for as long as a session lasts. */
export function openLinkPage({ links, sessions }: OpenLinkDeps): Page {
  return async (request, visit) => {
    const token = request.parameters["token"] ?? "";
    if (request.method !== "POST") {
      if ((await links.look(token, "signIn")) === undefined) return neutralPage(visit);
      return pageAnswer(opening(visit, token), { page: "openLink" });
    }
    const link = await links.redeem(token, "signIn");
    if (link === undefined) return neutralPage(visit);
    const cookies = [await letIn(sessions, link.customer, request)];
    return seeOther(linkTo(linkPaths.preferences, visit), { page: "signedIn", cookies });
  };
}

/** Ends the session that the browser shows, there and here. */
export function signOutPage(sessions: Pick<SessionStore, "end">): Page {
  return async (request, visit) => {
    const token = sessionTokenOf(request.cookies);
    if (token !== undefined) await sessions.end(token);
    return seeOther(linkTo("/", visit), { page: "signedOut", cookies: [endedCookie] });
  };
}

function asking(visit: AccountContext, typed: string, errors: FormErrors): RenderedView {
  const { signIn: words, errors: title } = authTranslations[visit.speech.locale];
  return statusView(
    visit,
    words,
    <Form action="/sign-in" visit={visit}>
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

function sent(visit: AccountContext): RenderedView {
  const { signIn: words } = authTranslations[visit.speech.locale];
  return statusView(
    visit,
    { title: words.doneTitle, text: words.done(LINK_MINUTES) },
    <p>{words.doneElse}</p>,
  );
}

function opening(visit: AccountContext, token: string): RenderedView {
  const { signIn: words } = authTranslations[visit.speech.locale];
  return statusView(
    visit,
    { title: words.openTitle, text: words.openText(visit.brand.name) },
    <Form action={linkPaths.signIn(token)} visit={visit}>
      <Submit>{words.open}</Submit>
    </Form>,
  );
}
