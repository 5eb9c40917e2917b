import { type DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import { milestoneKey } from "../giving/ledger/ledger.keys.ts";
import { wrongFields } from "../giving/ledger/limits.ts";
import { getAll, unlessConflict } from "../platform/aws/table.store.ts";
import type { ReportUnreadable } from "../platform/lambda/report-unreadable.ts";
import { ReachedMilestone, type Threshold } from "./milestone.ts";

/** Of one BatchGetItem call. */
export const BATCH_KEYS_MAX = 100;
/** The limit of calls for the keys of one batch that DynamoDB does not answer at once. */
export const MILESTONE_CALLS_MAX = 5;

export interface MilestoneStore {
  /** Writes that a threshold was reached, once: later writers lose, and the first time stays. */
  mark(milestone: ReachedMilestone): Promise<"marked" | "markedBefore">;
  /** Those of the thresholds that were reached. */
  reached(thresholds: readonly Threshold[]): Promise<ReachedMilestone[]>;
}

function keyOf({ cause, currency, amount }: Threshold) {
  return milestoneKey(cause, currency, amount);
}

/**
 * Milestones are rows of the ledger table: they record what happened, and are not rebuilt. `report` is told of those that
 * cannot be read: all others are answered.
 */
export function milestoneStore(
  dynamo: DynamoDBClient,
  ledgerTable: string,
  report: ReportUnreadable,
): MilestoneStore {
  const table = { dynamo, name: ledgerTable };
  const options = { what: "milestones", consistent: false, callsMax: MILESTONE_CALLS_MAX };

  return {
    async mark(milestone) {
      const put = new PutItemCommand({
        TableName: ledgerTable,
        Item: marshall({ ...keyOf(milestone), ...milestone }),
        ConditionExpression: "attribute_not_exists(pk)",
      });
      const { kind } = await unlessConflict(dynamo.send(put));
      return kind === "written" ? "marked" : "markedBefore";
    },

    async reached(thresholds) {
      const found: ReachedMilestone[] = [];
      for (let from = 0; from < thresholds.length; from += BATCH_KEYS_MAX) {
        const keys = thresholds.slice(from, from + BATCH_KEYS_MAX).map(keyOf);
        const rows = await getAll(table, keys, options);
        for (const row of rows) {
          const { data, error } = ReachedMilestone.safeParse(row);
          if (data !== undefined) found.push(data);
          else report([`${row.pk} ${row.sk}: ${wrongFields(error)}`]);
        }
      }
      return found;
    },
  };
}
