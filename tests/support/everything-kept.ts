import { setTimeout as sleep } from "node:timers/promises";
import { paginateListTables } from "@aws-sdk/client-dynamodb";
import { ListBucketsCommand, paginateListObjectsV2 } from "@aws-sdk/client-s3";
import {
  DescribeExecutionCommand,
  paginateListExecutions,
  paginateListStateMachines,
} from "@aws-sdk/client-sfn";
import { GetQueueAttributesCommand, paginateListQueues } from "@aws-sdk/client-sqs";
import { recordedEvents } from "./deployed-bus.ts";
import { dynamo, items, s3, sfn, sqs } from "./deployed-stage.ts";
import { RECORDING_PREFIX } from "./event-recording.ts";

/** All that the engine keeps, a line each, by what it is. Two of them are equal when not a byte of it changed. */
export type Kept = ReadonlyMap<string, string>;

const LOOKS_MAX = 120;
const BETWEEN_LOOKS_MS = 500;
/** Rows that will be over so soon may be swept away while one looks. */
const NEARLY_OVER_S = 300;
const isLimit = (row: Record<string, unknown>) => String(row["pk"]).startsWith("limit#");

type Line = readonly [string, string];

async function tableNames(): Promise<string[]> {
  const names: string[] = [];
  for await (const { TableNames } of paginateListTables({ client: dynamo }, {}))
    names.push(...(TableNames ?? []));
  return names;
}

/** Every row but those that count tries: they are compared with what was tried, {@link triesCounted}. */
async function rows(): Promise<Line[]> {
  const lines: Line[] = [];
  for (const table of await tableNames()) {
    for (const row of await items(table)) {
      const isNearlyOver = Number(row["expires"] ?? Infinity) < Date.now() / 1000 + NEARLY_OVER_S;
      if (isLimit(row) || isNearlyOver) continue;
      lines.push([`row ${table} ${row["pk"]} ${row["sk"]}`, JSON.stringify(row)]);
    }
  }
  return lines;
}

async function objects(): Promise<Line[]> {
  const lines: Line[] = [];
  const { Buckets = [] } = await s3.send(new ListBucketsCommand({}));
  for (const { Name: Bucket = "" } of Buckets) {
    for await (const { Contents = [] } of paginateListObjectsV2({ client: s3 }, { Bucket })) {
      lines.push(
        ...Contents.map(({ Key, ETag, Size }): Line => [`object ${Bucket}/${Key}`, `${ETag} ${Size}`]),
      );
    }
  }
  return lines;
}

/** How many messages lie in each queue, but for those of recordings: a test may empty them meanwhile. */
async function messages(): Promise<Line[]> {
  const lines: Line[] = [];
  for await (const { QueueUrls = [] } of paginateListQueues({ client: sqs }, { MaxResults: 100 })) {
    for (const QueueUrl of QueueUrls.filter((url) => !url.includes(RECORDING_PREFIX))) {
      const attributes = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["All"] });
      const { Attributes: found = {} } = await sqs.send(attributes);
      const there = Object.entries(found).filter(([name]) => name.startsWith("ApproximateNumber"));
      lines.push([`queue ${QueueUrl}`, String(there.reduce((sum, [, count]) => sum + Number(count), 0))]);
    }
  }
  return lines;
}

async function machines(): Promise<string[]> {
  const arns: string[] = [];
  for await (const { stateMachines = [] } of paginateListStateMachines({ client: sfn }, {})) {
    arns.push(...stateMachines.map(({ stateMachineArn = "" }) => stateMachineArn));
  }
  return arns;
}

async function runs(): Promise<Line[]> {
  const lines: Line[] = [];
  for (const stateMachineArn of await machines()) {
    let count = 0;
    for await (const page of paginateListExecutions({ client: sfn }, { stateMachineArn })) {
      count += page.executions?.length ?? 0;
    }
    lines.push([`runs of ${stateMachineArn}`, String(count)]);
  }
  return lines;
}

/** About whom a run waits that another test began: it may go on at any time, and then their rows change. */
export async function waitedFor(): Promise<ReadonlySet<string>> {
  const customers = new Set<string>();
  for (const stateMachineArn of await machines()) {
    const running = { stateMachineArn, statusFilter: "RUNNING" } as const;
    for await (const { executions = [] } of paginateListExecutions({ client: sfn }, running)) {
      for (const { executionArn } of executions) {
        const { input = "" } = await sfn.send(new DescribeExecutionCommand({ executionArn }));
        for (const [customer] of input.matchAll(/cus_[0-9a-z]{26}/g)) customers.add(customer);
      }
    }
  }
  return customers;
}

export async function everythingKept(): Promise<Kept> {
  const events = (await recordedEvents()).map(
    (event, index): Line => [`event ${index}`, JSON.stringify(event)],
  );
  const lines = await Promise.all([rows(), objects(), messages(), runs()]);
  return new Map([...lines.flat(), ...events]);
}

/** A message that somebody will take: in a queue of dead letters none is taken. */
function isAtWork(kept: Kept): boolean {
  return [...kept].some(
    ([name, count]) => name.startsWith("queue ") && !name.includes("Dlq") && count !== "0",
  );
}

/** Waits until nothing that was begun before moves any more: two looks in a row see the same, and no message that is taken yet. */
export async function untilStill(): Promise<Kept> {
  let seen = await everythingKept();
  for (let look = 0; look < LOOKS_MAX; look += 1) {
    await sleep(BETWEEN_LOOKS_MS);
    const now = await everythingKept();
    if (changesBetween(seen, now).length === 0 && !isAtWork(now)) return now;
    seen = now;
  }
  throw new Error(`Something still moves: ${changesBetween(seen, await everythingKept()).join("\n")}`);
}

export function changesBetween(before: Kept, after: Kept): string[] {
  const names = new Set([...before.keys(), ...after.keys()]);
  return [...names]
    .filter((name) => before.get(name) !== after.get(name))
    .map((name) => `${name}: ${before.get(name) ?? "nothing"} → ${after.get(name) ?? "nothing"}`);
}

/** How many tries are counted, by the limit's name; of stretches of time that are over, what is still there. */
export async function triesCounted(table: string): Promise<Readonly<Record<string, number>>> {
  const counts: Record<string, number> = {};
  for (const row of (await items(table)).filter(isLimit)) {
    const name = String(row["pk"]).split("#")[1] ?? "";
    counts[name] = (counts[name] ?? 0) + Number(row["times"]);
  }
  return counts;
}
