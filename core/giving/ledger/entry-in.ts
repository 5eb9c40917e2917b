import { Entry } from "./entry.ts";
import { parseBucketKey } from "./ledger.keys.ts";

/** The entry in a row of the ledger's table, as far as it can be read; undefined for a row of any other kind. */
export function entryIn({ pk, sk: _, ...row }: Readonly<Record<string, unknown>>) {
  if (parseBucketKey(String(pk)) === undefined || row["kind"] === "parked") return undefined;
  return Entry.safeParse(row);
}
