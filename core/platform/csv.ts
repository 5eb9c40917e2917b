/** What a cell may hold: a text, or a count. Amounts are decimal texts, with a point. */
export type Cell = string | number;

/** A table as RFC 4180 has it: a line of names, lines that end in CRLF, quotes where a text needs them. */
export function csv(names: readonly string[], rows: readonly (readonly Cell[])[]): string {
  return [names, ...rows].map((row) => `${row.map(cell).join(",")}\r\n`).join("");
}

/**
 * A spreadsheet takes a text that begins with one of these for a formula, and runs it. With an apostrophe before it, it stays a
 * text; one that begins with an apostrophe gets another, so that a program that takes one away has every text again.
 */
const FORMULA = /^[=+\-@\t\r']/;
const NUMBER = /^-?\d+(\.\d+)?$/;
const QUOTED = /[",\r\n]/;

function cell(value: Cell): string {
  const text = String(value);
  const safe = FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text;
  return QUOTED.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
