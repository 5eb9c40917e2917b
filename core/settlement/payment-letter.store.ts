import { type DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import { getRow } from "../platform/aws/table.store.ts";
import { PaymentLetter } from "./payment-letter.ts";
import type { PayoutId } from "./payout.ts";
import { paymentLetterKey } from "./settlement.keys.ts";

export interface PaymentLetterStore {
  find(payout: PayoutId): Promise<PaymentLetter | undefined>;
  /** In the place of the letter before, whose link holds no more. */
  put(letter: PaymentLetter): Promise<void>;
}

export function paymentLetterStore(dynamo: DynamoDBClient, name: string): PaymentLetterStore {
  return {
    async find(payout) {
      const row = await getRow({ dynamo, name }, paymentLetterKey(payout));
      return row === undefined ? undefined : PaymentLetter.parse(row);
    },
    async put(letter) {
      const Item = marshall(
        { ...paymentLetterKey(letter.payout), ...letter },
        { removeUndefinedValues: true },
      );
      await dynamo.send(new PutItemCommand({ TableName: name, Item }));
    },
  };
}
