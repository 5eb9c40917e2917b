import type { Brand } from "../../model/cause.ts";
import { linkTo, type PageContext, type RenderedView, renderView } from "./layout.tsx";

/** An address that leads nowhere, in the brand's look. */
export function notFoundView(brand: Brand, context: PageContext): RenderedView {
  const { words } = context.formatter;
  return renderView({
    context,
    brand,
    title: `${words.notFound} · ${brand.name}`,
    description: words.notFoundText,
    head: (
      <div class="alone">
        <h1>{words.notFound}</h1>
        <p class="purpose">{words.notFoundText}</p>
        <p>
          <a class="onward" href={linkTo("/", context)}>
            {words.toCommunity}
          </a>
        </p>
      </div>
    ),
  });
}

/** The stacks are deployed and no brand has been applied: says so, and what to do. */
export function notSetUpView(context: PageContext): RenderedView {
  const { words } = context.formatter;
  return renderView({
    context,
    alone: true,
    title: words.notSetUp,
    description: words.notSetUpText,
    head: (
      <div class="alone">
        <h1>{words.notSetUp}</h1>
        <p class="purpose">{words.notSetUpText}</p>
        <p>{words.notSetUpHow}</p>
        <p>
          <code>npx wellspring brand apply demo</code>
        </p>
      </div>
    ),
  });
}
