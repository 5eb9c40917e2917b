import type { ProgressInWords, ShopView } from "../core/impact/shop-view.ts";
import { linkTo } from "./link-to.ts";
import { node } from "./node.ts";
import { ShopElement } from "./shop-element.ts";
import { sums } from "./sums.ts";

/** `<wellspring-progress cause="clean-rivers">`: how far one cause is; without `cause`, the picked one. */
export class WellspringProgress extends ShopElement<ProgressInWords> {
  protected override contentOf(view: ShopView, pick: string): ProgressInWords | undefined {
    return view.progress[this.getAttribute("cause") ?? pick];
  }

  protected override draw({ text, percent, next, sums: lines, link }: ProgressInWords) {
    // The sentence says what the bar shows.
    const bar = { part: "bar", max: "100", value: String(percent), "aria-hidden": "true" };
    return [
      node("p", { part: "name" }, linkTo(link)),
      node("p", { part: "far" }, text),
      percent === undefined ? undefined : node("progress", bar),
      sums(lines),
      next === undefined ? undefined : node("p", { part: "next" }, node("small", {}, next)),
    ];
  }
}
