import {
  type AttributeValue,
  type DynamoDBClient,
  PutItemCommand,
  type PutItemCommandInput,
} from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import type { OrderLink, OrderRef, Refund } from "../../model/purchase.ts";
import { refundsCarryPlacedAt } from "../../model/sources.ts";
import type { Key } from "../../platform/aws/key.ts";
import {
  type FailedCondition,
  getRow,
  outcomeOf,
  queryAll,
  type Table,
  transact,
  type WriteOutcome,
} from "../../platform/aws/table.store.ts";
import type { DrawPlan } from "../pricing/draw.ts";
import { Accrual, Amendment, type Entry, OrderDetails } from "./entry.ts";
import {
  accrualSortKey,
  amendmentSortKey,
  bucketKey,
  bucketMinute,
  byCustomerKey,
  entriesPrefix,
  FIRST_GIFT_PREFIX,
  firstGiftKey,
  orderKey,
  parseFirstGift,
} from "./ledger.keys.ts";
import { drawItems, releaseItem } from "./ledger.transaction.ts";
import type {
  AliasClaimed,
  AmendmentWritten,
  Found,
  GiftWritten,
  Ledger,
  OrderClaimed,
  Placed,
} from "./ledger.ts";
import { type AliasRow, EarlyRefunds, ExistingItem, OrderRow } from "./order-claim.ts";
import { bucketShard } from "./order-hash.ts";

/** A ledger's table. `shards`: over how many partitions the purchases of one minute are spread; fixed for its life. */
interface Place extends Table {
  readonly shards: number;
}

export function ledgerStore(dynamo: DynamoDBClient, table: string, shards: number): Ledger {
  const place = { dynamo, name: table, shards };
  return {
    claimOrder: async (row, expected) => claimOrder(place, row, expected),
    claimAlias: async (link, expected) => claimAlias(place, link, expected),
    record: async (accrual, draws, expected) => record(place, accrual, draws, expected),
    givenBefore: async (customer) => givenBefore(place, customer),
    find: async (order) => find(place, order),
    park: async (refund, expected) => park(place, refund, expected),
    append: async (entry, draws) => append(place, entry, draws),
  };
}

async function record(
  place: Place,
  accrual: Accrual,
  draws: readonly DrawPlan[],
  expected: EarlyRefunds | undefined,
): Promise<GiftWritten> {
  const item = { ...accrualKey(place, accrual, accrual.placedAt), ...indexed(accrual), ...accrual };
  const money = drawItems(place.name, draws);
  const firsts = accrual.firstFor.map((cause) => ({
    Put: {
      TableName: place.name,
      Item: toItem({ ...firstGiftKey(accrual.customer ?? "", cause), at: accrual.placedAt }),
      ConditionExpression: "attribute_not_exists(pk)",
    },
  }));
  const put = putOf(place, item, expected);
  const alone = money.length + firsts.length === 0;
  const outcome = alone
    ? await putAlone(place, put)
    : await transact(place, [{ Put: put }, ...money, ...firsts]);
  return giftWritten(outcome, money.length);
}

/** One row for each cause that this customer gave to: always one page. */
async function givenBefore(place: Place, customer: string): Promise<ReadonlySet<string>> {
  const { pk } = firstGiftKey(customer, "");
  const rows = await queryAll(place, { what: "first gifts", pk, prefix: FIRST_GIFT_PREFIX });
  return new Set(rows.map(({ sk }) => parseFirstGift(String(sk))));
}

async function find(place: Place, order: Placed): Promise<Found> {
  if (refundsCarryPlacedAt(order.source)) return entriesOf(place, order, placedAtOf(order));
  const { orderId } = order;
  const row = await getRow(place, orderKey(order));
  if (row === undefined) return { kind: "nothing", orderId };
  const existing = ExistingItem.parse(row);
  if (existing.kind === "parked") return { kind: "parked", orderId, parked: existing };
  if (existing.kind === "alias") return find(place, { ...order, orderId: existing.orderId });
  const found = await entriesOf(place, order, OrderRow.parse(existing).placedAt);
  if (found.kind === "nothing") return { kind: "unfinished" };
  return found.kind === "purchase"
    ? { ...found, accrual: { ...found.accrual, ...OrderDetails.parse(existing) } }
    : found;
}

/** All entries of one purchase are neighbours: one consistent query, one page. */
async function entriesOf(place: Place, order: OrderRef, placedAt: string): Promise<Found> {
  const { orderId } = order;
  const [first, ...rest] = await queryAll(place, {
    what: "entries of a purchase",
    pk: bucketOf(place, order, placedAt),
    prefix: entriesPrefix(order),
  });
  if (first === undefined) return { kind: "nothing", orderId };
  if (first.kind === "parked") return { kind: "parked", orderId, parked: EarlyRefunds.parse(first) };
  const amendments = rest.map((item) => Amendment.parse(item));
  return { kind: "purchase", accrual: Accrual.parse(first), amendments };
}

