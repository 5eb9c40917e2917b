import { rm } from "node:fs/promises";
import { join } from "node:path";
import { projectRoot } from "../../cli/settings.ts";
import { run } from "../../local/run-program.ts";
import { binDir, environment } from "../../local/settings.ts";
import { failuresIn, readReport } from "./report.ts";

/** In the order in which they run. */
export const PARTS = [
  "check",
  "unit",
  "infra",
  "templates",
  "bank-files",
  "e2e",
  "deployed",
  "pages",
  "hostile",
  "afterwards",
] as const;
export type Part = (typeof PARTS)[number];

/** What is to run: every part, or one, or some files of one. */
export interface Selection {
  readonly parts: readonly Part[];
  readonly files: readonly string[];
  /** What the hostile suite reads of its environment: tests/hostile/settings.ts. */
  readonly hostile: Readonly<Record<string, string>>;
}

export interface Tally {
  passed: number;
  failed: number;
  skipped: number;
  /** Printed once more before the last line: whoever has the end of a log alone sees what failed, and why. */
  readonly failures: string[];
  /** How long each part took, in seconds: three of them at a time. */
  readonly times: [Part, number][];
}

/** Where a part prints: at once, or when what it is part of has ended. */
export interface Screen {
  readonly print: (text: string) => void;
  readonly end: () => void;
  readonly inBackground: boolean;
}

/** How a part runs: where it prints, and what its environment has besides. */
interface Surroundings {
  readonly screen?: Screen;
  readonly extra?: Readonly<Record<string, string>>;
}

export const terminal: Screen = {
  print: (text) => process.stdout.write(text),
  end: () => {},
  inBackground: false,
};

/** Prints all at once at the end, so that what runs at the same time does not mix. */
export function quiet(inBackground: boolean): Screen {
  let said = "";
  return {
    print: (text) => {
      said += text;
    },
    end: () => {
      process.stdout.write(said);
      said = "";
    },
    inBackground,
  };
}

/** Prints as it goes; true if the program ended well. */
export async function show(
  { print, inBackground }: Screen,
  name: string,
  args: readonly string[],
  extra: Record<string, string> = {},
): Promise<boolean> {
  const { code } = await run(name, args, {
    cwd: projectRoot,
    env: environment(extra),
    onOutput: print,
    inBackground,
  });
  return code === 0;
}

/** One vitest project. A run that ends badly without naming a failed test counts as one failure. */
export async function vitest(
  project: Part,
  { parts, files, hostile }: Selection,
  tally: Tally,
  { screen = terminal, extra = {} }: Surroundings = {},
): Promise<void> {
  if (!parts.includes(project)) return;
  const began = performance.now();
  const seed = project === "hostile" ? `, seed ${hostile["HOSTILE_SEED"]}` : "";
  screen.print(`\n— ${project} tests${seed}\n`);
  const report = join(projectRoot, ".local", `tests-${project}.json`);
  await rm(report, { force: true });
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const ok = await show(
    screen,
    join(binDir, "vitest"),
    ["run", "--project", project, ...reporters, ...files],
    { ...hostile, ...extra },
  );
  const counts = await readReport(report);
  tally.passed += counts.numPassedTests;
  const failures = failuresIn(counts);
  const unnamed = `the ${project} tests ended badly without naming a failed test`;
  const counted = ok ? [] : failures.length > 0 ? failures : [unnamed];
  tally.failed += counted.length;
  tally.failures.push(...counted);
  tally.skipped += counts.numPendingTests + counts.numTodoTests;
  tally.times.push([project, (performance.now() - began) / 1000]);
}
