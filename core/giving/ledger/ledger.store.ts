import {
  type AttributeValue,
  type CancellationReason,
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  TransactionCanceledException,
  TransactionConflictException,
  TransactWriteItemsCommand,
} from "@aws-sdk/client-dynamodb";
import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";
import { isDated, type OrderRef, type Refund } from "../../model/purchase.ts";
import type { Key } from "../../platform/aws/key.ts";
import type { DrawPlan } from "../pricing/draw.ts";
import { Accrual, Clawback, type Entry } from "./entry.ts";
import {
  accrualSortKey,
  bucketKey,
  bucketMinute,
  byCustomerKey,
  clawbackSortKey,
  entriesPrefix,
  FIRST_GIFT_PREFIX,
  firstGiftKey,
  orderKey,
  parseFirstGift,
} from "./ledger.keys.ts";
import { drawItems, releaseItem } from "./ledger.transaction.ts";
import type { Found, GiftWritten, Ledger, OrderClaimed, Placed } from "./ledger.ts";
import { EarlyRefunds, ExistingItem, OrderRow } from "./order-claim.ts";
import { bucketShard } from "./order-hash.ts";

/** A ledger's table. `shards`: over how many partitions the purchases of one minute are spread; fixed for its life. */
interface Place {
  readonly dynamo: DynamoDBClient;
  readonly table: string;
  readonly shards: number;
}

export function ledgerStore(dynamo: DynamoDBClient, table: string, shards: number): Ledger {
  const place = { dynamo, table, shards };
  return {
    claimOrder: async (row, over) => claim(place, { ...orderKey(row), ...row }, over),
    record: async (accrual, draws, over) => record(place, accrual, draws, over),
    givenBefore: async (customer) => givenBefore(place, customer),
    find: async (order) => find(place, order),
    park: async (refund, over) => park(place, refund, over),
    appendReversal: async (entry) => takeBack(place, entry),
  };
}

async function record(
  place: Place,
  accrual: Accrual,
  draws: readonly DrawPlan[],
  over: EarlyRefunds | undefined,
): Promise<GiftWritten> {
  const item = { ...accrualKey(place, accrual, accrual.placedAt), ...indexed(accrual), ...accrual };
  const money = drawItems(place.table, draws);
  const firsts = accrual.firstFor.map((cause) => ({
    Put: {
      TableName: place.table,
      Item: toItem({ ...firstGiftKey(accrual.customer ?? "", cause), at: accrual.placedAt }),
      ConditionExpression: "attribute_not_exists(pk)",
    },
  }));
  if (money.length + firsts.length === 0) return claimBusy(place, item, over);
  try {
    const put = putOf(place, item, over);
    await place.dynamo.send(
      new TransactWriteItemsCommand({ TransactItems: [{ Put: put }, ...money, ...firsts] }),
    );
    return { kind: "written" };
  } catch (error) {
    return whyCancelled(error, money.length);
  }
}

/** One row for each cause that this customer gave to: always one page. */
async function givenBefore({ dynamo, table }: Place, customer: string): Promise<ReadonlySet<string>> {
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
}

async function find(place: Place, order: Placed): Promise<Found> {
  if (isDated(order.source)) return entriesOf(place, order, placedAtOf(order));
  const { Item } = await place.dynamo.send(
    new GetItemCommand({ TableName: place.table, Key: toItem(orderKey(order)), ConsistentRead: true }),
  );
  if (Item === undefined) return { kind: "nothing" };
  const standing = ExistingItem.parse(unmarshall(Item));
  if (standing.kind === "parked") return { kind: "parked", parked: standing };
  const found = await entriesOf(place, order, OrderRow.parse(standing).placedAt);
  return found.kind === "nothing" ? { kind: "unfinished" } : found;
}

/** All entries of one purchase are neighbours: one consistent query, one page. */
async function entriesOf(place: Place, order: OrderRef, placedAt: string): Promise<Found> {
  const answer = await place.dynamo.send(
    new QueryCommand({
      TableName: place.table,
      KeyConditionExpression: "pk = :bucket AND begins_with(sk, :order)",
      ExpressionAttributeValues: {
        ":bucket": { S: bucketOf(place, order, placedAt) },
        ":order": { S: entriesPrefix(order) },
      },
      ConsistentRead: true,
    }),
  );
  const [first, ...rest] = (answer.Items ?? []).map((item) => unmarshall(item));
  if (first === undefined) return { kind: "nothing" };
  if (first.kind === "parked") return { kind: "parked", parked: EarlyRefunds.parse(first) };
  const clawbacks = rest.map((item) => Clawback.parse(item));
  return { kind: "purchase", accrual: Accrual.parse(first), clawbacks };
}

