import type { Command } from "commander";
import type { BilledResource, IdleMonth } from "../../lib/cost/idle-month.ts";
import { projectStage } from "../../lib/project-stages.ts";
import type { StageSettings } from "../../lib/stages.ts";
import { CliError } from "../cli-error.ts";
import { table } from "../table.ts";

interface CostOptions {
  readonly idle?: boolean;
  readonly stage?: string;
}

async function cost({ idle, stage }: CostOptions): Promise<void> {
  if (idle !== true)
    throw new CliError("Say --idle: what a month costs while nothing happens.", "npx wellspring cost --idle");
  const settings = await projectStage(stage);
  console.log(await describeIdleMonth(settings));
}

/** The stacks are synthesised, as `cdk synth` would, without building a function: needs no credentials and no engine. */
async function describeIdleMonth(stage: StageSettings): Promise<string> {
  const { idleMonth } = await import("../../lib/cost/idle-month.ts");
  const { PRICES_OF } = await import("../../lib/cost/price-book.ts");
  return printed(stage.name, idleMonth(await resourcesOf(stage)), PRICES_OF);
}

function printed(stage: string, { lines, dollars, onTop }: IdleMonth, prices: string): string {
  const rows = lines.map((line) => [
    line.what,
    line.count.toLocaleString("en"),
    `$${line.dollars.toFixed(2)}`,
    line.note,
  ]);
  return [
    `A month in which nothing happens, for the stage ${stage} (${prices}):\n`,
    table(["what", "count", "a month", ""], rows, new Set([1, 2])),
    `\nTogether $${dollars.toFixed(2)}, before what is free. On top comes what grows with use:\n`,
    ...onTop.map((line) => `  ${line}`),
  ].join("\n");
}

async function resourcesOf(stage: StageSettings): Promise<readonly BilledResource[]> {
  const { App } = await import("aws-cdk-lib");
  const { readCdkContext } = await import("../../lib/cdk-context.ts");
  const { wellspring } = await import("../../lib/wellspring.ts");
  const app = new App({ context: { ...readCdkContext(), "aws:cdk:bundling-stacks": [] } });
  wellspring(app, stage);
  return app.synth().stacks.flatMap(({ template }) => {
    const { Resources = {} }: { readonly Resources?: Readonly<Record<string, SynthesisedResource>> } =
      template;
    return Object.values(Resources).map(({ Type, Properties = {} }) => ({
      type: Type,
      properties: Properties,
    }));
  });
}

interface SynthesisedResource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
}

export function addCost(program: Command): void {
  program
    .command("cost")
    .description("what a stage of stages.ts costs; without --stage, production")
    .option("--idle", "in a month in which nothing happens, line by line")
    .action(async (_: object, command: Command) => cost(command.optsWithGlobals<CostOptions>()));
}
