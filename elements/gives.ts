import type { ShopView } from "../core/impact/shop-view.ts";
import { list, node } from "./node.ts";
import { ShopElement } from "./shop-element.ts";

type Gives = NonNullable<ShopView["gives"]>;

/** What is said of a cart or an order, and what stands beside it. */
export interface Statement extends Pick<Gives, "lang" | "disclosure" | "moreTitle" | "more"> {
  readonly sentences: readonly string[];
  readonly recipients: readonly string[];
}

/** What the page's cart gives under a pick; undefined where nothing is to be said. */
export function statementOf(
  { gives }: ShopView,
  pick: string,
  when: "cart" | "order",
): Statement | undefined {
  const given = gives?.picks[pick];
  if (gives === undefined || given === undefined || given[when].length === 0) return undefined;
  const { lang, disclosure, moreTitle, more } = gives;
  return { sentences: given[when], recipients: given.recipients, lang, disclosure, moreTitle, more };
}

export function sentencesOf({ sentences }: Statement): readonly Node[] {
  return sentences.map((sentence) => node("p", { part: "sentence" }, sentence));
}

/** The disclosure, in the same block as the amount that it is about. */
export function besideIt({
  recipients,
  lang,
  disclosure,
  moreTitle,
  more,
}: Statement): readonly (Node | undefined)[] {
  const folded = node("details", { part: "more" }, node("summary", {}, moreTitle), list("more-list", more));
  const beside = [list("disclosure", disclosure), folded];
  if (lang !== undefined) for (const one of beside) one?.setAttribute("lang", lang);
  return [list("recipients disclosure", recipients), ...beside];
}

/** `<wellspring-gives>`: what this cart gives, who pays it, and by which terms. `cause`: in place of the page's pick. */
export class WellspringGives extends ShopElement<Statement> {
  /** Stays while its text changes, so that a screen reader says what another pick gives. */
  private readonly status = node("div", { role: "status", part: "gives" });
  private readonly beside = node("div", { part: "beside" });

  protected override contentOf(view: ShopView, pick: string): Statement | undefined {
    return statementOf(view, this.getAttribute("cause") ?? pick, "cart");
  }

  protected override draw(): readonly Node[] {
    return [this.status, this.beside];
  }

  protected override render(statement: Statement): void {
    if (this.box.firstChild === null) super.render(statement);
    this.status.replaceChildren(...sentencesOf(statement));
    this.beside.replaceChildren(...besideIt(statement).filter((one) => one !== undefined));
  }
}
