import { createHash } from "node:crypto";
import { readCamt } from "./read-camt.ts";
import { readCsv, type StatementTable } from "./read-csv.ts";
import { readMt940 } from "./read-mt940.ts";
import { type Statement, StatementError } from "./statement.ts";

/** The limit of what one file of a bank may be. */
export const STATEMENT_BYTES_MAX = 10 * 1024 * 1024;

/**
 * Reads a bank's file: camt.053, camt.054 or MT940, whichever it is, or a table whose columns are stated. A file is read whole or
 * not at all: throws a {@link StatementError} with the line and the reason. The same bytes give the same statements.
 */
export function readStatements(bytes: Uint8Array, table?: StatementTable): readonly Statement[] {
  if (bytes.length > STATEMENT_BYTES_MAX)
    throw new StatementError(1, `the file is larger than ${STATEMENT_BYTES_MAX / 1024 / 1024} MB`);
  const file = createHash("sha256").update(bytes).digest("hex");
  const text = textOf(bytes);
  const statements = read(text, table, file);
  if (statements.length === 0) throw new StatementError(1, "has no statement");
  return statements;
}

const XML = /^\s*</;
const MT940 = /^\s*(?:\{1:|:\d{2}[A-Z]?:)/;

function read(text: string, table: StatementTable | undefined, file: string): Statement[] {
  if (XML.test(text)) return readCamt(text.trimStart(), file);
  if (MT940.test(text)) return readMt940(text, file);
  if (table !== undefined) return readCsv(text, table, file);
  throw new StatementError(1, "is neither camt nor MT940: for a table, state its columns");
}

const STATED_ENCODING = /^[^>]{0,200}?encoding=["']([A-Za-z0-9-]{1,20})["']/;
const ENCODINGS = new Set(["utf-8", "utf-16", "us-ascii", "iso-8859-1", "iso-8859-15", "windows-1252"]);

/** As an XML file says it is encoded; else UTF-8, or what Western banks wrote before. */
function textOf(bytes: Uint8Array): string {
  const start = Buffer.from(bytes.subarray(0, 300)).toString("latin1");
  const stated = XML.test(start) ? STATED_ENCODING.exec(start)?.[1]?.toLowerCase() : undefined;
  if (stated !== undefined && !ENCODINGS.has(stated))
    throw new StatementError(1, `is encoded as ${stated}, which is not read`);
  if (stated !== undefined && stated !== "utf-8") return new TextDecoder(stated).decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    if (stated === "utf-8") throw new StatementError(1, "is not the UTF-8 that it says it is");
    return new TextDecoder("windows-1252").decode(bytes);
  }
}
