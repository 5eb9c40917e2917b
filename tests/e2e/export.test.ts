import { randomUUID } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CloudFormationClient, CreateStackCommand } from "@aws-sdk/client-cloudformation";
import { CreateTableCommand, DeleteTableCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import { afterAll, afterEach, beforeEach, describe, expect, test } from "vitest";
import { exportStage, loadExport } from "../../cli/export/export-stage.ts";
import { storedLine } from "../../cli/export/stored-line.ts";
import { engineOf, type OwnEngine } from "../../cli/settings.ts";
import { type DeployedStage, openStage } from "../../cli/stage.ts";
import { planTeardown, tearDown } from "../../cli/teardown/teardown.ts";
import { startEngine } from "../../local/engine/engine.ts";
import { closeConnections } from "../../local/http.ts";
import { dynamo, items, tables, wellspring } from "../support/deployed-stage.ts";
import { engineOfOneTest, forgetEngine } from "../support/own-engine.ts";
import { storedRows } from "../support/stored-rows.ts";

const quiet = () => {};
const folder = mkdtempSync(join(tmpdir(), "wellspring-export-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const linesOf = (file: string) => readFileSync(file, "utf8").split("\n").filter(Boolean).toSorted();
const rowsOf = async (table: string) =>
  (await items(table)).map((row) => storedLine(marshall(row))).toSorted();

describe("an export of a deployed stage", () => {
  const copies: Record<string, string> = {};
  afterAll(async () => {
    for (const TableName of Object.values(copies)) await dynamo.send(new DeleteTableCommand({ TableName }));
  });

  test("holds every row of every table, and loads into empty ones as it was", async () => {
    for (const row of storedRows("ledger").slice(0, 3)) {
      await dynamo.send(
        new PutItemCommand({ TableName: tables.people, Item: marshall({ ...row, pk: `copy#${row.pk}` }) }),
      );
    }
    const stage = await openStage({});
    const manifest = await exportStage(stage, join(folder, "one"), "2026-11-27T06:00:00Z", quiet);
    for (const name of ["ledger", "impact", "people"] as const) {
      const rows = await rowsOf(tables[name]);
      expect(linesOf(join(folder, "one", `${name}.jsonl`))).toEqual(rows);
      expect(manifest.files[`${name}.jsonl`]?.lines).toBe(rows.length);
      copies[name] = `copy-${randomUUID()}`;
      await dynamo.send(new CreateTableCommand(aTable(copies[name])));
    }
    const empty: DeployedStage = {
      ...stage,
      output: (name) => copies[name.replace("Table", "").toLowerCase()] ?? stage.output(name),
    };
    const first = await loadExport(empty, join(folder, "one"), quiet);
    expect(first.there).toBe(0);
    for (const name of ["ledger", "impact", "people"] as const) {
      expect(await rowsOf(copies[name] ?? "")).toEqual(linesOf(join(folder, "one", `${name}.jsonl`)));
    }
    expect(await loadExport(empty, join(folder, "one"), quiet)).toEqual({ put: 0, there: first.put });
  });

  test("says by a teardown's plan what would go, and changes nothing", async () => {
    const { code, output } = await wellspring("teardown");
    expect(code).toBe(0);
    expect(output).toContain("wellspring-local-data");
    expect(output).toContain("Nothing was changed");
    expect((await planTeardown(engineOf(await engine()), "local")).length).toBe(7);
  });
});

const engine = async () => (await import("../../local/stage.ts")).currentStage();

const aTable = (TableName: string) => ({
  TableName,
  BillingMode: "PAY_PER_REQUEST" as const,
  KeySchema: [
    { AttributeName: "pk", KeyType: "HASH" as const },
    { AttributeName: "sk", KeyType: "RANGE" as const },
  ],
  AttributeDefinitions: [
    { AttributeName: "pk", AttributeType: "S" as const },
    { AttributeName: "sk", AttributeType: "S" as const },
  ],
});

describe("a teardown on an engine of its own", () => {
  let own: OwnEngine;
  beforeEach(async () => {
    own = await engineOfOneTest();
    await startEngine(own);
  });
  afterEach(() => forgetEngine(own));
  afterAll(closeConnections);

  test("deletes the stage's stacks and nothing else", async () => {
    const client = new CloudFormationClient(engineOf(own));
    const body = JSON.stringify({ Resources: { Queue: { Type: "AWS::SQS::Queue" } } });
    for (const StackName of ["wellspring-local-data", "wellspring-local-intake", "wellspring-other-data"]) {
      await client.send(new CreateStackCommand({ StackName, TemplateBody: body }));
    }
    const plan = await planTeardown(engineOf(own), "local");
    expect(plan.map(({ stack, goes }) => [stack, goes])).toEqual([
      ["wellspring-local-intake", 1],
      ["wellspring-local-data", 1],
    ]);
    await tearDown(engineOf(own), plan, quiet, 50);
    expect(await planTeardown(engineOf(own), "local")).toEqual([]);
    expect(await planTeardown(engineOf(own), "other")).toHaveLength(1);
    client.destroy();
  });
});
