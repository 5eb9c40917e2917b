import type { HttpAnswer } from "../../platform/lambda/http.ts";
import type { RenderedView } from "./layout.tsx";
import { type FormsTo, pageSecurityHeaders, securityHeaders } from "./security-headers.ts";

/** What an answer says besides its page. `page` names it in the log line. `formsTo`: where its forms lead, if not to this site alone. */
export interface PageAnswer {
  readonly page: string;
  readonly status?: number;
  readonly cookies?: readonly string[];
  readonly headers?: Readonly<Record<string, string>>;
  readonly formsTo?: FormsTo;
  readonly facts?: HttpAnswer["facts"];
}

/** A page of a customer's own, or on the way there. No cache keeps it, and its forms are sent to this site alone unless stated. */
export function pageAnswer({ html, styleHash, ...loads }: RenderedView, answer: PageAnswer): HttpAnswer {
  const { page, status = 200, cookies, headers, formsTo = "'self'", facts } = answer;
  return {
    status,
    headers: { ...pageSecurityHeaders(styleHash, formsTo, loads), ...neverKept, ...headers },
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
    headers: { location: path, ...securityHeaders, ...neverKept },
    ...(cookies && { cookies }),
    facts: { page, ...facts },
  };
}

/** A file of a customer's own, which their browser saves. No cache keeps it. */
export function fileAnswer(
  body: string | Buffer,
  file: Pick<PageAnswer, "page" | "facts"> & { readonly type: string; readonly name: string },
): HttpAnswer {
  return {
    status: 200,
    headers: {
      "content-type": typeof body === "string" ? `${file.type}; charset=utf-8` : file.type,
      "content-disposition": `attachment; filename="${file.name}"`,
      ...securityHeaders,
      ...neverKept,
    },
    ...(typeof body === "string" ? { body } : { body: body.toString("base64"), isBase64: true as const }),
    facts: { page: file.page, bytes: Buffer.byteLength(body), ...file.facts },
  };
}

/** Says in place of {@link neverKept} that search engines may list the page, whose address holds no token. */
export const LISTED: Readonly<Record<string, string>> = { "x-robots-tag": "all" };

/** An address may hold a token: no other site is sent it, and neither a cache nor a crawler keeps it. */
const neverKept: Readonly<Record<string, string>> = {
  "cache-control": "no-store",
  "referrer-policy": "same-origin",
  "x-robots-tag": "noindex, nofollow",
};
