import { randomInt } from "node:crypto";
import { readFile, rm } from "node:fs/promises";
import { join, relative } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { Argument, Command, InvalidArgumentError } from "commander";
import { z } from "zod";
import { formatError } from "../cli/cli-error.ts";
import { homeOf, type OwnEngine, projectRoot } from "../cli/settings.ts";
import { deploy, synthesise } from "../local/deploy.ts";
import { type Engine, forgetState, startEngine, stopRunning } from "../local/engine/engine.ts";
import { openMail } from "../local/inbox/mail.ts";
import { endCommands, run } from "../local/run-program.ts";
import { binDir, environment, testEngine } from "../local/settings.ts";
import { findBrowser } from "./browser.ts";
import { installLinter } from "./cfn-lint/install.ts";

/** Waits of state machines last this share of their time in tests. */
const WAIT_SCALE = 0.01;
/** Enough that no test meets the engine's throttle, which answers 429 at once; tests may use more memory than a start. */
const LAMBDA_CONCURRENCY = 24;
const EXIT_INTERRUPTED = 130;
/** Of a failed test's message in the list at the end: what was expected and found, and where. */
const MESSAGE_LINES = 14;

/** The hostile inputs of one run; CI has thirty minutes for everything. */
const HOSTILE_MINUTES = 5;
const HOSTILE_INPUTS = 10_000;
const SEED_MAX = 2 ** 31;

interface HostileOptions {
  readonly seed?: number;
  readonly minutes: number;
  readonly inputs: number;
}

/** In the order in which they run. */
const PARTS = [
  "check",
  "unit",
  "infra",
  "templates",
  "e2e",
  "deployed",
  "pages",
  "hostile",
  "afterwards",
] as const;
type Part = (typeof PARTS)[number];
const NEED_STACKS: readonly Part[] = ["e2e", "deployed", "pages", "hostile", "afterwards"];

/** What is to run: every part, or one, or some files of one. */
interface Selection {
  readonly parts: readonly Part[];
  readonly files: readonly string[];
  /** What the hostile suite reads of its environment: tests/hostile/settings.ts. */
  readonly hostile: Readonly<Record<string, string>>;
}

/** A whole number above zero. */
function count(text: string): number {
  const value = Number(text);
  if (Number.isSafeInteger(value) && value > 0) return value;
  throw new InvalidArgumentError("A whole number above zero is needed.");
}

interface Tally {
  passed: number;
  failed: number;
  skipped: number;
  /** Printed once more before the last line: whoever has the end of a log alone sees what failed, and why. */
  readonly failures: string[];
  /** How long each part took, in seconds: two of them at a time. */
  readonly times: [Part, number][];
}

const VitestReport = z.object({
  numPassedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string().default(""),
      assertionResults: z.array(
        z.object({
          fullName: z.string(),
          status: z.string(),
          failureMessages: z.array(z.string()).nullish(),
        }),
      ),
    }),
  ),
});
type Report = z.infer<typeof VitestReport>;

/** What a run that ended without a report counts as. */
const NO_REPORT: Report = {
  numPassedTests: 0,
  numPendingTests: 0,
  numTodoTests: 0,
  testResults: [],
};

/** Each failed test with the beginning of its message; a suite that failed outside its tests with its own. */
function failuresIn({ testResults }: Report): string[] {
  return testResults.flatMap(({ name, status, message, assertionResults }) => {
    const failed = assertionResults.filter((test) => test.status === "failed");
    const file = relative(projectRoot, name);
    if (failed.length === 0) return status === "failed" ? [described(file, message)] : [];
    return failed.map(({ fullName, failureMessages }) =>
      described(`${file} › ${fullName}`, failureMessages?.[0] ?? ""),
    );
  });
}

function described(what: string, message: string): string {
  const lines = stripVTControlCharacters(message)
    .split("\n")
    .filter((line) => !/^\s*at .*(node_modules|<anonymous>)/.test(line))
    .slice(0, MESSAGE_LINES);
  return [what, ...lines.map((line) => `    ${line}`)].join("\n");
}

/** Where a part prints: at once, or to be shown when the others have ended. */
interface Screen {
  readonly print: (text: string) => void;
  readonly inBackground: boolean;
}

