import { describe, expect, test } from "vitest";
import {
  BODY_BYTES_MAX,
  type HttpRequest,
  http,
  json,
  problem,
  type Respond,
} from "../../../../core/platform/lambda/http.ts";
import type { CallLog } from "../../../../core/platform/lambda/logger.ts";
import { context, httpEvent } from "../../../support/http-event.ts";

const ROUTE = "POST /things/{thing}";

async function call(respond: Respond, more: Partial<Parameters<typeof httpEvent>[0]> = {}) {
  const lines: string[] = [];
  const log: CallLog = {
    info: (message, facts) => lines.push(JSON.stringify({ message, ...facts })),
    error: (message, facts) => lines.push(JSON.stringify({ message, ...facts })),
  };
  const answer = await http(respond, log)(httpEvent({ route: ROUTE, ...more }), context);
  return { answer, lines };
}

describe("the HTTP stack", () => {
  test("hands over the bytes, whether the gateway encoded them or not", async () => {
    const body = Buffer.from('{"price":"9 €"}');
    const seen: HttpRequest[] = [];
    const respond: Respond = (request) => {
      seen.push(request);
      return json(200, {});
    };
    const headers = { "X-Signature": "s" };
    await call(respond, { body, headers, parameters: { thing: "a" }, query: { lang: "de" } });
    await call(respond, { body, headers, base64: true });
    expect(seen.map((request) => request.body.equals(body))).toEqual([true, true]);
    expect(seen[0]).toMatchObject({
      route: ROUTE,
      parameters: { thing: "a" },
      query: { lang: "de" },
      headers: { "x-signature": "s" },
    });
  });

  test.each([false, true])(
    "answers 413 above the limit without handing over anything (base64: %s)",
    async (base64) => {
      const respond: Respond = () => json(200, {});
      const body = Buffer.alloc(BODY_BYTES_MAX + 1, "x");
      expect((await call(respond, { body, base64 })).answer).toMatchObject({ statusCode: 413 });
      expect((await call(respond, { body: body.subarray(1), base64 })).answer).toMatchObject({
        statusCode: 200,
      });
    },
  );

  test("hands over cookies, in whichever form the gateway passes them, and sets several", async () => {
    const seen: (readonly string[])[] = [];
    const respond: Respond = ({ cookies }) => {
      seen.push(cookies);
      return { status: 204, cookies: ["a=1; Path=/", "b=2; Path=/"] };
    };
    await call(respond, { cookies: ["a=1", "b=2"] });
    await call(respond, { headers: { Cookie: "a=1; b=2" } });
    const { answer } = await call(respond);
    expect(seen).toEqual([["a=1", "b=2"], ["a=1", "b=2"], []]);
    expect(answer).toMatchObject({ cookies: ["a=1; Path=/", "b=2; Path=/"] });
  });

  test("answers a failure as `whenFailed` says, and logs its cause", async () => {
    const lines: string[] = [];
    const log: CallLog = {
      info: () => undefined,
      error: (message, facts) => lines.push(JSON.stringify({ message, ...facts })),
    };
    const broken: Respond = () => {
      throw new RangeError("ann@example.org");
    };
    const whenFailed = ({ query }: HttpRequest) => ({ status: 500, body: `Sorry in ${query["lang"]}` });
    const event = httpEvent({ route: ROUTE, query: { lang: "de" } });
    expect(await http(broken, log, { whenFailed })(event, context)).toMatchObject({
      statusCode: 500,
      body: "Sorry in de",
    });
    expect(lines.join()).toContain("RangeError");
    expect(lines.join()).not.toContain("ann@example.org");
  });

  test("answers problems as problem documents", async () => {
    const { answer } = await call(() =>
      problem({ status: 404, title: "Not Found", more: { field: "thing" } }),
    );
    expect(answer).toMatchObject({
      statusCode: 404,
      headers: { "content-type": "application/problem+json" },
    });
    expect(JSON.parse(answer.body ?? "")).toEqual({
      type: "about:blank",
      title: "Not Found",
      status: 404,
      field: "thing",
    });
  });

  test("shows a caller nothing of what was thrown", async () => {
    const { answer, lines } = await call(() => {
      throw new Error("table people-1 of ada@example.com");
    });
    expect(answer).toMatchObject({
      statusCode: 500,
      headers: { "content-type": "application/problem+json" },
    });
    expect(answer.body).not.toMatch(/people|ada/);
    expect(lines.join()).not.toContain("ada@example.com");
  });

  test("writes one line per call, without body, header or parameter", async () => {
    const more = { body: "Canary", headers: { authorization: "Canary" }, parameters: { thing: "Canary" } };
    const { lines } = await call(() => ({ ...json(200, {}), facts: { outcome: "done" } }), more);
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? "")).toMatchObject({ route: ROUTE, status: 200, outcome: "done" });
    expect(lines[0]).not.toContain("Canary");
  });

  test("answers nothing of what only its line says", async () => {
    const { answer } = await call(() => ({ ...json(200, {}), facts: { outcome: "done" } }));
    expect(answer).toEqual({ statusCode: 200, headers: { "content-type": "application/json" }, body: "{}" });
  });

  test("writes the call, its status, its time and the cause of a failure in its one line", async () => {
    const { lines } = await call(() => {
      throw new RangeError("no");
    });
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? "")).toEqual({
      message: "call failed",
      route: ROUTE,
      requestId: "request-1",
      status: 500,
      ms: expect.any(Number),
      error: { name: "RangeError", message: "no", at: expect.any(Array) },
    });
  });

  test("answers 500 and writes its line shortly before Lambda would end the call", async () => {
    const lines: unknown[] = [];
    const log = { info: () => undefined, error: (message: string) => void lines.push(message) };
    const endless: Respond = () => new Promise(() => undefined);
    const event = httpEvent({ route: ROUTE });
    const answer = await http(endless, log)(event, { ...context, getRemainingTimeInMillis: () => 10 });
    expect(answer).toMatchObject({ statusCode: 500 });
    expect(lines).toEqual(["call failed"]);
  });

  describe("for publicly cacheable answers", () => {
    const cacheable: Respond = () => json(200, { figure: 1 }, { "cache-control": "public, max-age=15" });
    const get = (headers: Record<string, string> = {}, respond = cacheable, method = "GET") =>
      call(respond, { route: `${method} /figures`, headers });

    test("tags the bytes, and answers 304 to a client that has them, also where it lists several tags or a weak one", async () => {
      const { answer } = await get();
      const etag = String(answer.headers?.etag);
      expect(etag).toMatch(/^"[\w-]{43}"$/);
      for (const known of [etag, `"other", ${etag}`, `W/${etag}`, "*"]) {
        const again = await get({ "If-None-Match": known });
        expect(again.answer).toMatchObject({ statusCode: 304, body: "", headers: { etag } });
      }
    });

    test("sends newer bytes to a client that has older ones", async () => {
      const etag = String((await get()).answer.headers?.etag);
      const newer: Respond = () => json(200, { figure: 2 }, { "cache-control": "public, max-age=15" });
      expect((await get({ "If-None-Match": etag }, newer)).answer).toMatchObject({ statusCode: 200 });
    });

    test("tags no answer that must not be cached, and no failure", async () => {
      const secret = await get({}, () => json(200, {}, { "cache-control": "no-store" }));
      const missing = await get({ "If-None-Match": "*" }, () => problem({ status: 404, title: "Not Found" }));
      expect(secret.answer.headers?.etag).toBeUndefined();
      expect(missing.answer).toMatchObject({ statusCode: 404 });
    });

    test("answers HEAD as GET, without the body", async () => {
      const [whole, head] = [await get(), await get({}, cacheable, "HEAD")];
      expect(head.answer).toEqual({ ...whole.answer, body: "" });
    });
  });
});
