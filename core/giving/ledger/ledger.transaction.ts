import type { Draw } from "../../model/gift.ts";
import type { DrawPlan, ShardDraw } from "../pricing/draw.ts";
import { allowanceShardKey, exhaustedKey } from "./ledger.keys.ts";

type Texts = Record<string, { S: string }>;
type Values = Record<string, { N: string }>;

/** `left` is a word of DynamoDB's own. */
const LEFT = { "#left": "left" };

/** One item of a transaction, without the client's types: this file says what is written, not how. */
export interface MoneyItem {
  readonly Update?: {
    TableName: string;
    Key: Texts;
    UpdateExpression: string;
    ConditionExpression: string;
    ExpressionAttributeNames: Record<string, string>;
    ExpressionAttributeValues: Values;
  };
  readonly Put?: { TableName: string; Item: Texts; ConditionExpression: string };
  readonly ConditionCheck?: {
    TableName: string;
    Key: Texts;
    ConditionExpression: string;
    ExpressionAttributeNames: Record<string, string>;
    ExpressionAttributeValues: Values;
  };
}

/** The draws of a gift. An allowance that they use up gets its `exhausted` row, if no shard was refilled meanwhile. */
export function drawItems(table: string, plans: readonly DrawPlan[]): MoneyItem[] {
  return plans.flatMap(({ draws, exhausts }) => [
    ...draws.map((draw) => drawItem(table, draw)),
    ...(exhausts === undefined ? [] : exhaustItems(table, exhausts)),
  ]);
}

function drawItem(table: string, draw: ShardDraw): MoneyItem {
  const seen = draw.while.left === "seen";
  return {
    Update: {
      TableName: table,
      Key: texts(allowanceShardKey(draw.allowance, draw.shard)),
      UpdateExpression: "SET #left = #left - :minor",
      ConditionExpression: seen ? "#left = :seen" : "#left > :minor",
      ExpressionAttributeNames: LEFT,
      ExpressionAttributeValues: {
        ":minor": { N: String(draw.minor) },
        ...(draw.while.left === "seen" && { ":seen": { N: String(draw.while.seen) } }),
      },
    },
  };
}

function exhaustItems(table: string, { allowance, empty }: NonNullable<DrawPlan["exhausts"]>): MoneyItem[] {
  const row = {
    Put: {
      TableName: table,
      Item: texts({ ...exhaustedKey(allowance), allowance }),
      ConditionExpression: "attribute_not_exists(pk)",
    },
  };
  const stillEmpty = empty.map((shard) => ({
    ConditionCheck: {
      TableName: table,
      Key: texts(allowanceShardKey(allowance, shard)),
      ConditionExpression: "#left = :nothing",
      ExpressionAttributeNames: LEFT,
      ExpressionAttributeValues: { ":nothing": { N: "0" } },
    },
  }));
  return [row, ...stillEmpty];
}

/** Puts back what a refund releases. A shard that does not exist stays so: the whole transaction fails. */
export function releaseItem(table: string, draw: Draw): MoneyItem {
  return {
    Update: {
      TableName: table,
      Key: texts(allowanceShardKey(draw.allowance, draw.shard)),
      UpdateExpression: "SET #left = #left + :minor",
      ConditionExpression: "attribute_exists(pk)",
      ExpressionAttributeNames: LEFT,
      ExpressionAttributeValues: { ":minor": { N: String(-draw.minor) } },
    },
  };
}

function texts(item: object): Texts {
  return Object.fromEntries(Object.entries(item).map(([name, text]) => [name, { S: String(text) }]));
}
