import { setTimeout as sleep } from "node:timers/promises";
import { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { DynamoDBClient, GetItemCommand, paginateScan } from "@aws-sdk/client-dynamodb";
import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { paginateListObjectsV2, S3Client } from "@aws-sdk/client-s3";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { type ExecutionStatus, paginateListExecutions, SFNClient } from "@aws-sdk/client-sfn";
import { SQSClient } from "@aws-sdk/client-sqs";
import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";
import { engineOf, projectRoot } from "../../cli/settings.ts";
import { Entry } from "../../core/giving/ledger/entry.ts";
import { allTimeKey } from "../../core/impact/impact.keys.ts";
import { CauseDetail, Community } from "../../core/impact/view.ts";
import { waitingOutput } from "../../lib/output-names.ts";
import { type HttpResponse, http } from "../../local/http.ts";
import { type CommandResult, run } from "../../local/run-program.ts";
import { environment } from "../../local/settings.ts";
import { currentStage } from "../../local/stage.ts";

/** The deployed stacks as these tests see them: from outside, and with root credentials into every store. */

export const stage = await currentStage();
const engine = engineOf(stage);
export const dynamo = new DynamoDBClient(engine);
export const eventBridge = new EventBridgeClient(engine);
export const logs = new CloudWatchLogsClient(engine);
export const s3 = new S3Client({ ...engine, forcePathStyle: true });
export const secretsManager = new SecretsManagerClient(engine);
export const sqs = new SQSClient(engine);
export const sfn = new SFNClient(engine);

export const tables = {
  ledger: stage.output("LedgerTable"),
  impact: stage.output("ImpactTable"),
  people: stage.output("PeopleTable"),
};
export const quarantineBucket = stage.output("QuarantineBucket");
export const deadLetterQueue = stage.output(waitingOutput("PurchasesDlq"));

export const POLL_MS = 60;
/** Two slow cores and a retry or two fit in; what takes longer is stuck. */
const PATIENCE_MS = 30_000;

/** Repeats `look` until `isSo` holds of what it saw; throws what it saw last after `patienceMs`. */
export async function eventually<Seen>(
  what: string,
  look: () => Promise<Seen>,
  isSo: (seen: Seen) => boolean,
  patienceMs = PATIENCE_MS,
): Promise<Seen> {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    const seen = await look();
    if (isSo(seen)) return seen;
    if (Date.now() > deadline) {
      throw new Error(`Not within ${patienceMs / 1000} s: ${what}. Seen last: ${JSON.stringify(seen)}`);
    }
    await sleep(POLL_MS);
  }
}

/** Every item of a table, as plain objects. */
export async function items(table: string): Promise<Record<string, unknown>[]> {
  const all: Record<string, unknown>[] = [];
  for await (const page of paginateScan({ client: dynamo }, { TableName: table, ConsistentRead: true })) {
    all.push(...(page.Items ?? []).map((item) => unmarshall(item)));
  }
  return all;
}

/** Rows of the ledger that belong to one order, by their sort keys. */
export async function ledgerOf(orderId: string): Promise<Record<string, unknown>[]> {
  const all = await items(tables.ledger);
  return all
    .filter((item) => item["orderId"] === orderId)
    .toSorted((a, b) => String(a["sk"]).localeCompare(String(b["sk"])));
}

async function runs(statusFilter?: ExecutionStatus): Promise<number> {
  const stateMachineArn = stage.output("GiveShareArn");
  let count = 0;
  for await (const page of paginateListExecutions({ client: sfn }, { stateMachineArn, statusFilter })) {
    count += page.executions?.length ?? 0;
  }
  return count;
}

async function entries(): Promise<{ readonly recorded: number; readonly folded: number }> {
  const Key = marshall({ ...allTimeKey() });
  const row = new GetItemCommand({ TableName: tables.impact, Key, ConsistentRead: true });
  const { Item } = await dynamo.send(row);
  const ledger = await items(tables.ledger);
  const recorded = ledger.filter(({ kind }) =>
    Entry.options.some((entry) => entry.shape.kind.value === kind),
  ).length;
  return { recorded, folded: Item === undefined ? 0 : Number(unmarshall(Item)["entries"]) };
}

/**
 * Waits until everything that was accepted has come to its end: no run of give-share goes on, and Impact has seen
 * every entry of the ledger. (The engine starts a run before it accepts an event.) From then on figures are final.
 */
export async function untilQuiet(): Promise<void> {
  await eventually(
    "every run of give-share has ended",
    () => runs("RUNNING"),
    (count) => count === 0,
  );
  await eventually(
    "Impact has seen every entry of the ledger",
    entries,
    ({ recorded, folded }) => recorded === folded,
  );
}

async function site(path: string): Promise<HttpResponse> {
  const answer = await http(`${stage.siteUrl}${path}`);
  if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}: ${answer.body}`);
  return answer;
}

export async function community(): Promise<Community> {
  return Community.parse(JSON.parse((await site("/api/community")).body));
}

/** A page's words as a person reads them, in one line. */
export async function pageText(path: string): Promise<string> {
  const { body } = await site(path);
  const text = body.replace(/<style>.*?<\/style>/gs, "").replace(/<[^>]+>/g, "");
  return text.replaceAll(/\s+/g, " ");
}

/** Net amounts in minor units by `cause funding currency`, as each cause's own JSON shows them. */
export type GiftTotals = Readonly<Record<string, number>>;

export async function giftTotals(): Promise<GiftTotals> {
  const figures: Record<string, number> = {};
  for (const { slug } of (await community()).causes) {
    const cause = CauseDetail.parse(JSON.parse((await site(`/api/causes/${slug}`)).body));
    for (const { funding, currency, pending, settled } of cause.figures) {
      figures[`${slug} ${funding} ${currency}`] = pending + settled;
    }
  }
  return figures;
}

/** What is different, and by how much. */
export function changedTotals(before: GiftTotals, after: GiftTotals): GiftTotals {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return Object.fromEntries(
    [...names]
      .map((name) => [name, (after[name] ?? 0) - (before[name] ?? 0)] as const)
      .filter(([, by]) => by !== 0),
  );
}

/** What `work` and all that follows from it changes in the figures, apart from what was under way before it. */
export async function totalsChangedBy(work: () => Promise<unknown>): Promise<GiftTotals> {
  await untilQuiet();
  const before = await giftTotals();
  await work();
  await untilQuiet();
  return changedTotals(before, await giftTotals());
}

export async function quarantineKeys(): Promise<string[]> {
  const keys: string[] = [];
  for await (const page of paginateListObjectsV2({ client: s3 }, { Bucket: quarantineBucket })) {
    keys.push(...(page.Contents ?? []).flatMap(({ Key }) => Key ?? []));
  }
  return keys;
}

/** How much there is in every store, and how many runs there were. */
export async function counts() {
  return {
    ledger: (await items(tables.ledger)).length,
    impact: (await items(tables.impact)).length,
    people: (await items(tables.people)).length,
    quarantine: (await quarantineKeys()).length,
    runs: await runs(),
  };
}

/** The operator's program as a person runs it, in a process of its own. */
export function wellspring(...args: readonly string[]): Promise<CommandResult> {
  return run("node", ["cli/wellspring.ts", ...args], { cwd: projectRoot, env: environment() });
}
