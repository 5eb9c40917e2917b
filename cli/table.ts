/** The limit of lines that a list prints; more are counted. */
const LISTED_MAX = 200;

/** `1 row`, `2 rows`. */
export function counted(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}

/** Prints lines below a sentence about them: of a long list the first {@link LISTED_MAX}, then how many more. */
export function printListed(lines: readonly string[]): void {
  for (const line of lines.slice(0, LISTED_MAX)) console.log(`  ${line}`);
  const more = lines.length - LISTED_MAX;
  if (more > 0) console.log(`  and ${more} more`);
}

/** Plain text columns; those in `numeric` are aligned to the right. */
export function table(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  numeric: ReadonlySet<number>,
): string {
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (row: readonly string[]): string =>
    widths
      .map((width, column) => {
        const cell = row[column] ?? "";
        return numeric.has(column) ? cell.padStart(width) : cell.padEnd(width);
      })
      .join("  ")
      .trimEnd();
  return [line(head), widths.map((width) => "─".repeat(width)).join("  "), ...rows.map(line)].join("\n");
}
