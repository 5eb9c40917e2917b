import { authTranslations } from "../../i18n/dictionaries.ts";
import type { ConsentRecord } from "../../model/consent.ts";
import { linkPaths } from "../../model/routes.ts";
import { type ConfirmDeps, confirmByLink, type Question, readQuestion } from "../../people/confirm.ts";
import type { SessionStore } from "../../people/sessions/session.store.ts";
import { Form, Submit } from "../ui/form.tsx";
import { linkTo, type RenderedView } from "../ui/layout.tsx";
import type { AccountContext, Page } from "../ui/page.ts";
import { pageAnswer, seeOther } from "../ui/page-answer.ts";
import { neutralPage, statusView } from "../ui/status-page.tsx";
import { startSession } from "./signed-in.ts";

export interface ConfirmPageDeps extends ConfirmDeps {
  readonly sessions: Pick<SessionStore, "start" | "end">;
}

/**
 * GET shows what was asked, in the words in which it was asked; POST gives it, and starts a session of its owner. If that fails the
 * link is still good, and the same POST goes on where it stopped.
 */
export function confirmPage(deps: ConfirmPageDeps): Page {
  const questionOf = readQuestion(deps);
  const confirm = confirmByLink(deps);
  return async (request, context) => {
    const token = request.parameters["token"] ?? "";
    if (request.method !== "POST") {
      const question = await questionOf(token);
      if (question === undefined) return neutralPage(context);
      return pageAnswer(asking(context, question, token), { page: "confirm" });
    }
    const confirmed = await confirm(token);
    if (confirmed.outcome === "refused") return neutralPage(context);
    return seeOther(linkTo(linkPaths.preferences, context), {
      page: "confirmed",
      cookies: [await startSession(deps.sessions, confirmed.customer, request)],
      facts: { consents: confirmed.topics.length },
    });
  };
}

function asking(context: AccountContext, { records }: Question, token: string): RenderedView {
  const { confirm: words } = authTranslations[context.formatter.locale];
  return statusView(
    context,
    words,
    <>
      {records.length === 0 ? <p>{words.nothingOpen}</p> : <Asked title={words.asked} records={records} />}
      <Form action={linkPaths.confirm(token)} context={context}>
        <Submit>{records.length === 0 ? words.confirm : words.yes}</Submit>
      </Form>
      <p>{words.notYou}</p>
    </>,
  );
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
