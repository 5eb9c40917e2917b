import { setTimeout as sleep } from "node:timers/promises";
import {
  ConditionalCheckFailedException,
  DescribeTableCommand,
  PutItemCommand,
  RestoreTableToPointInTimeCommand,
} from "@aws-sdk/client-dynamodb";
import { mapBounded } from "../../core/platform/bounded.ts";
import { CliError } from "../cli-error.ts";
import type { Progress } from "../progress.ts";
import { type Comparison, compareWith, readPresent } from "./compare.ts";
import type { Tables } from "./tables.ts";

const FIRST_POLL_MS = 200;
const POLL_MS_MAX = 15_000;
const PUTS_AT_ONCE = 8;
const SECOND_MS = 1000;

const REMEDIES: Readonly<Record<string, string>> = {
  InvalidRestoreTimeException:
    "A table can be restored to any second of the last 35 days but the last five minutes.",
  PointInTimeRecoveryUnavailableException: "The table has no point-in-time recovery.",
  TableAlreadyExistsException:
    "If a restore was interrupted, `copy-missing --dry-run` compares that table; else choose another name.",
};

async function startRestore({ dynamo, ledger }: Tables, at: Date, toTable: string): Promise<void> {
  const restore = new RestoreTableToPointInTimeCommand({
    SourceTableName: ledger,
    TargetTableName: toTable,
    RestoreDateTime: at,
  });
  try {
    await dynamo.send(restore);
  } catch (thrown) {
    const remedy = thrown instanceof Error ? REMEDIES[thrown.name] : undefined;
    if (remedy === undefined) throw thrown;
    throw new CliError("The restore was not started.", remedy, { cause: thrown });
  }
}

async function untilRestored({ dynamo }: Tables, TableName: string, progress: Progress): Promise<void> {
  const began = Date.now();
  for (let pauseMs = FIRST_POLL_MS; ; pauseMs = Math.min(2 * pauseMs, POLL_MS_MAX)) {
    const { Table } = await dynamo.send(new DescribeTableCommand({ TableName }));
    if (Table?.TableStatus === "ACTIVE" && Table.RestoreSummary?.RestoreInProgress !== true) return;
    const seconds = Math.round((Date.now() - began) / SECOND_MS);
    progress("seconds of waiting for AWS; an empty table takes minutes too", seconds, seconds);
    await sleep(pauseMs);
  }
}

/** Restores the ledger as it was into a new table, waits for AWS, and compares it with the ledger of now, which stays as it is. */
export async function restore(
  tables: Tables,
  { at, toTable }: { readonly at: Date; readonly toTable: string },
  progress: Progress,
): Promise<Comparison> {
  await startRestore(tables, at, toTable);
  await untilRestored(tables, toTable, progress);
  const { dynamo, ledger } = tables;
  const present = await readPresent(dynamo, ledger, progress);
  return await compareWith({ dynamo, present, older: toTable }, progress, { until: at });
}

/**
 * Copies each row that only the older table has into the ledger, on the condition that the ledger has no such row: rows
 * that were written meanwhile stay, and a second call changes nothing. Rows of state `present` (compare.ts) are not copied.
 */
export async function copyMissing(
  { dynamo, ledger }: Tables,
  { fromTable, dryRun }: { readonly fromTable: string; readonly dryRun: boolean },
  progress: Progress,
): Promise<Comparison> {
  const present = await readPresent(dynamo, ledger, progress);
  const put = async (Item: PutItemCommand["input"]["Item"]) => {
    const ConditionExpression = "attribute_not_exists(pk)";
    try {
      await dynamo.send(new PutItemCommand({ TableName: ledger, Item, ConditionExpression }));
    } catch (thrown) {
      if (!(thrown instanceof ConditionalCheckFailedException)) throw thrown;
    }
  };
  return await compareWith({ dynamo, present, older: fromTable }, progress, {
    onMissing: async (items) => {
      if (!dryRun) await mapBounded(items, PUTS_AT_ONCE, put);
    },
  });
}
