import type { Command } from "commander";
import { projectStage } from "../../lib/project-stages.ts";
import { CliError } from "../cli-error.ts";
import { assertWhole, readManifest } from "../export/export-stage.ts";
import { openStage, type StageOptions } from "../stage.ts";
import { planText } from "./plan-text.ts";
import { planTeardown, tearDown } from "./teardown.ts";

interface TeardownOptions extends StageOptions {
  readonly yes?: string;
  readonly exported?: string;
}

async function run({ yes, exported, ...options }: TeardownOptions): Promise<void> {
  const { config, find } = await openStage(options);
  const settings = await projectStage(options.stage ?? "local");
  const plan = await planTeardown(config, settings.name);
  const there = (output: string) => find(output) ?? "an address";
  console.log(
    planText(plan, {
      webhooks: there("WebhookUrl"),
      site: there("SiteUrl"),
      sender: settings.sender.address,
      archiveDays: settings.kind === "aws" ? settings.eventArchiveDays : undefined,
    }),
  );
  if (yes === undefined) {
    console.log(
      `\nNothing was changed. First: npx wellspring export <folder>. Then: teardown --exported <folder> --yes ${settings.name}`,
    );
    return;
  }
  if (yes !== settings.name) {
    throw new CliError(
      `--yes names ${yes}, and the stage is ${settings.name}.`,
      "Name the stage that is to go.",
    );
  }
  if (exported === undefined) {
    throw new CliError(
      "What the stage holds is not exported.",
      "Give the folder of `npx wellspring export` with --exported.",
    );
  }
  const manifest = await readManifest(exported);
  for (const name of Object.keys(manifest.files)) await assertWhole(exported, name, manifest);
  await tearDown(config, plan, console.log);
  console.log(`${settings.name} is gone. What stays is listed above.`);
}

export function addTeardown(program: Command): void {
  program
    .command("teardown")
    .description("say what the end of a stage takes, leaves and loses; with --yes, end it")
    .option("--yes <stage>", "delete the stage's stacks; its name, once more")
    .option("--exported <folder>", "the export of the stage, which is checked first")
    .action((_: unknown, self: Command) => run(self.optsWithGlobals<TeardownOptions>()));
}
