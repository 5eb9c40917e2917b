import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import * as z from "zod";
import { CustomerId, KnownCustomer } from "../../model/customer.ts";
import type { Identity } from "../../model/purchase.ts";
import { getRow, transact } from "../../platform/aws/table.store.ts";
import { identityRowKey, profileKey } from "../keys/customer.keys.ts";
import { knownIdentityKey } from "../keys/people.keys.ts";

export interface CustomerStore {
  /** The customer with this identity and their choices; undefined when there is none. */
  findByIdentity(identity: Identity): Promise<KnownCustomer | undefined>;
  /** Whether any customer has this identity. Reads one row, and no customer's own. */
  hasOwner(identity: Identity): Promise<boolean>;
  /**
   * Saves a customer's choices and identities, all or nothing. Repeating it changes nothing.
   * `identityTaken`: one of them is another customer's; then nothing was saved.
   */
  save(customer: KnownCustomer, identities: readonly Identity[]): Promise<"saved" | "identityTaken">;
}

const IdentityRow = z.object({ customer: CustomerId });

export function customerStore(dynamo: DynamoDBClient, table: string): CustomerStore {
  const rows = { dynamo, name: table };
  return {
    async findByIdentity(identity) {
      const row = await getRow(rows, identityRowKey(identity));
      if (row === undefined) return undefined;
      const { customer } = IdentityRow.parse(row);
      const profile = await getRow(rows, profileKey(customer));
      return KnownCustomer.parse({ customer, causes: profile?.causes ?? [] });
    },
    hasOwner: async (identity) => (await getRow(rows, identityRowKey(identity))) !== undefined,
    async save(customer, identities) {
      const profile = {
        Put: { TableName: table, Item: marshall({ ...profileKey(customer.customer), ...customer }) },
      };
      const claims = identities.flatMap((identity) => [
        {
          Put: {
            TableName: table,
            Item: marshall({ ...identityRowKey(identity), customer: customer.customer }),
            ConditionExpression: "attribute_not_exists(pk) OR customer = :customer",
            ExpressionAttributeValues: { ":customer": { S: customer.customer } },
          },
        },
        {
          Put: {
            TableName: table,
            Item: marshall({
              ...knownIdentityKey(customer.customer, identity.kind, identity.hmac),
              ...identity,
            }),
          },
        },
      ]);
      const outcome = await transact(rows, [profile, ...claims]);
      if (outcome.kind === "conflict") throw outcome.cause;
      return outcome.kind === "written" ? "saved" : "identityTaken";
    },
  };
}
