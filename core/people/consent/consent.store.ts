import type { TransactWriteItem } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import { type ConsentNow, type ConsentRecord, consentName, consentsAfter } from "../../model/consent.ts";
import { consentNowKey, consentRecordKey } from "../keys/people.keys.ts";

/**
 * The writes of a transaction that appends these records: each record under the version that it makes, and the current
 * consent, on the condition that no other writer raised that version meanwhile.
 */
export function consentWrites(
  table: string,
  records: readonly ConsentRecord[],
  existing: readonly ConsentNow[],
): TransactWriteItem[] {
  const before = new Map(existing.map((now) => [consentName(now), now.version]));
  return consentsAfter(records, existing).flatMap(({ record, now }) => [
    {
      Put: {
        TableName: table,
        Item: marshall(
          { ...consentRecordKey(record.customer, record.topic, record.channel, now.version), ...record },
          { removeUndefinedValues: true },
        ),
        ConditionExpression: "attribute_not_exists(pk)",
      },
    },
    {
      Put: {
        TableName: table,
        Item: marshall(
          { ...consentNowKey(record.customer, record.topic, record.channel), ...now },
          { removeUndefinedValues: true },
        ),
        ...raisedFrom(before.get(consentName(now))),
      },
    },
  ]);
}

function raisedFrom(version: number | undefined) {
  if (version === undefined) return { ConditionExpression: "attribute_not_exists(pk)" };
  return {
    ConditionExpression: "version = :before",
    ExpressionAttributeValues: marshall({ ":before": version }),
  };
}
