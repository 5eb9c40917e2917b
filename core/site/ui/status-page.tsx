import type { ComponentChildren } from "preact";
import { authTranslations } from "../../i18n/dictionaries.ts";
import type { Brand } from "../../model/cause.ts";
import type { HttpAnswer } from "../../platform/lambda/http.ts";
import { formStyles } from "./form-styles.ts";
import { linkTo, type PageContext, type RenderedView, renderView } from "./layout.tsx";
import type { AccountContext } from "./page.ts";
import { pageAnswer } from "./page-answer.ts";

/** What stands alone on a page. */
export interface StatusText {
  readonly title: string;
  readonly text: string;
}

/** A page that says one thing, with at most one thing to do. Without a brand it has the plain look. */
export function statusView(
  visit: PageContext & { readonly brand?: Brand },
  { title, text }: StatusText,
  children?: ComponentChildren,
): RenderedView {
  const { brand } = visit;
  return renderView({
    visit,
    ...(brand && { brand }),
    title: brand === undefined ? title : `${title} · ${brand.name}`,
    description: text,
    css: formStyles,
    head: (
      <div class="alone">
        <h1>{title}</h1>
        <p class="purpose">{text}</p>
        {children}
      </div>
    ),
  });
}

/** The same for an unknown, a used, an expired and a foreign link: it tells nobody which of them it is. */
export function neutralPage(visit: AccountContext): HttpAnswer {
  const words = authTranslations[visit.speech.locale];
  const rendered = statusView(
    visit,
    words.neutral,
    <Onward to="/sign-in" visit={visit} text={words.toSignIn} />,
  );
  return pageAnswer(rendered, { page: "neutral", status: 404 });
}

/** A form that another site had sent. */
export function otherSitePage(visit: AccountContext): HttpAnswer {
  const words = authTranslations[visit.speech.locale];
  return pageAnswer(statusView(visit, words.otherSite), { page: "otherSite", status: 403 });
}

/** A source that tried too often. */
export function tooOftenPage(visit: AccountContext, minutes: number): HttpAnswer {
  const { tooOften } = authTranslations[visit.speech.locale];
  const rendered = statusView(visit, tooOften, <p>{tooOften.again(minutes)}</p>);
  return pageAnswer(rendered, {
    page: "tooOften",
    status: 429,
    headers: { "retry-after": String(minutes * 60) },
  });
}

/** What was sent is no form. */
export function noFormPage(visit: AccountContext): HttpAnswer {
  const words = authTranslations[visit.speech.locale];
  return pageAnswer(statusView(visit, words.noForm), { page: "noForm", status: 400 });
}

/** Something of ours failed: the brand may not be known. */
export function failedPage(visit: PageContext): HttpAnswer {
  return pageAnswer(statusView(visit, authTranslations[visit.speech.locale].failed), {
    page: "failed",
    status: 500,
  });
}

/** A link to another page of ours, below what a page says. */
export function Onward({
  to,
  visit,
  text,
}: {
  readonly to: string;
  readonly visit: PageContext;
  readonly text: string;
}) {
  return (
    <p>
      <a class="onward" href={linkTo(to, visit)}>
        {text}
      </a>
    </p>
  );
}
