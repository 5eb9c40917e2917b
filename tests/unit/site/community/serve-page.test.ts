import { createHash } from "node:crypto";
import sharp from "sharp";
import { describe, expect, test } from "vitest";
import type { BrandConfig } from "../../../../core/giving/config/brand-config.ts";
import { BrandNotAppliedError } from "../../../../core/giving/config/brand-in-force.ts";
import type { Community } from "../../../../core/impact/view.ts";
import { Cause, Locale } from "../../../../core/model/cause.ts";
import { newestFirst } from "../../../../core/model/story.ts";
import type { HttpRequest } from "../../../../core/platform/lambda/http.ts";
import { servePage } from "../../../../core/site/community/serve-page.ts";
import { demoStories } from "../../../support/demo-texts.ts";
import { someTerms } from "../../../support/giving-builders.ts";
import { memoryStories } from "../../../support/memory-stories.ts";
import { detail, everyday, monthsOf } from "../../../support/states.ts";

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

const SITE = "https://site.example";
/** What crawlers are told of is the brand as it stands; nothing else of it is read. */
const config = (community?: Community): BrandConfig => ({
  ...(community && { brand: community.brand }),
  causes: (community?.causes ?? []).map(({ slug, name, summary, charity, status }) =>
    Cause.parse({ slug, name, summary, charity, status }),
  ),
  terms: [someTerms({ from: "2024-12-31T23:30:00Z" })],
  pools: [],
});

/** What pages of years need: the brand's first terms began with 2025, by its clock. */
const months = {
  readMonths: async (year: string) => monthsOf(everyday, year),
  now: () => everyday.readAt,
};

function site(community: Community | undefined = everyday) {
  return servePage({
    siteUrl: SITE,
    ...months,
    readBrandConfig: async () => config(community),
    stories: memoryStories(demoStories()),
    readFont: async () => undefined,
    readPicture: async () => undefined,
    readBrandWords: async () => [],
    readCommunity: async () => community,
    readCause: async (slug) =>
      community.causes.some((cause) => cause.slug === slug) ? detail(community, slug) : undefined,
  });
}

const withoutBrand = servePage({
  siteUrl: SITE,
  ...months,
  readBrandConfig: async () => config(),
  stories: memoryStories(),
  readFont: async () => undefined,
  readPicture: async () => undefined,
  readBrandWords: async () => [],
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

  test("of a year is found since the brand's first terms began, by its clock", async () => {
    for (const year of ["2025", "2026"]) {
      const { status, body } = await site()(get(`/months/${year}`));
      expect(status).toBe(200);
      expect(body).toContain(`<h1>${year}, month by month</h1>`);
    }
    expect((await withoutBrand(get("/months/2026"))).status).toBe(503);
  });

  test.for([
    "/causes/nowhere",
    "/causes/",
    "/causes/a/b",
    "/other",
    "/causes/%2e%2e",
    "/months/",
    "/months/2024",
    "/months/2027",
    "/months/26",
  ])("is a designed 404 at %s, which no cache keeps", async (path) => {
    const { status, headers, body } = await site()(get(path));
    expect(status).toBe(404);
    expect(headers?.["cache-control"]).toBe("no-store");
    expect(body).toContain("There is no page here.");
  });

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
      siteUrl: SITE,
      ...months,
      readBrandConfig: async () => config(),
      stories: memoryStories(),
      readFont: async () => undefined,
      readPicture: async () => undefined,
      readBrandWords: async () => [],
      readCommunity: async () => {
        throw new Error("table is gone");
      },
      readCause: async () => undefined,
    });
    await expect(broken(get("/"))).rejects.toThrow("table is gone");
  });
});

