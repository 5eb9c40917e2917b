import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import * as z from "zod";
import { ITEM_BYTES_MAX, itemBytes } from "../../platform/aws/item-bytes.ts";
import type { Key } from "../../platform/aws/key.ts";
import type { Row } from "../../platform/aws/table.store.ts";
import { Amendment, type Entry } from "./entry.ts";
import { byCustomerKey } from "./ledger.keys.ts";
import { isStorable, LedgerLimitError, UnreadableEntryError, wrongFields } from "./limits.ts";
import { type AliasRow, type EarlyRefunds, ExistingItem, type OrderRow } from "./order-claim.ts";

/** Entries of a known customer are in the index by customer; others are not in it at all. */
function indexed(entry: Stored): Record<string, string> {
  if (!("customer" in entry) || entry.customer === undefined) return {};
  const { customer, at } = byCustomerKey(entry.customer, entry.placedAt);
  return { byCustomer: customer, byCustomerAt: at };
}

/** What is put into the ledger by itself. */
export type Stored = Entry | EarlyRefunds | OrderRow | AliasRow;
const Stored = z.discriminatedUnion("kind", [ExistingItem, Amendment]);

/** A row as its kind. Throws an {@link UnreadableEntryError} for one that is not. */
export function readableRow<Schema extends z.ZodType>(schema: Schema, row: Row): z.infer<Schema> {
  const parsed = schema.safeParse(row);
  if (parsed.success) return parsed.data;
  throw new UnreadableEntryError(`${row.pk} ${row.sk}: ${wrongFields(parsed.error)}`);
}

/** What is written is read again: what would not be readable, or no item, is a {@link LedgerLimitError}, and no write. */
export function readableItem(key: Key, stored: Stored): Record<string, AttributeValue> {
  const parsed = Stored.safeParse(stored);
  if (!parsed.success) throw new LedgerLimitError(`${key.pk} ${key.sk}: ${wrongFields(parsed.error)}`);
  if (!isStorable(stored)) throw new LedgerLimitError(`${key.pk} ${key.sk}: a text is none that UTF-8 has`);
  const item = toItem({ ...key, ...indexed(stored), ...stored });
  const bytes = itemBytes(item);
  if (bytes > ITEM_BYTES_MAX) throw new LedgerLimitError(`${key.pk} ${key.sk}: ${bytes} bytes are no item`);
  return item;
}

export function toItem(item: object): Record<string, AttributeValue> {
  return marshall(item, { removeUndefinedValues: true });
}
