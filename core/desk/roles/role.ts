import * as z from "zod";

/**
 * What a member of staff is at the desk: a group of the stage's user pool. Somebody may be several.
 * - `steward`: answers for the whole desk, and for who is at it
 * - `marketer`: writes to customers
 * - `finance`: pays the charities
 * - `store`: works where customers are
 */
export const DeskRole = z.enum(["steward", "marketer", "finance", "store"]);
export type DeskRole = z.infer<typeof DeskRole>;

/** The roles among these groups; a group that we do not know is none. */
export function rolesIn(groups: readonly string[]): readonly DeskRole[] {
  return DeskRole.options.filter((role) => groups.includes(role));
}
