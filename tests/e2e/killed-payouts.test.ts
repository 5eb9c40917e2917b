import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CreateTableCommand, DeleteTableCommand } from "@aws-sdk/client-dynamodb";
import { afterAll, describe, expect, test } from "vitest";
import { projectRoot } from "../../cli/settings.ts";
import { payoutStore } from "../../core/settlement/payout.store.ts";
import { takePain001 } from "../../demo/stand-in-bank.ts";
import { dynamo, stage } from "../support/deployed-stage.ts";

const PROGRAM = join(projectRoot, "tests/support/pay-and-be-killed.ts");
const DEATHS_MAX = 40;
const TEST_MS_MAX = 120_000;

const tables: string[] = [];
const folders: string[] = [];
afterAll(async () => {
  for (const TableName of tables) await dynamo.send(new DeleteTableCommand({ TableName }));
  for (const folder of folders) rmSync(folder, { recursive: true });
});

/** A table of its own, so that the ledger of the other suites knows nothing of these payouts. */
async function world() {
  const table = `payouts-${randomUUID()}`;
  const names = ["pk", "sk"] as const;
  await dynamo.send(
    new CreateTableCommand({
      TableName: table,
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: names.map((AttributeName) => ({ AttributeName, AttributeType: "S" })),
      KeySchema: [
        { AttributeName: "pk", KeyType: "HASH" },
        { AttributeName: "sk", KeyType: "RANGE" },
      ],
    }),
  );
  tables.push(table);
  const folder = mkdtempSync(join(tmpdir(), "wellspring-payouts-"));
  folders.push(folder);
  const { endpoint } = stage;
  const pay = async (dieBefore?: number): Promise<"killed" | number> => {
    const said = JSON.stringify({ endpoint, table, folder, ...(dieBefore !== undefined && { dieBefore }) });
    const [code, signal]: [number | null, string | null] = (await once(
      spawn(process.execPath, [PROGRAM, said], { stdio: ["ignore", "ignore", "inherit"] }),
      "exit",
    )) as [number | null, string | null];
    return signal === "SIGKILL" ? "killed" : (code ?? -1);
  };
  const left = async () => {
    const { accounts, payouts } = await payoutStore(dynamo, table).read();
    const files = readdirSync(folder).toSorted();
    const texts = files.map((name) => readFileSync(join(folder, name), "utf8"));
    return { accounts, payouts, files, texts };
  };
  return { pay, left };
}

describe("a payouts' run whose process is killed", () => {
  test("by kill -9 before every second write, each time it is begun again, pays everything once", {
    timeout: TEST_MS_MAX,
  }, async () => {
    const [undisturbed, killed] = [await world(), await world()];
    expect(await undisturbed.pay()).toBe(0);
    const wanted = await undisturbed.left();

    // Each life gets one write further, and dies with all done that comes before the next: a file that no entry says, too.
    let deaths = 0;
    let end = await killed.pay(2);
    while (end === "killed" && deaths < DEATHS_MAX) {
      deaths += 1;
      end = await killed.pay(2);
    }
    expect(end).toBe(0);
    expect(await killed.left()).toEqual(wanted);
    const writes = wanted.accounts.length + wanted.payouts.flatMap(({ entries }) => entries).length;
    expect(deaths).toBe(writes - 1);
    const [, order = ""] = wanted.texts;
    expect(
      takePain001(order)
        .map(({ amount }) => amount)
        .toSorted(),
    ).toEqual(["600.00", "7.00"]);
  });
});
