import { createHash } from "node:crypto";
import * as z from "zod";
import { minutesAfter } from "../../model/instant.ts";
import { Instant } from "../../model/purchase.ts";
import { StaffId } from "../audit/audit.ts";
import { DeskRole } from "../roles/role.ts";

/** 256 bits: too many to guess. */
export const DESK_TOKEN_BYTES = 32;
/** A working day. A session is never extended beyond it. */
export const DESK_SESSION_MINUTES = 10 * 60;
/** A session that nobody used for this time is over: a screen was left alone. */
export const DESK_IDLE_MINUTES = 30;

/**
 * The session of a member of staff. `signedInAt`: when they last proved who they are; `name`: as they call themselves; `seenAt`: about
 * when it was last used, at most {@link SEEN_EVERY_MINUTES} before.
 */
export const DeskSession = z.object({
  staff: StaffId,
  name: z.string().max(200),
  roles: z.array(DeskRole).min(1),
  signedInAt: Instant,
  startedAt: Instant,
  seenAt: Instant,
});
export type DeskSession = z.infer<typeof DeskSession>;

/** How exactly it is kept when a session was last used: each time costs a write. */
export const SEEN_EVERY_MINUTES = 1;

export function isOver(
  { startedAt, seenAt }: Pick<DeskSession, "startedAt" | "seenAt">,
  now: Instant,
): boolean {
  return (
    minutesAfter(startedAt, DESK_SESSION_MINUTES) <= now || minutesAfter(seenAt, DESK_IDLE_MINUTES) <= now
  );
}

/** What the cookie holds: whose session it is, so that all of one member's are in one partition, and a secret. */
export function deskToken(staff: StaffId, random: Uint8Array): string {
  return `${staff}.${Buffer.from(random).toString("base64url")}`;
}

/** Undefined for text that is no token. A plain hash is enough: the secret has 256 bits. */
export function deskTokenParts(
  token: string,
): { readonly staff: StaffId; readonly hash: string } | undefined {
  const [, id, secret] = /^([0-9a-f-]{36})\.([A-Za-z0-9_-]{43})$/.exec(token) ?? [];
  const staff = StaffId.safeParse(id).data;
  if (staff === undefined || secret === undefined) return undefined;
  return { staff, hash: createHash("sha256").update(secret).digest("base64url") };
}
