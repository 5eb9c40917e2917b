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
