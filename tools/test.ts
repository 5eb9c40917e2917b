import { randomInt } from "node:crypto";
import { Argument, Command, InvalidArgumentError } from "commander";
import { formatError } from "../cli/cli-error.ts";
import { stopRunning } from "../local/engine/engine.ts";
import { endCommands } from "../local/run-program.ts";
import { installBankReaders } from "./bank-readers/install.ts";
import { installLinter } from "./cfn-lint/install.ts";
import { LANES, lanesFor, runLanes } from "./test/lanes.ts";
import {
  PARTS,
  type Part,
  quiet,
  type Screen,
  type Selection,
  show,
  type Tally,
  terminal,
  vitest,
} from "./test/part.ts";

const EXIT_INTERRUPTED = 130;
/** The hostile inputs of one run; CI has thirty minutes for everything. */
const HOSTILE_MINUTES = 5;
const HOSTILE_INPUTS = 10_000;
const SEED_MAX = 2 ** 31;

interface HostileOptions {
  readonly seed?: number;
  readonly minutes: number;
  readonly inputs: number;
}

/** A whole number above zero. */
function count(text: string): number {
  const value = Number(text);
  if (Number.isSafeInteger(value) && value > 0) return value;
  throw new InvalidArgumentError("A whole number above zero is needed.");
}

/** A part that asks a program of others, in Python. Skipped, with the reason, where that cannot be had. */
interface AskedProgram {
  readonly part: Part;
  readonly install: (note: (text: string) => void) => Promise<string>;
  /** What of its environment says where the program is. */
  readonly variable: string;
  readonly missing: string;
}
const ASKED: readonly AskedProgram[] = [
  {
    ...{ part: "templates", install: installLinter, variable: "CFN_LINT" },
    missing: "NO LINTER FOR CLOUDFORMATION: the tests of templates are skipped.",
  },
  {
    ...{ part: "bank-files", install: installBankReaders, variable: "BANK_READERS" },
    missing: "NO READERS OF BANK FILES: what others read of them is not compared.",
  },
];

async function askOthers(
  { part, install, variable, missing }: AskedProgram,
  selection: Selection,
  tally: Tally,
  screen: Screen,
): Promise<void> {
  if (!selection.parts.includes(part)) return;
  try {
    const program = await install((text) => screen.print(`  ${text}\n`));
    await vitest(part, selection, tally, { screen, extra: { [variable]: program } });
  } catch (error) {
    screen.print(`\n${missing} ${formatError(error)}\n`);
    await vitest(part, selection, tally, { screen });
  }
}

/** What needs no stacks. A check that fails counts as one failure. */
async function codeAlone(selection: Selection, tally: Tally, screen: Screen): Promise<void> {
  if (selection.parts.includes("check")) {
    const began = performance.now();
    screen.print("\n— check\n");
    if (!(await show(screen, "node", ["tools/check.ts"]))) {
      tally.failed += 1;
      tally.failures.push("the check, which counts as one failure: npm run check");
    }
    tally.times.push(["check", (performance.now() - began) / 1000]);
  }
  await vitest("unit", selection, tally, { screen });
  await vitest("infra", selection, tally, { screen });
  for (const asked of ASKED) await askOthers(asked, selection, tally, screen);
}

async function main(selection: Selection): Promise<number> {
  const tally: Tally = { passed: 0, failed: 0, skipped: 0, failures: [], times: [] };
  const needed = lanesFor(selection);
  const screen = needed.length > 0 ? quiet(true) : terminal;
  // The deployed stacks wait much of their time, for streams, schedules and a browser: the code is checked meanwhile.
  await Promise.all([
    codeAlone(selection, tally, screen).finally(screen.end),
    runLanes(needed, selection, tally),
  ]);

  if (tally.failures.length > 0) console.log(`\nFailed:\n\n${tally.failures.join("\n\n")}`);
  const skipped = tally.skipped > 0 ? `, ${tally.skipped} skipped` : "";
  console.log(`\n${tally.times.map(([part, seconds]) => `${part} ${Math.round(seconds)} s`).join(", ")}`);
  console.log(`\n${tally.passed} passed, ${tally.failed} failed${skipped}`);
  const checkedOnly = selection.parts.every((part) => part === "check");
  return tally.failed === 0 && (tally.passed > 0 || checkedOnly) ? 0 : 1;
}

function readSelection(): Selection {
  const program = new Command("npm test --")
    .description(
      "Runs the check and all tests. Where parts need the stacks, these are deployed first, to fresh engines on WELLSPRING_TEST_PORT and the port after it.",
    )
    .addArgument(new Argument("[part]", "this part alone").choices(PARTS))
    .argument("[files...]", "only the suites of this part whose path contains one of these")
    .option(
      "--seed <number>",
      "of the hostile inputs: the same one asks the same again (default: a new one)",
      count,
    )
    .option("--minutes <number>", "how long the hostile inputs take at most", count, HOSTILE_MINUTES)
    .option("--inputs <number>", "how many hostile inputs there are at most", count, HOSTILE_INPUTS)
    .addHelpText("after", "\nnpm test -- e2e tests/e2e/redrive.test.ts")
    .parse();
  const [part, ...files] = program.args;
  const parts = PARTS.filter((name) => part === undefined || name === part);
  const { seed = randomInt(1, SEED_MAX), minutes, inputs } = program.opts<HostileOptions>();
  const hostile = {
    HOSTILE_SEED: String(seed),
    HOSTILE_MINUTES: String(minutes),
    HOSTILE_INPUTS: String(inputs),
  };
  return { parts, files, hostile };
}

const selection = readSelection();
for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.once(name, () => {
    endCommands();
    void Promise.all(LANES.map(({ where }) => stopRunning(where))).finally(() =>
      process.exit(EXIT_INTERRUPTED),
    );
  });
}
process.exit(await main(selection));
