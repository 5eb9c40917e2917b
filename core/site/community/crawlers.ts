import type { Community } from "../../impact/view.ts";
import type { HttpAnswer, HttpRequest } from "../../platform/lambda/http.ts";
import { alternates } from "../ui/layout.tsx";
import { securityHeaders } from "../ui/security-headers.ts";

/** Links of letters and forms begin so: what stands behind them is one person's, and no search engine asks for it. */
const NOT_FOR_CRAWLERS = ["/confirm/", "/letter/", "/sign-in/", "/unsubscribe/"];
const A_DAY = "public, max-age=86400";
const HOST = /^[a-z0-9.-]{1,253}(:\d{1,5})?$/;

/**
 * The site's address without a slash at the end, such as `https://gives.example.com`: its own domain where it has one, else
 * the one that the gateway was asked by. Undefined where that is none.
 */
export function siteAddress(headers: HttpRequest["headers"], own: string | undefined): string | undefined {
  if (own !== undefined) return own;
  const { host = "", "x-forwarded-proto": protocol = "https" } = headers;
  return HOST.test(host) ? `${protocol === "http" ? "http" : "https"}://${host}` : undefined;
}

/** `/robots.txt`: every public page may be read, and where they are listed. */
export function robots(address: string | undefined): HttpAnswer {
  const lines = [
    "User-agent: *",
    ...NOT_FOR_CRAWLERS.map((path) => `Disallow: ${path}`),
    ...(address === undefined ? [] : ["", `Sitemap: ${address}/sitemap.xml`]),
  ];
  return file("robots.txt", "text/plain; charset=utf-8", `${lines.join("\n")}\n`);
}

/** `/sitemap.xml`: every public page, with its address in each language. */
export function sitemap({ causes }: Pick<Community, "causes">, address: string): HttpAnswer {
  const paths = ["/", ...causes.map(({ slug }) => `/causes/${slug}`), "/join"];
  const urls = paths.map((path) => {
    const page = `${address}${path}`;
    const languages = alternates(page).map(
      ({ hreflang, href }) => `<xhtml:link rel="alternate" hreflang="${hreflang}" href="${href}"/>`,
    );
    return `<url><loc>${page}</loc>${languages.join("")}</url>`;
  });
  const body = `<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">
${urls.join("\n")}
</urlset>
`;
  return file("sitemap.xml", "application/xml; charset=utf-8", body);
}

/** `/favicon.ico`: browsers ask for it whatever a page says, and take a drawing as well as bytes. */
export function favicon(svg: string): HttpAnswer {
  return file("favicon.ico", "image/svg+xml", svg);
}

/** What no page could be: the name of a file. It costs a line, where a page would cost one of 13 KB. */
export function noSuchFile(): HttpAnswer {
  return {
    status: 404,
    headers: { "content-type": "text/plain; charset=utf-8", "cache-control": A_DAY, ...securityHeaders },
    body: "There is no such file here.\n",
    facts: { page: "noFile" },
  };
}

function file(page: string, type: string, body: string): HttpAnswer {
  return {
    status: 200,
    headers: { "content-type": type, "cache-control": A_DAY, ...securityHeaders },
    body,
    facts: { page, bytes: Buffer.byteLength(body) },
  };
}
