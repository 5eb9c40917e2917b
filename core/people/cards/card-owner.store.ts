import type { TransactWriteItem } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import type { CustomerId } from "../../model/customer.ts";
import { identityRowKey } from "../keys/customer.keys.ts";

/** The check that the card of this serial is that customer's still: nothing is written about one who is being forgotten. */
export function stillTheirs(
  table: string,
  { customer, serial }: { readonly customer: CustomerId; readonly serial: string },
): TransactWriteItem {
  const { pk, sk } = identityRowKey({ kind: "customerCard", hmac: serial });
  return {
    ConditionCheck: {
      TableName: table,
      Key: marshall({ pk, sk }),
      ConditionExpression: "customer = :customer",
      ExpressionAttributeValues: marshall({ ":customer": customer }),
    },
  };
}
