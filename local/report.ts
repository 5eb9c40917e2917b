import { formatMinor } from "../core/money/money.ts";
import type { SampleReport } from "./sample/report.ts";

/** The one JSON line that `npm start -- --json` ends with. */
export interface Summary {
  readonly purchases: number;
  readonly deliveries: number;
  readonly sources: readonly string[];
  readonly currencies: readonly string[];
  readonly refunds: number;
  readonly mismatches: number;
  readonly readySeconds: number;
  readonly pages: Readonly<Record<string, string>>;
}

export function summarise(
  sample: SampleReport | undefined,
  readySeconds: number,
  pages: Summary["pages"],
): Summary {
  return {
    purchases: sample?.purchases ?? 0,
    deliveries: sample?.deliveries ?? 0,
    sources: sample?.sources ?? [],
    currencies: sample?.currencies ?? [],
    refunds: sample?.refunds ?? 0,
    mismatches: sample?.mismatches ?? 0,
    readySeconds: Math.round(readySeconds * 10) / 10,
    pages,
  };
}

/** Per cause, funding and currency: what was given beside what the oracle expects. */
export function figuresTable(sample: SampleReport): string {
  const rows = sample.figures.map(({ cause, funding, currency, given, expected }) => [
    cause,
    funding,
    currency,
    formatMinor(given, currency),
    formatMinor(expected, currency),
    given === expected ? "equal" : "DIFFERS",
  ]);
  return table(["cause", "paid by", "currency", "given", "expected", ""], rows, new Set([3, 4]));
}

/** Plain text columns; those in `numeric` are set to the right. */
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

const BAR_CHARS = 24;

export function progressBar(phase: string, done: number, total: number): string {
  const share = total === 0 ? 1 : Math.min(1, done / total);
  const full = Math.round(share * BAR_CHARS);
  return `${"█".repeat(full)}${"░".repeat(BAR_CHARS - full)} ${phase} ${done}/${total}`;
}
