import { describe, expect, test } from "vitest";
import type { HttpRequest } from "../../../../core/platform/lambda/http.ts";
import { serveLog } from "../../../../core/site/proof-log/serve-log.ts";

const asked: string[] = [];
const respond = serveLog({
  read: async (path) => {
    asked.push(path);
    return path.includes("404") ? undefined : { bytes: Buffer.from("bytes"), tag: "" };
  },
});
const get = (path: string) =>
  respond({
    ...{ route: "", method: "GET", path, parameters: {}, query: {}, headers: {}, cookies: [] },
    ...{ sourceIp: "192.0.2.1", body: Buffer.alloc(0) },
  } satisfies HttpRequest);

describe("the public log", () => {
  test.each(["tile/0/000", "tile/0/x001/x234/067", "tile/1/000.p/5", "tile/entries/x001/000.p/255"])(
    "keeps %s for a year",
    async (path) => {
      const { status, headers, body } = await get(`/proof/${path}`);
      expect(status).toBe(200);
      expect(headers?.["cache-control"]).toBe("public, max-age=31536000, immutable");
      expect(Buffer.from(body ?? "", "base64").toString()).toBe("bytes");
      expect(asked.at(-1)).toBe(`log/${path}`);
    },
  );

  test("has a checkpoint that is asked for again after a minute", async () => {
    expect((await get("/proof/checkpoint")).headers?.["cache-control"]).toBe("public, max-age=60");
  });

  test.each([
    "",
    "tile/0/00",
    "tile/0/x001",
    "tile/../nights/first",
    "nights/2026-11-27.json",
    "verifier-key",
    "tile/0/404",
  ])("answers 404 to %s, which is none of its files", async (path) => {
    asked.length = 0;
    expect((await get(`/proof/${path}`)).status).toBe(404);
    expect(asked).toEqual(path.endsWith("/404") ? [`log/${path}`] : []);
  });
});
