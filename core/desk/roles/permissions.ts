import type { DeskRole } from "./role.ts";

/** What can be done at the desk, and which roles may: nothing else decides it. docs/guides/desk.md shows the same table. */
export const PERMISSIONS = {
  seeToday: ["steward", "marketer", "finance", "store"],
  seeAlarms: ["steward"],
  seeInbox: ["steward", "marketer"],
  readConversation: ["steward", "marketer"],
  answerConversation: ["steward", "marketer"],
  takeConversation: ["steward", "marketer"],
  handOverConversation: ["steward", "marketer"],
  noteConversation: ["steward", "marketer"],
  tagConversation: ["steward", "marketer"],
  markConversation: ["steward", "marketer"],
  snoozeConversation: ["steward", "marketer"],
  promiseToCustomer: ["steward", "marketer"],
  closeConversation: ["steward", "marketer"],
  seePayouts: ["steward", "finance"],
  approvePayout: ["finance"],
  seeStaff: ["steward"],
  endSessions: ["steward"],
} as const satisfies Readonly<Record<string, readonly DeskRole[]>>;

export type DeskAct = keyof typeof PERMISSIONS;

/** Whether somebody with these roles may do it: one of them is enough. */
export function mayAct(roles: readonly DeskRole[], act: DeskAct): boolean {
  const allowed: readonly DeskRole[] = PERMISSIONS[act];
  return roles.some((role) => allowed.includes(role));
}
