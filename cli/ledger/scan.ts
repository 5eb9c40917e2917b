import { type AttributeValue, DescribeTableCommand, type DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { scanPages } from "../../core/platform/aws/table.store.ts";
import type { Progress } from "../progress.ts";

/** Every item of a table, page by page. */
export async function* scan(
  dynamo: DynamoDBClient,
  table: string,
  phase: string,
  progress: Progress,
): AsyncGenerator<Record<string, AttributeValue>[]> {
  const { Table } = await dynamo.send(new DescribeTableCommand({ TableName: table }));
  const estimate = Table?.ItemCount ?? 0;
  let done = 0;
  for await (const items of scanPages({ dynamo, name: table })) {
    done += items.length;
    progress(phase, done, Math.max(estimate, done));
    yield items;
  }
}
