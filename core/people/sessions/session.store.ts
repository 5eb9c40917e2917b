import { DeleteItemCommand, type DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import * as z from "zod";
import { CustomerId } from "../../model/customer.ts";
import { epochSeconds, minutesAfter } from "../../model/instant.ts";
import { Instant } from "../../model/purchase.ts";
import { getRow } from "../../platform/aws/table.store.ts";
import type { Now } from "../../platform/clock.ts";
import type { RandomBytes } from "../../platform/random.ts";
import { sessionKey } from "../keys/people.keys.ts";
import { partsOf, SESSION_MINUTES, TOKEN_BYTES, tokenOf } from "./link.ts";

/** The session of a signed-in customer. `startedAt` never changes: a session is not extended, a new link starts a new one. */
export const Session = z.object({ customer: CustomerId, startedAt: Instant, expiresAt: Instant });
export type Session = z.infer<typeof Session>;

export interface SessionStore {
  /** Returns the cookie's value, which only the customer's browser stores. */
  start(customer: CustomerId): Promise<string>;
  /** Undefined for unknown, ended, expired and forged tokens alike. */
  read(token: string): Promise<Session | undefined>;
  end(token: string): Promise<void>;
}

export function sessionStore(
  dynamo: DynamoDBClient,
  table: string,
  { random, now }: { readonly random: RandomBytes; readonly now: Now },
): SessionStore {
  return {
    async start(customer) {
      const token = tokenOf(customer, random(TOKEN_BYTES));
      const parts = partsOf(token);
      if (parts === undefined) throw new Error("The bytes made no token");
      const startedAt = now();
      const session: Session = { customer, startedAt, expiresAt: minutesAfter(startedAt, SESSION_MINUTES) };
      await dynamo.send(
        new PutItemCommand({
          TableName: table,
          Item: marshall({
            ...sessionKey(customer, parts.hash),
            ...session,
            expires: epochSeconds(session.expiresAt),
          }),
          ConditionExpression: "attribute_not_exists(pk)",
        }),
      );
      return token;
    },
    async read(token) {
      const parts = partsOf(token);
      if (parts === undefined) return undefined;
      const row = await getRow({ dynamo, name: table }, sessionKey(parts.customer, parts.hash));
      if (row === undefined) return undefined;
      const session = Session.parse(row);
      return session.expiresAt > now() ? session : undefined;
    },
    async end(token) {
      const parts = partsOf(token);
      if (parts === undefined) return;
      await dynamo.send(
        new DeleteItemCommand({
          TableName: table,
          Key: marshall({ ...sessionKey(parts.customer, parts.hash) }),
        }),
      );
    },
  };
}
