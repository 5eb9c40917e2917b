import { describe, expect, test } from "vitest";
import { claimToken } from "../../../core/model/claim-link.ts";
import type { CustomerId } from "../../../core/model/customer.ts";
import {
  linkPaths,
  PEOPLE_ROUTES,
  type PeoplePath,
  PROOF_ROUTES,
  type ProofPath,
} from "../../../core/model/routes.ts";
import { unsubscribeToken } from "../../../core/people/sessions/unsubscribe-token.ts";
import {
  CONTACT_KEY,
  type MemoryBrowser,
  type MemorySite,
  memorySite,
  wishFor,
} from "../../support/memory-site.ts";
import { provenOrders } from "../../support/proven-orders.ts";

/** What only reads. Whatever else a store can do counts as a write, also what it learns to do later. */
const READS: readonly string[] = [
  ...["preferences", "consents", "consentRecord", "causes", "history", "readPerson"].map(
    (one) => `people.${one}`,
  ),
  ...["hashOf", "customerOf", "contacts", "customersAt", "readAddress", "forgottenAt"].map(
    (one) => `contacts.${one}`,
  ),
  "suppressions.read",
  "claims.read",
  "cards.read",
  "links.peek",
  ...["orders.of", "orders.ofCustomer"],
  ...["read", "readReading", "endedAt"].map((one) => `sessions.${one}`),
];

interface Watched {
  readonly site: MemorySite;
  readonly ann: CustomerId;
  readonly signedIn: MemoryBrowser;
  /** Everything that pages called but did not read with, since the last call of this. */
  writes(): readonly string[];
  calls(): number;
}

async function watched(): Promise<Watched> {
  const called: string[] = [];
  const site = memorySite({
    triesMax: 1,
    proofs: provenOrders([], "2026-11-20").proofs,
    watch: (store, methods) =>
      new Proxy(methods, {
        get(target, name, receiver) {
          called.push(`${store}.${String(name)}`);
          return Reflect.get(target, name, receiver);
        },
      }),
  });
  const ann = await site.join("ann@example.com", [wishFor("impact")]);
  const signedIn = site.browser();
  await signedIn.post(await site.signInPath(ann));
  called.length = 0;
  return {
    site,
    ann,
    signedIn,
    calls: () => called.length,
    writes: () => called.splice(0).filter((one) => !READS.includes(one)),
  };
}

const TOKEN = claimToken("web", "a-fact-that-nobody-can-guess");

/** An address of each route, in each state that its link can be in. */
const addresses: Readonly<Record<PeoplePath | ProofPath, readonly ((on: Watched) => Promise<string>)[]>> = {
  "/join": [async () => "/join", async () => "/join?email=ann%40example.com&language=en&wishes=impact.email"],
  "/confirm/{token}": [
    async () => "/confirm/x",
    async ({ site, ann }) => `/confirm${(await site.signInPath(ann)).slice("/sign-in".length)}`,
    async ({ site, ann }) => (await site.confirmPath(ann)) ?? "",
    async ({ site, ann }) => (await site.confirmPath(ann, -1)) ?? "",
    async ({ site, ann }) => {
      const path = (await site.confirmPath(ann)) ?? "";
      await site.browser().post(path);
      return path;
    },
  ],
  "/sign-in": [
    async () => "/sign-in",
    async () => "/sign-in?email=ann%40example.com",
    async () => "/sign-in?next=%2Fhistory",
  ],
  "/sign-in/{token}": [
    async () => `/sign-in/${"0".repeat(26)}.${"A".repeat(43)}`,
    async ({ site, ann }) => site.signInPath(ann),
    async ({ site, ann }) => site.signInPath(ann, -1),
    async ({ site, ann }) => {
      const path = await site.signInPath(ann);
      await site.browser().post(path);
      return path;
    },
  ],
  "/change/{token}": [
    async () => "/change/x",
    async ({ site, ann }) => site.changePath(ann),
    async ({ site, ann }) => site.changePath(ann, -1),
  ],
  "/letter/{token}": [
    async () => "/letter/x.y.z",
    async ({ site, ann }) => site.letterPath(ann),
    async ({ site, ann }) => {
      await site.browser().post((await site.confirmPath(ann)) ?? "");
      return site.letterPath(ann, "preferences");
    },
  ],
  "/c/{token}": [
    async () => "/c/x",
    async () => `/c/${TOKEN}`,
    async () => `/c/${TOKEN}?picked=clean-rivers`,
  ],
  "/verify": [async () => "/verify"],
  "/c/{token}/proof": [async () => "/c/x/proof", async () => `/c/${TOKEN}/proof`],
  "/me/gifts/{gift}/proof": [async () => "/me/gifts/gift_0/proof"],
  "/C/{token}": [async () => `/C/${TOKEN}`],
  "/claim": [async () => "/claim", async () => "/claim?picked=clean-rivers"],
  "/sign-out": [],
  "/preferences": [async () => "/preferences", async () => "/preferences?impact.email=withdrawn"],
  "/preferences/what": [async () => "/preferences/what", async () => "/preferences/what?offers.email=on"],
  "/preferences/when": [async () => "/preferences/when"],
  "/preferences/about": [async () => "/preferences/about"],
  "/preferences/address": [
    async () => "/preferences/address",
    async () => "/preferences/address?channel=email",
  ],
  "/preferences/data": [async () => "/preferences/data"],
  "/preferences/delete": [async () => "/preferences/delete"],
  "/history": [async () => "/history", async () => "/history?after=x"],
  "/impact/me": [async () => "/impact/me"],
  "/card": [
    async () => "/card",
    async ({ signedIn }) => {
      await signedIn.post("/card", { instead: "0" });
      return "/card?done=made&instead=1";
    },
  ],
  "/unsubscribe/{token}": [
    async () => "/unsubscribe/x.y.z",
    async ({ ann }) =>
      linkPaths.unsubscribe(unsubscribeToken(CONTACT_KEY, { customer: ann, topic: "all", channel: "email" })),
  ],
};
const looked = [...PEOPLE_ROUTES, ...PROOF_ROUTES].flatMap(({ path, methods }) =>
  methods.flatMap((method) =>
    method === "POST" ? [] : addresses[path].map((address, state) => [method, path, state, address] as const),
  ),
);

