import {
  type AttributeValue,
  DescribeTableCommand,
  type DynamoDBClient,
  paginateScan,
} from "@aws-sdk/client-dynamodb";
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
  for await (const page of paginateScan({ client: dynamo }, { TableName: table, ConsistentRead: true })) {
    done += page.Items?.length ?? 0;
    progress(phase, done, Math.max(estimate, done));
    yield page.Items ?? [];
  }
}
