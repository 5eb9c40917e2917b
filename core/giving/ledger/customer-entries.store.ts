import { type AttributeValue, type DynamoDBClient, QueryCommand } from "@aws-sdk/client-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import * as z from "zod";
import type { CustomerId } from "../../model/customer.ts";
import { Part } from "../../model/gift.ts";
import { Currency } from "../../model/money.ts";
import { Day, Instant } from "../../model/purchase.ts";
import { BY_CUSTOMER, byCustomerKey, parseEntriesPrefix } from "./ledger.keys.ts";

const Common = z.object({
  /** The same text for all entries of one purchase: `entriesPrefix` of its order. */
  purchase: z.string(),
  currency: Currency,
  placedAt: Instant,
  settlesOn: Day,
  parts: z.array(Part),
});

/** What the index by customer tells of an entry. */
export const CustomerEntry = z.discriminatedUnion("kind", [
  Common.extend({ kind: z.literal("accrual"), gift: z.string() }),
  Common.extend({ kind: z.literal("clawback") }),
]);
export type CustomerEntry = z.infer<typeof CustomerEntry>;

/** 1 MB each, over two thousand entries: a person who bought so often is none. */
export const CUSTOMER_PAGES_MAX = 20;

/** So many entries under one customer that they are more than a page or a message can sum up. */
export class TooManyEntriesError extends Error {
  override readonly name = "TooManyEntriesError";
}

export interface CustomerEntriesStore {
  /** All entries of a customer, by when their purchases were placed. The index follows the ledger by a moment. */
  of(customer: CustomerId): Promise<readonly CustomerEntry[]>;
}

export function customerEntriesStore(dynamo: DynamoDBClient, table: string): CustomerEntriesStore {
  return {
    async of(customer) {
      const found: CustomerEntry[] = [];
      let from: Record<string, AttributeValue> | undefined;
      for (let page = 0; page < CUSTOMER_PAGES_MAX; page += 1) {
        const answer = await dynamo.send(
          new QueryCommand({
            TableName: table,
            IndexName: BY_CUSTOMER,
            KeyConditionExpression: "byCustomer = :customer",
            ExpressionAttributeValues: { ":customer": { S: byCustomerKey(customer, "").customer } },
            ExclusiveStartKey: from,
          }),
        );
        found.push(...(answer.Items ?? []).map((item) => entryOf(unmarshall(item))));
        from = answer.LastEvaluatedKey;
        if (from === undefined) return found;
      }
      throw new TooManyEntriesError(`A customer has more than ${CUSTOMER_PAGES_MAX} pages of entries`);
    },
  };
}

function entryOf(item: Record<string, unknown>): CustomerEntry {
  return CustomerEntry.parse({ ...item, purchase: parseEntriesPrefix(String(item["sk"])) });
}
