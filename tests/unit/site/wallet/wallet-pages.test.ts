import { describe, expect, test } from "vitest";
import { CustomerId } from "../../../../core/model/customer.ts";
import { WALLET_ROUTES, type WalletPath } from "../../../../core/model/routes.ts";
import type { HttpRequest } from "../../../../core/platform/lambda/http.ts";
import { sessionCookie } from "../../../../core/site/auth/session-cookie.ts";
import { servePeople } from "../../../../core/site/serve-people.ts";
import { PKPASS_TYPE } from "../../../../core/site/wallet/pkpass.ts";
import { passSigner } from "../../../../core/site/wallet/sign-pass.ts";
import { type WalletPagesDeps, walletPages } from "../../../../core/site/wallet/wallet-pages.ts";
import { cardFacts, NUMBER, SERIAL } from "../../../support/wallet-cards.ts";
import { appleKeys, googleKeys, openPkpass } from "../../../support/wallet-keys.ts";

const apple = appleKeys();
const google = googleKeys();
const { brand, causes, personal } = cardFacts();
const customer = CustomerId.parse("cus_aaaaaaaaaaaaaaaaaaaaaaaaaa");
const session = { customer, startedAt: "2026-11-22T11:00:00Z", expiresAt: "2026-11-22T13:00:00Z" };

/** The pages of wallets, with one customer who may be signed in by the cookie `own`. */
function site(more: Partial<WalletPagesDeps> = {}) {
  const told: string[] = [];
  const pages = walletPages({
    sessions: { read: async (token) => (token === "own" ? session : undefined) },
    people: { preferences: async () => undefined, causes: async () => [] },
    cards: { read: async () => ({ token: NUMBER }) },
    serialOf: async () => SERIAL,
    readPersonal: async () => personal,
    news: { read: async () => undefined },
    apple: passSigner({
      apple: async () => apple,
      key: async () => "a key",
      siteUrl: "https://give.tarnfell.example",
    }).sign,
    google: {
      keys: async () => google.keys,
      wallet: {
        putClass: async ({ id }) => void told.push(id),
        putCard: async ({ id }) => void told.push(id),
      },
    },
    now: () => "2026-11-22T12:00:00Z",
    ...more,
  });
  const respond = servePeople({
    readBrandConfig: async () => ({ brand, causes, terms: [], pools: [] }),
    readBrandWords: async () => [],
    siteUrl: "https://give.tarnfell.example",
    replyTo: "hello@tarnfell.example",
    now: () => "2026-11-22T12:00:00Z",
    pages,
  });
  return { told, respond };
}

function request(path: WalletPath, method: string, signedIn = true): HttpRequest {
  return {
    route: `${method} ${path}`,
    ...{ method, path, parameters: {}, query: {}, sourceIp: "203.0.113.7", body: Buffer.alloc(0) },
    headers: {
      host: "give.tarnfell.example",
      "sec-fetch-site": "same-origin",
      "content-type": "application/x-www-form-urlencoded",
    },
    cookies: signedIn ? [sessionCookie("own").split(";")[0] ?? ""] : [],
  };
}

describe("a customer's card", () => {
  test("is a signed file for an iPhone, which no cache keeps", async () => {
    const { told, respond } = site();
    const answer = await respond(request("/card/apple", "GET"));
    expect(answer).toMatchObject({
      status: 200,
      isBase64: true,
      headers: {
        "content-type": PKPASS_TYPE,
        "content-disposition": 'attachment; filename="card.pkpass"',
        "cache-control": "no-store",
      },
    });
    const { files, verify } = openPkpass(Buffer.from(answer.body ?? "", "base64"), apple);
    expect(verify(files.get("manifest.json") ?? Buffer.alloc(0))).toBe(true);
    expect(JSON.parse(files.get("pass.json")?.toString("utf8") ?? "{}").barcodes[0].message).toBe(NUMBER);
    expect(told).toEqual([]);
  });

  test("is written at Google by a form alone, which then leads on to Google", async () => {
    const { told, respond } = site();
    expect(await respond(request("/card/google", "GET"))).toMatchObject({
      status: 303,
      headers: { location: "/card" },
    });
    expect(told).toEqual([]);
    const answer = await respond(request("/card/google", "POST"));
    expect(answer.status).toBe(303);
    expect(answer.headers?.["location"]).toMatch(/^https:\/\/pay\.google\.com\/gp\/v\/save\//);
    expect(told).toEqual([`${google.keys.issuer}.card`, `${google.keys.issuer}.${SERIAL}`]);
  });

  test.each([
    ["/card/apple", "GET"],
    ["/card/google", "POST"],
  ] as const)(
    "is given to nobody else: %s sends a visitor to sign in, and back to their card",
    async (path, method) => {
      const { told, respond } = site();
      const answer = await respond(request(path, method, false));
      expect(answer).toMatchObject({ status: 303, headers: { location: "/sign-in?next=%2Fcard" } });
      expect(told).toEqual([]);
    },
  );

  test.each([
    ["/card/apple", "GET"],
    ["/card/google", "POST"],
  ] as const)(
    "that is not there, or for which the stage has no keys, leads back to its page: %s",
    async (path, method) => {
      const without = { apple: undefined, google: undefined };
      for (const more of [{ cards: { read: async () => undefined } }, without]) {
        const { told, respond } = site(more);
        const answer = await respond(request(path, method));
        expect(answer).toMatchObject({ status: 303, headers: { location: "/card" } });
        expect(told).toEqual([]);
      }
    },
  );

  test("has a logo that anybody may fetch, and that caches keep for a day", async () => {
    const { respond } = site();
    const answer = await respond(request("/card/logo.png", "GET", false));
    expect(answer.headers).toMatchObject({
      "content-type": "image/png",
      "cache-control": "public, max-age=86400",
    });
    expect(
      Buffer.from(answer.body ?? "", "base64")
        .subarray(1, 4)
        .toString("latin1"),
    ).toBe("PNG");
    expect(answer.headers?.["content-disposition"]).toBeUndefined();
  });

  test("is read, never changed, at each address that takes GET", async () => {
    for (const { path } of WALLET_ROUTES) {
      const { told, respond } = site();
      for (const method of ["GET", "HEAD"]) await respond(request(path, method));
      expect(told).toEqual([]);
    }
  });
});
