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
  context: PageContext & { readonly brand?: Brand },
  { title, text }: StatusText,
  children?: ComponentChildren,
): RenderedView {
  const { brand } = context;
  return renderView({
    context,
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

/** The same for an unknown, a used, an expired and a foreign link: its reader cannot tell which. */
export function neutralPage(context: AccountContext): HttpAnswer {
  const words = authTranslations[context.formatter.locale];
  const rendered = statusView(
    context,
    words.neutral,
    <Onward to="/sign-in" context={context} text={words.toSignIn} />,
  );
  return pageAnswer(rendered, { page: "neutral", status: 404 });
}

/** A form that another site had sent. */
export function otherSitePage(context: AccountContext): HttpAnswer {
  const words = authTranslations[context.formatter.locale];
  return pageAnswer(statusView(context, words.otherSite), { page: "otherSite", status: 403 });
}

/** A source that tried too often. */
export function tooOftenPage(context: AccountContext, minutes: number): HttpAnswer {
  const { tooOften } = authTranslations[context.formatter.locale];
  const rendered = statusView(context, tooOften, <p>{tooOften.again(minutes)}</p>);
  return pageAnswer(rendered, {
    page: "tooOften",
    status: 429,
    headers: { "retry-after": String(minutes * 60) },
  });
}

/** What was sent is no form. */
export function noFormPage(context: AccountContext): HttpAnswer {
  const words = authTranslations[context.formatter.locale];
  return pageAnswer(statusView(context, words.noForm), { page: "noForm", status: 400 });
}

/** Something of ours failed: the brand may not be known. */
export function failedPage(context: PageContext): HttpAnswer {
  return pageAnswer(statusView(context, authTranslations[context.formatter.locale].failed), {
    page: "failed",
    status: 500,
  });
}

/** A link to another page of ours, below what a page says. */
export function Onward({
  to,
  context,
  text,
}: {
  readonly to: string;
  readonly context: PageContext;
  readonly text: string;
}) {
  return (
    <p>
      <a class="onward" href={linkTo(to, context)}>
        {text}
      </a>
    </p>
  );
}
