import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Command } from "commander";
import { ROLLBACK_ALARMS, rollbackOutput } from "../../lib/output-names.ts";
import { CliError } from "../cli-error.ts";
import { projectRoot } from "../settings.ts";
import { openStage, type StageOptions } from "../stage.ts";
import { deployerTemplate } from "./deployer.ts";
import { MONITORED_MINUTES, workflowOf } from "./workflow.ts";

const WORKFLOW = ".github/workflows/deploy.yml";
const DEPLOYER = "deploy/deployer.template.json";
/** What may stand in an environment's name, a role's and a logical id. */
const STAGE = /^[a-z][a-z0-9-]{0,30}$/;

interface WriteOptions {
  readonly branch: string;
  readonly test: string;
  readonly dryRun: boolean;
}

function write(stages: readonly string[], { branch, test, dryRun }: WriteOptions): void {
  const odd = stages.filter((stage) => !STAGE.test(stage) || stage === "test" || stage === "local");
  if (odd.length > 0 || new Set(stages).size < stages.length) {
    throw new CliError(
      `These are no stages of a pipeline: ${stages.join(", ")}.`,
      "Name stages in AWS, each once, in the order of their deploys.",
    );
  }
  const files = {
    [WORKFLOW]: workflowOf({ stages, branch, test }),
    [DEPLOYER]: `${JSON.stringify(deployerTemplate(stages), undefined, 2)}\n`,
  };
  for (const [name, text] of Object.entries(files)) {
    if (dryRun) {
      console.log(`--- ${name}\n${text}`);
      continue;
    }
    mkdirSync(dirname(join(projectRoot, name)), { recursive: true });
    writeFileSync(join(projectRoot, name), text);
    console.log(`Wrote ${name}.`);
  }
  if (!dryRun) console.log("Next: docs/operating/upgrade.md, The pipeline.");
}

/** Prints arguments for `cdk deploy`; none for a stage that is not deployed yet. The pipeline reads the one line. */
async function watch(options: StageOptions): Promise<void> {
  const stage = await openStage(options).catch((thrown: unknown) => {
    if (thrown instanceof CliError) return undefined;
    throw thrown;
  });
  const alarms = ROLLBACK_ALARMS.flatMap((name) => stage?.find(rollbackOutput(name)) ?? []);
  if (alarms.length === 0) return;
  console.log(
    [
      ...alarms.map((arn) => `--rollback-trigger-alarm-arns ${arn}`),
      `--monitoring-time-minutes ${MONITORED_MINUTES}`,
    ].join(" "),
  );
}

export function addPipeline(program: Command): void {
  const pipeline = program
    .command("pipeline")
    .description("deploy from GitHub without keys of AWS: write the workflow, and who may deploy");
  pipeline
    .command("write")
    .description(`write ${WORKFLOW} and ${DEPLOYER}; the stages are deployed one after the other`)
    .argument("<stages...>", "stages in AWS, in the order of their deploys, such as: staging production")
    .option("--branch <name>", "a push to this branch is deployed", "main")
    .option("--test <command>", "what must pass before", "npm test")
    .option("--dry-run", "print both, and write nothing", false)
    .action((stages: readonly string[], options: WriteOptions) => write(stages, options));
  pipeline
    .command("watch")
    .description("print the arguments of `cdk deploy` that roll a stack back while an alarm rings")
    .action(async (_: unknown, self: Command) => watch(self.optsWithGlobals<StageOptions>()));
}
