import { describe, expect, test } from "vitest";
import { answerApi } from "../../../../core/impact/api/answer-api.ts";
import { EXAMPLE_CAUSE, EXAMPLE_COMMUNITY, EXAMPLE_MONTHS } from "../../../../core/impact/api/examples.ts";
import { openApi } from "../../../../core/impact/api/openapi.ts";
import { CauseDetail, MonthList, PublicCommunity } from "../../../../core/impact/view.ts";
import { type Brand, Cause } from "../../../../core/model/cause.ts";
import { CACHE_PUBLICLY } from "../../../../core/platform/lambda/conditional.ts";

const { brand } = EXAMPLE_COMMUNITY;
const cause = Cause.parse(EXAMPLE_CAUSE);

function api(applied = true, brand: Brand = EXAMPLE_COMMUNITY.brand) {
  return answerApi({
    brandConfig: async () => ({ ...(applied && { brand }), causes: [cause], terms: [], pools: [] }),
    impact: { days: async () => [], months: async () => [], allTime: async () => undefined },
    allowances: { left: async () => new Map() },
    milestones: { reached: async () => [] },
    payouts: async () => undefined,
    now: () => "2026-11-22T13:35:45Z",
  });
}

async function get(path: string, respond = api()) {
  const call = { route: "GET /api/{proxy+}", method: "GET", parameters: {}, query: {}, headers: {} };
  return await respond({ ...call, path, cookies: [], sourceIp: "203.0.113.7", body: Buffer.alloc(0) });
}

describe("the public API", () => {
  test.each([
    "/api/community",
    "/api/causes",
    "/api/causes/example-rivers",
    "/api/months/2026",
    "/api/openapi.json",
  ])("answers %s to anybody, for a short public life", async (path) => {
    const answer = await get(path);
    expect(answer.status).toBe(200);
    expect(answer.headers).toMatchObject({
      "content-type": "application/json",
      "cache-control": CACHE_PUBLICLY,
      "access-control-allow-origin": "*",
    });
    expect(() => JSON.parse(answer.body ?? "")).not.toThrow();
  });

  test.each(["community", "causes", "choices", "days", "terms"])(
    "answers /api/%s.csv to anybody, as a file",
    async (name) => {
      const answer = await get(`/api/${name}.csv`);
      expect(answer.status).toBe(200);
      expect(answer.headers).toMatchObject({
        "content-type": "text/csv; charset=utf-8; header=present",
        "content-disposition": `attachment; filename="${name}.csv"`,
        "cache-control": CACHE_PUBLICLY,
      });
      expect(answer.body).toMatch(/^(cause|day|funding|terms),.*\r\n$/s);
      expect((await get(`/api/${name}.csv`, api(false))).status).toBe(503);
    },
  );

  test("answers /api/months/2026.csv as a file of that year", async () => {
    const answer = await get("/api/months/2026.csv");
    expect(answer.headers?.["content-disposition"]).toBe('attachment; filename="months-2026.csv"');
    expect(answer.body).toBe("month,cause,funding,currency,net,takenBack,gifts\r\n");
  });

  test.each([
    "/api/causes/night-sky",
    "/api/causes/%2e%2e",
    "/api/causes/a/b",
    "/api/months/26",
    "/api",
    "/api/people",
  ])("answers %s with 404 and a problem document", async (path) => {
    const answer = await get(path);
    expect(answer.status).toBe(404);
    expect(answer.headers?.["content-type"]).toBe("application/problem+json");
  });

  test("says of the brand's logo nothing but on pages, which need its bytes", async () => {
    const logo = { light: "data:image/png;base64,AAAA", dark: "data:image/png;base64,AAAA" };
    const answer = await get("/api/community", api(true, { ...brand, look: { ...brand.look, logo } }));
    expect(JSON.parse(answer.body ?? "").brand.look).toEqual(brand.look);
  });

  test("answers 503 before a brand is applied, and says so", async () => {
    const answer = await get("/api/community", api(false));
    expect(answer.status).toBe(503);
    expect(JSON.parse(answer.body ?? "")).toMatchObject({ detail: "brand not applied yet" });
  });
});

describe("the API's document", () => {
  test("has examples that its own schemas accept", () => {
    expect(PublicCommunity.parse(EXAMPLE_COMMUNITY)).toEqual(EXAMPLE_COMMUNITY);
    expect(CauseDetail.parse(EXAMPLE_CAUSE)).toEqual(EXAMPLE_CAUSE);
    expect(MonthList.parse(EXAMPLE_MONTHS)).toEqual(EXAMPLE_MONTHS);
  });

  test("refers only to schemas that it holds", () => {
    const text = JSON.stringify(openApi());
    const held = Object.keys(JSON.parse(text).components.schemas).map((id) => `#/components/schemas/${id}`);
    const referred = [...text.matchAll(/"\$ref":"([^"]+)"/g)].map((match) => match[1]);
    expect(referred.length).toBeGreaterThan(5);
    expect(referred.filter((one) => one !== undefined && !held.includes(one))).toEqual([]);
  });
});
