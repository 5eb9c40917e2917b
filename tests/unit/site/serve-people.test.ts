import { describe, expect, test } from "vitest";
import { PEOPLE_ROUTES, type PeoplePath } from "../../../core/model/routes.ts";
import type { HttpRequest } from "../../../core/platform/lambda/http.ts";
import { peopleFailed, servePeople } from "../../../core/site/serve-people.ts";
import type { Page } from "../../../core/site/ui/page.ts";
import { brand } from "../../support/states.ts";

/** Every page answers with what it was handed, and remembers that it was asked. */
function site(applied = true) {
  const asked: string[] = [];
  const page: Page = async (request, context) => {
    asked.push(`${request.method} ${request.form.text("name")} ${context.formatter.locale}`);
    return { status: 200, body: "taken" };
  };
  const pages = Object.fromEntries(PEOPLE_ROUTES.map(({ path }) => [path, page])) as Record<PeoplePath, Page>;
  const stated = { ...(applied && { brand }), causes: [], terms: [], pools: [] };
  return {
    asked,
    respond: servePeople({
      readBrandConfig: async () => stated,
      readBrandWords: async () => [],
      pages,
      siteUrl: "https://site.example",
      replyTo: "hello@tarnfell.example",
      now: () => "2026-11-22T12:00:00Z",
    }),
  };
}

const FORM = "application/x-www-form-urlencoded";

function request(path: PeoplePath, method: string, more: Partial<HttpRequest> = {}): HttpRequest {
  return {
    route: `${method} ${path}`,
    method,
    path,
    parameters: {},
    query: {},
    headers: { host: "site.example", "content-type": FORM, ...more.headers },
    cookies: [],
    sourceIp: "203.0.113.7",
    body: Buffer.from("name=Ann"),
    ...(more.query && { query: more.query }),
    ...(more.body && { body: more.body }),
  };
}

const posts = PEOPLE_ROUTES.filter(({ methods }) => methods.some((method) => method === "POST"));
const guarded = posts.map(({ path }) => path).filter((path) => path !== "/unsubscribe/{token}");

describe.each(guarded)("POST %s", (path) => {
  test.each([
    ["a browser at our page", { "sec-fetch-site": "same-origin" }],
    ["its user, by hand", { "sec-fetch-site": "none" }],
    ["an old browser at our page", { origin: "https://site.example" }],
    ["an old browser at our page, in capitals", { origin: "https://site.example", host: "Site.Example" }],
  ])("is taken from %s", async (_, headers) => {
    const { asked, respond } = site();
    expect((await respond(request(path, "POST", { headers }))).status).toBe(200);
    expect(asked).toEqual(["POST Ann en"]);
  });

  test.each([
    ["another site", { "sec-fetch-site": "cross-site" }],
    [
      "another site that claims to be ours",
      { "sec-fetch-site": "cross-site", origin: "https://site.example" },
    ],
    ["a neighbour of ours", { "sec-fetch-site": "same-site" }],
    ["an old browser at another site", { origin: "https://evil.example" }],
    ["an old browser at another port", { origin: "https://site.example:8443" }],
    ["a sandbox", { origin: "null" }],
    ["something that does not say where it comes from", {}],
  ])("is refused from %s, before its page is asked", async (_, headers) => {
    const { asked, respond } = site();
    const answer = await respond(request(path, "POST", { headers }));
    expect(answer.status).toBe(403);
    expect(answer.body).toContain("This did not come from our page.");
    expect(asked).toEqual([]);
  });

  test.each([
    ["of another kind", { "content-type": "application/json" }, "{}"],
    ["without a kind", { "content-type": "" }, "name=Ann"],
    ["too large", {}, `name=${"x".repeat(33_000)}`],
    ["of too many fields", {}, "a=1&".repeat(301)],
  ])("is refused with a body %s", async (_, headers, body) => {
    const { asked, respond } = site();
    const sent = { headers: { "sec-fetch-site": "same-origin", ...headers }, body: Buffer.from(body) };
    expect((await respond(request(path, "POST", sent))).status).toBe(400);
    expect(asked).toEqual([]);
  });
});

describe("people's pages", () => {
  test("a mailbox provider's POST needs no page of ours, no cookie and no form", async () => {
    const { asked, respond } = site();
    const headers = { "sec-fetch-site": "cross-site", "content-type": "multipart/form-data; boundary=x" };
    expect((await respond(request("/unsubscribe/{token}", "POST", { headers }))).status).toBe(200);
    expect(asked).toEqual(["POST  en"]);
  });

  test.each(["GET", "HEAD"])("%s hands over no form, whatever is in the body", async (method) => {
    const { asked, respond } = site();
    await respond(request("/join", method));
    expect(asked).toEqual([`${method}  en`]);
  });

  test("are in the language that is asked for", async () => {
    const { asked, respond } = site();
    await respond(request("/join", "GET", { query: { lang: "de" } }));
    await respond(request("/join", "GET", { headers: { "accept-language": "de-AT" } }));
    expect(asked).toEqual(["GET  de", "GET  de"]);
  });

  test("say that nothing is set up before a brand is applied", async () => {
    const { asked, respond } = site(false);
    const answer = await respond(request("/join", "POST", { headers: { "sec-fetch-site": "same-origin" } }));
    expect(answer).toMatchObject({ status: 503, headers: { "retry-after": "60" } });
    expect(asked).toEqual([]);
  });

  test("say in words that something of ours failed, without a brand and without a cause", () => {
    const answer = peopleFailed(request("/join", "POST", { headers: { "accept-language": "de" } }));
    expect(answer.status).toBe(500);
    expect(answer.body).toContain("Das hat nicht geklappt.");
  });

  test("are kept by no cache, send forms only to us, and load nothing", () => {
    const { headers } = peopleFailed(request("/join", "GET"));
    expect(headers).toMatchObject({
      "cache-control": "no-store",
      "referrer-policy": "same-origin",
      "x-frame-options": "DENY",
    });
    expect(headers?.["content-security-policy"]).toMatch(
      /^default-src 'none'; style-src 'sha256-[^']+'; .*form-action 'self'; frame-ancestors 'none'$/,
    );
  });
});