/** How a part runs: where it prints, and what its environment has besides. */
interface Surroundings {
  readonly screen?: Screen;
  readonly extra?: Readonly<Record<string, string>>;
}

const terminal: Screen = { print: (text) => process.stdout.write(text), inBackground: false };

/** Prints as it goes; true if the program ended well. */
async function show(
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
async function vitest(
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
  const counts = await readFile(report, "utf8").then(
    (json) => VitestReport.parse(JSON.parse(json)),
    () => NO_REPORT,
  );
  tally.passed += counts.numPassedTests;
  const failures = failuresIn(counts);
  const unnamed = `the ${project} tests ended badly without naming a failed test`;
  const counted = ok ? [] : failures.length > 0 ? failures : [unnamed];
  tally.failed += counted.length;
  tally.failures.push(...counted);
  tally.skipped += counts.numPendingTests + counts.numTodoTests;
  tally.times.push([project, (performance.now() - began) / 1000]);
}

/** Skipped, with the reason, where the linter cannot be had. */
async function templates(selection: Selection, tally: Tally, screen: Screen): Promise<void> {
  if (!selection.parts.includes("templates")) return;
  try {
    const linter = await installLinter((text) => screen.print(`  ${text}\n`));
    await vitest("templates", selection, tally, { screen, extra: { CFN_LINT: linter } });
  } catch (error) {
    screen.print(
      `\nNO LINTER FOR CLOUDFORMATION: the tests of templates are skipped. ${formatError(error)}\n`,
    );
    await vitest("templates", selection, tally, { screen });
  }
}

/** Deployed without IAM, which the CDK does not get through, then tested with it, on the state that was kept. */
async function deployed(where: OwnEngine, selection: Selection, tally: Tally): Promise<void> {
  const note = (text: string): void => console.log(`  ${text}`);
  console.log("\n— the stacks, deployed to a fresh engine");
  await stopRunning(where);
  await forgetState(where);
  const mail = await openMail(where);
  await mail.letters.forget();
  const { smtpHost } = mail;
  let engine: Engine | undefined;
  try {
    engine = await startEngine(where, { note, ...(smtpHost && { smtpHost }) });
    await deploy(where, synthesise(where), note);
    note("starting again, enforcing IAM");
    engine = await startEngine(where, {
      enforceIam: true,
      waitScale: WAIT_SCALE,
      ...(smtpHost && { smtpHost }),
      lambdaConcurrency: LAMBDA_CONCURRENCY,
      recordCalls: true,
    });
    const there = { extra: { WELLSPRING_PORT: String(where.port), AWS_ENDPOINT_URL: "" } };
    await vitest("e2e", selection, tally, there);
    await vitest("deployed", selection, tally, there);
    if (selection.parts.includes("pages") && findBrowser() === undefined) {
      console.log(
        "\nNO BROWSER FOUND: the page tests are skipped. Install Chromium, or set CHROME_PATH to one.",
      );
    }
    await vitest("pages", selection, tally, there);
    await vitest("hostile", selection, tally, there);
    await vitest("afterwards", selection, tally, there);
  } catch (error) {
    tally.failed += 1;
    tally.failures.push(formatError(error));
    console.error(`\n${formatError(error)}\nThe engine's log: ${join(homeOf(where), "engine.log")}`);
  } finally {
    await engine?.stop();
    await mail.close();
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
  await templates(selection, tally, screen);
}

async function main(selection: Selection): Promise<number> {
  const tally: Tally = { passed: 0, failed: 0, skipped: 0, failures: [], times: [] };
  const needsStacks = NEED_STACKS.some((part) => selection.parts.includes(part));
  let said = "";
  const later: Screen = {
    print: (text) => {
      said += text;
    },
    inBackground: true,
  };
  // The deployed stacks wait much of their time, for streams, schedules and a browser: the code is checked meanwhile.
  await Promise.all([
    codeAlone(selection, tally, needsStacks ? later : terminal),
    needsStacks && deployed(testEngine, selection, tally),
  ]);
  process.stdout.write(said);

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
      "Runs the check and all tests. The stacks are deployed to a fresh engine on WELLSPRING_TEST_PORT first, where a part needs them.",
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
    void stopRunning(testEngine).finally(() => process.exit(EXIT_INTERRUPTED));
  });
}
process.exit(await main(selection));
