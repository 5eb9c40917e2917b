import { isStaffApprover } from "../../settlement/approver.ts";
import type { StaffMember } from "../sessions/desk-session.store.ts";
import type { DeskSession } from "../sessions/desk-session.ts";
import type { DeskWords } from "../words/desk-words.ts";

const STAFF = "staff:";

/** A member of staff as whoever approves a payout. */
export function approverOf({ staff }: Pick<DeskSession, "staff">): string {
  return `${STAFF}${staff}`;
}

/** Whoever proposed or approved a payout, for a person to read: a member's name, or the last part of an ARN. */
export function signerNames(members: readonly StaffMember[], { conversations: words }: DeskWords) {
  const names = new Map(members.map((member) => [approverOf(member), member.name]));
  return (by: string): string =>
    isStaffApprover(by)
      ? (names.get(by) ?? words.unknownMember)
      : words.operator(by.split(/[/:]/).at(-1) ?? by);
}
