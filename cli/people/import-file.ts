import { readFile } from "node:fs/promises";
import { readImport } from "../../core/operations/people/import-file.ts";
import { importPerson } from "../../core/operations/people/import-people.ts";
import type { ImportProblem } from "../../core/operations/people/import-row.ts";
import { decodeImport } from "../../core/operations/people/import-text.ts";
import { mapBounded } from "../../core/platform/bounded.ts";
import { CliError } from "../cli-error.ts";
import type { People } from "./people-stage.ts";

/** The limit of people written at once; one table takes far more. */
const AT_ONCE = 8;
/** Rows of the same person within a batch are written one after the other. */
const BATCH_ROWS = 400;

/** The outcomes of the rows of a file; in a dry run, the ones that they would have. */
export interface ImportReport {
  readonly rows: number;
  readonly people: { readonly new: number; readonly known: number; readonly unchanged: number };
  readonly consents: { readonly given: number; readonly kept: number; readonly outdated: number };
  readonly problems: readonly ImportProblem[];
}

/**
 * Imports every valid row and reports the problems of the others. May be interrupted and run again: what exists already
 * is left as it is. `dryRun` writes nothing.
 */
export async function importFile(
  people: People,
  path: string,
  {
    dryRun,
    progress,
  }: { readonly dryRun: boolean; readonly progress: (done: number, total: number) => void },
): Promise<ImportReport> {
  const { rows, problems } = await readImport(await readText(path), {
    now: people.now(),
    countries: people.textCountries(),
    brand: (await people.brandConfig()).brand,
  });
  const importOne = importPerson(people);
  const found: ImportProblem[] = [...problems];
  const outcomes = { new: 0, known: 0, unchanged: 0 };
  let given = 0;
  let kept = 0;
  let outdated = 0;
  for (let from = 0; from < rows.length; from += BATCH_ROWS) {
    progress(from, rows.length);
    const byPerson = Map.groupBy(rows.slice(from, from + BATCH_ROWS), (row) => row.addresses[0]?.address);
    await mapBounded([...byPerson.values()], AT_ONCE, async (ofOne) => {
      for (const row of ofOne) {
        const imported = await importOne(row, { write: !dryRun });
        if (imported.outcome === "refused") {
          const { column, problem } = imported;
          found.push({ line: row.line, column, problem });
          continue;
        }
        outcomes[imported.outcome] += 1;
        given += imported.given;
        kept += imported.kept;
        outdated += imported.outdated;
      }
    });
  }
  progress(rows.length, rows.length);
  return {
    rows: rows.length + new Set(problems.map(({ line }) => line)).size,
    people: outcomes,
    consents: { given, kept, outdated },
    problems: found.toSorted((a, b) => a.line - b.line),
  };
}

async function readText(path: string): Promise<string> {
  const bytes = await readFile(path).catch((cause: unknown) => {
    throw new CliError(`${path} cannot be read.`, "Name a CSV file.", { cause });
  });
  const text = decodeImport(bytes);
  if (text === undefined)
    throw new CliError(`${path} is neither UTF-8 nor UTF-16.`, "Save it as CSV UTF-8 and try again.");
  return text;
}
