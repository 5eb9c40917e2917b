import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { ClaimLink } from "../../../core/giving/ledger/claim-link.store.ts";
import { Cause } from "../../../core/model/cause.ts";
import { claimHash, claimToken } from "../../../core/model/claim-link.ts";
import { receiptClaim } from "../../../core/model/receipt.ts";
import { PEOPLE_ROUTES, type PeoplePath } from "../../../core/model/routes.ts";
import { RECEIPT_TRIES, TRIES_OF_RECEIPT } from "../../../core/people/rate-limit/rate-limit.ts";
import { hashReceipt } from "../../../core/platform/crypto/receipt.ts";
import { pickLine } from "../../../core/site/claim/pick-line.ts";
import { receiptPage } from "../../../core/site/claim/receipt-page.ts";
import { servePeople } from "../../../core/site/serve-people.ts";
import type { Page } from "../../../core/site/ui/page.ts";
import { brand, everyday } from "../../support/states.ts";

const KEY = "the key of identities in these tests, long enough";
const NOW = "2026-11-22T12:00:00Z";
const of = {
  order: { source: "standard" as const, connection: "pos", orderId: "2041" },
  placedAt: "2026-11-20T09:15:40Z",
  currency: "USD" as const,
  parts: [{ cause: "clean-rivers", funding: "brand" as const, minor: 137 }],
  until: "2027-01-19T09:15:40Z",
};
const receipt = receiptClaim(hashReceipt(KEY, "2041") ?? "", "52.4", "2026-11-20");
const link = claimHash(claimToken("pos", "f2a9c6d41be04f7790d35a1c"));
const causes = everyday.causes.map(({ slug, name, summary, charity }) =>
  Cause.parse({ slug, name, summary, charity, status: "active" }),
);
const PICK = causes[1]?.slug ?? "";
const from = { sourceIp: "203.0.113.7", cause: PICK, at: NOW };
const form = { number: "#2041", total: "$52.40", day: "2026-11-20", cause: PICK };

function site(rows: Readonly<Record<string, ClaimLink>> = { [receipt]: { of } }) {
  const told: unknown[] = [];
  const tried: string[] = [];
  const counts = new Map<string, number>();
  const page = receiptPage({
    claims: { read: async (claim) => rows[claim] },
    limits: {
      async consume({ name, max }, subject) {
        tried.push(name);
        const times = (counts.get(`${name} ${subject}`) ?? 0) + 1;
        counts.set(`${name} ${subject}`, times);
        return times > max ? "exceeded" : "allowed";
      },
    },
    events: {
      publish: async (contract, details) => {
        for (const detail of details) told.push([contract.name, contract.detail.parse(detail)]);
      },
    },
    identityKey: async () => KEY,
    now: () => NOW,
  });
  const pages = Object.fromEntries(PEOPLE_ROUTES.map(({ path }) => [path, page])) as Record<PeoplePath, Page>;
  const respond = servePeople({
    readBrandConfig: async () => ({ brand, causes, terms: [], pools: [] }),
    readBrandWords: async () => [],
    pages,
    siteUrl: "https://site.example",
    replyTo: "hello@tarnfell.example",
    now: () => NOW,
  });
  const send = (method: string, fields: Record<string, string> = {}, query: Record<string, string> = {}) =>
    respond({
      route: `${method} /claim`,
      method,
      path: "/claim",
      parameters: {},
      query,
      headers: {
        host: "site.example",
        "content-type": "application/x-www-form-urlencoded",
        "sec-fetch-site": "same-origin",
      },
      cookies: [],
      sourceIp: "203.0.113.7",
      body: Buffer.from(new URLSearchParams(fields).toString()),
    });
  return { told, tried, send };
}
const textOf = (body: unknown) =>
  String(body ?? "")
    .replaceAll(/<[^>]+>/g, " ")
    .replaceAll(/\s+/g, " ");

