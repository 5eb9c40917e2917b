import {
  type AttributeValue,
  BatchGetItemCommand,
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  QueryCommand,
  ScanCommand,
  TransactionCanceledException,
  TransactionConflictException,
  type TransactWriteItem,
  TransactWriteItemsCommand,
} from "@aws-sdk/client-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import type { Key } from "./key.ts";
import { rowOf } from "./row-of.ts";

/** How stores reach a table: by functions and not methods, so that a bundle carries only the calls it makes. */
export interface Table {
  readonly dynamo: DynamoDBClient;
  readonly name: string;
}

/** An item as DynamoDB holds it, without its types: the store that reads it parses it. */
export type Row = Readonly<Record<string, unknown>>;

/** A page holds 1 MB: one person's rows of one kind are far fewer. */
export const PAGES_MAX = 50;

/** A query has more pages than its caller reads. */
export class TooManyPagesError extends Error {
  override readonly name = "TooManyPagesError";
}

/** The row under a key. The read is strong unless `consistent` is false. */
export async function getRow(
  { dynamo, name }: Table,
  key: Key,
  { consistent = true }: { readonly consistent?: boolean } = {},
): Promise<Row | undefined> {
  const { Item } = await dynamo.send(
    new GetItemCommand({ TableName: name, Key: keyOf(key), ConsistentRead: consistent }),
  );
  return Item === undefined ? undefined : rowOf(Item);
}

/**
 * Rows of one partition, in the order of their sort keys.
 * - `what`: what the rows are, for the error
 * - `prefix`, `range`: only rows whose sort key begins with it, or lies in it, both ends included
 * - `index`: the index to ask, whose partition attribute has the index's name; an index has no strong reads
 * - `consistent`: strong reads, unless it is false
 * - `pagesMax`: the limit of pages, {@link PAGES_MAX} where it is absent
 */
export interface Query {
  readonly what: string;
  readonly pk: string;
  readonly prefix?: string;
  readonly range?: { readonly from: string; readonly to: string };
  readonly index?: string;
  readonly consistent?: boolean;
  readonly pagesMax?: number;
}

/** All rows that a query finds. Throws a {@link TooManyPagesError} beyond its limit of pages. */
export async function queryAll(table: Table, query: Query): Promise<Row[]> {
  const { what, pagesMax = PAGES_MAX } = query;
  const rows: Row[] = [];
  let pages = 0;
  for await (const page of queryPages(table, query)) {
    if (pages === pagesMax) throw new TooManyPagesError(`More than ${pagesMax} pages of ${what}`);
    pages += 1;
    rows.push(...page);
  }
  return rows;
}

/** All rows that a query finds, page by page to the end: nothing but a page is held, however many there are. */
export async function* queryPages(
  { dynamo, name }: Table,
  query: Omit<Query, "what" | "pagesMax">,
): AsyncGenerator<Row[]> {
  const input = queryInput(name, query);
  let from: Record<string, AttributeValue> | undefined;
  do {
    const answer = await dynamo.send(new QueryCommand({ ...input, ExclusiveStartKey: from }));
    yield (answer.Items ?? []).map(rowOf);
    from = answer.LastEvaluatedKey;
  } while (from !== undefined);
}

/** One page of a partition from its end, for callers who ask for the next: `next` is the sort key after which it begins. */
export async function queryBackwards(
  { dynamo, name }: Table,
  query: Omit<Query, "what" | "pagesMax" | "index"> & { readonly limit: number; readonly before?: string },
): Promise<{ readonly rows: Row[]; readonly next?: string }> {
  const { limit, before, pk } = query;
  const answer = await dynamo.send(
    new QueryCommand({
      ...queryInput(name, query),
      ScanIndexForward: false,
      Limit: limit,
      ...(before !== undefined && { ExclusiveStartKey: keyOf({ pk, sk: before }) }),
    }),
  );
  const last = answer.LastEvaluatedKey?.["sk"]?.S;
  return {
    rows: (answer.Items ?? []).map(rowOf),
    ...(last !== undefined && { next: last }),
  };
}

/** Which items a scan answers: an expression over values by their names. The others are read, and billed, all the same. */
export interface ScanFilter {
  readonly expression: string;
  readonly values: Readonly<Record<string, string>>;
}

/**
 * Every item of a table, page by page to the end, as DynamoDB holds it. `only`: the one attribute that is read; `where`: those
 * items alone; `after`: those that a scan answers after the item under that key.
 */
export async function* scanPages(
  { dynamo, name }: Table,
  {
    only,
    where,
    after,
  }: { readonly only?: string; readonly where?: ScanFilter; readonly after?: Key | undefined } = {},
): AsyncGenerator<Record<string, AttributeValue>[]> {
  let from = after && keyOf(after);
  do {
    const answer = await dynamo.send(
      new ScanCommand({
        TableName: name,
        ProjectionExpression: only,
        FilterExpression: where?.expression,
        ExpressionAttributeValues:
          where && Object.fromEntries(Object.entries(where.values).map(([name, S]) => [name, { S }])),
        ConsistentRead: true,
        ExclusiveStartKey: from,
      }),
    );
    yield answer.Items ?? [];
    from = answer.LastEvaluatedKey;
  } while (from !== undefined);
}

