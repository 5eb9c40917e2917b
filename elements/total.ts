import type { ShopView } from "../core/impact/shop-view.ts";
import { linkTo } from "./link-to.ts";
import { node } from "./node.ts";
import { ShopElement } from "./shop-element.ts";
import { sums } from "./sums.ts";

type Total = ShopView["total"];

/** `<wellspring-total>`: what all purchases together gave, by who paid it. */
export class WellspringTotal extends ShopElement<Total> {
  protected override contentOf({ total }: ShopView): Total | undefined {
    return total.sums.length === 0 ? undefined : total;
  }

  protected override draw({ title, sums: lines, count, link }: Total) {
    return [
      node("p", { part: "title" }, node("b", {}, title)),
      sums(lines),
      node("p", { part: "count" }, count),
      node("p", {}, linkTo(link)),
    ];
  }
}
