import { node } from "./node.ts";
import { siteOf } from "./shop-page.ts";

/** A link to a page of the site that this module is from. */
export function linkTo({ path, text }: { readonly path: string; readonly text: string }): Node {
  return node("a", { part: "link", href: new URL(path, siteOf()).href }, text);
}
