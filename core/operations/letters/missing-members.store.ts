import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import { CustomerId } from "../../model/customer.ts";
import { Preferences } from "../../model/preferences.ts";
import { CHANNELS, type LetterTopic } from "../../model/topic.ts";
import { audienceMembers } from "../../people/audiences/audience.store.ts";
import { wantingTopic } from "../../people/audiences/audience.ts";
import { audienceKey } from "../../people/keys/audience.keys.ts";
import { customerOfPartition, customerPartition, preferencesKey } from "../../people/keys/people.keys.ts";
import { rowOf } from "../../platform/aws/row-of.ts";
import { scanPages, transact } from "../../platform/aws/table.store.ts";

const Chosen = Preferences.pick({ version: true, topics: true });

/** A customer who chose a topic, and is not in its audience; `version`: of the preferences that say so. */
interface MissingMember {
  readonly customer: CustomerId;
  readonly version: number;
}

/** Customers who chose a topic before it had an audience, and saved nothing since. Reads the whole table, and changes nothing. */
export async function missingMembers(
  dynamo: DynamoDBClient,
  name: string,
  topic: LetterTopic,
): Promise<readonly MissingMember[]> {
  const members = new Set(await audienceMembers(dynamo, name, wantingTopic(topic)));
  const where = {
    expression: "begins_with(pk, :customers) AND sk = :preferences",
    values: { ":customers": customerPartition(""), ":preferences": preferencesKey("").sk },
  };
  const missing: MissingMember[] = [];
  for await (const page of scanPages({ dynamo, name }, { where })) {
    for (const row of page.map(rowOf)) {
      const customer = CustomerId.parse(customerOfPartition(String(row.pk)));
      const { version, topics } = Chosen.parse(row);
      if (!members.has(customer) && CHANNELS.some((channel) => topics[topic][channel]))
        missing.push({ customer, version });
    }
  }
  return missing;
}

/**
 * Puts them into the topic's audience. Each only while their preferences are still those that were read: who changed or was
 * forgotten meanwhile is left to what changed them.
 */
export async function addMissingMembers(
  dynamo: DynamoDBClient,
  name: string,
  topic: LetterTopic,
): Promise<void> {
  for (const { customer, version } of await missingMembers(dynamo, name, topic))
    await transact({ dynamo, name }, [
      {
        ConditionCheck: {
          TableName: name,
          Key: marshall(preferencesKey(customer)),
          ConditionExpression: "version = :version",
          ExpressionAttributeValues: marshall({ ":version": version }),
        },
      },
      {
        Put: {
          TableName: name,
          Item: marshall({ ...audienceKey(wantingTopic(topic), customer), customer }),
        },
      },
    ]);
}