/** Refunds wait at the key that their purchase claims first. */
async function park(
  place: Place,
  refund: Refund,
  over: EarlyRefunds | undefined,
): Promise<"parked" | "lost"> {
  const { source, connection, orderId } = refund;
  const refunds = [...(over?.refunds ?? []), refund];
  const parked: EarlyRefunds = { kind: "parked", source, connection, orderId, refunds };
  const key = isDated(source) ? accrualKey(place, refund, placedAtOf(refund)) : orderKey(refund);
  const claimed = await claimBusy(place, { ...key, ...parked }, over);
  return claimed.kind === "written" ? "parked" : "lost";
}

async function takeBack(place: Place, entry: Clawback): Promise<"written" | "lost"> {
  const key = { pk: bucketOf(place, entry, entry.placedAt), sk: clawbackSortKey(entry, entry.sequence) };
  const put = putOf(place, { ...key, ...indexed(entry), ...entry }, undefined);
  const releases = entry.draws.map((draw) => releaseItem(place.table, draw));
  try {
    if (releases.length === 0) await place.dynamo.send(new PutItemCommand(put));
    else
      await place.dynamo.send(new TransactWriteItemsCommand({ TransactItems: [{ Put: put }, ...releases] }));
    return "written";
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException || isConflict(error)) return "lost";
    if (reasonsOf(error)[0]?.Code === "ConditionalCheckFailed") return "lost";
    throw error;
  }
}

function bucketOf({ shards }: Place, order: OrderRef, placedAt: string): string {
  return bucketKey(bucketMinute(placedAt), bucketShard(order, shards));
}

function accrualKey(place: Place, order: OrderRef, placedAt: string): Key {
  return { pk: bucketOf(place, order, placedAt), sk: accrualSortKey(order) };
}

/** Refunds of a dated source carry the purchase's time: their normaliser's contract. */
function placedAtOf(order: Placed): string {
  if (order.placedAt === undefined) throw new Error(`A refund from ${order.source} must carry placedAt`);
  return order.placedAt;
}

/** Entries of a known customer are in the index by customer; others are not in it at all. */
function indexed(entry: Entry): Record<string, string> {
  if (entry.customer === undefined) return {};
  const { customer, at } = byCustomerKey(entry.customer, entry.placedAt);
  return { byCustomer: customer, byCustomerAt: at };
}

/** A put only where nothing stands; or, given the refunds that were seen waiting, only where exactly they still wait. */
function putOf({ table }: Place, item: object, over: EarlyRefunds | undefined) {
  const put = {
    TableName: table,
    Item: toItem(item),
    ReturnValuesOnConditionCheckFailure: "ALL_OLD" as const,
  };
  if (over === undefined) return { ...put, ConditionExpression: "attribute_not_exists(pk)" };
  return {
    ...put,
    ConditionExpression: "#kind = :parked AND size(refunds) = :seen",
    ExpressionAttributeNames: { "#kind": "kind" },
    ExpressionAttributeValues: { ":parked": { S: "parked" }, ":seen": { N: String(over.refunds.length) } },
  };
}

async function claim(place: Place, item: object, over: EarlyRefunds | undefined): Promise<OrderClaimed> {
  try {
    await place.dynamo.send(new PutItemCommand(putOf(place, item, over)));
    return { kind: "written" };
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException && error.Item !== undefined) {
      return { kind: "standing", standing: ExistingItem.parse(unmarshall(error.Item)) };
    }
    throw error;
  }
}

/** The same at a key that transactions write too: one of them may be under way. */
async function claimBusy(place: Place, item: object, over: EarlyRefunds | undefined): Promise<GiftWritten> {
  try {
    return await claim(place, item, over);
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
    return { kind: "standing", standing: ExistingItem.parse(unmarshall(item)) };
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
