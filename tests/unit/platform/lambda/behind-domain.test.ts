import { describe, expect, test } from "vitest";
import { sourceOf } from "../../../../core/people/rate-limit/rate-limit.ts";
import { behindDomain, DOMAIN_HEADERS } from "../../../../core/platform/lambda/behind-domain.ts";
import type { HttpRequest } from "../../../../core/platform/lambda/http.ts";
import { isSameSite } from "../../../../core/site/ui/same-site.ts";

const KEY = "the key that the network shows, long enough";
const GATEWAY = "abc.execute-api.eu-central-1.amazonaws.com";
const stated = { [DOMAIN_HEADERS.viewer]: "2001:db8:0:7::9", [DOMAIN_HEADERS.host]: "give.example.com" };
const shown = { [DOMAIN_HEADERS.key]: KEY };

async function seen(
  headers: Record<string, string>,
  readKey: "none" | (() => Promise<string>) = async () => KEY,
) {
  const requests: HttpRequest[] = [];
  const respond = (request: HttpRequest) => {
    requests.push(request);
    return { status: 204 };
  };
  await behindDomain(
    respond,
    readKey === "none" ? undefined : readKey,
  )({
    route: "POST /join",
    method: "POST",
    path: "/join",
    parameters: {},
    query: {},
    headers: { host: GATEWAY, origin: "https://give.example.com", ...headers },
    cookies: [],
    sourceIp: "203.0.113.7",
    body: Buffer.alloc(0),
  });
  const [request] = requests;
  if (request === undefined) throw new Error("Nothing was asked");
  return request;
}

describe("behind a domain of the stage's own", () => {
  test("a visitor is counted under their own address, and their form comes from our own host", async () => {
    const request = await seen({ ...stated, ...shown });
    expect(sourceOf(request.sourceIp)).toBe(sourceOf("2001:db8:0:7::1"));
    expect(request.headers["host"]).toBe("give.example.com");
    expect(isSameSite(request)).toBe(true);
  });

  test.each([
    ["no key", {}],
    ["a wrong key", { [DOMAIN_HEADERS.key]: `${KEY}.` }],
    ["an empty key", { [DOMAIN_HEADERS.key]: "" }],
  ])("nobody is believed who shows %s: not their address, not their host", async (_, key) => {
    const request = await seen({ ...stated, ...key });
    expect(request.sourceIp).toBe("203.0.113.7");
    expect(request.headers["host"]).toBe(GATEWAY);
    expect(isSameSite(request)).toBe(false);
  });

  test("what is no address is none: the caller's own counts", async () => {
    for (const viewer of ["", "nobody", "203.0.113.9:443", "203.0.113.9, 203.0.113.8"]) {
      expect((await seen({ ...shown, [DOMAIN_HEADERS.viewer]: viewer })).sourceIp).toBe("203.0.113.7");
    }
    expect((await seen(shown)).headers["host"]).toBe(GATEWAY);
  });

  test("a stage without one believes nobody, and reads no key for callers that show none", async () => {
    const request = await seen({ ...stated, ...shown }, "none");
    expect(request).toMatchObject({ sourceIp: "203.0.113.7", headers: { host: GATEWAY } });
    const unread = () => Promise.reject(new Error("The key is not needed"));
    expect(await seen(stated, unread)).toMatchObject({ sourceIp: "203.0.113.7" });
    await expect(seen(shown, unread)).rejects.toThrow("not needed");
  });
});
