import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { contentCoding } from "../../../../core/platform/lambda/content-coding.ts";
import { http, json, type Respond } from "../../../../core/platform/lambda/http.ts";
import { context, httpEvent } from "../../../support/http-event.ts";

const log = { info: () => undefined, error: () => undefined };
const page = `<p>Grüße</p>${"<p>What purchases gave</p>".repeat(100)}`;
const html = {
  "content-type": "text/html; charset=utf-8",
  "cache-control": "public, max-age=15",
  vary: "Accept-Language",
};
const respondsWith =
  (headers: Record<string, string> = html, body = page): Respond =>
  () => ({ status: 200, headers, body });

async function ask(
  acceptEncoding: string | undefined,
  more: { method?: string; tag?: string; respond?: Respond } = {},
) {
  const { method = "GET", tag, respond = respondsWith() } = more;
  const headers = {
    ...(acceptEncoding !== undefined && { "Accept-Encoding": acceptEncoding }),
    ...(tag !== undefined && { "If-None-Match": tag }),
  };
  const handler = http(respond, log, { coding: contentCoding });
  return handler(httpEvent({ route: `${method} /`, headers }), context);
}

const bytesOf = ({ body = "", isBase64Encoded }: Awaited<ReturnType<typeof ask>>) =>
  Buffer.from(body, isBase64Encoded ? "base64" : "utf8");

function decoded(bytes: Buffer, coding: string | undefined): Buffer {
  if (coding === "br") return brotliDecompressSync(bytes);
  return coding === "gzip" ? gunzipSync(bytes) : bytes;
}

describe("an answer is sent", () => {
  test.each([
    ["gzip, deflate, br, zstd", "br"],
    ["gzip, deflate", "gzip"],
    ["br;q=0.1, gzip", "br"],
    ["br;q=0, gzip", "gzip"],
    ["BR", "br"],
    ["*", "br"],
    ["br;q=0, *;q=0.5", "gzip"],
    ["gzip;q=0, *;q=0", undefined],
    ["identity", undefined],
    ["", undefined],
    ["deflate, br;q=nonsense", undefined],
    [undefined, undefined],
  ])("to a caller that accepts %j in the coding %s, and holds the same text", async (accepts, coding) => {
    const answer = await ask(accepts);
    expect(answer.headers?.["content-encoding"]).toBe(coding);
    expect(answer.headers?.["vary"]).toBe("Accept-Language, Accept-Encoding");
    const bytes = bytesOf(answer);
    expect(decoded(bytes, coding).toString()).toBe(page);
    if (coding !== undefined) expect(bytes.byteLength).toBeLessThan(page.length / 4);
  });

  test.each([
    ["small", respondsWith(html, "<p>small</p>")],
    ["of another kind", respondsWith({ ...html, "content-type": "image/png" })],
    ["without a kind", respondsWith({})],
  ] as const)("as it is, and the same to everybody, where it is %s", async (_, respond) => {
    const answer = await ask("br", { respond });
    expect(answer).not.toHaveProperty("isBase64Encoded");
    expect(answer.headers).not.toHaveProperty("content-encoding");
    expect(String(answer.headers?.["vary"])).not.toContain("Encoding");
  });

  test("as it is where it answers a form: it repeats what was typed", async () => {
    expect((await ask("br", { method: "POST" })).headers).not.toHaveProperty("content-encoding");
  });

  test("in JSON as well", async () => {
    const figures = Array.from({ length: 200 }, (_, day) => ({ day }));
    const answer = await ask("br", { respond: () => json(200, figures) });
    expect(JSON.parse(brotliDecompressSync(bytesOf(answer)).toString())).toEqual(figures);
  });
});

describe("the tag of an answer", () => {
  const tagOf = async (accepts: string | undefined) => String((await ask(accepts)).headers?.["etag"]);

  test("is another one for each coding, as its bytes are", async () => {
    const tags = [await tagOf(undefined), await tagOf("gzip"), await tagOf("br")];
    expect(new Set(tags).size).toBe(3);
    for (const tag of tags) expect(tag).toMatch(/^"[\w-]{43}(-br|-gzip)?"$/);
  });

  test("spares a caller the bytes that it has, in the coding in which it has them", async () => {
    for (const accepts of [undefined, "gzip", "br"]) {
      const tag = await tagOf(accepts);
      for (const method of ["GET", "HEAD"]) {
        const answer = await ask(accepts, { tag, method });
        expect(answer).toMatchObject({ statusCode: 304, body: "", headers: { etag: tag } });
        expect(answer).toMatchObject({ headers: { vary: "Accept-Language, Accept-Encoding" } });
        expect(answer).not.toHaveProperty("isBase64Encoded");
        expect(answer.headers).not.toHaveProperty("content-encoding");
      }
      const others = ["br", "gzip", "identity"].filter((other) => other !== (accepts ?? "identity"));
      for (const other of others) expect(await ask(other, { tag })).toMatchObject({ statusCode: 200 });
    }
  });

  test("and every other header is the same for HEAD, without a body", async () => {
    for (const accepts of [undefined, "gzip", "br"]) {
      const [whole, head] = [await ask(accepts), await ask(accepts, { method: "HEAD" })];
      expect(head).toEqual({ statusCode: 200, headers: whole.headers, body: "" });
    }
  });
});
