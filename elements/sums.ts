import type { PayerSum } from "../core/impact/shop-view.ts";
import { node } from "./node.ts";

/** What each payer gave, a line each: no two of them are ever added. */
export function sums(lines: readonly PayerSum[]): Node | undefined {
  if (lines.length === 0) return undefined;
  const line = ({ label, amount }: PayerSum) =>
    node("div", {}, node("dt", {}, label), node("dd", {}, amount));
  return node("dl", { part: "sums" }, ...lines.map(line));
}
