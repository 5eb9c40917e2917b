import {
  type DynamoDBClient,
  GetItemCommand,
  QueryCommand,
  TransactionCanceledException,
  type TransactWriteItem,
  TransactWriteItemsCommand,
} from "@aws-sdk/client-dynamodb";
import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";
import type { Key } from "./key.ts";

/** An item as it was read: parsed by the store that asked. */
export type Row = Readonly<Record<string, unknown>>;

/** A page holds 1 MB: one person's rows of one kind are far fewer. */
export const PAGES_MAX = 50;

/** How the stores of people reach their table. Reads are strong: a person who said something is obeyed at once. */
export interface Table {
  readonly table: string;
  get(key: Key): Promise<Row | undefined>;
  /** All rows of a partition whose sort key lies in a range, in order. Throws beyond {@link PAGES_MAX} pages. */
  between(pk: string, range?: { readonly from: string; readonly to: string }): Promise<Row[]>;
  /** All or nothing. `lost`: a condition did not hold. `busy`: another transaction was at the same rows just then. */
  write(items: readonly TransactWriteItem[]): Promise<"written" | "lost" | "busy">;
}

export function tableStore(dynamo: DynamoDBClient, table: string): Table {
  return {
    table,
    async get(key) {
      const { Item } = await dynamo.send(
        new GetItemCommand({ TableName: table, Key: marshall(key), ConsistentRead: true }),
      );
      return Item === undefined ? undefined : unmarshall(Item);
    },
    async between(pk, range) {
      const rows: Row[] = [];
      let after: Record<string, unknown> | undefined;
      for (let page = 0; page < PAGES_MAX; page += 1) {
        const answer = await dynamo.send(
          new QueryCommand({
            TableName: table,
            KeyConditionExpression:
              range === undefined ? "pk = :pk" : "pk = :pk AND sk BETWEEN :from AND :to",
            ExpressionAttributeValues: marshall({
              ":pk": pk,
              ...(range && { ":from": range.from, ":to": range.to }),
            }),
            ConsistentRead: true,
            ...(after && { ExclusiveStartKey: marshall(after) }),
          }),
        );
        rows.push(...(answer.Items ?? []).map((item) => unmarshall(item)));
        if (answer.LastEvaluatedKey === undefined) return rows;
        after = unmarshall(answer.LastEvaluatedKey);
      }
      throw new Error("A person has more rows than are read at once");
    },
    async write(items) {
      try {
        await dynamo.send(new TransactWriteItemsCommand({ TransactItems: [...items] }));
        return "written";
      } catch (error) {
        const codes = codesOf(error);
        if (codes.includes("ConditionalCheckFailed")) return "lost";
        if (codes.includes("TransactionConflict")) return "busy";
        throw error;
      }
    },
  };
}

/** Why the items of a transaction were not written; none for what is no answer to a transaction. */
function codesOf(error: unknown): string[] {
  if (!(error instanceof TransactionCanceledException)) return [];
  return (error.CancellationReasons ?? []).map(({ Code }) => Code ?? "None");
}
