import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Command } from "commander";
import semver from "semver";
import { z } from "zod";
import { CliError, formatError } from "../cli/cli-error.ts";
import { projectRoot } from "../cli/settings.ts";
import { binDir, environment } from "../local/settings.ts";
import { released } from "./release/changelog.ts";

const Package = z.looseObject({ version: z.string() });
const FILES = ["package.json", "package-lock.json"] as const;

/** The test that compares the contracts with the last release's; with `WELLSPRING_RECORD=contracts` it freezes them. */
const CONTRACTS = ["run", "--project", "infra", "tests/infra/contracts.test.ts"];

function vitest(record?: string): boolean {
  const env = { ...environment(), ...(record && { WELLSPRING_RECORD: record }) };
  const { status } = spawnSync(join(binDir, "vitest"), CONTRACTS, {
    cwd: projectRoot,
    env,
    stdio: "inherit",
  });
  return status === 0;
}

function release(version: string): void {
  const path = (file: string) => join(projectRoot, file);
  const { version: before } = Package.parse(JSON.parse(readFileSync(path("package.json"), "utf8")));
  if (semver.valid(version) === null || !semver.gt(version, before)) {
    throw new CliError(`${version} does not come after ${before}.`, "Give a version such as 0.3.0.");
  }
  if (!vitest()) {
    throw new CliError(
      "A contract changed without a migration note.",
      "Write what the test above asks for into CHANGELOG.md, under Unreleased.",
    );
  }
  const changelog = released(
    readFileSync(path("CHANGELOG.md"), "utf8"),
    version,
    new Date().toISOString().slice(0, 10),
  );
  // Both files have the version of the project first.
  for (const file of FILES) {
    const text = readFileSync(path(file), "utf8").replaceAll(`"version": "${before}"`, (found, at: number) =>
      at < VERSION_CHARS_MAX ? `"version": "${version}"` : found,
    );
    writeFileSync(path(file), text);
  }
  writeFileSync(path("CHANGELOG.md"), changelog);
  if (!vitest("contracts")) throw new CliError("The contracts were not frozen.", "See the test above.");
  console.log(
    `${version} is ready: look at \`git diff\`, commit it as "release: ${version}", and tag it v${version}.`,
  );
}

/** In package-lock.json the project's version stands twice in its first lines, and others' far below. */
const VERSION_CHARS_MAX = 400;

const command = new Command("npm run release --")
  .description(
    "Gives what stands under Unreleased in CHANGELOG.md a version, and freezes the contracts of it.",
  )
  .argument("<version>", "such as 0.3.0")
  .action(release);
try {
  command.parse();
} catch (error) {
  console.error(formatError(error));
  process.exitCode = 1;
}
