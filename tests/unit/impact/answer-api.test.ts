import { describe, expect, it } from "vitest";
import { Cause } from "../../../core/giving/cause.ts";
import { answerApi, CACHE_CONTROL } from "../../../core/impact/answer-api.ts";
import { EXAMPLE_CAUSE, EXAMPLE_COMMUNITY } from "../../../core/impact/examples.ts";
import { openApi } from "../../../core/impact/openapi.ts";
import { CauseDetail, Community } from "../../../core/impact/view.ts";

const { brand } = EXAMPLE_COMMUNITY;
const cause = Cause.parse(EXAMPLE_CAUSE);

function api(applied = true) {
  return answerApi({
    stated: async () => ({ ...(applied && { brand }), causes: [cause], terms: [], pools: [] }),
    impact: { days: async () => [], allTime: async () => undefined },
    allowances: { left: async () => new Map() },
    milestones: { reached: async () => [] },
    now: () => "2026-11-22T13:35:45Z",
  });
}

async function get(path: string, headers: Record<string, string> = {}, respond = api()) {
  const route = "GET /api/{proxy+}";
  return await respond({ route, path, parameters: {}, query: {}, headers, body: Buffer.alloc(0) });
}

describe("the public API", () => {
  it.each(["/api/community", "/api/causes", "/api/causes/example-rivers", "/api/openapi.json"])(
    "answers %s with a strong tag and a short public life",
    async (path) => {
      const answer = await get(path);
      expect(answer.status).toBe(200);
      expect(answer.headers).toMatchObject({
        "content-type": "application/json",
        "cache-control": CACHE_CONTROL,
      });
      expect(answer.headers?.etag).toMatch(/^"[\w-]{43}"$/);
      expect(() => JSON.parse(answer.body ?? "")).not.toThrow();
    },
  );

  it("answers 304 without a body to who has these bytes, also in a list or behind a weak mark", async () => {
    const etag = (await get("/api/community")).headers?.etag ?? "";
    for (const known of [etag, `"other", ${etag}`, `W/${etag}`, "*"]) {
      const answer = await get("/api/community", { "if-none-match": known });
      expect(answer).toMatchObject({ status: 304, headers: { etag, "cache-control": CACHE_CONTROL } });
      expect(answer.body).toBeUndefined();
    }
    expect((await get("/api/community", { "if-none-match": '"other"' })).status).toBe(200);
  });

  it.each(["/api/causes/night-sky", "/api/causes/%2e%2e", "/api/causes/a/b", "/api", "/api/people"])(
    "answers %s with 404 and a problem document",
    async (path) => {
      const answer = await get(path);
      expect(answer.status).toBe(404);
      expect(answer.headers?.["content-type"]).toBe("application/problem+json");
    },
  );

  it("answers 503 before a brand is applied, and says so", async () => {
    const answer = await get("/api/community", {}, api(false));
    expect(answer.status).toBe(503);
    expect(JSON.parse(answer.body ?? "")).toMatchObject({ detail: "brand not applied yet" });
  });
});

describe("the API's document", () => {
  it("has examples that its own schemas accept", () => {
    expect(Community.parse(EXAMPLE_COMMUNITY)).toEqual(EXAMPLE_COMMUNITY);
    expect(CauseDetail.parse(EXAMPLE_CAUSE)).toEqual(EXAMPLE_CAUSE);
  });

  it("refers only to schemas that it holds", () => {
    const text = JSON.stringify(openApi());
    const held = Object.keys(JSON.parse(text).components.schemas).map((id) => `#/components/schemas/${id}`);
    const referred = [...text.matchAll(/"\$ref":"([^"]+)"/g)].map((match) => match[1]);
    expect(referred.length).toBeGreaterThan(5);
    expect(referred.filter((one) => one !== undefined && !held.includes(one))).toEqual([]);
  });
});