describe("looking", () => {
  test("is tried at every address that can be looked at", () => {
    const lookable = [...PEOPLE_ROUTES, ...PROOF_ROUTES].filter(({ methods }) =>
      methods.some((method) => method !== "POST"),
    );
    expect([...new Set(looked.map(([, path]) => path))]).toEqual(lookable.map(({ path }) => path));
  });

  test.each(looked)(
    "by %s at %s, state %i, writes nothing, for a visitor as for a customer",
    async (method, _path, _state, address) => {
      const on = await watched();
      const path = await address(on);
      on.writes();
      for (const browser of [on.site.browser(), on.signedIn]) {
        // More often than a source may try.
        for (let time = 0; time < 3; time += 1) {
          const answer = await browser.send(method, path, {}, "email=ann%40example.com");
          expect(answer.status).not.toBe(429);
          expect(answer.cookies).toBeUndefined();
        }
      }
      expect(on.writes()).toEqual([]);
    },
  );

  test.each(looked)(
    "by %s at %s, state %i, is answered with nothing that the caller chose: compressed, it tells nobody a length",
    async (method, _path, _state, address) => {
      const on = await watched();
      const path = await address(on);
      const chosen = "Canary7Q";
      const sign = path.includes("?") ? "&" : "?";
      const names = ["lang", "before", "done", "ended", "after", "email", "next", "letter", "anything"];
      const query = new URLSearchParams(names.map((name) => [name, chosen]));
      const headers = { "accept-language": chosen, "user-agent": chosen, referer: chosen, origin: chosen };
      for (const browser of [on.site.browser(), on.signedIn]) {
        const answer = await browser.send(method, `${path}${sign}${query}`, headers, `email=${chosen}`);
        expect(answer.body ?? "").not.toContain(chosen);
        expect(JSON.stringify(answer.headers)).not.toContain(chosen);
      }
    },
  );

  test.each(looked)(
    "by %s at %s, state %i, is for no search engine, unless it says the same to everybody",
    async (method, path, _state, address) => {
      const on = await watched();
      const to = await address(on);
      for (const browser of [on.site.browser(), on.signedIn]) {
        const { headers = {}, body = "" } = await browser.send(method, to, {}, "");
        const isListed = path === "/join" || path === "/verify";
        expect(headers["x-robots-tag"]).toBe(isListed ? "all" : "noindex, nofollow");
        expect(body.includes('rel="canonical"')).toBe(isListed);
      }
    },
  );

  test("is seen where it writes: a form does", async () => {
    const on = await watched();
    await on.site.browser().post(await on.site.signInPath(on.ann));
    expect(on.writes()).toEqual(["links.redeem", "sessions.start"]);
    await on.site.browser().post("/sign-in/x");
    expect(on.writes()).toContain("limits.consume");
  });

  test("leaves a source its tries, and so does a form that another site's page sends", async () => {
    const on = await watched();
    const browser = on.site.browser();
    for (const path of ["/confirm/x", "/sign-in/x", "/unsubscribe/x"]) {
      await browser.get(path);
      await browser.send("POST", path, { "sec-fetch-site": "cross-site" }, "");
    }
    expect(on.writes()).not.toContain("limits.consume");
    expect((await browser.post("/sign-in", { email: "ann@example.com" })).status).toBe(200);
  });
});
