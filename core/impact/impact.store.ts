import {
  type AttributeValue,
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
} from "@aws-sdk/client-dynamodb";
import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";
import type { Day } from "../model/purchase.ts";
import type { Key } from "../platform/aws/key.ts";
import { allTimeKey, type Children, dayKey } from "./impact.keys.ts";
import { Totals } from "./impact.ts";

/** Children of one parent: at most 15 minutes × 64 shards of a few KB each; a page is 1 MB. */
export const CHILDREN_PAGES_MAX = 20;

export interface DayTotals {
  readonly day: Day;
  readonly totals: Totals;
}

export interface ImpactStore {
  /**
   * Sets the totals of one period, unless the row already counts as many ledger entries or more. `entries` only
   * grows, as the ledger only grows: who lost has seen no more than what is stored.
   */
  put(key: Key, totals: Totals): Promise<"written" | "seenBefore">;
  /** The totals of all periods directly inside one period, consistently. */
  children(of: Children): Promise<Totals[]>;
  /** The days from `from` to `to`, both included. May be some milliseconds old. */
  days(from: Day, to: Day): Promise<DayTotals[]>;
  /** Undefined before the first purchase. May be some milliseconds old. */
  allTime(): Promise<Totals | undefined>;
}

function lost(error: unknown): "seenBefore" {
  if (error instanceof ConditionalCheckFailedException) return "seenBefore";
  throw error;
}

function span(year: string, from: Day, to: Day): Pick<Condition, "text" | "values"> {
  const [first, last] = [dayKey(from), dayKey(to)];
  const pk = dayKey(`${year}-01-01`).pk;
  return {
    text: "pk = :pk AND sk BETWEEN :from AND :to",
    values: { ":pk": pk, ":from": first.sk, ":to": last.sk },
  };
}

interface Condition {
  readonly text: string;
  readonly values: Readonly<Record<string, string>>;
  readonly consistent: boolean;
}

export function impactStore(dynamo: DynamoDBClient, table: string): ImpactStore {
  async function query(condition: Condition): Promise<Record<string, unknown>[]> {
    const items: Record<string, unknown>[] = [];
    let from: Record<string, AttributeValue> | undefined;
    for (let page = 0; page < CHILDREN_PAGES_MAX; page += 1) {
      const answer = await dynamo.send(
        new QueryCommand({
          TableName: table,
          KeyConditionExpression: condition.text,
          ExpressionAttributeValues: marshall(condition.values),
          ConsistentRead: condition.consistent,
          ExclusiveStartKey: from,
        }),
      );
      items.push(...(answer.Items ?? []).map((item) => unmarshall(item)));
      from = answer.LastEvaluatedKey;
      if (from === undefined) return items;
    }
    throw new Error(`more than ${CHILDREN_PAGES_MAX} pages of periods under ${condition.values[":pk"]}`);
  }

  return {
    put(key, totals) {
      const item = marshall({ ...key, ...totals });
      return dynamo
        .send(
          new PutItemCommand({
            TableName: table,
            Item: item,
            ConditionExpression: "attribute_not_exists(pk) OR entries < :entries",
            ExpressionAttributeValues: marshall({ ":entries": totals.entries }),
          }),
        )
        .then(() => "written", lost);
    },

    async children({ pk, prefix }) {
      const text = prefix === undefined ? "pk = :pk" : "pk = :pk AND begins_with(sk, :prefix)";
      const values = prefix === undefined ? { ":pk": pk } : { ":pk": pk, ":prefix": prefix };
      return (await query({ text, values, consistent: true })).map((item) => Totals.parse(item));
    },

    async days(from, to) {
      const years = [...new Set([from.slice(0, 4), to.slice(0, 4)])];
      const found = await Promise.all(
        years.map((year) => query({ ...span(year, from, to), consistent: false })),
      );
      return found.flat().map((item) => ({ day: String(item["sk"]), totals: Totals.parse(item) }));
    },

    async allTime() {
      const answer = await dynamo.send(new GetItemCommand({ TableName: table, Key: marshall(allTimeKey()) }));
      return answer.Item === undefined ? undefined : Totals.parse(unmarshall(answer.Item));
    },
  };
}
