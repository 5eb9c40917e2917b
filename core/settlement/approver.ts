/** Whether somebody signed at the desk, as a member of staff, and not by a command, as whom AWS says they are. */
export function isStaffApprover(by: string): boolean {
  return by.startsWith("staff:");
}
