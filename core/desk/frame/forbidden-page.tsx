import type { HttpAnswer } from "../../platform/lambda/http.ts";
import type { AccountContext } from "../../site/ui/page.ts";
import { pageAnswer } from "../../site/ui/page-answer.ts";
import type { DeskSession } from "../sessions/desk-session.ts";
import { deskWords } from "../words/in-language.ts";
import { deskView } from "./frame.tsx";

/** What somebody sees whose roles do not allow what they wanted. */
export function forbiddenPage(member: DeskSession, context: AccountContext): HttpAnswer {
  const { forbidden } = deskWords(context.formatter);
  return pageAnswer(deskView({ context, member, ...forbidden }), { page: "deskForbidden", status: 403 });
}
