import { Entry } from "../../core/giving/ledger/entry.ts";
import { parseBucketKey, parseEntriesPrefix } from "../../core/giving/ledger/ledger.keys.ts";
import type { RecordedOrder } from "../../core/giving/ledger/statement.ts";
import { CliError } from "../cli-error.ts";

/** All orders of the ledger's rows, each with its entries in their sequence. Throws a {@link CliError} where one cannot be read. */
export async function ordersIn(
  rows: AsyncIterable<readonly Readonly<Record<string, unknown>>[]>,
): Promise<RecordedOrder[]> {
  const entries = new Map<string, Entry[]>();
  for await (const page of rows) {
    for (const { pk, sk, ...row } of page) {
      if (parseBucketKey(String(pk)) === undefined || row["kind"] === "parked") continue;
      const entry = Entry.safeParse(row);
      const name = parseEntriesPrefix(String(sk));
      if (!entry.success || name === undefined) throw unreadable(`${pk} ${sk}`);
      entries.set(name, [...(entries.get(name) ?? []), entry.data]);
    }
  }
  return [...entries].map(([name, some]) => orderOf(name, some));
}

function orderOf(name: string, entries: readonly Entry[]): RecordedOrder {
  const accrual = entries.find((entry) => entry.kind === "accrual");
  if (accrual === undefined) throw unreadable(name);
  const amendments = entries.filter((entry) => entry.kind !== "accrual");
  return { accrual, amendments: amendments.toSorted((one, other) => one.sequence - other.sequence) };
}

function unreadable(name: string): CliError {
  return new CliError(
    `${name} is no order that can be read, so a log would lack what it gave.`,
    "docs/operating/ledger.md, Something cannot be read.",
  );
}
