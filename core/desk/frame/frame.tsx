import type { ComponentChildren } from "preact";
import type { DeskPath } from "../../model/routes.ts";
import { formStyles } from "../../site/ui/form-styles.ts";
import { linkTo, type RenderedView, renderView } from "../../site/ui/layout.tsx";
import type { AccountContext } from "../../site/ui/page.ts";
import { type DeskAct, mayAct } from "../roles/permissions.ts";
import type { DeskSession } from "../sessions/desk-session.ts";
import type { DeskWords } from "../words/desk-words.ts";
import { deskWords } from "../words/in-language.ts";
import { deskStyles } from "./desk-styles.ts";

export interface DeskView {
  readonly context: AccountContext;
  readonly member: DeskSession;
  /** The page that this is, in the navigation; absent: none of it. */
  readonly path?: DeskPath | undefined;
  readonly title: string;
  readonly text: string;
  /** What stands under the title, such as what was just done. */
  readonly said?: ComponentChildren;
  readonly children?: ComponentChildren;
}

interface Way {
  readonly path: DeskPath;
  readonly act: DeskAct;
  readonly name: (words: DeskWords) => string;
}

/** The pages in the order of the navigation. A page that a role may not open is not shown to it. */
const WAYS: readonly Way[] = [
  { path: "/desk", act: "seeToday", name: ({ today }) => today },
  { path: "/desk/inbox", act: "seeInbox", name: ({ inbox }) => inbox },
  { path: "/desk/payouts", act: "seePayouts", name: ({ payouts }) => payouts.title },
  { path: "/desk/staff", act: "seeStaff", name: ({ staff }) => staff },
];

/** A page of the desk: where one is, where one may go, and how one leaves. */
export function deskView({ context, member, path, title, text, said, children }: DeskView): RenderedView {
  const words = deskWords(context.formatter);
  const { brand } = context;
  return renderView({
    context,
    brand,
    alone: true,
    title: `${title} · ${words.desk} · ${brand.name}`,
    description: text,
    css: `${formStyles}${deskStyles}`,
    menu: <Menu context={context} member={member} path={path} />,
    head: (
      <>
        <h1>{title}</h1>
        <p class="purpose">{text}</p>
        {said}
      </>
    ),
    children,
  });
}

function Menu({ context, member, path }: Pick<DeskView, "context" | "member" | "path">) {
  const words = deskWords(context.formatter);
  return (
    <nav class="ways desk" aria-label={words.ways}>
      <ul>
        {WAYS.filter(({ act }) => mayAct(member.roles, act)).map((way) => (
          <li>
            <a href={linkTo(way.path, context)} aria-current={way.path === path ? "page" : undefined}>
              {way.name(words)}
            </a>
          </li>
        ))}
        <li>
          <form method="post" action={linkTo("/desk/sign-out", context)}>
            <button type="submit" class="quiet">
              {words.signOut}
            </button>
          </form>
        </li>
      </ul>
    </nav>
  );
}
