import { describe, expect, test } from "vitest";
import type { ClaimLink } from "../../../core/giving/ledger/claim-link.store.ts";
import { Cause } from "../../../core/model/cause.ts";
import { claimHash, claimToken } from "../../../core/model/claim-link.ts";
import { PEOPLE_ROUTES, type PeoplePath } from "../../../core/model/routes.ts";
import type { Terms } from "../../../core/model/terms.ts";
import { claimPage } from "../../../core/site/claim/claim-page.ts";
import { servePeople } from "../../../core/site/serve-people.ts";
import type { Page } from "../../../core/site/ui/page.ts";
import { demoFeedback } from "../../support/demo-texts.ts";
import { someTerms } from "../../support/giving-builders.ts";
import { brand, everyday } from "../../support/states.ts";

const token = claimToken("web", "f2a9c6d41be04f7790d35a1c");
const claim = claimHash(token);
const NOW = "2026-11-22T12:00:00Z";
const of = {
  order: { source: "standard" as const, connection: "web", orderId: "1001" },
  placedAt: "2026-11-20T09:15:40Z",
  currency: "USD" as const,
  parts: [
    { cause: "clean-rivers", funding: "brand" as const, minor: 100 },
    { cause: "clean-rivers", funding: "customer" as const, minor: 30 },
  ],
  until: "2027-01-19T09:15:40Z",
};
const paused = everyday.causes.map(({ slug, name, summary, charity }, index) =>
  Cause.parse({ slug, name, summary, charity, status: index === 3 ? "paused" : "active" }),
);

const PICK = paused[1]?.slug ?? "";

function site(row?: ClaimLink, terms: readonly Terms[] = [], asks = false) {
  const told: unknown[] = [];
  const page = claimPage({
    claims: { read: async (asked) => (asked === claim ? row : undefined) },
    events: {
      publish: async (contract, details) => {
        for (const detail of details) told.push([contract.name, contract.detail.parse(detail)]);
      },
    },
    readListening: async () => (asks ? { form: demoFeedback() } : {}),
    identityKey: async () => "the key of identities in these tests, long enough",
    now: () => NOW,
  });
  const pages = Object.fromEntries(PEOPLE_ROUTES.map(({ path }) => [path, page])) as Record<PeoplePath, Page>;
  const respond = servePeople({
    readBrandConfig: async () => ({ brand, causes: paused, terms, pools: [] }),
    readBrandWords: async () => [],
    pages,
    siteUrl: "https://site.example",
    replyTo: "hello@tarnfell.example",
    now: () => NOW,
  });
  const send = (method: string, form = "", query: Record<string, string> = {}) =>
    respond({
      route: `${method} /c/{token}`,
      method,
      path: `/c/${token}`,
      parameters: { token },
      query,
      headers: {
        host: "site.example",
        "content-type": "application/x-www-form-urlencoded",
        "sec-fetch-site": "same-origin",
      },
      cookies: [],
      sourceIp: "203.0.113.7",
      body: Buffer.from(form),
    });
  return { told, send };
}
const textOf = (body: unknown) =>
  String(body ?? "")
    .replaceAll(/<[^>]+>/g, " ")
    .replaceAll(/\s+/g, " ");

describe("the page behind a claim link", () => {
  test("says what was promised under the terms of the purchase, whatever they are today, and nothing of other terms", async () => {
    const first = someTerms({ share: { kind: "percentage", basisPoints: 200 } });
    const second = someTerms({ version: 2, share: { kind: "percentage", basisPoints: 900 } });
    const { send } = site({ of: { ...of, terms: "everyday@1" } }, [first, second]);
    const text = textOf((await send("GET")).body);
    expect(text).toContain(`${brand.name} gives: 2% of the purchase`);
    expect(text).toContain("Terms everyday@1, text 1");
    expect(text).not.toContain("9%");
    const before = textOf((await site({ of }, [first, second]).send("GET")).body);
    expect(before).not.toContain("% of the purchase");
  });

  test("leads to what its customer wants to say in private, if the brand asks and the purchase is known", async () => {
    const way = `href="/f/${token}"`;
    expect((await site({ of }, [], true).send("GET")).body).toContain(way);
    expect((await site({ of, picked: { cause: PICK, at: NOW } }, [], true).send("GET")).body).toContain(way);
    expect((await site({ of }).send("GET")).body).not.toContain(way);
    expect((await site(undefined, [], true).send("GET")).body).not.toContain(way);
  });

  test("says what the purchase gives, and asks for nothing but a cause", async () => {
    const { send, told } = site({ of });
    const answer = await send("GET");
    expect(answer.status).toBe(200);
    const text = textOf(answer.body);
    expect(text).toContain(`$1.00 from ${brand.name} and $0.30 that you added`);
    expect(text).toContain("You can pick once, until January 19, 2027.");
    expect(answer.body).not.toContain('type="email"');
    expect(answer.body).not.toContain(`value="${paused[3]?.slug}"`);
    expect(told).toEqual([]);
  });

  test("takes a pick before its purchase is known, and says so", async () => {
    const { send } = site();
    expect(textOf((await send("GET")).body)).toContain("This purchase has not reached us yet");
  });

  test("puts a pick on the bus before it answers, without the link's token", async () => {
    const { send, told } = site({ of });
    const answer = await send("POST", `cause=${PICK}`);
    expect(answer.status).toBe(303);
    expect(answer.facts).toMatchObject({ page: "causePicked", cause: PICK, pickedFrom: expect.any(String) });
    expect(answer.headers?.["location"]).toBe(`/c/${token}?picked=${PICK}`);
    expect(told).toEqual([["CausePicked.v1", { claim, cause: PICK, at: NOW }]]);
    expect(JSON.stringify(told)).not.toContain(token);
    const after = await send("GET", "", { picked: PICK });
    expect(textOf(after.body)).toContain("Thank you");
  });

  test.each(["", "cause=", `cause=${paused[3]?.slug}`, "cause=no-such-cause"])(
    "answers the form %j with what is missing, and publishes nothing",
    async (form) => {
      const { send, told } = site({ of });
      const answer = await send("POST", form);
      expect(answer.status).toBe(422);
      expect(textOf(answer.body)).toContain("Pick a cause first.");
      expect(told).toEqual([]);
    },
  );

  test("says what was picked to whoever opens it or sends it again", async () => {
    const { send, told } = site({ of, picked: { cause: PICK, at: NOW } });
    for (const answer of [await send("GET"), await send("POST", "cause=clean-rivers")]) {
      expect(answer.status).toBe(200);
      expect(textOf(answer.body)).toContain("Picked:");
    }
    expect(told).toEqual([]);
  });

  test("ends with the days in which a gift can be claimed", async () => {
    const { send, told } = site({ of: { ...of, until: "2026-11-22T11:59:59Z" } });
    for (const answer of [await send("GET"), await send("POST", "cause=clean-rivers")]) {
      expect(textOf(answer.body)).toContain("The time to pick is over.");
    }
    expect(told).toEqual([]);
  });
});
