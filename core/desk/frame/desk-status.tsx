import type { ComponentChildren } from "preact";
import { formStyles } from "../../site/ui/form-styles.ts";
import { type RenderedView, renderView } from "../../site/ui/layout.tsx";
import type { AccountContext } from "../../site/ui/page.ts";
import type { StatusText } from "../../site/ui/status-page.tsx";
import { deskWords } from "../words/in-language.ts";
import { deskStyles } from "./desk-styles.ts";

/** A page that says one thing to somebody without a session, with at most one thing to do: it leads to nothing of customers'. */
export function deskStatus(
  context: AccountContext,
  { title, text }: StatusText,
  children?: ComponentChildren,
): RenderedView {
  const { brand, formatter } = context;
  return renderView({
    context,
    brand,
    alone: true,
    title: `${title} · ${deskWords(formatter).desk} · ${brand.name}`,
    description: text,
    css: `${formStyles}${deskStyles}`,
    head: (
      <div class="alone">
        <h1>{title}</h1>
        <p class="purpose">{text}</p>
        {children}
      </div>
    ),
  });
}
