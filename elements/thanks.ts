import type { ShopView } from "../core/impact/shop-view.ts";
import { besideIt, type Statement, sentencesOf, statementOf } from "./gives.ts";
import { linkTo } from "./link-to.ts";
import { node } from "./node.ts";
import { ShopElement } from "./shop-element.ts";
import { siteOf } from "./shop-page.ts";

interface Thanks {
  readonly title: string;
  readonly claim: string;
  readonly link: string | undefined;
  readonly check?: ShopView["thanks"]["check"];
  readonly proof: string;
  readonly statement: Statement | undefined;
}

/**
 * `<wellspring-thanks>`: what the order gives. `cause`: the one that was picked; `claim`: the address at which a gift that
 * nobody chose for can be claimed, shown where nothing was picked. The way to check a gift knows of which purchase, where the
 * claim link does.
 */
export class WellspringThanks extends ShopElement<Thanks> {
  protected override contentOf(view: ShopView, pick: string): Thanks | undefined {
    const cause = this.getAttribute("cause") ?? pick;
    const statement = statementOf(view, cause, "order");
    const link = cause === "" ? pageAddress(this.getAttribute("claim")) : undefined;
    const proof = link === undefined ? "" : proofOf(link);
    return statement === undefined && link === undefined
      ? undefined
      : { ...view.thanks, link, proof, statement };
  }

  protected override draw({ title, claim, link, check, proof, statement }: Thanks) {
    return [
      node("p", { part: "title" }, node("b", {}, title)),
      ...(statement === undefined ? [] : sentencesOf(statement)),
      link === undefined ? undefined : node("p", {}, node("a", { part: "claim", href: link }, claim)),
      check === undefined ? undefined : node("p", {}, linkTo(check, proof)),
      ...(statement === undefined ? [] : besideIt(statement)),
    ];
  }
}

/** An address of a page, and of nothing that runs. */
function pageAddress(text: string | null): string | undefined {
  return text !== null && /^https?:\/\//i.test(text) ? text : undefined;
}

/** As a fragment: where the proof of a claim link's purchase is, on the site that this module is from. */
function proofOf(link: string): string {
  const { origin, pathname } = new URL(link);
  const token = /^\/c\/([^/]+)$/i.exec(pathname)?.[1];
  return token === undefined || origin !== new URL(siteOf()).origin ? "" : `#/c/${token}/proof`;
}
