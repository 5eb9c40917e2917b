import { readFile } from "node:fs/promises";
import { describeProblem, readDocument } from "../../core/operations/brand/document.ts";
import { problemsOf } from "../../core/operations/brand/problems-of.ts";
import { now } from "../../core/platform/clock.ts";
import { StatementTable } from "../../core/settlement/bank/read-csv.ts";
import { readStatements } from "../../core/settlement/bank/read-statement.ts";
import { type Statement, StatementError } from "../../core/settlement/bank/statement.ts";
import { recordStatements } from "../../core/settlement/record-statements.ts";
import { CliError } from "../cli-error.ts";
import { statementLines } from "./payout-lines.ts";
import { callerOf, openPayouts, type PayoutsOptions, print } from "./payouts.ts";

export interface StatementOptions extends PayoutsOptions {
  readonly table?: string;
}

/** Writes what a bank's file says of payouts; nothing unless the whole file could be read and adds up. Exit code 1: a line waits. */
export async function readBank(file: string, options: StatementOptions): Promise<void> {
  const table = options.table === undefined ? undefined : await readTable(options.table);
  const statements = statementsIn(file, await contentOf(file), table);
  const { stage, store } = await openPayouts(options);
  const signed = { at: now(), by: await callerOf(stage) };
  const lines = await recordStatements({ store })(statements, signed);
  print(options, lines, () => statementLines(lines));
  if (lines.some(({ kind }) => kind === "waits")) process.exitCode = 1;
}

function statementsIn(
  file: string,
  bytes: Uint8Array,
  table: StatementTable | undefined,
): readonly Statement[] {
  try {
    return readStatements(bytes, table);
  } catch (error) {
    if (!(error instanceof StatementError)) throw error;
    throw new CliError(
      `${file}, ${error.message}.`,
      "Nothing was written. Have the bank write the file again.",
      {
        cause: error,
      },
    );
  }
}

async function contentOf(file: string): Promise<Buffer> {
  return await readFile(file).catch((cause: unknown) => {
    throw new CliError(`${file} cannot be read.`, "Name a file of the bank.", { cause });
  });
}

async function readTable(file: string): Promise<StatementTable> {
  const document = readDocument({ file, text: (await contentOf(file)).toString("utf8") });
  const mistake = (lines: readonly string[]) =>
    new CliError(lines.join("\n"), "Correct the file and try again: nothing was written.");
  if ("length" in document) throw mistake(document.map(describeProblem));
  const table = StatementTable.safeParse(document.value);
  if (table.success) return table.data;
  throw mistake(table.error.issues.flatMap((issue) => problemsOf(issue, document)).map(describeProblem));
}
