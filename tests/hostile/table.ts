import type { Outcome } from "./kind.ts";

/** What every kind came to in this run; one process tries them all. */
const outcomes: Outcome[] = [];

export function note(outcome: Outcome): Outcome {
  outcomes.push(outcome);
  return outcome;
}

/** A line for each kind, and one for all. */
export function tableOf(all: readonly Outcome[]): string {
  const head = ["kind", "inputs", "accepted", "refused", "quarantined", "faults"];
  const rows = all.map(({ kind, inputs, counts, fault }) => [
    kind,
    ...[inputs, counts.accepted, counts.refused, counts.quarantined, fault === undefined ? 0 : 1],
  ]);
  const sums = [1, 2, 3, 4, 5].map((column) => rows.reduce((sum, row) => sum + Number(row[column]), 0));
  const lines = [head, ...rows, ["all", ...sums]].map((row) => row.map(String));
  const widths = head.map((_, column) => Math.max(...lines.map((line) => (line[column] ?? "").length)));
  return lines
    .map((line) =>
      line
        .map((cell, column) =>
          column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
        )
        .join("  "),
    )
    .join("\n");
}

export function table(): string {
  return tableOf(outcomes);
}

export function inputsTried(): number {
  return outcomes.reduce((sum, { inputs }) => sum + inputs, 0);
}
