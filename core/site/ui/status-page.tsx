import type { ComponentChildren } from "preact";
import { authWords } from "../../i18n/page-words.ts";
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

/** The same for an unknown link, a foreign one and one too old to be remembered: its reader cannot tell which. */
export function neutralPage(context: AccountContext): HttpAnswer {
  const words = authWords(context.formatter);
  const rendered = statusView(
    context,
    words.neutral,
    <>
      <Onward to="/sign-in" context={context} text={words.toSignIn} />
      <Onward to="/join" context={context} text={words.toJoin} />
    </>,
  );
  return pageAnswer(rendered, { page: "neutral", status: 404 });
}

/** The address that a page was asked for at, whatever it is: nothing of a request is in an answer. */
const SAME_ADDRESS = "";

/** A form that another site had sent. `onward`: where its sender finds ours; at the same address unless stated. */
export function otherSitePage(context: AccountContext, onward = SAME_ADDRESS): HttpAnswer {
  const words = authWords(context.formatter);
  const rendered = statusView(context, words.otherSite, <Again to={onward} context={context} />);
  return pageAnswer(rendered, { page: "otherSite", status: 403 });
}

/** A source that tried too often. */
export function tooOftenPage(context: AccountContext, minutes: number): HttpAnswer {
  const { tooOften } = authWords(context.formatter);
  const rendered = statusView(
    context,
    tooOften,
    <>
      <p>{tooOften.again(minutes)}</p>
      <Again to={SAME_ADDRESS} context={context} />
    </>,
  );
  return pageAnswer(rendered, {
    page: "tooOften",
    status: 429,
    headers: { "retry-after": String(minutes * 60) },
  });
}

/** What was sent is no form. `onward` as for {@link otherSitePage}. */
export function noFormPage(context: AccountContext, onward = SAME_ADDRESS): HttpAnswer {
  const words = authWords(context.formatter);
  const rendered = statusView(context, words.noForm, <Again to={onward} context={context} />);
  return pageAnswer(rendered, { page: "noForm", status: 400 });
}

/** Something of ours failed: the brand may not be known. */
export function failedPage(context: PageContext): HttpAnswer {
  const { failed } = authWords(context.formatter);
  const rendered = statusView(context, failed, <Again to={SAME_ADDRESS} context={context} />);
  return pageAnswer(rendered, { page: "failed", status: 500 });
}

function Again({ to, context }: { readonly to: string; readonly context: PageContext }) {
  return <Onward to={to} context={context} text={authWords(context.formatter).again} />;
}

/** A link to another page of ours, below what a page says; without a path to the same one. */
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
      <a class="onward" href={linkTo(to, context) || "?"}>
        {text}
      </a>
    </p>
  );
}
