import {
  type AttributeValue,
  type CancellationReason,
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  type PutItemCommandInput,
  QueryCommand,
  TransactionCanceledException,
  TransactionConflictException,
  TransactWriteItemsCommand,
} from "@aws-sdk/client-dynamodb";
import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";
import { isDated, type OrderRef, type Refund } from "../purchase/purchase.ts";
import { OrderRow, Parked, Standing } from "./anchor.ts";
import { bucketShard } from "./digest.ts";
import { Accrual, Clawback, type Entry } from "./entry.ts";
import {
  accrualSortKey,
  bucketKey,
  byCustomerKey,
  clawbackSortKey,
  entriesPrefix,
  FIRST_GIFT_PREFIX,
  firstGiftKey,
  type Key,
  minuteOf,
  orderKey,
  parseFirstGift,
} from "./ledger.keys.ts";
import { drawItems, releaseItem } from "./ledger.transaction.ts";
import type { Claimed, Found, GiftWritten, Ledger } from "./ledger.ts";

/** `shards`: over how many partitions the purchases of one minute are spread; fixed for a ledger's life. */
export function ledgerStore(dynamo: DynamoDBClient, table: string, shards: number): Ledger {
  const bucketOf = (order: OrderRef, placedAt: string) =>
    bucketKey(minuteOf(placedAt), bucketShard(order, shards));
  const accrualKey = (order: OrderRef, placedAt: string): Key => ({
    pk: bucketOf(order, placedAt),
    sk: accrualSortKey(order),
  });
  /** Where refunds of this order wait: at the key that its purchase claims first. */
  const anchorKey = (refund: Refund): Key =>
    isDated(refund.source) ? accrualKey(refund, placedAtOf(refund)) : orderKey(refund);

  return {
    async claimOrder(row, over) {
      const item = { ...orderKey(row), ...row };
      return claim(dynamo, { TableName: table, Item: toItem(item), ...unlessStanding(over) });
    },

    async record(accrual, draws, over) {
      const item = { ...accrualKey(accrual, accrual.placedAt), ...indexed(accrual), ...accrual };
      const put = { TableName: table, Item: toItem(item), ...unlessStanding(over) };
      const money = drawItems(table, draws);
      const firsts = accrual.firstFor.map((cause) => ({
        Put: {
          TableName: table,
          Item: toItem({ ...firstGiftKey(accrual.customer ?? "", cause), at: accrual.placedAt }),
          ConditionExpression: "attribute_not_exists(pk)",
        },
      }));
      if (money.length + firsts.length === 0) return claimBusy(dynamo, put);
      try {
        await dynamo.send(
          new TransactWriteItemsCommand({ TransactItems: [{ Put: put }, ...money, ...firsts] }),
        );
        return { kind: "written" };
      } catch (error) {
        return whyCancelled(error, money.length);
      }
    },

    async givenBefore(customer) {
      const answer = await dynamo.send(
        new QueryCommand({
          TableName: table,
          KeyConditionExpression: "pk = :customer AND begins_with(sk, :first)",
          ExpressionAttributeValues: {
            ":customer": { S: firstGiftKey(customer, "").pk },
            ":first": { S: FIRST_GIFT_PREFIX },
          },
          ConsistentRead: true,
        }),
      );
      return new Set((answer.Items ?? []).map((item) => parseFirstGift(item.sk?.S ?? "")));
    },

    async find(refund) {
      if (isDated(refund.source)) return entriesOf(refund, placedAtOf(refund));
      const answer = await dynamo.send(
        new GetItemCommand({ TableName: table, Key: toItem(orderKey(refund)), ConsistentRead: true }),
      );
      if (answer.Item === undefined) return { kind: "nothing" };
      const standing = Standing.parse(unmarshall(answer.Item));
      if (standing.kind === "parked") return { kind: "parked", parked: standing };
      const found = await entriesOf(refund, OrderRow.parse(standing).placedAt);
      return found.kind === "nothing" ? { kind: "unfinished" } : found;
    },

    async park(refund, over) {
      const { source, connection, orderId } = refund;
      const refunds = [...(over?.refunds ?? []), refund];
      const parked: Parked = { kind: "parked", source, connection, orderId, refunds };
      const item = { ...anchorKey(refund), ...parked };
      const put = { TableName: table, Item: toItem(item), ...unlessStanding(over) };
      const claimed = await claimBusy(dynamo, put);
      return claimed.kind === "written" ? "parked" : "lost";
    },

    async takeBack(entry) {
      const key = { pk: bucketOf(entry, entry.placedAt), sk: clawbackSortKey(entry, entry.sequence) };
      const item = toItem({ ...key, ...indexed(entry), ...entry });
      const put = { TableName: table, Item: item, ...unlessStanding(undefined) };
      const releases = entry.draws.map((draw) => releaseItem(table, draw));
      try {
        if (releases.length === 0) await dynamo.send(new PutItemCommand(put));
        else await dynamo.send(new TransactWriteItemsCommand({ TransactItems: [{ Put: put }, ...releases] }));
        return "written";
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException || isConflict(error)) return "lost";
        if (reasonsOf(error)[0]?.Code === "ConditionalCheckFailed") return "lost";
        throw error;
      }
    },
  };

  /** All entries of one purchase are neighbours: one consistent query, one page. */
  async function entriesOf(order: OrderRef, placedAt: string): Promise<Found> {
    const answer = await dynamo.send(
      new QueryCommand({
        TableName: table,
        KeyConditionExpression: "pk = :bucket AND begins_with(sk, :order)",
        ExpressionAttributeValues: {
          ":bucket": { S: bucketOf(order, placedAt) },
          ":order": { S: entriesPrefix(order) },
        },
        ConsistentRead: true,
      }),
    );
    const [first, ...rest] = (answer.Items ?? []).map((item) => unmarshall(item));
    if (first === undefined) return { kind: "nothing" };
    if (first.kind === "parked") return { kind: "parked", parked: Parked.parse(first) };
    const clawbacks = rest.map((item) => Clawback.parse(item));
    return { kind: "purchase", accrual: Accrual.parse(first), clawbacks };
  }
}

