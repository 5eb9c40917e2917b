import { authWords } from "../../i18n/page-words.ts";
import { AccountPath } from "../../model/routes.ts";
import type { HttpAnswer } from "../../platform/lambda/http.ts";
import type { AccountContext, PageRequest } from "../ui/page.ts";
import { pageAnswer } from "../ui/page-answer.ts";
import { keptOf } from "./kept-form.tsx";
import { signInView } from "./sign-in-view.tsx";

/** A form of a visitor whose session is over: nothing of it is saved, and nothing of it is lost. */
export function endedPage(request: PageRequest, context: AccountContext, isReader: boolean): HttpAnswer {
  const { ended } = authWords(context.formatter);
  const next = AccountPath.safeParse(request.path).data;
  const rendered = signInView({ context, said: ended, next, isReader, kept: keptOf(request.form) });
  return pageAnswer(rendered, { page: "sessionEnded", status: 403 });
}
