import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { CustomerId } from "../../model/customer.ts";
import type { Instant, OrderRef } from "../../model/purchase.ts";
import { queryAll, type Row } from "../../platform/aws/table.store.ts";
import { CUSTOMER_PAGES_MAX } from "./customer-entries.store.ts";
import { Accrual, Amendment } from "./entry.ts";
import {
  BY_CUSTOMER,
  bucketKey,
  bucketMinute,
  byCustomerKey,
  entriesPrefix,
  parseEntriesPrefix,
} from "./ledger.keys.ts";
import { bucketShard } from "./order-hash.ts";
import type { RecordedOrder } from "./statement.ts";
import { readableRow } from "./stored-item.store.ts";

/** Purchases as they are recorded, for whoever only reads. Throws where an entry cannot be read. */
export interface RecordedOrderStore {
  /** The purchase of an order, which was placed then; undefined where it is not recorded. */
  of(order: OrderRef, placedAt: Instant): Promise<RecordedOrder | undefined>;
  /** The purchase of a gift, if it is this customer's. The index follows the ledger by a moment. */
  ofCustomer(customer: CustomerId, gift: string): Promise<RecordedOrder | undefined>;
}

/** `shards`: over how many partitions the purchases of one minute are spread. */
export function recordedOrderStore(dynamo: DynamoDBClient, name: string, shards: number): RecordedOrderStore {
  const table = { dynamo, name };
  const read = async (pk: string, prefix: string) =>
    orderOf(await queryAll(table, { what: "entries of a purchase", pk, prefix }));
  return {
    of: (order, placedAt) =>
      read(bucketKey(bucketMinute(placedAt), bucketShard(order, shards)), entriesPrefix(order)),

    async ofCustomer(customer, gift) {
      const rows = await queryAll(table, {
        what: "entries of a customer",
        pk: byCustomerKey(customer, "").customer,
        index: BY_CUSTOMER,
        pagesMax: CUSTOMER_PAGES_MAX,
      });
      const own = rows.find((row) => row.kind === "accrual" && row["gift"] === gift);
      const prefix = own && parseEntriesPrefix(String(own.sk));
      return own === undefined || prefix === undefined ? undefined : read(String(own.pk), prefix);
    },
  };
}

/** Refunds that wait for their purchase are no purchase yet. */
function orderOf([first, ...rest]: readonly Row[]): RecordedOrder | undefined {
  if (first === undefined || first.kind === "parked") return undefined;
  const amendments = rest.map((row) => readableRow(Amendment, row));
  return {
    accrual: readableRow(Accrual, first),
    amendments: amendments.toSorted((one, other) => one.sequence - other.sequence),
  };
}
