import {
  type DynamoDBClient,
  GetItemCommand,
  TransactionCanceledException,
  TransactWriteItemsCommand,
} from "@aws-sdk/client-dynamodb";
import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";
import * as z from "zod";
import { CustomerId, KnownCustomer } from "../../model/customer.ts";
import type { Identity } from "../../model/purchase.ts";
import { identityRowKey, profileKey } from "../keys/customer.keys.ts";
import { knownIdentityKey } from "../keys/people.keys.ts";

export interface CustomerStore {
  /** Who has this identity, and what they chose; undefined when nobody has. */
  findByIdentity(identity: Identity): Promise<KnownCustomer | undefined>;
  /**
   * Saves what a customer chose and whose identities these are, all or nothing. Repeating it changes nothing.
   * `identityTaken`: one of them is another customer's; then nothing was saved.
   */
  save(customer: KnownCustomer, identities: readonly Identity[]): Promise<"saved" | "identityTaken">;
}

const IdentityRow = z.object({ customer: CustomerId });

export function customerStore(dynamo: DynamoDBClient, table: string): CustomerStore {
  const get = async (key: Record<string, string>) => {
    const answer = await dynamo.send(
      new GetItemCommand({ TableName: table, Key: marshall(key), ConsistentRead: true }),
    );
    return answer.Item === undefined ? undefined : unmarshall(answer.Item);
  };
  return {
    async findByIdentity(identity) {
      const row = await get({ ...identityRowKey(identity) });
      if (row === undefined) return undefined;
      const { customer } = IdentityRow.parse(row);
      const profile = await get({ ...profileKey(customer) });
      return KnownCustomer.parse({ customer, causes: profile?.causes ?? [] });
    },
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
      try {
        await dynamo.send(new TransactWriteItemsCommand({ TransactItems: [profile, ...claims] }));
        return "saved";
      } catch (error) {
        const taken =
          error instanceof TransactionCanceledException &&
          error.CancellationReasons?.some((reason) => reason.Code === "ConditionalCheckFailed");
        if (taken) return "identityTaken";
        throw error;
      }
    },
  };
}