/** Refunds wait at the key that their purchase claims first. */
async function park(
  place: Place,
  refund: Refund,
  expected: EarlyRefunds | undefined,
): Promise<"parked" | "lost"> {
  const { source, connection, orderId } = refund;
  const refunds = [...(expected?.refunds ?? []), refund];
  const parked: EarlyRefunds = { kind: "parked", source, connection, orderId, refunds };
  const key = refundsCarryPlacedAt(source) ? accrualKey(place, refund, placedAtOf(refund)) : orderKey(refund);
  const written = giftWritten(await putAlone(place, putOf(place, { ...key, ...parked }, expected)), 0);
  return written.kind === "written" ? "parked" : "lost";
}

async function append(place: Place, entry: Amendment, draws: readonly DrawPlan[]): Promise<AmendmentWritten> {
  const key = { pk: bucketOf(place, entry, entry.placedAt), sk: amendmentSortKey(entry, entry.sequence) };
  const put = putOf(place, { ...key, ...indexed(entry), ...entry }, undefined);
  const released = entry.draws.filter(({ minor }) => minor < 0);
  const money = [...released.map((draw) => releaseItem(place.name, draw)), ...drawItems(place.name, draws)];
  const outcome =
    money.length === 0 ? await putAlone(place, put) : await transact(place, [{ Put: put }, ...money]);
  if (outcome.kind === "written") return { kind: "written" };
  if (outcome.kind === "conflict" || failedAt(outcome.failed, 0, 1)) return { kind: "lost", to: "sequence" };
  if (draws.length > 0) return { kind: "lost", to: "allowance" };
  throw outcome.cause;
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

/** A put only where no item exists; or, where early refunds are expected, only where exactly these still wait. */
function putOf({ name }: Place, item: object, expected: EarlyRefunds | undefined) {
  const put = {
    TableName: name,
    Item: toItem(item),
    ReturnValuesOnConditionCheckFailure: "ALL_OLD" as const,
  };
  if (expected === undefined) return { ...put, ConditionExpression: "attribute_not_exists(pk)" };
  return {
    ...put,
    ConditionExpression: "#kind = :parked AND size(refunds) = :seen",
    ExpressionAttributeNames: { "#kind": "kind" },
    ExpressionAttributeValues: {
      ":parked": { S: "parked" },
      ":seen": { N: String(expected.refunds.length) },
    },
  };
}

function putAlone({ dynamo }: Place, put: PutItemCommandInput): Promise<WriteOutcome<unknown>> {
  return outcomeOf(dynamo.send(new PutItemCommand(put)));
}

/** The order row is written by no transaction: a conflict there is no answer. */
async function claimOrder(
  place: Place,
  row: OrderRow,
  expected: EarlyRefunds | undefined,
): Promise<OrderClaimed> {
  const put = putOf(place, { ...orderKey(row), ...row }, expected);
  const outcome = await putAlone(place, put);
  if (outcome.kind === "written") return { kind: "written" };
  const existing = outcome.kind === "conditionFailed" ? existingItem(outcome.failed) : undefined;
  if (existing === undefined) throw outcome.cause;
  return { kind: "existing", existing };
}

/** An alias that exists already is the same if it leads to the same order. */
async function claimAlias(
  place: Place,
  link: OrderLink,
  expected: EarlyRefunds | undefined,
): Promise<AliasClaimed> {
  const { source, connection, orderId, alias } = link;
  const early = [...(expected?.refunds ?? [])];
  const row: AliasRow = { kind: "alias", source, connection, orderId, alias, early };
  const put = putOf(place, { ...orderKey({ source, connection, orderId: alias }), ...row }, expected);
  const outcome = await putAlone(place, put);
  if (outcome.kind === "written") return { kind: "written", row };
  const existing = outcome.kind === "conditionFailed" ? existingItem(outcome.failed) : undefined;
  if (existing === undefined) throw outcome.cause;
  if (existing.kind === "alias" && existing.orderId === orderId) return { kind: "written", row: existing };
  return { kind: "existing", existing };
}

/** The order of the write's items: the gift, `money` items of allowances, first gifts. */
function giftWritten(outcome: WriteOutcome<unknown>, money: number): GiftWritten {
  if (outcome.kind === "written") return { kind: "written" };
  if (outcome.kind === "conflict") return { kind: "lost", to: "contention" };
  const existing = existingItem(outcome.failed);
  if (existing !== undefined) return { kind: "existing", existing };
  if (failedAt(outcome.failed, 1, 1 + money)) return { kind: "lost", to: "allowance" };
  if (failedAt(outcome.failed, 1 + money)) return { kind: "lost", to: "firstGift" };
  throw outcome.cause;
}

/** The item that exists at the key of the write's first item. */
function existingItem(failed: readonly FailedCondition[]): ExistingItem | undefined {
  const row = failed.find(({ index }) => index === 0)?.existing;
  return row === undefined ? undefined : ExistingItem.parse(row);
}

function failedAt(failed: readonly FailedCondition[], from: number, to = Number.POSITIVE_INFINITY): boolean {
  return failed.some(({ index }) => from <= index && index < to);
}

function toItem(item: object): Record<string, AttributeValue> {
  return marshall(item, { removeUndefinedValues: true });
}
