import { DeleteItemCommand, type DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";
import { epochSeconds, minutesAfter } from "../../model/instant.ts";
import { getRow, unlessConflict } from "../../platform/aws/table.store.ts";
import type { Now } from "../../platform/clock.ts";
import type { RandomBytes } from "../../platform/random.ts";
import { linkKey } from "../keys/people.keys.ts";
import { Link, type LinkPurpose, partsOf, TOKEN_BYTES, tokenOf } from "./link.ts";

export interface LinkStore {
  /** Returns a new token, which is stored nowhere. */
  issue(link: Omit<Link, "expiresAt"> & { readonly minutes: number }): Promise<string>;
  /** Reads a link without redeeming it: for GET. Undefined for unknown, used, expired and another purpose's links alike. */
  peek(token: string, purpose: LinkPurpose): Promise<Link | undefined>;
  /** Redeems a link: of concurrent calls exactly one gets it. Undefined as above. */
  redeem(token: string, purpose: LinkPurpose): Promise<Link | undefined>;
}

export function linkStore(
  dynamo: DynamoDBClient,
  table: string,
  { random, now }: { readonly random: RandomBytes; readonly now: Now },
): LinkStore {
  return {
    async issue({ minutes, purpose, customer, facts }) {
      const token = tokenOf(customer, random(TOKEN_BYTES));
      const parts = partsOf(token);
      if (parts === undefined) throw new Error("The bytes made no token");
      const expiresAt = minutesAfter(now(), minutes);
      const link: Link = { purpose, customer, facts, expiresAt };
      await dynamo.send(
        new PutItemCommand({
          TableName: table,
          Item: marshall({ ...linkKey(customer, parts.hash), ...link, expires: epochSeconds(expiresAt) }),
          ConditionExpression: "attribute_not_exists(pk)",
        }),
      );
      return token;
    },
    async peek(token, purpose) {
      const parts = partsOf(token);
      if (parts === undefined) return undefined;
      const row = await getRow({ dynamo, name: table }, linkKey(parts.customer, parts.hash));
      if (row === undefined) return undefined;
      const link = Link.parse(row);
      return link.purpose === purpose && link.expiresAt > now() ? link : undefined;
    },
    async redeem(token, purpose) {
      const parts = partsOf(token);
      if (parts === undefined) return undefined;
      const removal = new DeleteItemCommand({
        TableName: table,
        Key: marshall({ ...linkKey(parts.customer, parts.hash) }),
        ConditionExpression: "purpose = :purpose AND expiresAt > :now",
        ExpressionAttributeValues: marshall({ ":purpose": purpose, ":now": now() }),
        ReturnValues: "ALL_OLD",
      });
      const outcome = await unlessConflict(dynamo.send(removal));
      const removed = outcome.kind === "written" ? outcome.output.Attributes : undefined;
      return removed === undefined ? undefined : Link.parse(unmarshall(removed));
    },
  };
}
