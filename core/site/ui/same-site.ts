import type { HttpRequest } from "../../platform/lambda/http.ts";

/**
 * Whether a form was sent by a page of this site, or typed by its user. Browsers say so themselves (Fetch Metadata, which
 * they compare with scheme and port); one that does not must name an origin, and that is ours: scheme, host and port.
 * What says neither is not a browser at one of our pages. A page that was opened as `http://` is none of ours: anybody on the
 * way may have written it.
 */
export function isSameSite({ headers }: Pick<HttpRequest, "headers">): boolean {
  const site = headers["sec-fetch-site"];
  if (site !== undefined) return site === "same-origin" || site === "none";
  const { origin, host } = headers;
  if (origin === undefined || host === undefined) return false;
  const sender = originOf(origin);
  return sender !== undefined && ownOrigins(host).includes(sender);
}

/** As browsers write an origin: a scheme, a host and perhaps a port, and nothing else. */
const AN_ORIGIN = /^https?:\/\/[^\s/\\?#@,]+$/i;

/** The origin in its one spelling, without the scheme's own port; undefined for `null` and what is none. */
function originOf(text: string): string | undefined {
  return AN_ORIGIN.test(text) && URL.canParse(text) ? new URL(text).origin : undefined;
}

/** The site is served by https alone, but for one on this machine, where no browser lets the scheme matter. */
function ownOrigins(host: string): readonly string[] {
  const secure = originOf(`https://${host}`);
  const plain = originOf(`http://${host}`);
  if (secure === undefined || plain === undefined) return [];
  return isThisMachine(new URL(secure).hostname) ? [secure, plain] : [secure];
}

/** The hosts of https://www.w3.org/TR/secure-contexts/#is-origin-trustworthy. */
function isThisMachine(hostname: string): boolean {
  return /^(127\.\d+\.\d+\.\d+|\[::1\]|([^.]+\.)*localhost)$/.test(hostname);
}
