import type { Entry } from "../../core/giving/ledger/entry.ts";
import { entryIn } from "../../core/giving/ledger/entry-in.ts";
import { parseEntriesPrefix } from "../../core/giving/ledger/ledger.keys.ts";
import { type RecordedOrder, recordedOrder } from "../../core/giving/ledger/statement.ts";
import { CliError } from "../cli-error.ts";

/** All orders of the ledger's rows, each with its entries in their sequence. Throws a {@link CliError} where one cannot be read. */
export async function ordersIn(
  rows: AsyncIterable<readonly Readonly<Record<string, unknown>>[]>,
): Promise<RecordedOrder[]> {
  const entries = new Map<string, Entry[]>();
  for await (const page of rows) {
    for (const row of page) {
      const entry = entryIn(row);
      if (entry === undefined) continue;
      const name = parseEntriesPrefix(String(row["sk"]));
      if (!entry.success || name === undefined) throw unreadable(`${row["pk"]} ${row["sk"]}`);
      entries.set(name, [...(entries.get(name) ?? []), entry.data]);
    }
  }
  return [...entries].map(([name, some]) => orderOf(name, some));
}

function orderOf(name: string, entries: readonly Entry[]): RecordedOrder {
  const order = recordedOrder(entries);
  if (order === undefined) throw unreadable(name);
  return order;
}

function unreadable(name: string): CliError {
  return new CliError(
    `${name} is no order that can be read, so a log would lack what it gave.`,
    "docs/operating/ledger.md, Something cannot be read.",
  );
}
