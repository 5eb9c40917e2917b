import * as z from "zod";
import { Instant } from "../../model/purchase.ts";
import { type DeskAct, PERMISSIONS } from "../roles/permissions.ts";

/** A member of staff, as the user pool names them for good: an opaque id. */
export const StaffId = z.uuid();
export type StaffId = z.infer<typeof StaffId>;

const ACTS = Object.keys(PERMISSIONS) as [DeskAct, ...DeskAct[]];

/** Why somebody's sessions end. */
export const EndReason = z.enum(["lostDevice", "leftBrand", "suspicion"]);
/** Why a colleague is to answer. */
export const HandOverReason = z.enum(["knowsMore", "decides", "away"]);
/** Why a conversation sleeps. */
export const SnoozeReason = z.enum(["waitsForOthers", "customerAsked"]);
/** Why nothing is left to do. */
export const CloseReason = z.enum(["answered", "nothingToDo", "spam"]);

/** Why something was done, where the desk asks: one of its own words, so that nothing personal can be in it. `tookOver`: while somebody else was answering. */
export const AuditReason = z.enum([
  ...EndReason.options,
  ...HandOverReason.options,
  ...SnoozeReason.options,
  ...CloseReason.options,
  "tookOver",
]);
export type AuditReason = z.infer<typeof AuditReason>;

/**
 * One thing that a member of staff did, or wanted to do and was refused. Written once and never changed; nothing personal.
 * - `who`: their id
 * - `on`: the id of what it was done to; absent: the act has no object
 */
export const AuditEntry = z.object({
  at: Instant,
  who: StaffId,
  act: z.enum(["signIn", "signOut", ...ACTS]),
  outcome: z.enum(["done", "refused"]),
  on: z.string().min(1).max(100).optional(),
  why: AuditReason.optional(),
});
export type AuditEntry = z.infer<typeof AuditEntry>;
