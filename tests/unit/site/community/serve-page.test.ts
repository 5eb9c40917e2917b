import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { BrandNotAppliedError } from "../../../../core/giving/config/brand-in-force.ts";
import type { Community } from "../../../../core/impact/view.ts";
import type { HttpRequest } from "../../../../core/platform/lambda/http.ts";
import { servePage } from "../../../../core/site/community/serve-page.ts";
import { detail, everyday } from "../../../support/states.ts";

function get(path: string, more: Partial<HttpRequest> = {}): HttpRequest {
  return {
    route: `GET ${path}`,
    method: "GET",
    path,
    parameters: {},
    query: {},
    headers: {},
    cookies: [],
    sourceIp: "203.0.113.7",
    body: Buffer.alloc(0),
    ...more,
  };
}

function site(community: Community | undefined = everyday) {
  return servePage({
    readCommunity: async () => community,
    readCause: async (slug) =>
      community.causes.some((cause) => cause.slug === slug) ? detail(community, slug) : undefined,
  });
}

const withoutBrand = servePage({
  readCommunity: async () => {
    throw new BrandNotAppliedError();
  },
  readCause: async () => undefined,
});

describe("a page", () => {
  test("may load nothing: its own styles are let through by their hash, and nothing else is", async () => {
    const { status, headers = {}, body = "" } = await site()(get("/"));
    const css = /<style>(.*?)<\/style>/s.exec(body)?.[1] ?? "";
    const hash = createHash("sha256").update(css).digest("base64");
    expect(status).toBe(200);
    expect(headers["content-security-policy"]).toContain("default-src 'none'");
    expect(headers["content-security-policy"]).toContain(`style-src 'sha256-${hash}'`);
    expect(headers["content-security-policy"]).not.toMatch(/unsafe|\*|https?:/);
    // A style attribute or a script would be refused by that policy.
    expect(body).not.toMatch(/ style="|<script/);
  });

  test.each(["POST", "PUT", "DELETE"])("cannot be changed: %s is refused", async (method) => {
    const { status, headers } = await site()(get("/", { method }));
    expect(status).toBe(405);
    expect(headers?.allow).toBe("GET, HEAD");
  });

  test("says to caches that its language depends on the request", async () => {
    const german = await site()(get("/", { headers: { "accept-language": "de-CH" } }));
    expect(german.headers).toMatchObject({ "content-language": "de", vary: "Accept-Language" });
    expect(german.headers?.["cache-control"]).toMatch(/^public, max-age=\d+/);
    const english = await site()(get("/", { headers: { "accept-language": "de" }, query: { lang: "en" } }));
    expect(english.headers?.["content-language"]).toBe("en");
    expect(english.body).not.toBe(german.body);
  });

  test("of a cause is found by its slug", async () => {
    const { status, body } = await site()(get("/causes/open-paths"));
    expect(status).toBe(200);
    expect(body).toContain("<h1>Open paths</h1>");
  });

  test.for(["/causes/nowhere", "/causes/", "/causes/a/b", "/other", "/causes/%2e%2e"])(
    "is a designed 404 at %s, which no cache keeps",
    async (path) => {
      const { status, headers, body } = await site()(get(path));
      expect(status).toBe(404);
      expect(headers?.["cache-control"]).toBe("no-store");
      expect(body).toContain("There is no page here.");
    },
  );

  test("says that no brand is applied yet, with what to do, until one is", async () => {
    const { status, headers, body } = await withoutBrand(get("/", { headers: { "accept-language": "de" } }));
    expect(status).toBe(503);
    expect(headers).toMatchObject({
      "retry-after": "60",
      "content-language": "de",
      "cache-control": "no-store",
    });
    expect(body).toContain("npx wellspring brand apply");
  });

  test("hides no failure: an error is thrown on to the handler", async () => {
    const broken = servePage({
      readCommunity: async () => {
        throw new Error("table is gone");
      },
      readCause: async () => undefined,
    });
    await expect(broken(get("/"))).rejects.toThrow("table is gone");
  });
});

describe("what crawlers and browsers look for", () => {
  const host = { host: "gives.example.com" };
  const ask = (path: string, headers: Readonly<Record<string, string>> = host) =>
    site()(get(path, { headers }));

  test("a page names its whole address, in each language and for a reader of any", async () => {
    for (const path of ["/", "/causes/open-paths"]) {
      const { body = "" } = await ask(path);
      const links = [
        ...body.matchAll(/<link rel="(canonical|alternate)"(?: hreflang="([\w-]+)")? href="([^"]+)"/g),
      ];
      const address = `https://gives.example.com${path}`;
      expect(links.map(([, rel, language, href]) => [rel, language, href])).toEqual([
        ["canonical", undefined, address],
        ["alternate", "en", `${address}?lang=en`],
        ["alternate", "de", `${address}?lang=de`],
        ["alternate", "x-default", address],
      ]);
    }
    const german = await site()(get("/", { headers: host, query: { lang: "de" } }));
    expect(german.body).toContain('<link rel="canonical" href="https://gives.example.com/?lang=de"/>');
  });

  test.each(["evil.example/x?", 'a"b', "", "UPPER.example"])(
    "a host that is none (%j) is named nowhere",
    async (name) => {
      const { body = "" } = await ask("/", { host: name });
      expect(body).not.toContain("canonical");
      expect((await ask("/robots.txt", { host: name })).body).not.toContain("Sitemap");
      expect((await ask("/sitemap.xml", { host: name })).status).toBe(404);
    },
  );

  test("the site's own domain stands before the host that the network asks by", async () => {
    const own = servePage({
      readCommunity: async () => everyday,
      readCause: async () => undefined,
      siteAddress: "https://own.example.org",
    });
    expect((await own(get("/", { headers: host }))).body).toContain('href="https://own.example.org/"');
    expect((await own(get("/robots.txt", { headers: host }))).body).toContain(
      "https://own.example.org/sitemap.xml",
    );
  });

  test("every public page is in the sitemap, in each language, and robots.txt names it", async () => {
    const { body = "" } = await ask("/sitemap.xml");
    const pages = [...body.matchAll(/<loc>([^<]+)<\/loc>/g)].map(([, address]) => address);
    const causes = everyday.causes.map(({ slug }) => `https://gives.example.com/causes/${slug}`);
    expect(pages).toEqual(["https://gives.example.com/", ...causes, "https://gives.example.com/join"]);
    expect(body.match(/hreflang=/g)).toHaveLength(3 * pages.length);
    const { body: rules = "" } = await ask("/robots.txt");
    expect(rules).toContain("Sitemap: https://gives.example.com/sitemap.xml");
    expect(rules).not.toMatch(/^Disallow: \/(join|causes)?$/m);
  });

  test("an icon is drawn in the brand's colour, and another file costs a line", async () => {
    const icon = await ask("/favicon.ico");
    expect([icon.status, icon.headers?.["content-type"]]).toEqual([200, "image/svg+xml"]);
    expect(icon.body).toContain(everyday.brand.look.light.accent);
    for (const path of ["/apple-touch-icon.png", "/ads.txt", "/wp-login.php", "/causes/x.json"]) {
      const { status, body = "" } = await ask(path);
      expect([status, body.length < 100]).toEqual([404, true]);
    }
  });
});
