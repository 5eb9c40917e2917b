import {
  DeleteItemCommand,
  type DynamoDBClient,
  PutItemCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import * as z from "zod";
import { epochSeconds, minutesAfter } from "../../model/instant.ts";
import { Instant } from "../../model/purchase.ts";
import type { Key } from "../../platform/aws/key.ts";
import { getRow, queryAll, unlessConflict } from "../../platform/aws/table.store.ts";
import type { Now } from "../../platform/clock.ts";
import type { RandomBytes } from "../../platform/random.ts";
import { StaffId } from "../audit/audit.ts";
import { deskSessionKey, deskSessionPartition, STAFF_PARTITION, staffKey } from "../keys/desk.keys.ts";
import { DeskRole } from "../roles/role.ts";
import {
  DESK_SESSION_MINUTES,
  DESK_TOKEN_BYTES,
  DeskSession,
  deskToken,
  deskTokenParts,
  isOver,
  SEEN_EVERY_MINUTES,
} from "./desk-session.ts";

/** Somebody who has signed in at some time, as they were then. */
export const StaffMember = z.object({
  staff: StaffId,
  name: z.string().max(200),
  roles: z.array(DeskRole),
  signedInAt: Instant,
});
export type StaffMember = z.infer<typeof StaffMember>;

export interface DeskSessionStore {
  /** Returns the cookie's value, which only the browser stores. A second call begins a second session. */
  start(member: StaffMember): Promise<string>;
  /** Undefined for unknown, ended, expired, idle and forged tokens alike. Keeps about when it was used; never brings an ended one back. */
  use(token: string): Promise<DeskSession | undefined>;
  end(token: string): Promise<void>;
  /** Ends every session of a member, and returns how many there were. Repeating it is harmless. */
  endAll(staff: StaffId): Promise<number>;
  /** Everybody who has signed in at some time. */
  members(): Promise<readonly StaffMember[]>;
}

export function deskSessionStore(
  dynamo: DynamoDBClient,
  table: string,
  { random, now }: { readonly random: RandomBytes; readonly now: Now },
): DeskSessionStore {
  const rows = { dynamo, name: table };
  const put = (item: object) => dynamo.send(new PutItemCommand({ TableName: table, Item: marshall(item) }));
  const remove = ({ pk, sk }: Key) =>
    dynamo.send(new DeleteItemCommand({ TableName: table, Key: marshall({ pk, sk }) }));

  /** False where the session was ended meanwhile. */
  async function keepSeen(key: Key, seenAt: Instant): Promise<boolean> {
    const update = new UpdateItemCommand({
      TableName: table,
      Key: marshall({ pk: key.pk, sk: key.sk }),
      UpdateExpression: "SET seenAt = :seenAt",
      ConditionExpression: "attribute_exists(pk)",
      ExpressionAttributeValues: marshall({ ":seenAt": seenAt }),
    });
    return (await unlessConflict(dynamo.send(update))).kind === "written";
  }

  return {
    async start(member) {
      const token = deskToken(member.staff, random(DESK_TOKEN_BYTES));
      const parts = deskTokenParts(token);
      if (parts === undefined) throw new Error("The bytes made no token");
      const startedAt = now();
      const session = DeskSession.parse({ ...member, startedAt, seenAt: startedAt });
      await put({ ...staffKey(member.staff), ...StaffMember.parse(member) });
      await put({
        ...deskSessionKey(member.staff, parts.hash),
        ...session,
        expires: epochSeconds(minutesAfter(startedAt, DESK_SESSION_MINUTES)),
      });
      return token;
    },
    async use(token) {
      const parts = deskTokenParts(token);
      if (parts === undefined) return undefined;
      const key = deskSessionKey(parts.staff, parts.hash);
      const row = await getRow(rows, key);
      const session = row && DeskSession.parse(row);
      const at = now();
      if (session === undefined || isOver(session, at)) return undefined;
      if (minutesAfter(session.seenAt, SEEN_EVERY_MINUTES) > at) return session;
      return (await keepSeen(key, at)) ? { ...session, seenAt: at } : undefined;
    },
    async end(token) {
      const parts = deskTokenParts(token);
      if (parts !== undefined) await remove(deskSessionKey(parts.staff, parts.hash));
    },
    async endAll(staff) {
      const all = await queryAll(rows, { what: "sessions", pk: deskSessionPartition(staff) });
      for (const { pk, sk } of all) await remove({ pk: String(pk), sk: String(sk) });
      return all.length;
    },
    async members() {
      const all = await queryAll(rows, { what: "members of staff", pk: STAFF_PARTITION });
      return all.map((row) => StaffMember.parse(row));
    },
  };
}
