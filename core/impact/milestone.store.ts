import {
  BatchGetItemCommand,
  ConditionalCheckFailedException,
  type DynamoDBClient,
  PutItemCommand,
} from "@aws-sdk/client-dynamodb";
import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";
import { milestoneKey } from "../giving/ledger/ledger.keys.ts";
import { ReachedMilestone, type Threshold } from "./milestone.ts";

/** Of one BatchGetItem call. */
export const BATCH_KEYS_MAX = 100;
/** How often one call asks again for keys that DynamoDB did not answer. */
export const BATCH_TRIES_MAX = 5;

export interface MilestoneStore {
  /** Writes that a threshold was reached. Once: who comes later loses, and the first time stands. */
  mark(milestone: ReachedMilestone): Promise<"marked" | "markedBefore">;
  /** Those of the thresholds that were reached. */
  reached(thresholds: readonly Threshold[]): Promise<ReachedMilestone[]>;
}

function keyOf({ cause, currency, amount }: Threshold) {
  return milestoneKey(cause, currency, amount);
}

/** Milestones are rows of the ledger table: they tell what happened, and are not rebuilt. */
export function milestoneStore(dynamo: DynamoDBClient, ledgerTable: string): MilestoneStore {
  async function batch(thresholds: readonly Threshold[]): Promise<ReachedMilestone[]> {
    const found: ReachedMilestone[] = [];
    let keys = thresholds.map((threshold) => marshall(keyOf(threshold)));
    for (let tries = 0; tries < BATCH_TRIES_MAX; tries += 1) {
      const answer = await dynamo.send(
        new BatchGetItemCommand({ RequestItems: { [ledgerTable]: { Keys: keys } } }),
      );
      found.push(
        ...(answer.Responses?.[ledgerTable] ?? []).map((item) => ReachedMilestone.parse(unmarshall(item))),
      );
      keys = answer.UnprocessedKeys?.[ledgerTable]?.Keys ?? [];
      if (keys.length === 0) return found;
    }
    throw new Error(`${keys.length} milestones were not answered in ${BATCH_TRIES_MAX} tries`);
  }

  return {
    async mark(milestone) {
      try {
        await dynamo.send(
          new PutItemCommand({
            TableName: ledgerTable,
            Item: marshall({ ...keyOf(milestone), ...milestone }),
            ConditionExpression: "attribute_not_exists(pk)",
          }),
        );
        return "marked";
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) return "markedBefore";
        throw error;
      }
    },

    async reached(thresholds) {
      const found: ReachedMilestone[] = [];
      for (let from = 0; from < thresholds.length; from += BATCH_KEYS_MAX) {
        found.push(...(await batch(thresholds.slice(from, from + BATCH_KEYS_MAX))));
      }
      return found;
    },
  };
}
