import type { Now } from "../../platform/clock.ts";
import type { HttpAnswer } from "../../platform/lambda/http.ts";
import type { RandomBytes } from "../../platform/random.ts";
import { Form, Submit } from "../../site/ui/form.tsx";
import type { RenderedView } from "../../site/ui/layout.tsx";
import type { AccountContext, Page } from "../../site/ui/page.ts";
import { pageAnswer, seeOther } from "../../site/ui/page-answer.ts";
import type { FormsTo } from "../../site/ui/security-headers.ts";
import type { StatusText } from "../../site/ui/status-page.tsx";
import { deskStatus } from "../frame/desk-status.tsx";
import { deskWords } from "../words/in-language.ts";
import type { OpenIdClient } from "./open-id.client.ts";
import { DeskDestination, newWay, wayCookie } from "./way.ts";

export interface DeskSignInDeps {
  readonly openId: OpenIdClient;
  /** Where the form of the button leads after us. */
  readonly signInUrl: string;
  readonly now: Now;
  readonly random: RandomBytes;
}

const NEXT = "next";

/** One of the desk's pages by its exact path; whatever else is written there leads to the first. */
function nextIn(text: string | undefined): DeskDestination {
  return DeskDestination.safeParse(text).data ?? "/desk";
}

/** What somebody without a session sees at any page of the desk: one button, and why if there is a reason. */
export function askToSignIn({ signInUrl }: Pick<DeskSignInDeps, "signInUrl">) {
  return (
    context: AccountContext,
    { next = "/desk", why, status = 200 }: { next?: string; why?: StatusText; status?: number } = {},
  ): HttpAnswer => {
    const page = why === undefined ? "deskSignIn" : "deskSignInAgain";
    return pageAnswer(signInView(context, nextIn(next), why), { page, status, formsTo: formsTo(signInUrl) });
  };
}

/** The site itself, and Cognito, to which the button's form is sent on. */
function formsTo(signInUrl: string): FormsTo {
  const { protocol, host } = new URL(signInUrl);
  return protocol === "http:" ? `'self' http://${host}` : `'self' https://${host}`;
}

/** Begins a sign-in: the browser keeps what its answer must fit, and goes to Cognito. A second call begins another. */
export function beginSignIn({ openId, now, random }: DeskSignInDeps): Page {
  return async ({ form }, context) => {
    const language = context.carryLanguage ? context.formatter.language.tag : undefined;
    const way = newWay({ next: nextIn(form.text(NEXT)), language }, { random, now: now() });
    return seeOther(await openId.authorizationUrl(way), {
      page: "deskSignInBegun",
      cookies: [wayCookie(way, await openId.secret(), random)],
    });
  };
}

function signInView(context: AccountContext, next: DeskDestination, why?: StatusText): RenderedView {
  const { signIn: words } = deskWords(context.formatter);
  const text = { title: why?.title ?? words.title, text: why?.text ?? words.text(context.brand.name) };
  return deskStatus(
    context,
    text,
    <Form action="/desk/sign-in" context={context}>
      <input type="hidden" name={NEXT} value={next} />
      <Submit>{words.button}</Submit>
      <p class="hint">{words.hint}</p>
    </Form>,
  );
}
