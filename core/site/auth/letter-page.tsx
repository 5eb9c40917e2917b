import { accountWords, authWords } from "../../i18n/page-words.ts";
import { linkPaths } from "../../model/routes.ts";
import type { LetterSubject } from "../../people/sessions/letter-token.ts";
import { letterPaths, readLetterToken } from "../../people/sessions/letter-token.ts";
import type { SessionStore } from "../../people/sessions/session.store.ts";
import type { HttpAnswer } from "../../platform/lambda/http.ts";
import { Form, Submit } from "../ui/form.tsx";
import { linkTo, type RenderedView } from "../ui/layout.tsx";
import type { AccountContext, Page } from "../ui/page.ts";
import { pageAnswer, seeOther } from "../ui/page-answer.ts";
import { linkWith } from "../ui/page-context.ts";
import { neutralPage, statusView } from "../ui/status-page.tsx";
import { NEXT } from "./return-path.ts";
import { isSignedIn, type ReadReaderDeps, readReader, startReading } from "./signed-in.ts";

export interface LetterPageDeps extends ReadReaderDeps {
  readonly sessions: SessionStore;
  /** Reads the key that the links of letters are signed with. */
  readonly contactKey: () => Promise<string>;
}

/** In the query of a visitor whose letter opens nothing any more. */
export const LETTER = "letter";

/**
 * GET shows one button, and so changes nothing and shows nothing to a mail scanner; POST opens the page that the letter
 * names, for reading, at an address without a token. Whoever may read it already gets there at once. A letter that does
 * not hold any more leads to signing in, which leads to its page.
 */
export function letterPage(deps: LetterPageDeps): Page {
  const readerOf = readReader(deps);
  return async (request, context) => {
    const subject = readLetterToken(await deps.contactKey(), request.parameters["token"] ?? "");
    if (subject === undefined) return neutralPage(context);
    const path = letterPaths[subject.page];
    if (await isSignedIn(deps.sessions, subject.customer, request))
      return seeOther(linkTo(path, context), { page: "letterSignedIn" });
    if (!(await deps.letterHolds(subject))) return closed(subject, context);
    const reader = await readerOf(request);
    if (reader?.customer === subject.customer && reader.pages.includes(subject.page))
      return seeOther(linkTo(path, context), { page: "letterOpen" });
    if (request.method !== "POST")
      return pageAnswer(asking(subject, context, request.parameters["token"] ?? ""), { page: "letter" });
    const cookies = await startReading(deps, subject, request);
    return seeOther(linkTo(path, context), { page: "letterOpened", cookies });
  };
}

function closed({ page }: LetterSubject, context: AccountContext): HttpAnswer {
  const query = { [NEXT]: letterPaths[page], [LETTER]: "1" };
  return seeOther(linkWith("/sign-in", query, context), { page: "letterClosed" });
}

function asking({ page }: LetterSubject, context: AccountContext, token: string): RenderedView {
  const { letter: words } = authWords(context.formatter);
  const { title } = accountWords(context.formatter)[page];
  return statusView(
    context,
    { title: words.title, text: words.text(title, context.brand.name) },
    <>
      <Form action={linkPaths.letter(token)} context={context}>
        <Submit>{words.open(title)}</Submit>
      </Form>
      <p>{words.notYou}</p>
    </>,
  );
}
