import type { ComponentChildren } from "preact";
import { linkTo, type Rendered, renderSheet } from "../ui/document.tsx";
import type { PageVisit } from "../ui/page.ts";
import { centreStyles } from "./account-styles.ts";
import type { CentreWords } from "./account-translations.ts";
import { centreWords } from "./account-words.ts";

/** The pages that a signed-in customer goes back and forth between. */
const pages = [
  { name: "preferences", path: "/preferences" },
  { name: "impact", path: "/impact/me" },
  { name: "history", path: "/history" },
] as const;

export type CentrePage = (typeof pages)[number]["name"];

interface CentreSheet {
  readonly page: CentrePage;
  readonly visit: PageVisit;
  /** What came of the form before: told first, also by the title, which is read out when a page has come. */
  readonly notice?: string | undefined;
  readonly head?: ComponentChildren;
  readonly children: ComponentChildren;
}

/** One of a customer's own pages, with the way to the others and out. */
export function centreSheet({ page, visit, notice, head, children }: CentreSheet): Rendered {
  const { brand, speech } = visit;
  const own = centreWords(speech.locale);
  const { title, headline, lead } = own[page];
  const [first, second] = headline;
  return renderSheet({
    visit,
    brand,
    title: [notice?.split(".")[0], title, brand.name].filter(Boolean).join(" · "),
    description: lead(brand.name),
    css: centreStyles,
    head: (
      <>
        <CentreNav page={page} visit={visit} own={own} />
        <h1>
          {first} <em>{second}</em>
        </h1>
        <p class="purpose">{lead(brand.name)}</p>
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

function CentreNav({
  page,
  visit,
  own,
}: Pick<CentreSheet, "page" | "visit"> & { readonly own: CentreWords }) {
  return (
    <div class="centre">
      <nav aria-label={own.own}>
        <ul>
          {pages.map(({ name, path }) => (
            <li>
              <a href={linkTo(path, visit)} aria-current={name === page ? "page" : undefined}>
                {own[name].title}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <form method="post" action={linkTo("/sign-out", visit)}>
        <button type="submit" class="plain">
          {own.signOut}
        </button>
      </form>
    </div>
  );
}
