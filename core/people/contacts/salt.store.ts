import type { DynamoDBClient, TransactWriteItem } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import * as z from "zod";
import type { CustomerId } from "../../model/customer.ts";
import { getRow, transact } from "../../platform/aws/table.store.ts";
import { SALT_BYTES } from "../../platform/crypto/encryption.ts";
import type { RandomBytes } from "../../platform/random.ts";
import { saltKey } from "../keys/people.keys.ts";

/** The salt under which all that names a customer is encrypted, in base64url. It is deleted first when they are forgotten. */
export interface SaltStore {
  read(customer: CustomerId): Promise<string | undefined>;
  /** The salt, made now where there is none. */
  some(customer: CustomerId, random: RandomBytes): Promise<string>;
  /** For the transaction that writes what is encrypted: it is not written of a customer who is being forgotten. */
  check(customer: CustomerId, salt: string): TransactWriteItem;
}

const Salt = z.object({ salt: z.string().regex(/^[A-Za-z0-9_-]{43}$/) });

export function saltStore(dynamo: DynamoDBClient, table: string): SaltStore {
  const rows = { dynamo, name: table };

  async function read(customer: CustomerId): Promise<string | undefined> {
    const row = await getRow(rows, saltKey(customer));
    return row === undefined ? undefined : Salt.parse(row).salt;
  }
  async function some(customer: CustomerId, random: RandomBytes): Promise<string> {
    const kept = await read(customer);
    if (kept !== undefined) return kept;
    const salt = Buffer.from(random(SALT_BYTES)).toString("base64url");
    const { kind } = await transact(rows, [
      {
        Put: {
          TableName: table,
          Item: marshall({ ...saltKey(customer), salt }),
          ConditionExpression: "attribute_not_exists(pk)",
        },
      },
    ]);
    return kind === "written" ? salt : some(customer, random);
  }
  return {
    read,
    some,
    check: (customer, salt) => ({
      ConditionCheck: {
        TableName: table,
        Key: marshall(saltKey(customer)),
        ConditionExpression: "salt = :salt",
        ExpressionAttributeValues: marshall({ ":salt": salt }),
      },
    }),
  };
}
