import type { Command } from "commander";
import { now } from "../../core/platform/clock.ts";
import { withProgress } from "../progress.ts";
import { openStage, type StageOptions } from "../stage.ts";
import { exportStage, loadExport } from "./export-stage.ts";

async function runExport(folder: string, options: StageOptions): Promise<void> {
  const stage = await openStage(options);
  const { files, keys } = await withProgress("Export", (progress) =>
    exportStage(stage, folder, now(), progress),
  );
  for (const [name, { lines, sha256 }] of Object.entries(files))
    console.log(`${sha256}  ${name}  ${lines} lines`);
  console.log(
    `${folder} is of no use without the keys, which stay in Secrets Manager: ${Object.values(keys).join(", ")}.`,
  );
}

async function runLoad(folder: string, options: StageOptions): Promise<void> {
  const stage = await openStage(options);
  const { put, there } = await withProgress("Load", (progress) => loadExport(stage, folder, progress));
  console.log(`${put} rows were put, ${there} were there already. Next: npx wellspring ledger verify`);
}

export function addExport(program: Command): void {
  program
    .command("export")
    .description(
      "write all that a stage holds into a folder, as JSON lines with their hashes; changes nothing",
    )
    .argument("<folder>", "a folder that does not exist yet")
    .action((folder: string, _: unknown, self: Command) =>
      runExport(folder, self.optsWithGlobals<StageOptions>()),
    );
  program
    .command("load")
    .description(
      "put the rows of an export into a stage's tables; overwrites nothing (docs/operating/restore.md)",
    )
    .argument("<folder>", "what `export` wrote")
    .action((folder: string, _: unknown, self: Command) =>
      runLoad(folder, self.optsWithGlobals<StageOptions>()),
    );
}
