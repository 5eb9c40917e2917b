import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  CreateTableCommand,
  DynamoDBClient,
  GetItemCommand,
  ListTablesCommand,
  PutItemCommand,
} from "@aws-sdk/client-dynamodb";
import { LambdaClient, ListFunctionsCommand } from "@aws-sdk/client-lambda";
import { CreateBucketCommand, ListBucketsCommand, S3Client } from "@aws-sdk/client-s3";
import { ListTopicsCommand, SNSClient } from "@aws-sdk/client-sns";
import { ListQueuesCommand, SQSClient } from "@aws-sdk/client-sqs";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { engineOf, type OwnEngine } from "../../cli/settings.ts";
import { startEngine } from "../../local/engine/engine.ts";
import { type LetterBox, letterBoxIn } from "../../local/inbox/letters.ts";
import { type InboxServer, serveInbox } from "../../local/inbox/serve.ts";
import { type Sink, startSink } from "../../local/inbox/sink.ts";
import { findBrowser } from "../../tools/browser.ts";
import { launch, NO_BROWSER } from "../support/browser.ts";
import { FOREIGN_PAGE } from "../support/foreign-page.ts";
import { aLetter } from "../support/inbox-builders.ts";
import { engineOfOneTest, forgetEngine, freePort } from "../support/own-engine.ts";

const executable = findBrowser();
if (executable === undefined) console.warn(NO_BROWSER);

const names = {
  topic: "of-a-page",
  queue: "of-a-page",
  user: "of-a-page",
  bucket: "of-a-page",
  lambda: "of-a-page",
  table: "kept",
  keptBucket: "kept",
  // An empty archive: the engine takes it for a function's code.
  zip: Buffer.from("504b0506000000000000000000000000000000000000", "hex").toString("base64"),
};
const Key = { pk: { S: "kept" } };

