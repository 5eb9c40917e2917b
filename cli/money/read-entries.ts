import type { Entry } from "../../core/giving/ledger/entry.ts";
import { entryIn } from "../../core/giving/ledger/entry-in.ts";
import { rowOf } from "../../core/platform/aws/row-of.ts";
import { CliError } from "../cli-error.ts";
import { scan } from "../ledger/scan.ts";
import type { Tables } from "../ledger/tables.ts";
import { type Progress, withProgress } from "../progress.ts";

/**
 * Reads every entry of the ledger, in no order. Throws a {@link CliError} for one that cannot be read: `what` would lack it.
 * `quiet`: shows no progress, as what is printed is read by a program.
 */
export async function readEntries(
  { dynamo, ledger }: Tables,
  what: string,
  add: (entry: Entry) => void,
  { quiet = false }: { readonly quiet?: boolean } = {},
): Promise<void> {
  const read = async (progress: Progress) => {
    for await (const items of scan(dynamo, ledger, "read the ledger", progress)) {
      for (const row of items.map(rowOf)) {
        const entry = entryIn(row);
        if (entry === undefined) continue;
        if (!entry.success)
          throw new CliError(
            `${row["pk"]} ${row["sk"]} is not an entry, so ${what} would lack what it moves.`,
            "docs/operating/ledger.md, Something cannot be read.",
          );
        add(entry.data);
      }
    }
  };
  await (quiet ? read(() => {}) : withProgress("Read the ledger", read));
}
