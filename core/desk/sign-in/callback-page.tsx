import { Form, Submit } from "../../site/ui/form.tsx";
import type { RenderedView } from "../../site/ui/layout.tsx";
import type { AccountContext, Page, PageRequest } from "../../site/ui/page.ts";
import { pageAnswer, seeOther } from "../../site/ui/page-answer.ts";
import { Onward } from "../../site/ui/status-page.tsx";
import type { AuditStore } from "../audit/audit.store.ts";
import { deskStatus } from "../frame/desk-status.tsx";
import { deskCookie } from "../sessions/desk-cookie.ts";
import type { DeskSessionStore } from "../sessions/desk-session.store.ts";
import { deskWords } from "../words/in-language.ts";
import { askToSignIn, type DeskSignInDeps } from "./sign-in-page.tsx";
import { endedWayCookie, type Way, wayIn } from "./way.ts";

export interface CallbackDeps extends DeskSignInDeps {
  readonly sessions: Pick<DeskSessionStore, "start">;
  readonly audit: Pick<AuditStore, "add">;
}

/** As long as any that Cognito makes. */
const CODE_CHARS_MAX = 200;

/**
 * Where Cognito sends a browser back to. GET changes nothing and shows a button: whatever loads an address begins no session. POST redeems
 * the code, once, and begins a session of whoever proved to be staff with a role. What does not fit the browser's own question is refused.
 */
export function callbackPage(deps: CallbackDeps): Page {
  const ask = askToSignIn(deps);
  const notSignedIn = (context: AccountContext) =>
    ask(context, { why: deskWords(context.formatter).notSignedIn, status: 400 });
  return async (request, context) => {
    const way = wayIn(request.cookies, await deps.openId.secret(), deps.now());
    const answer = answerIn(request);
    if (way === undefined || answer === undefined || answer.state !== way.state) return notSignedIn(context);
    if (request.method !== "POST") return pageAnswer(backView(context, answer), { page: "deskCallback" });
    return (await redeemed(deps, answer.code, way, context)) ?? notSignedIn(context);
  };
}

async function redeemed(
  { openId, sessions, audit }: CallbackDeps,
  code: string,
  way: Way,
  context: AccountContext,
) {
  const found = await openId.redeem(code, way);
  if (found.outcome === "refused") return undefined;
  const { staff } = found.member;
  if (found.outcome === "noRole") {
    await audit.add({ who: staff, act: "signIn", outcome: "refused" });
    return pageAnswer(noRoleView(context), { page: "deskNoRole", status: 403, cookies: [endedWayCookie] });
  }
  const token = await sessions.start(found.member);
  await audit.add({ who: staff, act: "signIn", outcome: "done" });
  const query = way.language === undefined ? "" : `?${new URLSearchParams({ lang: way.language })}`;
  return seeOther(`${way.next}${query}`, {
    page: "deskSignedIn",
    cookies: [deskCookie(token), endedWayCookie],
  });
}

interface Answer {
  readonly code: string;
  readonly state: string;
}

/** What Cognito answered: in the address, and then in our form. */
function answerIn({ method, query, form }: PageRequest): Answer | undefined {
  const [code = "", state = ""] =
    method === "POST" ? [form.text("code"), form.text("state")] : [query["code"], query["state"]];
  return code === "" || code.length > CODE_CHARS_MAX ? undefined : { code, state };
}

function backView(context: AccountContext, { code, state }: Answer): RenderedView {
  const { back: words } = deskWords(context.formatter);
  return deskStatus(
    context,
    words,
    <Form action="/desk/callback" context={context}>
      <input type="hidden" name="code" value={code} />
      <input type="hidden" name="state" value={state} />
      <Submit>{words.button}</Submit>
    </Form>,
  );
}

function noRoleView(context: AccountContext): RenderedView {
  const words = deskWords(context.formatter);
  return deskStatus(context, words.noRole, <Onward to="/desk" context={context} text={words.toDesk} />);
}
