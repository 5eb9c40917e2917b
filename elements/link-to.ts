import { node } from "./node.ts";
import { siteOf } from "./shop-page.ts";

/** A link to a page of the site that this module is from. `fragment`: what the page is told, and no server. */
export function linkTo(
  { path, text }: { readonly path: string; readonly text: string },
  fragment = "",
): Node {
  return node("a", { part: "link", href: new URL(`${path}${fragment}`, siteOf()).href }, text);
}
