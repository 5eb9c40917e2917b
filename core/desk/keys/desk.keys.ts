import type { Key } from "../../platform/aws/key.ts";

const STAFF = "staff";
const SESSION = "session#";
const AUDIT = "audit#";

/** The partitions of staff and their sessions, and those of what they did, as permissions name them. */
export const STAFF_PARTITIONS = `${STAFF}*`;
export const AUDIT_PARTITIONS = `${AUDIT}*`;

/** Everybody who has ever signed in is one row of this partition. */
export const STAFF_PARTITION = STAFF;

export function staffKey(staff: string): Key {
  return { pk: STAFF_PARTITION, sk: staff };
}

/** The sessions of one member of staff, so that all of them end at once. */
export function deskSessionPartition(staff: string): string {
  return `${STAFF}#${staff}`;
}

export function deskSessionKey(staff: string, hash: string): Key {
  return { pk: deskSessionPartition(staff), sk: `${SESSION}${hash}` };
}

/** What was done in one month, `2026-11`, oldest first. */
export function auditPartition(month: string): string {
  return `${AUDIT}${month}`;
}

/** `id` tells apart what was done in one second. */
export function auditKey(at: string, id: string): Key {
  return { pk: auditPartition(at.slice(0, 7)), sk: `${at}#${id}` };
}
