import {
  type DynamoDBClient,
  PutItemCommand,
  type PutItemCommandInput,
  type TransactWriteItem,
} from "@aws-sdk/client-dynamodb";
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
import { Accrual, Amendment, OrderDetails, type Reassignment } from "./entry.ts";
import {
  accrualSortKey,
  amendmentSortKey,
  bucketKey,
  bucketMinute,
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
import { LedgerLimitError } from "./limits.ts";
import { type AliasRow, EarlyRefunds, ExistingItem, OrderRow } from "./order-claim.ts";
import { bucketShard } from "./order-hash.ts";
import { keepsOrderRow, type PlacedAtFixed } from "./order-row.ts";
import { readableItem, readableRow, type Stored, toItem } from "./stored-item.store.ts";

/**
 * A ledger's table.
 * - `shards`: over how many partitions the purchases of one minute are spread; fixed for its life
 * - `keepsOrderRow`: whether an order has a row of its own
 */
interface Place extends Table {
  readonly shards: number;
  readonly keepsOrderRow: (order: OrderRef) => boolean;
}

export function ledgerStore(
  dynamo: DynamoDBClient,
  table: string,
  shards: number,
  fixed: PlacedAtFixed = new Set(),
): Ledger {
  const ownRow = (order: OrderRef) => keepsOrderRow(order, fixed);
  const place = { dynamo, name: table, shards, keepsOrderRow: ownRow };
  return {
    keepsOrderRow: ownRow,
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
  const key = accrualKey(place, accrual, accrual.placedAt);
  const money = drawItems(place.name, draws);
  const firsts = firstGifts(place, accrual);
  const put = putOf(place, key, accrual, expected);
  const alone = money.length + firsts.length === 0;
  const outcome = alone ? await putAlone(place, put) : await putWith(place, put, [...money, ...firsts]);
  return giftWritten(outcome, money.length);
}

/** The rows that say to which causes a customer gives for the first time. */
function firstGifts(place: Place, { firstFor, customer, placedAt }: Accrual | Reassignment) {
  return firstFor.map((cause) => ({
    Put: {
      TableName: place.name,
      Item: toItem({ ...firstGiftKey(customer ?? "", cause), at: placedAt }),
      ConditionExpression: "attribute_not_exists(pk)",
    },
  }));
}

/** One row for each cause that this customer gave to: always one page. */
async function givenBefore(place: Place, customer: string): Promise<ReadonlySet<string>> {
  const { pk } = firstGiftKey(customer, "");
  const rows = await queryAll(place, { what: "first gifts", pk, prefix: FIRST_GIFT_PREFIX });
  return new Set(rows.map(({ sk }) => parseFirstGift(String(sk))));
}

/** An alias leads to the order's own id, which may be an alias itself by a mistake of its shop: no more steps than this. */
const ALIAS_STEPS_MAX = 5;

async function find(place: Place, order: Placed, steps = 0): Promise<Found> {
  if (!place.keepsOrderRow(order)) return entriesOf(place, order, placedAtOf(order));
  const { orderId } = order;
  const row = await getRow(place, orderKey(order));
  if (row === undefined) return recordedWithoutRow(place, order);
  const existing = readableRow(ExistingItem, row);
  if (existing.kind === "parked") return { kind: "parked", orderId, parked: existing };
  if (existing.kind === "alias") {
    if (steps === ALIAS_STEPS_MAX)
      throw new LedgerLimitError("The ids of an order lead from one to the other");
    return find(place, { ...order, orderId: existing.orderId }, steps + 1);
  }
  const found = await entriesOf(place, order, readableRow(OrderRow, row).placedAt);
  if (found.kind === "nothing") return { kind: "unfinished" };
  return found.kind === "purchase"
    ? { ...found, accrual: { ...found.accrual, ...OrderDetails.parse(existing) } }
    : found;
}

/** A purchase that was recorded while its connection kept no order rows is where its refunds say. */
async function recordedWithoutRow(place: Place, order: Placed): Promise<Found> {
  const { source, orderId, placedAt } = order;
  if (!refundsCarryPlacedAt(source) || placedAt === undefined) return { kind: "nothing", orderId };
  const found = await entriesOf(place, order, placedAt);
  return found.kind === "purchase" ? found : { kind: "nothing", orderId };
}

/** All entries of one purchase are neighbours: one consistent query, over as many pages as `ORDER_BYTES_MAX` takes. */
async function entriesOf(place: Place, order: OrderRef, placedAt: string): Promise<Found> {
  const { orderId } = order;
  const [first, ...rest] = await queryAll(place, {
    what: "entries of a purchase",
    pk: bucketOf(place, order, placedAt),
    prefix: entriesPrefix(order),
  });
  if (first === undefined) return { kind: "nothing", orderId };
  if (first.kind === "parked") return { kind: "parked", orderId, parked: readableRow(EarlyRefunds, first) };
  const amendments = rest
    .map((row) => readableRow(Amendment, row))
    .toSorted((a, b) => a.sequence - b.sequence);
  return { kind: "purchase", accrual: readableRow(Accrual, first), amendments };
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
  const key = place.keepsOrderRow(refund) ? orderKey(refund) : accrualKey(place, refund, placedAtOf(refund));
  const written = giftWritten(await putAlone(place, putOf(place, key, parked, expected)), 0);
  return written.kind === "written" ? "parked" : "lost";
}

async function append(place: Place, entry: Amendment, draws: readonly DrawPlan[]): Promise<AmendmentWritten> {
  const key = { pk: bucketOf(place, entry, entry.placedAt), sk: amendmentSortKey(entry, entry.sequence) };
  const put = putOf(place, key, entry, undefined);
  const released = entry.draws.filter(({ minor }) => minor < 0);
  const firsts = entry.kind === "reassignment" ? firstGifts(place, entry) : [];
  const money = [...released.map((draw) => releaseItem(place.name, draw)), ...drawItems(place.name, draws)];
  const more = [...firsts, ...money];
  const outcome = more.length === 0 ? await putAlone(place, put) : await putWith(place, put, more);
  if (outcome.kind === "written") return { kind: "written" };
  const isOvertaken = outcome.kind === "conflict" || failedAt(outcome.failed, 0, 1 + firsts.length);
  if (isOvertaken) return { kind: "lost", to: "sequence" };
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

/** A put only where no item exists; or, where early refunds are expected, only where exactly these still wait. */
function putOf({ name }: Place, key: Key, stored: Stored, expected: EarlyRefunds | undefined) {
  const put = {
    TableName: name,
    Item: readableItem(key, stored),
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

/** Of one TransactWriteItems call. */
const TRANSACTION_ITEMS_MAX = 100;

/** A put with all that must be written with it, or nothing. */
function putWith(
  place: Place,
  put: ReturnType<typeof putOf>,
  more: readonly TransactWriteItem[],
): Promise<WriteOutcome<unknown>> {
  if (more.length >= TRANSACTION_ITEMS_MAX) {
    throw new LedgerLimitError(`${more.length + 1} items are more than one write takes`);
  }
  return transact(place, [{ Put: put }, ...more]);
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
  const put = putOf(place, orderKey(row), row, expected);
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
  const put = putOf(place, orderKey({ source, connection, orderId: alias }), row, expected);
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
  return row === undefined ? undefined : readableRow(ExistingItem, row);
}

function failedAt(failed: readonly FailedCondition[], from: number, to = Number.POSITIVE_INFINITY): boolean {
  return failed.some(({ index }) => from <= index && index < to);
}
