import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import * as z from "zod";
import type { CustomerId } from "../../model/customer.ts";
import { Part } from "../../model/gift.ts";
import { Currency } from "../../model/money.ts";
import { Day, Instant } from "../../model/purchase.ts";
import { queryAll, type Row } from "../../platform/aws/table.store.ts";
import { BY_CUSTOMER, byCustomerKey, parseEntriesPrefix } from "./ledger.keys.ts";

const Common = z.object({
  /** The same text for all entries of one purchase: `entriesPrefix` of its order. */
  purchase: z.string(),
  currency: Currency,
  placedAt: Instant,
  settlesOn: Day,
  parts: z.array(Part),
});

/** What the index by customer holds of an entry. */
export const CustomerEntry = z.discriminatedUnion("kind", [
  Common.extend({ kind: z.literal("accrual"), gift: z.string() }),
  Common.extend({ kind: z.enum(["clawback", "restoration", "supplement"]) }),
]);
export type CustomerEntry = z.infer<typeof CustomerEntry>;

/** 1 MB each, over two thousand entries: more purchases than any one person makes. */
export const CUSTOMER_PAGES_MAX = 20;

export interface CustomerEntriesStore {
  /** All entries of a customer, by when their purchases were placed. The index follows the ledger by a moment. */
  of(customer: CustomerId): Promise<readonly CustomerEntry[]>;
}

export function customerEntriesStore(dynamo: DynamoDBClient, table: string): CustomerEntriesStore {
  return {
    async of(customer) {
      const rows = await queryAll(
        { dynamo, name: table },
        {
          what: "entries of a customer",
          pk: byCustomerKey(customer, "").customer,
          index: BY_CUSTOMER,
          pagesMax: CUSTOMER_PAGES_MAX,
        },
      );
      return rows.map(entryOf);
    },
  };
}

function entryOf(row: Row): CustomerEntry {
  return CustomerEntry.parse({ ...row, purchase: parseEntriesPrefix(String(row.sk)) });
}
