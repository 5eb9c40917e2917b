/** What every answer of the site says of how a browser may use it: nothing else may open, embed, sniff or downgrade it. */
export const securityHeaders: Readonly<Record<string, string>> = {
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=()",
  "strict-transport-security": "max-age=31536000; includeSubDomains",
  "x-content-type-options": "nosniff",
};

/**
 * The same for a page: it may load nothing, run nothing and be framed by no other site, and uses its own styles alone.
 * `formsTo`: where its forms may be sent. `hasFont`: it loads the brand's font, from the site itself.
 */
export function pageSecurityHeaders(
  styleHash: string,
  formsTo: "'none'" | "'self'",
  hasFont: boolean,
): Readonly<Record<string, string>> {
  return {
    "content-type": "text/html; charset=utf-8",
    "content-security-policy": [
      "default-src 'none'",
      `style-src '${styleHash}'`,
      "img-src data:",
      ...(hasFont ? ["font-src 'self'"] : []),
      "base-uri 'none'",
      `form-action ${formsTo}`,
      "frame-ancestors 'none'",
    ].join("; "),
    "x-frame-options": "DENY",
    ...securityHeaders,
  };
}
