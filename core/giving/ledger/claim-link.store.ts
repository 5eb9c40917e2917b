import { type DynamoDBClient, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import * as z from "zod";
import { ClaimHash } from "../../model/claim-hash.ts";
import { Part } from "../../model/gift.ts";
import { epochSeconds } from "../../model/instant.ts";
import { Currency } from "../../model/money.ts";
import { CauseSlug, Instant, OrderRef } from "../../model/purchase.ts";
import { rowOf } from "../../platform/aws/row-of.ts";
import { getRow, outcomeOf } from "../../platform/aws/table.store.ts";
import { claimLinkKey } from "./ledger.keys.ts";

/**
 * What a claim link says of its purchase: what it gave as it was placed, under which terms, and until when its cause can be picked.
 * Rows of before the terms were kept have none.
 */
const OfPurchase = z.object({
  order: OrderRef,
  placedAt: Instant,
  currency: Currency,
  parts: z.array(Part),
  terms: z.string().optional(),
  until: Instant,
});
export type ClaimablePurchase = z.infer<typeof OfPurchase>;

const Picked = z.object({ cause: CauseSlug, at: Instant });
export type PickedCause = z.infer<typeof Picked>;

/**
 * The row of a claim link. `of`: absent until the purchase is recorded; `picked`: absent until somebody picks. Either may
 * come first, and whoever writes the second sees both. `link`: this is the row of a receipt whose purchase has a link, and all
 * else is in that link's row.
 */
export const ClaimLink = z.object({
  of: OfPurchase.optional(),
  picked: Picked.optional(),
  link: ClaimHash.optional(),
});
export type ClaimLink = z.infer<typeof ClaimLink>;

/** How long a pick waits for its purchase, and how long a purchase's link goes on saying what became of it. */
const KEPT_DAYS = 90;

export interface ClaimLinkStore {
  /** The claim of a link; undefined for a link that nobody made or pressed. */
  read(claim: ClaimHash): Promise<ClaimLink | undefined>;
  /**
   * Says which purchase a link is of, once: of two purchases with one fact the second has no link. Answers the claim as it is
   * then.
   */
  open(claim: ClaimHash, of: ClaimablePurchase): Promise<ClaimLink>;
  /** Leads from a receipt to its purchase's link, once: of two purchases with one number, total and day the second has none. */
  lead(receipt: ClaimHash, link: ClaimHash, until: Instant): Promise<void>;
  /** Picks a cause, if nobody has and the time is not over. Answers the claim as it is then, whoever picked. */
  pick(claim: ClaimHash, picked: PickedCause): Promise<ClaimLink>;
}

export function claimLinkStore(dynamo: DynamoDBClient, table: string): ClaimLinkStore {
  const read: ClaimLinkStore["read"] = async (claim) => {
    const row = await getRow({ dynamo, name: table }, claimLinkKey(claim));
    return row === undefined ? undefined : ClaimLink.parse(row);
  };
  return {
    read,

    async open(claim, of) {
      const answer = await dynamo.send(
        new UpdateItemCommand({
          TableName: table,
          Key: marshall(claimLinkKey(claim)),
          UpdateExpression: "SET #of = if_not_exists(#of, :of), expires = :expires",
          ExpressionAttributeNames: { "#of": "of" },
          ExpressionAttributeValues: marshall({ ":of": of, ":expires": expiryAfter(of.until) }),
          ReturnValues: "ALL_NEW",
        }),
      );
      return ClaimLink.parse(rowOf(answer.Attributes ?? {}));
    },

    async lead(receipt, link, until) {
      const update = new UpdateItemCommand({
        TableName: table,
        Key: marshall(claimLinkKey(receipt)),
        UpdateExpression: "SET #link = :link, expires = :expires",
        ConditionExpression: "attribute_not_exists(pk)",
        ExpressionAttributeNames: { "#link": "link" },
        ExpressionAttributeValues: marshall({ ":link": link, ":expires": expiryAfter(until) }),
      });
      const outcome = await outcomeOf(dynamo.send(update));
      if (outcome.kind === "conflict") throw outcome.cause;
    },

    async pick(claim, picked) {
      const update = new UpdateItemCommand({
        TableName: table,
        Key: marshall(claimLinkKey(claim)),
        UpdateExpression: "SET picked = :picked, expires = if_not_exists(expires, :expires)",
        ConditionExpression:
          "attribute_not_exists(picked) AND (attribute_not_exists(#of) OR #of.#until >= :at)",
        ExpressionAttributeNames: { "#of": "of", "#until": "until" },
        ExpressionAttributeValues: marshall({
          ":picked": picked,
          ":at": picked.at,
          ":expires": expiryAfter(picked.at),
        }),
        ReturnValues: "ALL_NEW",
      });
      const outcome = await outcomeOf(dynamo.send(update));
      if (outcome.kind === "written") return ClaimLink.parse(rowOf(outcome.output.Attributes ?? {}));
      if (outcome.kind === "conflict") throw outcome.cause;
      return (await read(claim)) ?? {};
    },
  };
}

function expiryAfter(at: Instant): number {
  return epochSeconds(at) + KEPT_DAYS * 24 * 60 * 60;
}
