import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import * as z from "zod";
import type { CustomerId } from "../../model/customer.ts";
import { Part } from "../../model/gift.ts";
import { Currency } from "../../model/money.ts";
import { Day, Instant } from "../../model/purchase.ts";
import { queryAll, type Row } from "../../platform/aws/table.store.ts";
import type { ReportUnreadable } from "../../platform/lambda/report-unreadable.ts";
import { BY_CUSTOMER, byCustomerKey, parseEntriesPrefix } from "./ledger.keys.ts";
import { wrongFields } from "./limits.ts";

const Common = z.object({
  /** The same text for all entries of one purchase: `entriesPrefix` of its order. */
  purchase: z.string(),
  /** Where the whole entry is: the index holds a part of it. */
  key: z.object({ pk: z.string(), sk: z.string() }),
  currency: Currency,
  placedAt: Instant,
  settlesOn: Day,
  parts: z.array(Part),
});

/** What the index by customer holds of an entry. */
export const CustomerEntry = z.discriminatedUnion("kind", [
  Common.extend({ kind: z.literal("accrual"), gift: z.string() }),
  Common.extend({ kind: z.enum(["clawback", "restoration", "supplement", "reassignment"]) }),
]);
export type CustomerEntry = z.infer<typeof CustomerEntry>;

/** 1 MB each, over two thousand entries: more purchases than any one person makes. */
export const CUSTOMER_PAGES_MAX = 20;

export interface CustomerEntriesStore {
  /** All entries of a customer, by when their purchases were placed. The index follows the ledger by a moment. */
  of(customer: CustomerId): Promise<readonly CustomerEntry[]>;
}

/**
 * `report` is told of entries that cannot be read. Their purchases are left out whole, as a part of one may say that more
 * was given than was; all others are answered.
 */
export function customerEntriesStore(
  dynamo: DynamoDBClient,
  table: string,
  report: ReportUnreadable,
): CustomerEntriesStore {
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
      const read = rows.map(entryOf);
      const unreadable = read.flatMap((one) => ("reason" in one ? [one] : []));
      report(unreadable.map(({ reason }) => reason));
      const inPart = new Set(unreadable.map(({ purchase }) => purchase));
      return read.flatMap((one) => ("reason" in one || inPart.has(one.purchase) ? [] : [one]));
    },
  };
}

/** An entry, or what is wrong with the row and of which purchase it is. */
function entryOf(row: Row): CustomerEntry | { readonly purchase: string; readonly reason: string } {
  const purchase = parseEntriesPrefix(String(row.sk)) ?? "";
  const parsed = CustomerEntry.safeParse({ ...row, purchase, key: { pk: row.pk, sk: row.sk } });
  if (parsed.success) return parsed.data;
  return { purchase, reason: `${row.pk} ${row.sk}: ${wrongFields(parsed.error)}` };
}
