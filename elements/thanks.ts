import type { ShopView } from "../core/impact/shop-view.ts";
import { besideIt, type Statement, sentencesOf, statementOf } from "./gives.ts";
import { node } from "./node.ts";
import { ShopElement } from "./shop-element.ts";

interface Thanks {
  readonly title: string;
  readonly claim: string;
  readonly link: string | undefined;
  readonly statement: Statement | undefined;
}

/**
 * `<wellspring-thanks>`: what the order gives. `cause`: the one that was picked; `claim`: the address at which a gift that
 * nobody chose for can be claimed, shown where nothing was picked.
 */
export class WellspringThanks extends ShopElement<Thanks> {
  protected override contentOf(view: ShopView, pick: string): Thanks | undefined {
    const cause = this.getAttribute("cause") ?? pick;
    const statement = statementOf(view, cause, "order");
    const link = cause === "" ? pageAddress(this.getAttribute("claim")) : undefined;
    return statement === undefined && link === undefined ? undefined : { ...view.thanks, link, statement };
  }

  protected override draw({ title, claim, link, statement }: Thanks) {
    return [
      node("p", { part: "title" }, node("b", {}, title)),
      ...(statement === undefined ? [] : sentencesOf(statement)),
      link === undefined ? undefined : node("p", {}, node("a", { part: "claim", href: link }, claim)),
      ...(statement === undefined ? [] : besideIt(statement)),
    ];
  }
}

/** An address of a page, and of nothing that runs. */
function pageAddress(text: string | null): string | undefined {
  return text !== null && /^https?:\/\//i.test(text) ? text : undefined;
}
