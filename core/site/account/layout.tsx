import type { ComponentChildren } from "preact";
import { accountWords } from "../../i18n/page-words.ts";
import type { Translations } from "../../i18n/translations.ts";
import { linkTo, type RenderedView, renderView } from "../ui/layout.tsx";
import type { AccountContext } from "../ui/page.ts";
import { accountStyles } from "./styles.ts";

/** The pages that a signed-in customer goes back and forth between. */
const pages = [
  { name: "impact", path: "/impact/me" },
  { name: "card", path: "/card" },
  { name: "history", path: "/history" },
  { name: "preferences", path: "/preferences" },
] as const;

export type AccountPage = (typeof pages)[number]["name"];

/** What a page under one of these is called, in place of that one's own words. */
export interface Heading {
  readonly title: string;
  readonly headline: readonly [string, string];
  readonly lead: string;
}

interface AccountLayout {
  readonly page: AccountPage;
  readonly heading?: Heading;
  readonly context: AccountContext;
  /** What came of the form before: shown first, also in the title, which is read out when a page has loaded. */
  readonly notice?: string | undefined;
  readonly head?: ComponentChildren;
  /** What this page alone needs besides. */
  readonly css?: string;
  readonly children: ComponentChildren;
}

/** One of a customer's own pages, with links to the others and a button to sign out. */
export function accountLayout(layout: AccountLayout): RenderedView {
  const { page, context, notice, head, css = "", children } = layout;
  const { brand, formatter } = context;
  const own = accountWords(formatter);
  const { title, headline, lead } = layout.heading ?? { ...own[page], lead: own[page].lead(brand.name) };
  const [first, second] = headline;
  return renderView({
    context,
    brand,
    title: [notice?.split(".")[0], title, brand.name].filter(Boolean).join(" · "),
    description: lead,
    css: accountStyles + css,
    menu: <AccountNav page={page} isUnder={layout.heading !== undefined} context={context} own={own} />,
    head: (
      <>
        <h1 class="mine">
          {first} <em>{second}</em>
        </h1>
        <p class="purpose">{lead}</p>
        {notice !== undefined && (
          <p class="done" role="status">
            {notice}
          </p>
        )}
        {head}
      </>
    ),
    children,
  });
}

function AccountNav({
  page,
  isUnder,
  context,
  own,
}: Pick<AccountLayout, "page" | "context"> & {
  readonly isUnder: boolean;
  readonly own: Translations["account"];
}) {
  const current = isUnder ? "true" : "page";
  return (
    <div class="ways own">
      <nav aria-label={own.own}>
        <ul>
          {pages.map(({ name, path }) => (
            <li>
              <a href={linkTo(path, context)} aria-current={name === page ? current : undefined}>
                {own[name].title}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <form method="post" action={linkTo("/sign-out", context)}>
        <button type="submit" class="plain">
          {own.signOut}
        </button>
      </form>
    </div>
  );
}
