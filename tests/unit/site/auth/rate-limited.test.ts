import { describe, expect, test } from "vitest";
import type { RateLimitStore } from "../../../../core/people/rate-limit/rate-limit.store.ts";
import type { RateLimit } from "../../../../core/people/rate-limit/rate-limit.ts";
import { limitForms, limitMisses } from "../../../../core/site/auth/rate-limited.ts";
import type { AccountContext, Page, PageRequest } from "../../../../core/site/ui/page.ts";
import { pageFormatter } from "../../../../core/site/ui/page-formatter.ts";
import { emptyForm } from "../../../../core/site/ui/read-form.ts";
import { brand } from "../../../support/states.ts";

const context: AccountContext = {
  brand,
  brandConfig: { brand, causes: [], terms: [], pools: [] },
  siteUrl: "https://site.example",
  replyTo: "hello@tarnfell.example",
  termsInForce: [],
  formatter: pageFormatter("en", brand),
  carryLanguage: false,
};
const request = (method: string, sourceIp = "203.0.113.7"): PageRequest => ({
  route: `${method} /sign-in`,
  method,
  path: "/sign-in",
  parameters: {},
  query: {},
  headers: {},
  cookies: [],
  sourceIp,
  body: Buffer.alloc(0),
  form: emptyForm,
});

function counting(triesMax: number) {
  const taken = new Map<string, number>();
  const limits: RateLimitStore = {
    async consume({ max }: RateLimit, subject) {
      const times = taken.get(subject) ?? 0;
      if (times >= max) return "exceeded";
      taken.set(subject, times + 1);
      return "allowed";
    },
  };
  return { limits, triesMax, taken };
}
const answering =
  (status: number): Page =>
  async () => ({ status });

describe("a source that tries too often", () => {
  test("can send no more forms, and is answered when it can again", async () => {
    const page = limitForms(counting(2), answering(200));
    const answers = [];
    for (let time = 0; time < 4; time += 1) answers.push(await page(request("POST"), context));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 429, 429]);
    expect(answers[3]?.headers).toMatchObject({ "retry-after": "900" });
    expect(answers[3]?.body).toContain("Try again in 15 minutes.");
    expect((await page(request("POST", "203.0.113.8"), context)).status).toBe(200);
  });

  test("can look as often as it likes", async () => {
    const limits = counting(1);
    const page = limitForms(limits, answering(200));
    for (let time = 0; time < 4; time += 1) expect((await page(request("GET"), context)).status).toBe(200);
    expect(limits.taken.size).toBe(0);
  });

  test("gets no page for more links that do not work; those that do are not counted", async () => {
    const limits = counting(2);
    const misses = limitMisses(limits, answering(404));
    const statuses = [];
    for (let time = 0; time < 3; time += 1) statuses.push((await misses(request("POST"), context)).status);
    expect(statuses).toEqual([404, 404, 429]);
    expect((await limitMisses(limits, answering(200))(request("POST"), context)).status).toBe(200);
  });

  test.each(["GET", "HEAD", "OPTIONS"])(
    "uses up nothing by a %s, as another's page or a mail scanner makes it",
    async (method) => {
      const limits = counting(1);
      for (const page of [limitMisses(limits, answering(404)), limitForms(limits, answering(200))]) {
        for (let time = 0; time < 3; time += 1) {
          expect((await page(request(method), context)).status).not.toBe(429);
        }
      }
      expect(limits.taken.size).toBe(0);
    },
  );

  test("is its whole network where one subscriber has many addresses", async () => {
    const page = limitForms(counting(1), answering(200));
    expect((await page(request("POST", "2001:db8:1:2::1"), context)).status).toBe(200);
    expect((await page(request("POST", "2001:db8:1:2:ffff::9"), context)).status).toBe(429);
    expect((await page(request("POST", "2001:db8:1:3::1"), context)).status).toBe(200);
  });
});
