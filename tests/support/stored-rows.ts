import { readFileSync } from "node:fs";
import {
  BatchGetItemCommand,
  ConditionalCheckFailedException,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  type QueryCommandInput,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";
import { mockClient } from "aws-sdk-client-mock";

/** A row as an earlier release left it in a table (tests/fixtures/rows/README.md). */
export interface StoredRow extends Readonly<Record<string, unknown>> {
  readonly pk: string;
  readonly sk: string;
}

export function storedRows(table: "ledger" | "impact" | "people"): readonly StoredRow[] {
  const file = new URL(`../fixtures/rows/${table}.json`, import.meta.url);
  return JSON.parse(readFileSync(file, "utf8"));
}

/** A table that holds these rows, and keeps apart what is written: the rows stay as they are. */
export interface RowsTable {
  readonly dynamo: DynamoDBClient;
  readonly written: Record<string, unknown>[];
  readonly updates: string[];
}

export function tableOf(rows: readonly StoredRow[]): RowsTable {
  const dynamo = new DynamoDBClient({ region: "us-east-1" });
  const mock = mockClient(dynamo);
  const written: Record<string, unknown>[] = [];
  const updates: string[] = [];
  const find = (key: Record<string, unknown>) =>
    rows.filter(({ pk, sk }) => pk === key.pk && sk === key.sk).map((row) => marshall(row));
  mock.on(GetItemCommand).callsFake(({ Key }) => ({ Item: find(unmarshall(Key))[0] }));
  mock.on(BatchGetItemCommand).callsFake(({ RequestItems }) => ({
    Responses: {
      T: RequestItems.T.Keys.flatMap((key: Parameters<typeof unmarshall>[0]) => find(unmarshall(key))),
    },
  }));
  mock.on(QueryCommand).callsFake((input: QueryCommandInput) => ({
    Items: rows.filter((row) => isFound(row, input)).map((row) => marshall(row)),
  }));
  mock.on(PutItemCommand).callsFake(({ Item, ConditionExpression }) => {
    const item = unmarshall(Item);
    const [existing] = find(item);
    if (existing !== undefined && ConditionExpression === "attribute_not_exists(pk)") {
      throw new ConditionalCheckFailedException({ message: "", $metadata: {}, Item: existing });
    }
    written.push(item);
    return {};
  });
  mock.on(UpdateItemCommand).callsFake(({ UpdateExpression }) => {
    updates.push(UpdateExpression);
    return {};
  });
  mock.on(TransactWriteItemsCommand).callsFake(({ TransactItems }) => {
    for (const { Put, Update } of TransactItems) {
      if (Put !== undefined) written.push(unmarshall(Put.Item));
      if (Update !== undefined) updates.push(Update.UpdateExpression);
    }
    return {};
  });
  return { dynamo, written, updates };
}

function isFound(row: StoredRow, { IndexName, ExpressionAttributeValues = {} }: QueryCommandInput): boolean {
  const values = unmarshall(ExpressionAttributeValues);
  const within = values[":from"] === undefined || (values[":from"] <= row.sk && row.sk <= values[":to"]);
  return row[IndexName ?? "pk"] === values[":pk"] && row.sk.startsWith(values[":prefix"] ?? "") && within;
}

/** How today's code reads and writes one kind of row. */
export interface RowKind {
  readonly name: string;
  readonly is: (row: StoredRow) => boolean;
  /** Attributes that the writer of the row keeps for others: no reader answers them. */
  readonly unread?: readonly string[];
  /** What a reader answers of this row, in a table that holds it. */
  readonly read: (row: StoredRow, table: RowsTable) => Promise<unknown>;
  /** Whether its writer wants to find the row as it is: it saves the same again. */
  readonly replaces?: boolean;
  /** Writes what was read, so that the very row is written. Absent where no one call writes such a row. */
  readonly write?: (row: StoredRow, table: RowsTable) => Promise<unknown>;
}

/** What a reader should answer: the row without its key and what nobody reads. */
export function facts(row: StoredRow, unread: readonly string[] = []): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(row).filter(([name]) => name !== "pk" && name !== "sk" && !unread.includes(name)),
  );
}

/** The row once for each of its attributes, on any level, with that attribute under another name. */
export function renamed(
  row: StoredRow,
  unread: readonly string[] = [],
): { readonly path: string; readonly row: StoredRow }[] {
  const { pk, sk } = row;
  const names = Object.keys(facts(row, unread));
  return names.flatMap((name) => [
    { path: name, row: { ...withoutName(row, name), pk, sk, [`${name}_`]: row[name] } },
    ...inside(row[name]).map(({ path, value }) => ({
      path: `${name}.${path}`,
      row: { ...row, [name]: value },
    })),
  ]);
}

function withoutName(item: Readonly<Record<string, unknown>>, name: string): Record<string, unknown> {
  const { [name]: _, ...rest } = item;
  return rest;
}

function inside(value: unknown): { readonly path: string; readonly value: unknown }[] {
  if (Array.isArray(value)) {
    return value.flatMap((each, index) =>
      inside(each).map((one) => ({ path: `${index}.${one.path}`, value: value.with(index, one.value) })),
    );
  }
  if (typeof value !== "object" || value === null) return [];
  const item: Record<string, unknown> = { ...value };
  return Object.keys(item).flatMap((name) => [
    { path: name, value: { ...withoutName(item, name), [`${name}_`]: item[name] } },
    ...inside(item[name]).map((one) => ({
      path: `${name}.${one.path}`,
      value: { ...item, [name]: one.value },
    })),
  ]);
}
