import { topicWords } from "../../i18n/consent-words.ts";
import { authWords } from "../../i18n/page-words.ts";
import type { ConsentRecord } from "../../model/consent.ts";
import type { CustomerId } from "../../model/customer.ts";
import { linkPaths } from "../../model/routes.ts";
import type { Topic } from "../../model/topic.ts";
import { type ConfirmDeps, confirmByLink, type Question, readQuestion } from "../../people/confirm.ts";
import type { SessionStore } from "../../people/sessions/session.store.ts";
import type { HttpAnswer } from "../../platform/lambda/http.ts";
import { Form, Submit } from "../ui/form.tsx";
import type { RenderedView } from "../ui/layout.tsx";
import type { AccountContext, Page, PageRequest } from "../ui/page.ts";
import { pageAnswer, seeOther } from "../ui/page-answer.ts";
import { linkWith } from "../ui/page-context.ts";
import { neutralPage, Onward, statusView } from "../ui/status-page.tsx";
import { isSignedIn, startSession } from "./signed-in.ts";

export interface ConfirmPageDeps extends ConfirmDeps {
  readonly sessions: Pick<SessionStore, "start" | "end" | "read">;
}

/**
 * GET shows what was asked, in the words in which it was asked; POST gives it, and starts a session of its owner. If that fails the
 * link is still good, and the same POST goes on where it stopped. A link that was pressed before says what is given now,
 * and leads on: to the preferences at once, in a browser where its owner is signed in.
 */
export function confirmPage(deps: ConfirmPageDeps): Page {
  const questionOf = readQuestion(deps);
  const confirm = confirmByLink(deps);
  const settled = async (
    request: PageRequest,
    context: AccountContext,
    { customer, given }: { readonly customer: CustomerId; readonly given: readonly Topic[] },
  ): Promise<HttpAnswer> => {
    if (await isSignedIn(deps.sessions, customer, request))
      return seeOther(linkWith(linkPaths.preferences, { done: "confirmedBefore" }, context), {
        page: "confirmedBefore",
      });
    const { toPreferences } = authWords(context.formatter);
    const onward = <Onward to={linkPaths.preferences} context={context} text={toPreferences} />;
    return pageAnswer(settledView(context, given, onward), { page: "confirmedBefore" });
  };
  return async (request, context) => {
    const token = request.parameters["token"] ?? "";
    if (request.method !== "POST") {
      const question = await questionOf(token);
      if (question === undefined) return neutralPage(context);
      if (question.state === "expired") return expiredPage(context);
      if (question.state === "open") return pageAnswer(asking(context, question, token), { page: "confirm" });
      if (!question.good) return settled(request, context, question);
      return pageAnswer(settledView(context, question.given, <OpenPage token={token} context={context} />), {
        page: "confirm",
      });
    }
    const confirmed = await confirm(token);
    switch (confirmed.outcome) {
      case "refused":
        return neutralPage(context);
      case "expired":
        return expiredPage(context);
      case "settled":
        return settled(request, context, confirmed);
      case "confirmed":
        return seeOther(linkWith(linkPaths.preferences, { done: "confirmed" }, context), {
          page: "confirmed",
          cookies: await startSession(deps.sessions, confirmed.customer, request),
          facts: { consents: confirmed.topics.length },
        });
    }
  };
}

function asking(
  context: AccountContext,
  { records }: Extract<Question, { state: "open" }>,
  token: string,
): RenderedView {
  const { confirm: words } = authWords(context.formatter);
  return statusView(
    context,
    words,
    <>
      <Asked title={words.asked} records={records} />
      <Form action={linkPaths.confirm(token)} context={context}>
        <Submit>{words.yes}</Submit>
      </Form>
      <p>{words.notYou}</p>
    </>,
  );
}

/** What holds of what the link asked for, where nothing of it waits for an answer. */
function settledView(
  context: AccountContext,
  given: readonly Topic[],
  onward: ReturnType<typeof Onward>,
): RenderedView {
  const { language } = context.formatter;
  const { confirm: words } = authWords(context.formatter);
  if (given.length === 0) return statusView(context, words.notAsked, onward);
  return statusView(
    context,
    words.before,
    <>
      <p>{given.map((topic) => topicWords(language, topic).name).join(" · ")}</p>
      {onward}
    </>,
  );
}

/** The link still proves whose address it is: it opens the owner's page. */
function OpenPage({ token, context }: { readonly token: string; readonly context: AccountContext }) {
  return (
    <Form action={linkPaths.confirm(token)} context={context}>
      <Submit>{authWords(context.formatter).signIn.open}</Submit>
    </Form>
  );
}

function expiredPage(context: AccountContext): HttpAnswer {
  const { confirm: words, toJoin, toSignIn } = authWords(context.formatter);
  const rendered = statusView(
    context,
    words.expired,
    <>
      <Onward to="/join" context={context} text={toJoin} />
      <Onward to="/sign-in" context={context} text={toSignIn} />
    </>,
  );
  return pageAnswer(rendered, { page: "linkExpired", status: 410 });
}

/** To the letter what the records hold; a sentence that several share stands once, over what it is about. */
function Asked({ title, records }: { readonly title: string; readonly records: readonly ConsentRecord[] }) {
  const statements = [...new Set(records.map(({ words }) => statementOf(words)))];
  return (
    <section class="asked" aria-labelledby="asked">
      <h2 id="asked">{title}</h2>
      {statements.map((statement) => {
        const same = records.filter(({ words }) => statementOf(words) === statement);
        return (
          <blockquote class="words" lang={same[0]?.locale}>
            <p>{statement}</p>
            <ul>
              {same.map(({ words }) => (
                <li>{words.slice(statement.length).trim()}</li>
              ))}
            </ul>
          </blockquote>
        );
      })}
    </section>
  );
}

function statementOf(words: string): string {
  return words.split("\n")[0] ?? words;
}
