import type { RecordedOrder } from "../../core/giving/ledger/statement.ts";
import { rowOf } from "../../core/platform/aws/row-of.ts";
import { type Progress, withProgress } from "../progress.ts";
import { ordersIn } from "./orders-in.ts";
import { scan } from "./scan.ts";
import type { Tables } from "./tables.ts";

/**
 * Every purchase of the ledger with all of its entries, in memory: about 2 KB each. Throws a CliError for what cannot be read. `quiet`:
 * shows no progress, as what is printed is read by a program.
 */
export function readOrders(
  tables: Tables,
  { quiet = false }: { readonly quiet?: boolean } = {},
): Promise<RecordedOrder[]> {
  const read = (progress: Progress) => ordersOf(tables, progress);
  return quiet ? read(() => {}) : withProgress("Read the ledger", read);
}

/** The same, with the progress of whoever reads. */
export function ordersOf({ dynamo, ledger }: Tables, progress: Progress): Promise<RecordedOrder[]> {
  return ordersIn(rowsIn(scan(dynamo, ledger, "read the ledger", progress)));
}

async function* rowsIn(pages: ReturnType<typeof scan>) {
  for await (const page of pages) yield page.map(rowOf);
}