function queryInput(name: string, query: Omit<Query, "what" | "pagesMax">) {
  const { pk, prefix, range, index, consistent = index === undefined } = query;
  const conditions = [
    `${index ?? "pk"} = :pk`,
    ...(prefix === undefined ? [] : ["begins_with(sk, :prefix)"]),
    ...(range === undefined ? [] : ["sk BETWEEN :from AND :to"]),
  ];
  const values = {
    ":pk": { S: pk },
    ...(prefix !== undefined && { ":prefix": { S: prefix } }),
    ...(range && { ":from": { S: range.from }, ":to": { S: range.to } }),
  };
  return {
    TableName: name,
    IndexName: index,
    KeyConditionExpression: conditions.join(" AND "),
    ExpressionAttributeValues: values,
    ConsistentRead: consistent,
  };
}

/** The limit of calls for keys that DynamoDB leaves unanswered while it is busy. */
export const BATCH_CALLS_MAX = 20;

/**
 * The rows under these keys, in no order; at most 100 keys. Keys that DynamoDB leaves unanswered are asked
 * for again, in at most `callsMax` calls; then it throws.
 */
export async function getAll(
  { dynamo, name }: Table,
  keys: readonly Key[],
  options: { readonly what: string; readonly consistent?: boolean; readonly callsMax?: number },
): Promise<Row[]> {
  const { what, consistent = true, callsMax = BATCH_CALLS_MAX } = options;
  const rows: Row[] = [];
  let Keys = keys.map(keyOf);
  for (let call = 0; call < callsMax; call += 1) {
    const RequestItems = { [name]: { Keys, ConsistentRead: consistent } };
    const answer = await dynamo.send(new BatchGetItemCommand({ RequestItems }));
    rows.push(...(answer.Responses?.[name] ?? []).map(rowOf));
    Keys = answer.UnprocessedKeys?.[name]?.Keys ?? [];
    if (Keys.length === 0) return rows;
  }
  throw new Error(`The table is too busy: ${Keys.length} ${what} were not answered in ${callsMax} calls`);
}

function keyOf({ pk, sk }: Key): Record<string, AttributeValue> {
  return { pk: { S: pk }, sk: { S: sk } };
}

/** A condition that did not hold: of which item of the write, and the existing row if the write requested it. */
export interface FailedCondition {
  readonly index: number;
  readonly existing: Row | undefined;
}

/**
 * What became of a write, in order of precedence; nothing is written unless it is `written`.
 * - `conditionFailed`: conditions did not hold; `failed` has at least one
 * - `conflict`: another transaction was under way at the same rows. It may have been an earlier attempt of the same caller
 */
export type WriteOutcome<Output> =
  | { readonly kind: "written"; readonly output: Output }
  | { readonly kind: "conditionFailed"; readonly failed: readonly FailedCondition[]; readonly cause: Error }
  | { readonly kind: "conflict"; readonly cause: Error };

/** Writes all items or none. Throws what is no lost race, such as throttling. */
export function transact(
  { dynamo }: Table,
  items: readonly TransactWriteItem[],
): Promise<WriteOutcome<unknown>> {
  return outcomeOf(dynamo.send(new TransactWriteItemsCommand({ TransactItems: [...items] })));
}

/** The outcome of one write at rows that transactions write too. Throws what is no lost race. */
export async function outcomeOf<Output>(write: Promise<Output>): Promise<WriteOutcome<Output>> {
  try {
    return { kind: "written", output: await write };
  } catch (cause) {
    const failed = failedConditions(cause);
    if (failed.length > 0 && cause instanceof Error) return { kind: "conditionFailed", failed, cause };
    if (isConflict(cause)) return { kind: "conflict", cause };
    throw cause;
  }
}

/** The outcome of one write at rows that no transaction writes: throws a conflict as well. */
export async function unlessConflict<Output>(
  write: Promise<Output>,
): Promise<Exclude<WriteOutcome<Output>, { kind: "conflict" }>> {
  const outcome = await outcomeOf(write);
  if (outcome.kind === "conflict") throw outcome.cause;
  return outcome;
}

function failedConditions(error: unknown): FailedCondition[] {
  if (error instanceof ConditionalCheckFailedException) {
    return [{ index: 0, existing: error.Item && unmarshall(error.Item) }];
  }
  return reasonsOf(error).flatMap(({ Code, Item }, index) =>
    Code === "ConditionalCheckFailed" ? [{ index, existing: Item && unmarshall(Item) }] : [],
  );
}

function isConflict(error: unknown): error is Error {
  const codes = reasonsOf(error).map(({ Code }) => Code);
  return error instanceof TransactionConflictException || codes.includes("TransactionConflict");
}

/** Why the items of a transaction were not written, in their order; none for what is no answer to a transaction. */
function reasonsOf(error: unknown) {
  return error instanceof TransactionCanceledException ? (error.CancellationReasons ?? []) : [];
}
