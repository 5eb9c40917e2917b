import type { TransactWriteItem } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import type { CustomerId } from "../customer/customer.ts";
import type { Preferences } from "../preference/preference.ts";
import { audienceKey } from "./audience.keys.ts";
import { audiencesOf } from "./audience.ts";

type Chosen = Pick<Preferences, "topics" | "causes" | "dates">;

/**
 * Makes a customer belong to the audiences of what they choose now, and to no other, in the transaction that saves it.
 * `before`: what was chosen until then. All that belong are written, not only the new ones, so that each saving also puts
 * right what was saved before there were audiences.
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