/** Refunds of a dated source carry the purchase's time: their normaliser's contract. */
function placedAtOf(refund: Refund): string {
  if (refund.placedAt === undefined) throw new Error(`A refund from ${refund.source} must carry placedAt`);
  return refund.placedAt;
}

/** Entries of a known customer are in the index by customer; others are not in it at all. */
function indexed(entry: Entry): Record<string, string> {
  if (entry.customer === undefined) return {};
  const { customer, at } = byCustomerKey(entry.customer, entry.placedAt);
  return { byCustomer: customer, byCustomerAt: at };
}

/** Only where nothing stands; or, given the refunds that were seen waiting, only where exactly they still wait. */
function unlessStanding(over: Parked | undefined) {
  return {
    ReturnValuesOnConditionCheckFailure: "ALL_OLD" as const,
    ...(over === undefined
      ? { ConditionExpression: "attribute_not_exists(pk)" }
      : {
          ConditionExpression: "#kind = :parked AND size(refunds) = :seen",
          ExpressionAttributeNames: { "#kind": "kind" },
          ExpressionAttributeValues: {
            ":parked": { S: "parked" },
            ":seen": { N: String(over.refunds.length) },
          },
        }),
  };
}

async function claim(dynamo: DynamoDBClient, put: PutItemCommandInput): Promise<Claimed> {
  try {
    await dynamo.send(new PutItemCommand(put));
    return { kind: "written" };
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException && error.Item !== undefined) {
      return { kind: "standing", standing: Standing.parse(unmarshall(error.Item)) };
    }
    throw error;
  }
}

/** The same at a key that transactions write too: one of them may be under way. */
async function claimBusy(dynamo: DynamoDBClient, put: PutItemCommandInput): Promise<GiftWritten> {
  try {
    return await claim(dynamo, put);
  } catch (error) {
    if (isConflict(error)) return { kind: "lost", to: "contention" };
    throw error;
  }
}

/**
 * The reasons stand in the order of the transaction's items: the gift, `money` items of allowances, first gifts.
 * Other reasons than lost races (throttling, a malformed item) are thrown for the workflow to retry or keep.
 */
function whyCancelled(error: unknown, money: number): GiftWritten {
  const reasons = reasonsOf(error);
  const failed = (from: number, to?: number) =>
    reasons.slice(from, to).some(({ Code }) => Code === "ConditionalCheckFailed");
  const item = reasons[0]?.Item;
  if (failed(0, 1) && item !== undefined) {
    return { kind: "standing", standing: Standing.parse(unmarshall(item)) };
  }
  if (failed(1, 1 + money)) return { kind: "lost", to: "allowance" };
  if (failed(1 + money)) return { kind: "lost", to: "firstGift" };
  if (isConflict(error)) return { kind: "lost", to: "contention" };
  throw error;
}

function reasonsOf(error: unknown): readonly CancellationReason[] {
  return error instanceof TransactionCanceledException ? (error.CancellationReasons ?? []) : [];
}

/** Another transaction was under way on the same item. It may have been ours: the next try finds out. */
function isConflict(error: unknown): boolean {
  return (
    error instanceof TransactionConflictException ||
    reasonsOf(error).some(({ Code }) => Code === "TransactionConflict")
  );
}

function toItem(item: object): Record<string, AttributeValue> {
  return marshall(item, { removeUndefinedValues: true });
}
