import type { HttpRequest } from "../../platform/lambda/http.ts";

/**
 * Whether a form was sent by a page of this site, or typed by its user. Browsers say so themselves (Fetch Metadata);
 * one that does not must name an origin, and that is our host. What says neither is not a browser at one of our pages.
 */
export function isSameSite({ headers }: Pick<HttpRequest, "headers">): boolean {
  const site = headers["sec-fetch-site"];
  if (site !== undefined) return site === "same-origin" || site === "none";
  const { origin, host } = headers;
  if (origin === undefined || host === undefined || !URL.canParse(origin)) return false;
  return new URL(origin).host === host.toLowerCase();
}
