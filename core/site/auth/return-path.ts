import { AccountPath } from "../../model/routes.ts";
import { linkTo } from "../ui/layout.tsx";
import type { AccountContext } from "../ui/page.ts";
import { linkWith } from "../ui/page-context.ts";

/** In queries and forms: the page that its visitor wanted, and gets once they are signed in. */
export const NEXT = "next";

/** One of a customer's own pages, by its exact path; whatever else is written there leads nowhere. */
export function nextIn(text: string | undefined): AccountPath | undefined {
  return AccountPath.safeParse(text).data;
}

/** Where a visitor signs in who wanted this page. */
export function signInFor(path: AccountPath | undefined, context: AccountContext): string {
  return path === undefined ? linkTo("/sign-in", context) : linkWith("/sign-in", { [NEXT]: path }, context);
}
