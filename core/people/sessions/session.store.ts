import { DeleteItemCommand, type DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import * as z from "zod";
import { CustomerId } from "../../model/customer.ts";
import { epochSeconds, minutesAfter } from "../../model/instant.ts";
import { Instant } from "../../model/purchase.ts";
import type { Key } from "../../platform/aws/key.ts";
import { getRow, queryAll, type Row } from "../../platform/aws/table.store.ts";
import type { Now } from "../../platform/clock.ts";
import type { RandomBytes } from "../../platform/random.ts";
import { customerPartition, readingKey, SESSIONS, sessionKey, signedOutKey } from "../keys/people.keys.ts";
import { LetterPage, LetterSubject } from "./letter-token.ts";
import { partsOf, SESSION_MINUTES, TOKEN_BYTES, type TokenParts, tokenOf } from "./link.ts";

/** The session of a signed-in customer. `startedAt` never changes: a session is not extended, a new link starts a new one. */
export const Session = z.object({ customer: CustomerId, startedAt: Instant, expiresAt: Instant });
export type Session = z.infer<typeof Session>;

/**
 * The session of the reader of a letter, under another key and another cookie than a {@link Session}: it is never taken for
 * one. `pages`: what it opens; `issuedAt`, `mark`: of the letter. Whether the letter still holds is checked at each reading.
 */
export const ReadingSession = Session.extend({
  pages: z.array(LetterPage).min(1),
  issuedAt: LetterSubject.shape.issuedAt,
  mark: LetterSubject.shape.mark,
});
export type ReadingSession = z.infer<typeof ReadingSession>;

const SignedOut = z.object({ at: Instant });

export interface SessionStore {
  /** Returns the cookie's value, which only the customer's browser stores. */
  start(customer: CustomerId): Promise<string>;
  /** The same for the reader of a letter. */
  startReading(reading: Omit<ReadingSession, "startedAt" | "expiresAt">): Promise<string>;
  /** Undefined for unknown, ended, expired and forged tokens alike. */
  read(token: string): Promise<Session | undefined>;
  readReading(token: string): Promise<ReadingSession | undefined>;
  /** Ends a session of either kind. */
  end(token: string): Promise<void>;
  /** Ends every session of a customer, and from now on the links of all letters sent before. Repeating it is harmless. */
  endAll(customer: CustomerId): Promise<void>;
  /** When they last did that. */
  endedAt(customer: CustomerId): Promise<Instant | undefined>;
}

export function sessionStore(
  dynamo: DynamoDBClient,
  table: string,
  { random, now }: { readonly random: RandomBytes; readonly now: Now },
): SessionStore {
  const rows = { dynamo, name: table };
  async function begin(
    customer: CustomerId,
    keyOf: (customer: string, hash: string) => Key,
    facts: Omit<ReadingSession, "customer" | "startedAt" | "expiresAt"> | object,
  ): Promise<string> {
    const token = tokenOf(customer, random(TOKEN_BYTES));
    const parts = partsOf(token);
    if (parts === undefined) throw new Error("The bytes made no token");
    const startedAt = now();
    const session: Session = { customer, startedAt, expiresAt: minutesAfter(startedAt, SESSION_MINUTES) };
    await dynamo.send(
      new PutItemCommand({
        TableName: table,
        Item: marshall({
          ...keyOf(customer, parts.hash),
          ...session,
          ...facts,
          expires: epochSeconds(session.expiresAt),
        }),
        ConditionExpression: "attribute_not_exists(pk)",
      }),
    );
    return token;
  }
  async function found(
    token: string,
    keyOf: (customer: string, hash: string) => Key,
  ): Promise<Row | undefined> {
    const parts = partsOf(token);
    return parts && getRow(rows, keyOf(parts.customer, parts.hash));
  }
  const remove = ({ pk, sk }: Key) =>
    dynamo.send(new DeleteItemCommand({ TableName: table, Key: marshall({ pk, sk }) }));
  const removeBoth = ({ customer, hash }: TokenParts) =>
    Promise.all([sessionKey, readingKey].map((keyOf) => remove(keyOf(customer, hash))));

  return {
    start: (customer) => begin(customer, sessionKey, {}),
    startReading: ({ customer, ...facts }) => begin(customer, readingKey, facts),
    async read(token) {
      const row = await found(token, sessionKey);
      const session = row && Session.parse(row);
      return session !== undefined && session.expiresAt > now() ? session : undefined;
    },
    async readReading(token) {
      const row = await found(token, readingKey);
      const session = row && ReadingSession.parse(row);
      return session !== undefined && session.expiresAt > now() ? session : undefined;
    },
    async end(token) {
      const parts = partsOf(token);
      if (parts !== undefined) await removeBoth(parts);
    },
    async endAll(customer) {
      await dynamo.send(
        new PutItemCommand({
          TableName: table,
          Item: marshall({ ...signedOutKey(customer), customer, at: now() }),
        }),
      );
      for (const range of SESSIONS) {
        const all = await queryAll(rows, { what: "sessions", pk: customerPartition(customer), range });
        for (const { pk, sk } of all) await remove({ pk: String(pk), sk: String(sk) });
      }
    },
    async endedAt(customer) {
      const row = await getRow(rows, signedOutKey(customer));
      return row && SignedOut.parse(row).at;
    },
  };
}