describe.skipIf(executable === undefined)("a page from elsewhere, in a real browser", () => {
  let browser: Browser;
  let own: OwnEngine;
  let inbox: InboxServer;
  let sink: Sink;
  let letters: LetterBox;
  let folder: string;
  let elsewhere: Server;
  let attack: { engine: string; inbox: string; smtpPort: number; names: typeof names };
  const asked: string[] = [];

  beforeAll(async () => {
    own = await engineOfOneTest();
    await startEngine(own);
    folder = await mkdtemp(join(tmpdir(), "wellspring-elsewhere-"));
    letters = letterBoxIn(folder);
    const smtpPort = await freePort();
    sink = await startSink(smtpPort, letters);
    inbox = await serveInbox(await freePort(), async () => {
      asked.push("inbox");
      return { lines: [], letters: [aLetter("m1")], texts: [] };
    });
    elsewhere = createServer((_, response) => {
      response.writeHead(200, { "content-type": "text/html" }).end("<!doctype html><title>Elsewhere</title>");
    });
    await new Promise<void>((resolve) => elsewhere.listen(0, "127.0.0.1", resolve));
    attack = { engine: own.endpoint, inbox: inbox.url, smtpPort, names };
    const dynamo = new DynamoDBClient(engineOf(own));
    await dynamo.send(
      new CreateTableCommand({
        TableName: names.table,
        BillingMode: "PAY_PER_REQUEST",
        AttributeDefinitions: [{ AttributeName: "pk", AttributeType: "S" }],
        KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
      }),
    );
    await dynamo.send(new PutItemCommand({ TableName: names.table, Item: Key }));
    const s3 = new S3Client({ ...engineOf(own), forcePathStyle: true });
    await s3.send(new CreateBucketCommand({ Bucket: names.keptBucket }));
    // The browser's own walls between networks are down: what is tested is ours.
    browser = await launch(executable ?? "", [
      "--host-resolver-rules=MAP *.example 127.0.0.1",
      "--disable-features=LocalNetworkAccessChecks,BlockInsecurePrivateNetworkRequests,PrivateNetworkAccessSendPreflights",
    ]);
  });
  afterAll(async () => {
    await browser?.close();
    elsewhere?.closeAllConnections();
    elsewhere?.close();
    await inbox?.close();
    await sink?.close();
    if (folder) await rm(folder, { recursive: true, force: true });
    if (own) await forgetEngine(own);
  });

  /** Everything that there is in the engine and in the inbox, as a caller of ours sees it. */
  async function whatThereIs() {
    const config = engineOf(own);
    const dynamo = new DynamoDBClient(config);
    const s3 = new S3Client({ ...config, forcePathStyle: true });
    const [tables, kept, functions, buckets, topics, queues] = await Promise.all([
      dynamo.send(new ListTablesCommand()),
      dynamo.send(new GetItemCommand({ TableName: names.table, Key })),
      new LambdaClient(config).send(new ListFunctionsCommand()),
      s3.send(new ListBucketsCommand()),
      new SNSClient(config).send(new ListTopicsCommand()),
      new SQSClient(config).send(new ListQueuesCommand()),
    ]);
    return {
      tables: tables.TableNames,
      kept: kept.Item,
      functions: functions.Functions?.map(({ FunctionName }) => FunctionName),
      buckets: buckets.Buckets?.map(({ Name }) => Name),
      topics: topics.Topics ?? [],
      queues: queues.QueueUrls ?? [],
      letters: await letters.all(),
    };
  }
  const untouched = {
    tables: [names.table],
    kept: Key,
    functions: [],
    buckets: [names.keptBucket],
    topics: [],
    queues: [],
    letters: [],
  };

  async function visit(url: string, to: typeof attack): Promise<unknown> {
    const context = await browser.newContext();
    try {
      const page = await context.newPage();
      await page.goto(url);
      return await page.evaluate(`(${FOREIGN_PAGE})(${JSON.stringify(to)})`);
    } finally {
      await context.close();
    }
  }

  test.each([
    ["of another site", "attacker.example"],
    ["of another port of this machine", "127.0.0.1"],
    ["of a name below localhost", "attacker.localhost"],
  ])("%s reads nothing, makes nothing, calls nothing and deletes nothing", async (_, host) => {
    const { port } = elsewhere.address() as AddressInfo;
    asked.length = 0;
    expect(await visit(`http://${host}:${port}/`, attack)).toEqual([]);
    expect(await whatThereIs()).toEqual(untouched);
    expect(asked).toEqual([]);
  });

  test("whose name was pointed at this machine after it was loaded is refused by its name", async () => {
    const context = await browser.newContext();
    try {
      for (const target of [own.endpoint, inbox.url.replace(/\/$/, "")]) {
        const origin = target.replace("127.0.0.1", "attacker.example");
        const page = await context.newPage();
        await page.route(`${origin}/page`, (route) =>
          route.fulfill({ contentType: "text/html", body: "<title>Rebound</title>" }),
        );
        await page.goto(`${origin}/page`);
        const to = { ...attack, engine: origin, inbox: `${origin}/` };
        const read = (await page.evaluate(`(${FOREIGN_PAGE})(${JSON.stringify(to)})`)) as string[];
        // It may read its own origin's answers: each says that there is no such host here.
        expect(read.filter((line) => !line.includes(": 421 This is not the host"))).toEqual([]);
        expect(read.length).toBeGreaterThan(10);
        expect(await whatThereIs()).toEqual(untouched);
      }
    } finally {
      await context.close();
    }
  });

  test("may link to the inbox, which a person then reads", async () => {
    const { port } = elsewhere.address() as AddressInfo;
    const page = await browser.newPage();
    await page.goto(`http://attacker.example:${port}/`);
    await page.evaluate(`location.href = ${JSON.stringify(`${inbox.url}letters/m1`)}`);
    await page.waitForURL(`${inbox.url}letters/m1`);
    expect(await page.frameLocator("iframe").locator("body").textContent()).not.toBe("");
    await page.close();
  });
});
