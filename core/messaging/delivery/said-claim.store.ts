import type { TransactWriteItem } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import { conversationHeadKey } from "../../people/keys/conversation.keys.ts";
import type { SaidIn } from "./delivery.ts";

/** Their next words end an answer that is on its way; a close, a note or a colleague's taking does not. Forgetting takes the address. */
export function saidItem(table: string, { conversation, answer }: SaidIn): TransactWriteItem {
  return {
    ConditionCheck: {
      TableName: table,
      Key: marshall(conversationHeadKey(conversation)),
      ConditionExpression: "onItsWay.answer = :answer AND heard < :answer",
      ExpressionAttributeValues: marshall({ ":answer": answer }),
    },
  };
}
