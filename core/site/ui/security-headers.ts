/** What every answer of the site says of how a browser may use it: nothing else may open, embed, sniff or downgrade it. */
export const securityHeaders: Readonly<Record<string, string>> = {
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=()",
  "strict-transport-security": "max-age=31536000; includeSubDomains",
  "x-content-type-options": "nosniff",
};

/** What a page loads from the site itself. */
export interface PageLoads {
  readonly hasFont: boolean;
  readonly hasPictures: boolean;
  /** A script of ours, as a file: what stands in the page itself never runs. */
  readonly hasScript?: boolean;
}

/** Where the forms of a page may be sent, and where the answer may send the browser on. Plain HTTP: to an engine on this machine. */
export type FormsTo = "'none'" | "'self'" | `'self' ${"https" | "http"}://${string}`;

/**
 * The same for a page: it may run nothing, be framed by no other site and load nothing but what it says that it loads, and uses its own
 * styles alone. `formsTo`: where its forms may be sent.
 * Nothing but the script of `/verify` connects to anything; that its own site may be asked is for that, and for tools that read
 * `/robots.txt` by its rules.
 */
export function pageSecurityHeaders(
  styleHash: string,
  formsTo: FormsTo,
  { hasFont, hasPictures, hasScript = false }: PageLoads,
): Readonly<Record<string, string>> {
  return {
    "content-type": "text/html; charset=utf-8",
    "content-security-policy": [
      "default-src 'none'",
      `style-src '${styleHash}'`,
      `img-src data:${hasPictures ? " 'self'" : ""}`,
      "connect-src 'self'",
      ...(hasScript ? ["script-src 'self'"] : []),
      ...(hasFont ? ["font-src 'self'"] : []),
      "base-uri 'none'",
      `form-action ${formsTo}`,
      "frame-ancestors 'none'",
    ].join("; "),
    "x-frame-options": "DENY",
    ...securityHeaders,
  };
}
