import { spawnSync } from "node:child_process";
import { join } from "node:path";
import type { Command } from "commander";
import { projectStage } from "../../lib/project-stages.ts";
import { CliError } from "../cli-error.ts";
import { EXIT_LEFT } from "../run.ts";
import { projectRoot } from "../settings.ts";

async function deploy(name: string | undefined, more: readonly string[]): Promise<void> {
  if (name === undefined) throw new CliError("No stage is named.", "Name one in AWS: --stage production.");
  const { kind } = await projectStage(name);
  if (kind === "local") throw new CliError(`The stage ${name} is this machine's.`, "npm start deploys it.");
  const cdk = join(projectRoot, "node_modules", ".bin", "cdk");
  const args = ["deploy", "--all", "--context", `stage=${name}`, ...more];
  const { status } = spawnSync(cdk, args, { cwd: projectRoot, stdio: "inherit" });
  if (status !== 0) process.exitCode = EXIT_LEFT;
}

export function addDeploy(program: Command): void {
  program
    .command("deploy")
    .description("deploy the stacks of a stage in AWS; asks before it widens permissions")
    .argument("[options...]", "options for cdk deploy, after --")
    .action((more: readonly string[], _: object, command: Command) =>
      deploy(command.optsWithGlobals<{ stage?: string }>().stage, more),
    );
}
