import { DeleteItemCommand, type DynamoDBClient, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import * as z from "zod";
import type { ConversationId } from "../../model/conversation.ts";
import { CustomerId } from "../../model/customer.ts";
import type { AddressHash } from "../../people/contacts/suppression.ts";
import { conversationPartition, strangerPartition } from "../../people/keys/conversation.keys.ts";
import { queryAll } from "../../platform/aws/table.store.ts";

const NamesCustomer = z.object({ customer: CustomerId });

/** What leads from a conversation to whose it was, or the other way, taken away. */
export interface Unnaming {
  /** No row leads from this address to a conversation any more. A second call changes nothing. */
  dropStranger(address: AddressHash): Promise<void>;
  /** Neither the head nor an event says whose it was; both fold as before. A second call changes nothing. */
  unname(conversation: ConversationId): Promise<void>;
}

export function unnaming(dynamo: DynamoDBClient, table: string): Unnaming {
  const rows = { dynamo, name: table };
  return {
    async dropStranger({ channel, hmac }) {
      const pk = strangerPartition(channel, hmac);
      for (const { sk } of await queryAll(rows, { what: "rows of an address", pk })) {
        await dynamo.send(new DeleteItemCommand({ TableName: table, Key: marshall({ pk, sk }) }));
      }
    },
    async unname(conversation) {
      const pk = conversationPartition(conversation);
      const found = await queryAll(rows, { what: "rows of a conversation", pk });
      for (const { sk, customer, fact } of found) {
        const names = [
          ...(customer === undefined ? [] : ["customer"]),
          ...(NamesCustomer.safeParse(fact).success ? ["fact.customer"] : []),
        ];
        if (names.length === 0) continue;
        await dynamo.send(
          new UpdateItemCommand({
            TableName: table,
            Key: marshall({ pk, sk }),
            UpdateExpression: `REMOVE ${names.join(", ")}`,
            ConditionExpression: "attribute_exists(pk)",
          }),
        );
      }
    },
  };
}
