import type { Command } from "commander";
import { connectionName } from "../../lib/stages.ts";
import { CliError } from "../cli-error.ts";
import { openStage, type StageOptions, stageSettings } from "../stage.ts";
import { elementsTags } from "./tags.ts";

async function elements(shop: string, options: StageOptions): Promise<void> {
  const { connections } = await stageSettings(options.stage ?? "local");
  const names = connections.map(connectionName);
  if (!names.includes(shop))
    throw new CliError(`The stage has no connection ${shop}.`, `It has ${names.join(", ")}.`);
  const { output } = await openStage(options);
  console.log(elementsTags(output("SiteUrl"), shop));
}

/** `wellspring elements <connection>`: what a shop's pages hold so that customers pick and see what a cart gives. */
export function addElements(program: Command): void {
  program
    .command("elements")
    .description(
      "Prints the tags that a shop puts into its pages: the module of the elements with its hash, and each element.",
    )
    .argument("<connection>", "the shop's connection, such as shopify/web")
    .action((shop: string, _, command: Command) => elements(shop, command.optsWithGlobals<StageOptions>()));
}
