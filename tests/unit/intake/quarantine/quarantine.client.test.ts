import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import { S3Client } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Quarantine, quarantineClient } from "../../../../core/intake/quarantine/quarantine.client.ts";
import { NOW } from "../../../support/webhooks.ts";

interface StoredObject {
  readonly body: Buffer;
  readonly headers: IncomingHttpHeaders;
}

/** As much of S3 as the client speaks, so that bytes and metadata go through the real SDK both ways. */
const objects = new Map<string, StoredObject>();
const server: Server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => {
    const url = new URL(request.url ?? "/", "http://s3");
    const key = decodeURIComponent(url.pathname.replace("/bucket/", ""));
    const stored = objects.get(key);
    if (request.method === "PUT") {
      objects.set(key, { body: Buffer.concat(chunks), headers: request.headers });
      response.end();
    } else if (request.method === "DELETE") {
      objects.delete(key);
      response.writeHead(204).end();
    } else if (url.searchParams.has("list-type")) {
      const prefix = url.searchParams.get("prefix") ?? "";
      const contents = [...objects.keys()]
        .filter((name) => name.startsWith(prefix))
        .map((name) => `<Contents><Key>${name}</Key></Contents>`);
      response.end(`<ListBucketResult>${contents.join("")}</ListBucketResult>`);
    } else if (stored !== undefined) {
      for (const [name, value] of Object.entries(stored.headers)) {
        if (name.startsWith("x-amz-meta-") && value !== undefined) response.setHeader(name, value);
      }
      response.end(stored.body);
    } else response.writeHead(404).end();
  });
});

let quarantine: Quarantine;
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" ? address?.port : undefined;
  const s3 = new S3Client({
    endpoint: `http://127.0.0.1:${port}`,
    region: "us-east-1",
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
  });
  quarantine = quarantineClient(s3, "bucket");
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => objects.clear());

const webhook = {
  source: "shopify" as const,
  connection: "web",
  topic: "orders/paid",
  body: Buffer.from([0x7b, 0xff, 0x00, 0x7d]),
};
const issues = [{ field: "created_at", reason: "before 2015" }];

async function keys(connection?: string): Promise<string[]> {
  const all: string[] = [];
  for await (const key of quarantine.keys(connection)) all.push(key);
  return all;
}

describe("the quarantine", () => {
  test("gives a webhook back byte for byte, with what is needed to read it again", async () => {
    const key = await quarantine.keep({ webhook, receivedAt: NOW, issues });
    expect(await quarantine.get(key)).toEqual({
      webhook,
      receivedAt: NOW,
      reason: "created_at: before 2015",
    });
    const { topic: _, ...noTopic } = { ...webhook, source: "stripe" as const };
    const other = await quarantine.keep({ webhook: noTopic, receivedAt: NOW, issues });
    expect((await quarantine.get(other)).webhook).toEqual({ ...noTopic, topic: undefined });
  });

  test("keeps one object of a webhook that is delivered again and again", async () => {
    const first = await quarantine.keep({ webhook, receivedAt: NOW, issues });
    const again = await quarantine.keep({ webhook, receivedAt: "2026-11-22T23:59:59Z", issues });
    expect(again).toBe(first);
    expect(first).toMatch(/^quarantine\/shopify\/web\/2026-11-22\/[0-9a-f]{64}$/);
    expect(await keys()).toEqual([first]);
  });

  test("keeps webhooks of different topics apart: the same bytes may mean another thing", async () => {
    await quarantine.keep({ webhook, receivedAt: NOW, issues });
    await quarantine.keep({ webhook: { ...webhook, topic: "orders/cancelled" }, receivedAt: NOW, issues });
    expect(await keys()).toHaveLength(2);
  });

  test("lists one connection's alone, and forgets what is released", async () => {
    const key = await quarantine.keep({ webhook, receivedAt: NOW, issues });
    await quarantine.keep({ webhook: { ...webhook, connection: "web-2" }, receivedAt: NOW, issues });
    expect(await keys("shopify/web")).toEqual([key]);
    await quarantine.release(key);
    expect(await keys("shopify/web")).toEqual([]);
  });

  test("says a long or a strange reason in what a header may hold", async () => {
    const reason = `${"ä\n€".repeat(10)}${"x".repeat(5000)}`;
    const key = await quarantine.keep({ webhook, receivedAt: NOW, issues: [{ field: "f", reason }] });
    expect((await quarantine.get(key)).reason).toMatch(/^f: [?x]{100,700}$/);
  });
});