describe("what search engines read", () => {
  const links = (body: string, rel: string) =>
    [...body.matchAll(/<link rel="(\w+)"(?: hreflang="([\w-]+)")? href="([^"]+)"/g)]
      .filter(([, found]) => found === rel)
      .map(([, , hreflang, href]) => [hreflang, href]);

  test.each(["/", "/causes/open-paths", "/months/2026"])(
    "is, at %s, one address of the page and one for each language, absolute",
    async (path) => {
      const { body = "" } = await site()(get(path, { query: { currency: "EUR" } }));
      expect(links(body, "canonical")).toEqual([[undefined, `${SITE}${path}`]]);
      expect(links(body, "alternate")).toEqual([
        ["x-default", `${SITE}${path}`],
        ...Locale.options.map((locale) => [locale, `${SITE}${path}?lang=${locale}`]),
      ]);
      const german = await site()(get(path, { query: { lang: "de" } }));
      expect(links(german.body ?? "", "canonical")).toEqual([[undefined, `${SITE}${path}?lang=de`]]);
    },
  );

  test("is no address of a page that is not there", async () => {
    const { body = "" } = await site()(get("/other"));
    expect(links(body, "canonical")).toEqual([]);
    expect(links(body, "alternate")).toEqual([]);
  });

  test("is a map of every public page in every language, each of which names all the others", async () => {
    const { status, headers, body = "" } = await site()(get("/sitemap.xml"));
    expect(status).toBe(200);
    expect(headers?.["content-type"]).toMatch(/^application\/xml/);
    const pages = [
      "/",
      ...everyday.causes.map(({ slug }) => `/causes/${slug}`),
      ...newestFirst(demoStories()).map(({ slug }) => `/stories/${slug}`),
      "/months/2026",
      "/months/2025",
      "/join",
    ];
    const addresses = pages.flatMap((path) => [
      `${SITE}${path}`,
      ...Locale.options.map((locale) => `${SITE}${path}?lang=${locale}`),
    ]);
    expect([...body.matchAll(/<loc>([^<]+)<\/loc>/g)].map(([, address]) => address)).toEqual(addresses);
    for (const [, address] of body.matchAll(/hreflang="[\w-]+" href="([^"]+)"/g))
      expect(addresses).toContain(address);
    const perAddress = 1 + Locale.options.length;
    expect(body.match(/<xhtml:link /g)).toHaveLength(addresses.length * perAddress);
  });

  test("is where that map is, and that nothing is forbidden", async () => {
    const { body } = await site()(get("/robots.txt"));
    expect(body).toBe(`User-agent: *\nAllow: /\n\nSitemap: ${SITE}/sitemap.xml\n`);
  });

  test("is an empty map while no brand is applied", async () => {
    const { status, body } = await withoutBrand(get("/sitemap.xml"));
    expect(status).toBe(200);
    expect(body).not.toContain("<url>");
  });
});

describe("a browser or a program that asks for a file", () => {
  test("gets the icon in the brand's accent, and keeps it for a day", async () => {
    const { status, headers, body } = await site()(get("/favicon.ico"));
    expect(status).toBe(200);
    expect(headers).toMatchObject({
      "content-type": "image/svg+xml",
      "cache-control": "public, max-age=86400",
    });
    expect(body).toContain(`stroke="${everyday.brand.look.light.accent}"`);
  });

  test("gets the icon of a phone's home screen as a PNG on the brand's ground, whichever of its names is asked for", async () => {
    const { accent, background } = everyday.brand.look.light;
    for (const path of ["/apple-touch-icon.png", "/apple-touch-icon-precomposed.png"]) {
      const { status, headers, body = "", isBase64 } = await site()(get(path));
      expect({ status, isBase64 }).toEqual({ status: 200, isBase64: true });
      expect(headers).toMatchObject({
        "content-type": "image/png",
        "cache-control": "public, max-age=86400",
      });
      const { data, info } = await sharp(Buffer.from(body, "base64"))
        .raw()
        .toBuffer({ resolveWithObject: true });
      expect(info).toMatchObject({ width: 180, height: 180 });
      const colourAt = (x: number, y: number) =>
        `#${data
          .subarray((y * 180 + x) * info.channels)
          .subarray(0, 3)
          .toString("hex")}`;
      expect([colourAt(0, 0), colourAt(90, 90)]).toEqual([background, background]);
      // On the outer ring, right of the middle.
      expect(colourAt(143, 90)).toBe(accent);
    }
  });

  test.each(["/wp-login.php", "/.env", "/.git/config", "/apple-touch-icon-57x57.png", "/causes/logo.svg"])(
    "is told in one line, without a read, that %s is not there",
    async (path) => {
      const unread = async () => Promise.reject(new Error("was read"));
      const serve = servePage({
        siteUrl: SITE,
        readBrandConfig: unread,
        stories: { all: unread, words: unread },
        readFont: async () => undefined,
        readPicture: async () => undefined,
        readBrandWords: async () => [],
        readCommunity: unread,
        readCause: unread,
        readMonths: unread,
        now: months.now,
      });
      const { status, headers, body = "" } = await serve(get(path));
      expect(status).toBe(404);
      expect(headers?.["content-type"]).toMatch(/^text\/plain/);
      expect(headers?.["cache-control"]).toBe("no-store");
      expect(body.length).toBeLessThan(100);
    },
  );
});
