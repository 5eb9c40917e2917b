import { createHash } from "node:crypto";
import { request } from "node:http";
import { LambdaClient, ListFunctionsCommand } from "@aws-sdk/client-lambda";
import { afterAll, describe, expect, test } from "vitest";
import { engineOf, localCredentials, localRegion } from "../../cli/settings.ts";
import { askEngine } from "../../local/engine/ask-engine.ts";
import { closeConnections, type HttpRequest, http } from "../../local/http.ts";
import { currentStage } from "../../local/stage.ts";

const stage = await currentStage();
const { port } = new URL(stage.endpoint);

afterAll(closeConnections);

const signedBy = (key: string, service = "dynamodb") =>
  `AWS4-HMAC-SHA256 Credential=${key}/20260101/${localRegion}/${service}/aws4_request, SignedHeaders=host, Signature=0`;
const ours = { authorization: signedBy(localCredentials.accessKeyId) };
const listTables = {
  "x-amz-target": "DynamoDB_20120810.ListTables",
  "content-type": "application/x-amz-json-1.0",
};

/** Of a call of DynamoDB under these headers. */
async function statusOf(
  headers: Readonly<Record<string, string>>,
  { path = "/", ...more }: HttpRequest & { readonly path?: string } = {},
): Promise<number> {
  const { status } = await http(`${stage.endpoint}${path}`, {
    method: "POST",
    body: "{}",
    ...more,
    headers: { ...listTables, ...headers },
  });
  return status;
}

describe("the guard before the local engine", () => {
  test("lets a call through by the key that this checkout made up", async () => {
    expect(await statusOf(ours)).toBe(200);
  });

  test.each([
    ["no key", {}],
    ["the key that every guide names", { authorization: signedBy("test") }],
    ["the account's number as a key", { authorization: signedBy("000000000000") }],
    ["part of our key", { authorization: signedBy(localCredentials.accessKeyId.slice(0, -1)) }],
    ["our key and more", { authorization: signedBy(`${localCredentials.accessKeyId}0`) }],
    ["another scheme", { authorization: `Bearer ${localCredentials.accessKeyId}` }],
  ])("refuses a call with %s", async (_, headers) => {
    expect(await statusOf(headers)).toBe(403);
  });

  test("refuses our key in an address, where it could be read", async () => {
    const query = `X-Amz-Credential=${localCredentials.accessKeyId}%2F20260101%2F${localRegion}%2Fdynamodb%2Faws4_request`;
    expect(await statusOf({}, { path: `/?${query}` })).toBe(403);
  });

  test("refuses a function's session by the key that follows from names alone", async () => {
    // A function that ran has a session; by itself the engine would derive its key from these two names.
    expect((await http(`${stage.siteUrl}/`)).status).toBe(200);
    const { Functions = [] } = await new LambdaClient(engineOf(stage)).send(new ListFunctionsCommand());
    expect(Functions.length).toBeGreaterThan(10);
    for (const { FunctionArn, Role } of Functions) {
      const digest = createHash("sha256").update(`${FunctionArn}:${Role}`).digest("hex");
      expect(await statusOf({ authorization: signedBy(`ASIA${digest.slice(0, 16).toUpperCase()}`) })).toBe(
        403,
      );
    }
  });

  test.each([
    ["origin", "http://127.0.0.1:3000"],
    ["origin", "null"],
    ["referer", "http://attacker.example/"],
    ["sec-fetch-site", "cross-site"],
    ["sec-fetch-site", "same-origin"],
    ["sec-fetch-dest", "image"],
  ])("refuses even our key where a browser sends it: %s %s", async (name, value) => {
    expect(await statusOf({ ...ours, [name]: value })).toBe(403);
  });

  test.each([
    "attacker.example",
    `127.0.0.1.attacker.example:${port}`,
    "localhost.attacker.example",
    "attackerlocalhost",
    "0.0.0.0",
    "[::1]",
  ])("refuses even our key under another host name: %s", async (name) => {
    const status = await new Promise((resolve, reject) => {
      const headers = { ...listTables, ...ours, host: name };
      request({ host: "127.0.0.1", port, method: "POST", headers }, (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      })
        .once("error", reject)
        .end("{}");
    });
    expect(status).toBe(421);
  });

  test("answers no preflight, and gives no answer to another origin", async () => {
    for (const url of [stage.endpoint, stage.siteUrl, stage.webhookUrl]) {
      const preflight = await http(url, {
        method: "OPTIONS",
        headers: {
          origin: "http://attacker.example",
          "access-control-request-method": "POST",
          "access-control-request-headers": "x-amz-target",
        },
      });
      expect(Object.keys(preflight.headers).filter((name) => name.startsWith("access-control-"))).toEqual([]);
    }
    const { headers } = await askEngine(stage.endpoint, "/_ministack/health");
    expect(Object.keys(headers).filter((name) => name.startsWith("access-control-"))).toEqual([]);
  });

  test.each(["/_ministack/reset", "/_ministack/lambda-code/any", "/_localstack/health", "/_anything"])(
    "keeps %s closed, also to us",
    async (path) => {
      expect((await askEngine(stage.endpoint, path, { method: "POST" })).status).toBe(403);
    },
  );

  test.each([
    "/v2/email/outbound-emails",
    "/_ministack/health",
    "/_ministack/ses/messages",
    "/iceberg/v1/config",
    "/health",
  ])(
    "leads to no service behind the site's own host name: %s is a page that the site does not have",
    async (path) => {
      const answer = await http(`${stage.siteUrl}${path}`);
      expect([answer.status, answer.headers["content-security-policy"]]).toEqual([
        404,
        expect.stringContaining("default-src 'none'"),
      ]);
    },
  );

  test("leaves the doors open that AWS leaves open: pages to browsers, the webhook's address to shop systems", async () => {
    const browser = {
      "sec-fetch-site": "cross-site",
      "sec-fetch-mode": "navigate",
      "sec-fetch-dest": "document",
    };
    expect((await http(`${stage.siteUrl}/`, { headers: browser })).status).toBe(200);
    const forged = await http(`${stage.webhookUrl}/webhooks/shopify/web`, { method: "POST", body: "{}" });
    expect(forged.status).toBe(401);
  });
});
