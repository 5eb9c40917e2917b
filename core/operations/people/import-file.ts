import { CsvError, parse } from "csv-parse";
import * as z from "zod";
import { nearest } from "../../intake/warnings/near-miss.ts";
import { withoutUnseen } from "../../model/seen.ts";
import {
  IMPORT_COLUMNS,
  type ImportProblem,
  type ImportRow,
  type ImportRules,
  NEEDED,
  readRow,
} from "./import-row.ts";

/** The most rows of one file; an import may have several files. */
export const IMPORT_ROWS_MAX = 100_000;

export interface ImportFile {
  readonly rows: readonly ImportRow[];
  readonly problems: readonly ImportProblem[];
}

const Parsed = z.array(z.object({ record: z.array(z.string()), info: z.object({ lines: z.number() }) }));
type Parsed = z.infer<typeof Parsed>;

/**
 * Reads a whole file: every valid row, and every problem of the others. The line of a row whose cells span several lines
 * is the last of them. Columns may be divided by commas, semicolons, tabs or bars, as spreadsheets do by country; a first line
 * `sep=;` says by which.
 */
export async function readImport(text: string, rules: ImportRules): Promise<ImportFile> {
  const parsed = await parseCsv(text);
  if ("problem" in parsed) return { rows: [], problems: [parsed.problem] };
  const [head, ...body] = parsed.records;
  const names = (head?.record ?? []).map(columnName);
  const problems = problemsOfHead(names, head?.info.lines ?? 1);
  if (problems.length > 0) return { rows: [], problems };
  if (body.length > IMPORT_ROWS_MAX) {
    const problem = `the file has more than ${IMPORT_ROWS_MAX} rows: divide it`;
    return { rows: [], problems: [{ line: 1, column: "", problem }] };
  }
  const read = body.map(({ record, info: { lines: line } }) => {
    if (record.length !== names.length) {
      const problem = `has ${record.length} cells, but there are ${names.length} columns`;
      return { row: undefined, problems: [{ line, column: "", problem }] };
    }
    const cells = new Map(names.map((name, index) => [name, record[index] || undefined]));
    return readRow((column) => cells.get(column), line, rules);
  });
  return {
    rows: read.flatMap(({ row }) => row ?? []),
    problems: read.flatMap((one) => one.problems),
  };
}

const DELIMITERS = [",", ";", "\t", "|"] as const;
/** The line by which Excel is told the delimiter, before the names of the columns. */
const SEP_LINE = /^\ufeff?"?sep=([,;\t|])"?[ \t]*\r?(?:\n|$)/i;
/** Longer than the names of all columns in quotation marks. */
const HEAD_CHARS_MAX = 4000;

/** What divides the columns: what the file says, else that by which the first line names the most columns that there are. */
function delimiterOf(text: string): { readonly delimiter: string; readonly from: number } {
  const said = SEP_LINE.exec(text)?.[1];
  if (said !== undefined) return { delimiter: said, from: 2 };
  const head =
    text
      .replace(/^\ufeff/, "")
      .trimStart()
      .slice(0, HEAD_CHARS_MAX)
      .split(/[\r\n]/, 1)[0] ?? "";
  const known = (delimiter: string) =>
    head.split(delimiter).filter((cell) => columnName(cell) in IMPORT_COLUMNS).length;
  const [best = ","] = DELIMITERS.toSorted((one, other) => known(other) - known(one));
  return { delimiter: best, from: 1 };
}

/** The name of a column as it is written in a head: in any case, in quotation marks or not. */
function columnName(cell: string): string {
  return withoutUnseen(cell)
    .trim()
    .replace(/^"(.*)"$/, "$1")
    .trim()
    .toLowerCase();
}

async function parseCsv(
  text: string,
): Promise<{ readonly records: Parsed } | { readonly problem: ImportProblem }> {
  const { delimiter, from } = delimiterOf(text);
  const parser = parse(text, {
    bom: true,
    info: true,
    delimiter,
    from_line: from,
    trim: true,
    skip_empty_lines: true,
    relax_column_count: true,
    to: IMPORT_ROWS_MAX + 2,
  });
  try {
    return { records: Parsed.parse(await parser.toArray()) };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return { problem: { line: lineOf(error), column: "", problem: problemOf(error.code) } };
  }
}

function problemsOfHead(names: readonly string[], line: number): ImportProblem[] {
  const report = (column: string, problem: string): ImportProblem => ({ line, column, problem });
  if (names.length === 0) return [report("", "the file is empty: its first line names the columns")];
  const numbered = names.map((name, index) => ({ name, number: index + 1 }));
  return [
    ...NEEDED.filter((name) => !names.includes(name)).map((name) => report(name, "this column is missing")),
    ...(names.includes("email") || names.includes("phone")
      ? []
      : [report("email", "neither this column nor phone is there")]),
    ...numbered
      .filter(({ name }) => !(name in IMPORT_COLUMNS))
      .map(({ name, number }) => report(`column ${number}`, unknownColumn(name, names))),
    ...numbered
      .filter(({ name, number }) => names.indexOf(name) !== number - 1)
      .map(({ name }) => report(name, "this column is there twice")),
  ];
}

/** A name is quoted where others beside it are columns: then it is one of a head, and no cell about somebody. */
function unknownColumn(name: string, names: readonly string[]): string {
  const isHead = names.some((other) => other in IMPORT_COLUMNS);
  const shown = isHead && /^[a-z][a-z_ -]{0,30}$/.test(name) ? `"${name}" is unknown` : "is unknown";
  const near = nearest(name, Object.keys(IMPORT_COLUMNS));
  return near === undefined ? shown : `${shown}: did you mean ${near}?`;
}

function lineOf(error: CsvError): number {
  const lines: unknown = error["lines"];
  return typeof lines === "number" ? lines : 1;
}

/** In our own words, because the parser's messages quote the file. */
function problemOf(code: string): string {
  switch (code) {
    case "CSV_QUOTE_NOT_CLOSED":
      return "opens a quotation mark that nothing closes";
    case "CSV_INVALID_CLOSING_QUOTE":
    case "INVALID_OPENING_QUOTE":
      return "has a quotation mark inside a cell: write it twice, and the cell in quotation marks";
    default:
      return "is not CSV";
  }
}
