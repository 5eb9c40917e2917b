import { existsSync, readFileSync } from "node:fs";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import {
  CreateTableCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  ResourceNotFoundException,
} from "@aws-sdk/client-dynamodb";
import { afterAll, afterEach, beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { engineAddress, engineOf, homeOf, type OwnEngine } from "../../cli/settings.ts";
import { describeUncleanStops, stateDir, uncleanStops, uncleanStopsFile } from "../../cli/unclean-stops.ts";
import { askEngine } from "../../local/engine/ask-engine.ts";
import { startEngine, stopRunning } from "../../local/engine/engine.ts";
import { closeConnections } from "../../local/http.ts";
import { wellspring } from "../support/deployed-stage.ts";
import { engineOfOneTest, forgetEngine } from "../support/own-engine.ts";

const SAVED_WITHIN_MS = 60_000;
const POLL_MS = 100;

let own: OwnEngine;
beforeEach(async () => {
  own = await engineOfOneTest();
  await startEngine(own);
});
afterEach(() => forgetEngine(own));
afterAll(closeConnections);

const table = { TableName: "purchases" };

async function makeTable(): Promise<void> {
  await dynamo().send(
    new CreateTableCommand({
      ...table,
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: [{ AttributeName: "pk", AttributeType: "S" }],
      KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
    }),
  );
}
const dynamo = () => new DynamoDBClient(engineOf(own));
const put = (id: string) => dynamo().send(new PutItemCommand({ ...table, Item: { pk: { S: id } } }));
const has = async (id: string) =>
  (await dynamo().send(new GetItemCommand({ ...table, Key: { pk: { S: id } } }))).Item !== undefined;

const savedAt = () => {
  const file = join(stateDir(own), "saved.json");
  return existsSync(file)
    ? z.object({ at: z.string() }).parse(JSON.parse(readFileSync(file, "utf8"))).at
    : "";
};

async function untilSaved(): Promise<string> {
  const before = savedAt();
  const deadline = Date.now() + SAVED_WITHIN_MS;
  while (savedAt() === before) {
    if (Date.now() > deadline) throw new Error("The engine saved nothing.");
    await sleep(POLL_MS);
  }
  return savedAt();
}

/** Of the engine's own process; returns when it is gone. */
async function kill(): Promise<void> {
  const record = z.object({ runner: z.object({ pid: z.number() }) });
  const { runner } = record.parse(JSON.parse(readFileSync(join(homeOf(own), "engine.json"), "utf8")));
  process.kill(runner.pid, "SIGKILL");
  await sleep(POLL_MS);
}

describe("an engine that is killed with kill -9", { timeout: 180_000 }, () => {
  test("has what it saved as it went, and says at the next start what is missing", async () => {
    await makeTable();
    await put("before the save");
    await untilSaved();
    const at = await untilSaved();
    await put("after the save");
    await kill();

    await startEngine(own);
    expect(await has("before the save")).toBe(true);
    expect(await has("after the save")).toBe(false);
    expect(uncleanStops(own)).toEqual([{ savedAt: at, foundAt: expect.stringMatching(/Z$/) }]);
    expect(describeUncleanStops(own)).toContain(`between ${at} (the last save) and `);

    // It stays true of what is kept, whatever comes after.
    await stopRunning(own);
    await startEngine(own);
    expect(uncleanStops(own)).toHaveLength(1);

    await stopRunning(own);
    await startEngine(own, { fresh: true });
    expect(describeUncleanStops(own)).toBeUndefined();
    await expect(has("before the save")).rejects.toBeInstanceOf(ResourceNotFoundException);
  });

  test("before its first save says that nothing of it is there", async () => {
    await kill();
    await startEngine(own);
    expect(describeUncleanStops(own)).toContain("everything before ");
  });

  test("while it saves loads the last save that was whole", async () => {
    await makeTable();
    await put("before the save");
    await untilSaved();
    const at = await untilSaved();
    await kill();
    const half = join(stateDir(own), "save.part");
    await mkdir(half);
    await writeFile(join(half, "dynamodb.json"), "{ half");
    await startEngine(own);
    expect(await has("before the save")).toBe(true);
    expect(uncleanStops(own)).toMatchObject([{ savedAt: at }]);
    expect(existsSync(half)).toBe(false);
  });
});

describe("an engine that is asked to stop", { timeout: 180_000 }, () => {
  test("keeps everything, and nothing is said", async () => {
    await makeTable();
    await put("a moment ago");
    await stopRunning(own);
    await startEngine(own);
    expect(await has("a moment ago")).toBe(true);
    expect(describeUncleanStops(own)).toBeUndefined();
  });

  test("while it saves ends that save first, and then keeps everything", async () => {
    await makeTable();
    for (let times = 0; times < 3; times += 1) {
      await put(`item ${times}`);
      const save = askEngine(own.endpoint, "/_wellspring/save", { method: "POST" }).catch(() => {});
      await sleep(POLL_MS / 10);
      await Promise.all([save, stopRunning(own)]);
      await startEngine(own);
      expect(await has(`item ${times}`)).toBe(true);
      expect(describeUncleanStops(own)).toBeUndefined();
    }
  });
});

describe("verifying the ledger of an engine that was killed", () => {
  test("says what is missing, and ends with 1", async () => {
    const file = uncleanStopsFile(stateDir(engineAddress()));
    await writeFile(
      file,
      JSON.stringify([{ savedAt: "2026-11-22T10:00:00Z", foundAt: "2026-11-22T11:00:00Z" }]),
    );
    try {
      const { code, output } = await wellspring("ledger", "verify");
      expect(output).toContain(
        "what came in between 2026-11-22T10:00:00Z (the last save) and 2026-11-22T11:00:00Z",
      );
      expect(output).not.toContain("is what the ledger says.");
      expect(code).toBe(1);
    } finally {
      await rm(file);
    }
  });
});
