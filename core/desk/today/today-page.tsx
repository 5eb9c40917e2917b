import { pageAnswer } from "../../site/ui/page-answer.ts";
import type { DeskPageFor } from "../frame/desk-page.ts";
import { deskView } from "../frame/frame.tsx";
import { deskWords } from "../words/in-language.ts";

/** The first page: who one is here. */
export function todayPage(): DeskPageFor {
  return async (_, member, context) => {
    const words = deskWords(context.formatter);
    const roles = context.formatter.all(member.roles.map((role) => words.roles[role]));
    const view = deskView({
      context,
      member,
      path: "/desk",
      title: words.welcome(member.name),
      text: words.signedInAs(roles),
    });
    return pageAnswer(view, { page: "deskToday" });
  };
}
