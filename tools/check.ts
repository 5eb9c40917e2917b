import { existsSync } from "node:fs";
import { glob, readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { Command } from "commander";
import { z } from "zod";
import { projectRoot } from "../cli/settings.ts";
import { journeyDefinitions } from "../lib/engagement/journey-definitions.ts";
import { run } from "../local/run-program.ts";
import { binDir, environment } from "../local/settings.ts";
import { breachesOf } from "./check/purity.ts";
import { inspectSupplyChain, readSupplyChain } from "./check/supply-chain.ts";
import { unwired } from "./check/wired-machines.ts";

interface Finding {
  readonly ok: boolean;
  /** How much was looked at, or what is wrong. */
  readonly text: string;
}

interface Step {
  readonly title: string;
  readonly look: () => Promise<Finding>;
}

const SOURCE_DIRS = [
  "bin",
  "lib",
  "functions",
  "elements",
  "verify",
  "core",
  "cli",
  "demo",
  "local",
  "tools",
  "bench",
  "tests",
  "stages.ts",
];
const CONCURRENCY = 2;

const steps: readonly Step[] = [
  {
    title: "format and lint (biome)",
    look: () => program("biome", ["ci", "--colors=off", "--diagnostic-level=warn", "."]),
  },
  { title: "types (tsc)", look: () => program("tsc", ["--pretty", "false"]) },
  {
    title: "types of what runs in browsers (tsc)",
    look: () => program("tsc", ["--pretty", "false", "--project", "elements"]),
  },
  { title: "import laws (dependency-cruiser)", look: importLaws },
  { title: "only core/platform reads environment, clock and chance", look: runtimeLaw },
  { title: "nothing unused (knip)", look: () => program("knip", ["--no-progress"]) },
  { title: "state machines (asl-validator)", look: stateMachines },
  { title: "packages: pins, licences, known advisories", look: supplyChain },
  { title: "generated docs are up to date", look: () => program("node", ["tools/generate.ts", "--check"]) },
];

async function program(name: string, args: readonly string[]): Promise<Finding> {
  const { code, output } = await run(join(binDir, name), args, { cwd: projectRoot, env: environment() });
  return { ok: code === 0, text: code === 0 ? "" : output.trim() };
}

const Cruise = z.object({
  summary: z.object({
    violations: z.array(
      z.object({
        from: z.string(),
        to: z.string(),
        rule: z.object({ name: z.string(), severity: z.string() }),
      }),
    ),
  }),
  modules: z.array(z.object({ source: z.string(), dependencies: z.array(z.unknown()) })),
});

/** A cruiser that could not read TypeScript would find no fault: it must have seen modules that import something. */
async function importLaws(): Promise<Finding> {
  const dirs = SOURCE_DIRS.filter((dir) => existsSync(join(projectRoot, dir)));
  const args = ["--config", ".dependency-cruiser.cjs", "--output-type", "json", ...dirs];
  let json = "";
  const { output } = await run(join(binDir, "depcruise"), args, {
    cwd: projectRoot,
    env: environment(),
    onOutput: (text) => {
      json += text;
    },
  });
  const cruise = Cruise.safeParse(parseJson(json));
  if (!cruise.success) return { ok: false, text: output.slice(0, 4_000) };
  const own = cruise.data.modules.filter(({ source }) => /^[a-z]+(\/.*)?\.tsx?$/.test(source));
  if (!own.some(({ dependencies }) => dependencies.length > 0)) {
    return { ok: false, text: "It read no modules, so it proves nothing." };
  }
  const breaches = cruise.data.summary.violations.map(
    ({ rule, from, to }) => `${rule.name}: ${from} → ${to}`,
  );
  return breaches.length > 0
    ? { ok: false, text: breaches.join("\n") }
    : { ok: true, text: `${own.length} modules` };
}

async function runtimeLaw(): Promise<Finding> {
  const breaches: string[] = [];
  let files = 0;
  for await (const file of glob(["core/**/*.{ts,tsx}", "functions/**/*.{ts,tsx}"], { cwd: projectRoot })) {
    if (file.startsWith("core/platform/")) continue;
    files += 1;
    for (const { line, what } of breachesOf(file, await readFile(join(projectRoot, file), "utf8"))) {
      breaches.push(`${file}:${line} uses ${what}: take it as an argument`);
    }
  }
  if (files === 0) return { ok: false, text: "It read no files, so it proves nothing." };
  return breaches.length > 0
    ? { ok: false, text: breaches.join("\n") }
    : { ok: true, text: `${files} files` };
}

async function supplyChain(): Promise<Finding> {
  const chain = await readSupplyChain(projectRoot);
  const { faults, remark } = inspectSupplyChain(chain, new Date().toISOString().slice(0, 10));
  return faults.length > 0 ? { ok: false, text: faults.join("\n") } : { ok: true, text: remark };
}

async function stateMachines(): Promise<Finding> {
  const issues: string[] = [];
  let files = 0;
  const names: string[] = [];
  for await (const file of glob("state-machines/*.asl.json", { cwd: projectRoot })) {
    files += 1;
    names.push(basename(file, ".asl.json"));
    // Its ARNs are placeholders that CDK fills in.
    const { ok, text } = await program("asl-validator", ["--no-arn-check", "--json-path", file]);
    if (!ok) issues.push(`${file}: ${text}`);
  }
  const sources: string[] = [];
  for await (const file of glob("lib/**/*.ts", { cwd: projectRoot })) {
    sources.push(await readFile(join(projectRoot, file), "utf8"));
  }
  const declared = new Set([...journeyDefinitions().values()].map(({ file }) => file));
  for (const name of unwired(names, declared, sources)) {
    issues.push(`state-machines/${name}.asl.json is wired nowhere: docs/guides/new-journey.md says how`);
  }
  return issues.length > 0 ? { ok: false, text: issues.join("\n") } : { ok: true, text: `${files} files` };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Runs all steps, a few at once, and prints their findings in order. The exit code is 1 if a step fails. */
async function main(): Promise<number> {
  const waiting = [...steps.entries()];
  const results: (Finding & { seconds: number })[] = [];
  const failed: Step[] = [];
  let printed = 0;

  const printInOrder = (): void => {
    for (let result = results[printed]; result !== undefined; result = results[printed]) {
      const step = steps[printed];
      printed += 1;
      if (step === undefined) continue;
      const remark = result.ok && result.text !== "" ? `, ${result.text}` : "";
      console.log(`${result.ok ? "✔" : "✘"} ${step.title} (${result.seconds.toFixed(1)} s${remark})`);
      if (result.ok) continue;
      failed.push(step);
      console.log(result.text.replaceAll(/^/gm, "    "));
    }
  };
  const worker = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [index, step] = next;
      const from = performance.now();
      const finding = await step.look();
      results[index] = { ...finding, seconds: (performance.now() - from) / 1000 };
      printInOrder();
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, worker));

  if (failed.length === 0) return 0;
  console.log(
    `\nFailed: ${failed.map(({ title }) => title).join(", ")}. \`npm run fix\` repairs what a tool can.`,
  );
  return 1;
}

new Command("npm run check --")
  .description("Checks the code without running it; exit 1 if a step fails.")
  .addHelpText("after", `\nSteps:\n${steps.map(({ title }) => `  ${title}`).join("\n")}`)
  .allowExcessArguments(false)
  .parse();
process.exitCode = await main();
