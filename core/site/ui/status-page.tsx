import type { ComponentChildren } from "preact";
import type { Brand } from "../../model/cause.ts";
import type { HttpAnswer } from "../../platform/lambda/http.ts";
import type { PageWords } from "./auth-translations.ts";
import { wayInWords } from "./auth-words.ts";
import { linkTo, type Rendered, renderSheet, type Visit } from "./document.tsx";
import { formStyles } from "./form-styles.ts";
import type { PageVisit } from "./page.ts";
import { pageAnswer } from "./page-answer.ts";

/** A page that says one thing, and lets do one thing at most. Without a brand it is in nobody's look. */
export function alonePage(
  visit: Visit & { readonly brand?: Brand },
  { title, text }: PageWords,
  children?: ComponentChildren,
): Rendered {
  const { brand } = visit;
  return renderSheet({
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
export function neutralPage(visit: PageVisit): HttpAnswer {
  const words = wayInWords(visit.speech.locale);
  const rendered = alonePage(
    visit,
    words.neutral,
    <Onward to="/sign-in" visit={visit} text={words.toSignIn} />,
  );
  return pageAnswer(rendered, { page: "neutral", status: 404 });
}

/** A form that another site had sent. */
export function otherSitePage(visit: PageVisit): HttpAnswer {
  const words = wayInWords(visit.speech.locale);
  return pageAnswer(alonePage(visit, words.otherSite), { page: "otherSite", status: 403 });
}

/** A source that tried too often. */
export function tooOftenPage(visit: PageVisit, minutes: number): HttpAnswer {
  const { tooOften } = wayInWords(visit.speech.locale);
  const rendered = alonePage(visit, tooOften, <p>{tooOften.again(minutes)}</p>);
  return pageAnswer(rendered, {
    page: "tooOften",
    status: 429,
    headers: { "retry-after": String(minutes * 60) },
  });
}

/** What was sent is no form. */
export function noFormPage(visit: PageVisit): HttpAnswer {
  const words = wayInWords(visit.speech.locale);
  return pageAnswer(alonePage(visit, words.noForm), { page: "noForm", status: 400 });
}

/** Something of ours failed: the brand may not be known. */
export function failedPage(visit: Visit): HttpAnswer {
  return pageAnswer(alonePage(visit, wayInWords(visit.speech.locale).failed), {
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
  readonly visit: Visit;
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
