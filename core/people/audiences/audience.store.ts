import type { DynamoDBClient, TransactWriteItem } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import { CustomerId } from "../../model/customer.ts";
import { queryAll } from "../../platform/aws/table.store.ts";
import { AUDIENCE_SHARDS, audienceKey, audiencePartition } from "../keys/audience.keys.ts";
import { type Audience, audiencesOf } from "./audience.ts";

type Chosen = Parameters<typeof audiencesOf>[0];

/**
 * The writes that put a customer into the audiences of their new preferences, and into no other, for the transaction that
 * saves them. `before`: the preferences until then. Writes every row, not only the new ones, so that each saving also
 * repairs preferences that were saved before there were audiences.
 */
export function audienceWrites(
  table: string,
  customer: CustomerId,
  before: Chosen | undefined,
  now: Chosen,
): TransactWriteItem[] {
  const belongs = audiencesOf(now);
  const left = (before === undefined ? [] : audiencesOf(before)).filter((one) => !belongs.includes(one));
  return [
    ...belongs.map((audience) => ({
      Put: { TableName: table, Item: marshall({ ...audienceKey(audience, customer), customer }) },
    })),
    ...left.map((audience) => ({
      Delete: { TableName: table, Key: marshall(audienceKey(audience, customer)) },
    })),
  ];
}

/** Every customer of an audience, for an operator; a broadcast reads it page by page. */
export async function audienceMembers(
  dynamo: DynamoDBClient,
  table: string,
  audience: Audience,
): Promise<CustomerId[]> {
  const members: CustomerId[] = [];
  for (let part = 0; part < AUDIENCE_SHARDS; part += 1) {
    const found = await queryAll(
      { dynamo, name: table },
      { what: "an audience", pk: audiencePartition(audience, part) },
    );
    members.push(...found.map(({ customer }) => CustomerId.parse(customer)));
  }
  return members;
}