describe("the page for a receipt without a code", () => {
  test("asks for three facts and a cause, and for nothing of a person", async () => {
    const { send, told, tried } = site();
    const answer = await send("GET");
    expect(answer.status).toBe(200);
    expect(answer.body).not.toMatch(/type="?(email|tel)/);
    for (const field of ["number", "total", "day"]) expect(answer.body).toContain(`name="${field}"`);
    expect([...told, ...tried]).toEqual([]);
  });

  test("picks for the purchase with these three facts, however they are typed", async () => {
    for (const typed of [form, { ...form, number: "002041", total: "52,40 EUR" }]) {
      const { send, told } = site();
      const answer = await send("POST", typed);
      expect(answer.status).toBe(303);
      expect(answer.facts).toEqual({ page: "causePicked", ...pickLine(KEY, from) });
      expect(answer.headers?.["location"]).toBe(`/claim?picked=${PICK}`);
      expect(told).toEqual([["CausePicked.v1", { claim: receipt, cause: PICK, at: NOW }]]);
      expect(textOf((await send("GET", {}, { picked: PICK })).body)).toContain("Thank you");
    }
  });

  test("picks in the row of the purchase's link, where it has one", async () => {
    const { send, told } = site({ [receipt]: { link }, [link]: { of } });
    expect((await send("POST", form)).status).toBe(303);
    expect(told).toEqual([["CausePicked.v1", { claim: link, cause: PICK, at: NOW }]]);
  });

  test.each([
    { ...form, number: "2042" },
    { ...form, total: "52.41" },
    { ...form, day: "2026-11-19" },
  ])("finds nothing where one fact is another: %j", async (typed) => {
    const { send, told, tried } = site();
    const answer = await send("POST", typed);
    expect(answer.status).toBe(422);
    expect(textOf(answer.body)).toContain("We find no purchase");
    expect(answer.body).toContain(`value="${typed.number}"`);
    expect(told).toEqual([]);
    expect(tried).toEqual([RECEIPT_TRIES.name, TRIES_OF_RECEIPT.name]);
  });

  test("says nothing of the purchase: not what it gave, nor what was picked for it", async () => {
    const open = site();
    const picked = site({ [receipt]: { of, picked: { cause: "clean-rivers", at: NOW } } });
    const late = site({ [receipt]: { of: { ...of, until: "2026-11-21T00:00:00Z" } } });
    const answers = await Promise.all([open, picked, late].map(({ send }) => send("POST", form)));
    expect(answers.map(({ status }) => status)).toEqual([303, 200, 200]);
    for (const { body } of answers) {
      expect(body ?? "").not.toContain("$1.37");
      expect(body ?? "").not.toContain("/causes/clean-rivers");
    }
    expect(textOf(answers[1]?.body)).toContain("The pick was made before.");
    expect(textOf(answers[2]?.body)).toContain("The time to pick is over.");
    expect([...picked.told, ...late.told]).toEqual([]);
  });

  test.each([
    [{ ...form, number: "-" }, "Type the number"],
    [{ ...form, total: "much" }, "Type the total"],
    [{ ...form, day: "yesterday" }, "Pick the day"],
    [{ ...form, day: "2026-11-30" }, "Pick the day"],
    [{ ...form, cause: "no-such-cause" }, "Pick a cause first."],
    [{}, "Type the number"],
  ])("says what is missing in %j, and counts no try", async (typed, said) => {
    const { send, told, tried } = site();
    const answer = await send("POST", typed);
    expect(answer.status).toBe(422);
    expect(textOf(answer.body)).toContain(said);
    expect([...told, ...tried]).toEqual([]);
  });

  test("has the number that a code brings along, and looks nothing up by it", async () => {
    const { send, tried } = site();
    const answer = await send("GET", {}, { number: '"><script>5120' });
    expect(answer.body).toContain('value="&quot;>&lt;script>5120"');
    expect(tried).toEqual([]);
  });

  test("is where the code leads that a till of Shopify prints", () => {
    const extension = readFileSync("integrations/shopify-pos/src/receipt.jsx", "utf8");
    const [, path, field] = /`\$\{site\}(\/\w+)\?(\w+)=\$\{orderId\}`/.exec(extension) ?? [];
    expect([path, field]).toEqual(["/claim", "number"]);
  });

  test("takes five tries of one receipt, whoever makes them, and then finds it no more", async () => {
    const { send, told } = site();
    for (let cents = 0; cents < TRIES_OF_RECEIPT.max; cents += 1)
      await send("POST", { ...form, total: `52.0${cents}` });
    expect((await send("POST", form)).status).toBe(429);
    expect((await send("POST", { ...form, number: "2042" })).status).toBe(422);
    expect(told).toEqual([]);
  });

  test("counts every try of a source, also those that find a purchase, and then refuses them all", async () => {
    const { send, told } = site();
    for (let tries = 0; tries < RECEIPT_TRIES.max; tries += 1)
      await send("POST", { ...form, number: `${tries}` });
    const answer = await send("POST", form);
    expect(answer.status).toBe(429);
    expect(told).toEqual([]);
  });
});

describe("the log line of a pick", () => {
  test("says the same of one source all day, whatever its address ends with, and nothing of who it is", () => {
    const { pickedFrom } = pickLine(KEY, from);
    expect(pickedFrom).toMatch(/^[\w-]{10}$/);
    const later = { ...from, at: "2026-11-22T23:59:59Z", cause: "clean-rivers" };
    expect(pickLine(KEY, later)).toEqual({ cause: "clean-rivers", pickedFrom });
    const [one, other] = ["2001:db8:1:2::7", "2001:db8:1:2:9::1"].map((sourceIp) =>
      pickLine(KEY, { ...from, sourceIp }),
    );
    expect(one).toEqual(other);
  });

  test("says another of another source, on another day, and under another key", () => {
    const others = [
      pickLine(KEY, from),
      pickLine(KEY, { ...from, sourceIp: "203.0.113.8" }),
      pickLine(KEY, { ...from, at: "2026-11-23T00:00:00Z" }),
      pickLine(`${KEY}, another`, from),
    ];
    expect(new Set(others.map(({ pickedFrom }) => pickedFrom)).size).toBe(4);
  });
});
