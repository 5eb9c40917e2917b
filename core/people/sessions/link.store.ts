import { type DynamoDBClient, PutItemCommand, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";
import { epochSeconds, minutesAfter } from "../../model/instant.ts";
import type { Instant } from "../../model/purchase.ts";
import { getRow, unlessConflict } from "../../platform/aws/table.store.ts";
import type { Now } from "../../platform/clock.ts";
import type { RandomBytes } from "../../platform/random.ts";
import { linkKey } from "../keys/people.keys.ts";
import {
  LINK_KEPT_DAYS,
  Link,
  type LinkPurpose,
  type LinkState,
  linkStateOf,
  partsOf,
  TOKEN_BYTES,
  tokenOf,
} from "./link.ts";

/** A link that was issued, good or not. */
export interface FoundLink extends Link {
  readonly state: LinkState;
}

export interface LinkStore {
  /** Returns a new token, which is stored nowhere. */
  issue(link: Omit<Link, "expiresAt" | "usedAt"> & { readonly minutes: number }): Promise<string>;
  /** Reads a link without redeeming it: for GET. Undefined for unknown and another purpose's links alike. */
  peek(token: string, purpose: LinkPurpose): Promise<FoundLink | undefined>;
  /** Redeems a link: of concurrent calls exactly one gets it. Undefined for every link that is not good. */
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
          Item: marshall({ ...linkKey(customer, parts.hash), ...link, expires: keptUntil(expiresAt) }),
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
      return link.purpose === purpose ? { ...link, state: linkStateOf(link, now()) } : undefined;
    },
    async redeem(token, purpose) {
      const parts = partsOf(token);
      if (parts === undefined) return undefined;
      const use = new UpdateItemCommand({
        TableName: table,
        Key: marshall({ ...linkKey(parts.customer, parts.hash) }),
        UpdateExpression: "SET usedAt = :now",
        ConditionExpression: "purpose = :purpose AND expiresAt > :now AND attribute_not_exists(usedAt)",
        ExpressionAttributeValues: marshall({ ":purpose": purpose, ":now": now() }),
        ReturnValues: "ALL_NEW",
      });
      const outcome = await unlessConflict(dynamo.send(use));
      const used = outcome.kind === "written" ? outcome.output.Attributes : undefined;
      return used === undefined ? undefined : Link.parse(unmarshall(used));
    },
  };
}

function keptUntil(expiresAt: Instant): number {
  return epochSeconds(expiresAt) + LINK_KEPT_DAYS * 24 * 60 * 60;
}
