import { accountWords, authWords } from "../../../i18n/page-words.ts";
import { assertNever } from "../../../model/assert-never.ts";
import { linkPaths } from "../../../model/routes.ts";
import type { Channel } from "../../../model/topic.ts";
import { type ChangeAddressDeps, changeAddress, readChange } from "../../../people/change-address.ts";
import type { Swapped } from "../../../people/contacts/address-change.store.ts";
import type { SessionStore } from "../../../people/sessions/session.store.ts";
import type { HttpAnswer } from "../../../platform/lambda/http.ts";
import { endedCookie, endedReadingCookie } from "../../auth/session-cookie.ts";
import { readSession } from "../../auth/signed-in.ts";
import { Form, Submit } from "../../ui/form.tsx";
import type { RenderedView } from "../../ui/layout.tsx";
import type { AccountContext, Page } from "../../ui/page.ts";
import { pageAnswer } from "../../ui/page-answer.ts";
import { neutralPage, Onward, statusView } from "../../ui/status-page.tsx";
import { ADDRESS_PATH } from "../preferences/change-address-link.tsx";

export interface ChangePageDeps extends ChangeAddressDeps {
  readonly sessions: Pick<SessionStore, "endAll" | "read">;
}

/**
 * GET shows a button; POST makes the address that the link was sent to the customer's. Both want the customer's own session
 * besides: whoever got the link because the customer mistyped their address can do nothing with it. If a POST fails, the same
 * one finishes what it left.
 */
export function changePage(deps: ChangePageDeps): Page {
  const changeOf = readChange(deps);
  const change = changeAddress(deps);
  const visitorOf = readSession(deps.sessions);
  return async (request, context) => {
    const token = request.parameters["token"] ?? "";
    const [found, visitor] = await Promise.all([changeOf(token), visitorOf(request)]);
    if (found === undefined) return neutralPage(context);
    const { channel, state } = found;
    if (state === "expired") return outcomePage(context, channel, "outdated");
    if (visitor?.customer !== found.customer)
      return state === "used" ? outcomePage(context, channel, "changed") : signInFirst(context);
    if (request.method !== "POST")
      return state === "used"
        ? outcomePage(context, channel, "changed")
        : pageAnswer(asking(context, channel, token), { page: "changeAddress" });
    const changed = await change(token, visitor.session.startedAt);
    if (changed === "changed")
      return outcomePage(context, channel, changed, { cookies: [endedCookie, endedReadingCookie] });
    return outcomePage(context, channel, changed === "expired" ? "outdated" : changed);
  };
}

function asking(context: AccountContext, channel: Channel, token: string): RenderedView {
  const { change: words } = authWords(context.formatter);
  return statusView(
    context,
    { title: words.title[channel], text: words.text[channel](context.brand.name) },
    <>
      <Form action={linkPaths.changeAddress(token)} context={context}>
        <Submit>{words.yes[channel]}</Submit>
      </Form>
      <p>{words.after}</p>
    </>,
  );
}

/** The link stays good. */
function signInFirst(context: AccountContext): HttpAnswer {
  const { change: words, toSignIn } = authWords(context.formatter);
  const onward = <Onward to="/sign-in" context={context} text={toSignIn} />;
  return pageAnswer(statusView(context, words.signInFirst, onward), {
    page: "changeSignInFirst",
    status: 403,
  });
}

const STATUS: Readonly<Record<Swapped, number>> = {
  changed: 200,
  taken: 409,
  suppressed: 409,
  outdated: 410,
};

function outcomePage(
  context: AccountContext,
  channel: Channel,
  outcome: Swapped,
  cookies?: { readonly cookies: readonly string[] },
): HttpAnswer {
  const rendered = statusView(context, textOf(context, channel, outcome), <Next {...{ context, outcome }} />);
  return pageAnswer(rendered, { page: `address-${outcome}`, status: STATUS[outcome], ...cookies });
}

function textOf(context: AccountContext, channel: Channel, outcome: Swapped) {
  const { change: words } = authWords(context.formatter);
  switch (outcome) {
    case "changed":
      return words.changed[channel];
    case "taken":
      return { title: words.taken.title[channel], text: words.taken.text(context.brand.name) };
    case "suppressed":
      return { title: words.stopped.title[channel], text: words.stopped.text[channel](context.replyTo) };
    case "outdated":
      return words.outdated;
    default:
      return assertNever(outcome);
  }
}

function Next({ context, outcome }: { readonly context: AccountContext; readonly outcome: Swapped }) {
  if (outcome === "changed")
    return <Onward to="/sign-in" context={context} text={authWords(context.formatter).toSignIn} />;
  return <Onward to={ADDRESS_PATH} context={context} text={accountWords(context.formatter).address.title} />;
}
