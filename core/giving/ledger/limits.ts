import type { z } from "zod";
import type { Refund } from "../../model/purchase.ts";
import { jsonBytes } from "../../platform/json-bytes.ts";
import { AMENDMENTS_MAX, type Amendment } from "./entry.ts";
import type { RecordedOrder } from "./statement.ts";

/** What was to be written would have been beyond what is read again: nothing was written, and trying again does not help. */
export class LedgerLimitError extends Error {
  override readonly name = "LedgerLimitError";
}

/** Something in the ledger is not what its kind must be. The message names it and its wrong fields, without values. */
export class UnreadableEntryError extends Error {
  override readonly name = "UnreadableEntryError";
}

const WRONG_FIELDS_MAX = 5;

/** Which fields of an item are wrong and how, without values. */
export function wrongFields({ issues }: z.ZodError): string {
  const fields = issues.map((issue) => `${issue.path.join(".") || "kind"}: ${issue.code}`);
  return fields.slice(0, WRONG_FIELDS_MAX).join("; ");
}

/** The limit of all entries of one order, as JSON: each of its refunds reads them all, in the time that its task has. */
export const ORDER_BYTES_MAX = 8 * 1024 * 1024;
/** Fewer entries than this cannot reach it, as each is an item of at most 400 KB. */
const ENTRIES_UNWEIGHED_MAX = 19;

/**
 * The limit of the refunds that wait at one key, as JSON: with the lines of the largest order they fit into one item.
 */
export const EARLY_BYTES_MAX = 96 * 1024;

/** The limit of the refunds that one run hands on, as JSON: Step Functions takes 256 KB, with what is around them. */
export const REFUNDS_HANDED_BYTES_MAX = 224 * 1024;

/** Whether all texts and names in a value come back as they are: half a character does not, nor `__proto__` as a name. */
export function isStorable(value: object): boolean {
  let storable = true;
  JSON.stringify(value, (name, part) => {
    if (name === "__proto__" || !name.isWellFormed()) storable = false;
    if (typeof part === "string" && !part.isWellFormed()) storable = false;
    return part;
  });
  return storable;
}

/** Throws a {@link LedgerLimitError} if an order has no room for one more entry. */
export function checkRoom({ accrual, amendments }: RecordedOrder, next: Amendment): void {
  if (next.sequence > AMENDMENTS_MAX) {
    throw new LedgerLimitError(`The order has ${AMENDMENTS_MAX} entries after its accrual`);
  }
  if (amendments.length < ENTRIES_UNWEIGHED_MAX) return;
  const bytes = [accrual, ...amendments, next].reduce((sum, entry) => sum + jsonBytes(entry), 0);
  if (bytes > ORDER_BYTES_MAX) {
    throw new LedgerLimitError(`The order's entries have more than ${ORDER_BYTES_MAX} bytes`);
  }
}

/** The same refunds, if one run can hand them on. Throws a {@link LedgerLimitError} otherwise. */
export function handedOn(refunds: readonly Refund[], bytesMax = REFUNDS_HANDED_BYTES_MAX): readonly Refund[] {
  if (refunds.length > 0 && jsonBytes(refunds) > bytesMax) {
    throw new LedgerLimitError(`${refunds.length} refunds of one order have more than ${bytesMax} bytes`);
  }
  return refunds;
}
