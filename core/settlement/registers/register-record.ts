import * as z from "zod";
import { daysBetween } from "../../model/days.ts";
import { Day, Instant } from "../../model/purchase.ts";

/** How old a file of a register may be: the IRS publishes its own each month, and what it decides counts from its day on. */
export const REGISTER_DAYS_MAX = 95;

const RegisterFileName = z.enum(["pub78", "revocations", "charityCommission"]);

/** A file that was read: `hash` is the SHA-256 of its bytes, `day` that on which it was last written, as the disk says. */
export const CheckedFile = z.object({
  register: RegisterFileName,
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  day: Day,
});
export type CheckedFile = z.infer<typeof CheckedFile>;

/**
 * What the register of one charity says, by its own files. `charity`: its key. `day`: of the oldest of the files; a record gives way
 * to one of that day or later.
 */
export const RegisterRecord = z.object({
  charity: z.string().min(1),
  kind: z.enum(["listed", "revoked", "notListed"]),
  source: RegisterFileName,
  since: Day.optional(),
  day: Day,
  files: z.array(CheckedFile).min(1),
  at: Instant,
  by: z.string().min(1).max(300),
});
export type RegisterRecord = z.infer<typeof RegisterRecord>;

/** Whether the charity is not, or no longer, in its register: then it is not paid. */
export function isLost(
  record: RegisterRecord | undefined,
): record is RegisterRecord & { readonly kind: "revoked" | "notListed" } {
  return record !== undefined && record.kind !== "listed";
}

/** Why a payout is held: in a line that auditors read. */
export function lostText({ charity, kind, since, source, day }: RegisterRecord): string {
  const says =
    kind === "revoked" ? `no longer listed${since === undefined ? "" : ` since ${since}`}` : "not listed";
  return `${charity} is ${says}, by ${source} of ${day}`;
}

/**
 * What is known on a day of whether a charity may be paid. `unknown`: its register publishes files, and nobody checked it by them;
 * `outdated`: they are older than {@link REGISTER_DAYS_MAX} days.
 */
export type RegisterKnowledge = "good" | "lost" | "unknown" | "outdated";

export function knowledgeOf(record: RegisterRecord | undefined, today: Day): RegisterKnowledge {
  if (record === undefined) return "unknown";
  if (isLost(record)) return "lost";
  return daysBetween(record.day, today) > REGISTER_DAYS_MAX ? "outdated" : "good";
}
