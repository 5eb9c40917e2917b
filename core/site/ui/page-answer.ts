import type { HttpAnswer } from "../../platform/lambda/http.ts";
import type { RenderedView } from "./document.tsx";

/** What an answer says besides its page. `page` names it in the log line. */
export interface PageAnswer {
  readonly page: string;
  readonly status?: number;
  readonly cookies?: readonly string[];
  readonly headers?: Readonly<Record<string, string>>;
  readonly facts?: HttpAnswer["facts"];
}

/** A page of somebody's own, or on the way there: kept by nobody, and it sends forms to nobody but us. */
export function pageAnswer({ html, styleHash }: RenderedView, answer: PageAnswer): HttpAnswer {
  const { page, status = 200, cookies, headers, facts } = answer;
  return {
    status,
    headers: {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": [
        "default-src 'none'",
        `style-src '${styleHash}'`,
        "img-src data:",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
      ].join("; "),
      "x-frame-options": "DENY",
      ...alwaysPrivate,
      ...headers,
    },
    body: html,
    ...(cookies && { cookies }),
    facts: { page, bytes: Buffer.byteLength(html), ...facts },
  };
}

/** Sends a browser on by GET, so that going back or reloading does not send the form again. */
export function seeOther(
  path: string,
  { page, cookies, facts }: Omit<PageAnswer, "status" | "headers">,
): HttpAnswer {
  return {
    status: 303,
    headers: { location: path, ...alwaysPrivate },
    ...(cookies && { cookies }),
    facts: { page, ...facts },
  };
}

/** An address may hold a token: no other site is told of it, and no crawler keeps it. */
const alwaysPrivate: Readonly<Record<string, string>> = {
  "cache-control": "no-store",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=()",
  "referrer-policy": "same-origin",
  "strict-transport-security": "max-age=31536000; includeSubDomains",
  "x-content-type-options": "nosniff",
  "x-robots-tag": "noindex, nofollow",
};
