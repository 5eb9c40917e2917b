#!/usr/bin/env node
import { Command } from "commander";
import { addBrand } from "./brand/command.ts";
import { addJourney } from "./journey/command.ts";
import { addLedger } from "./ledger/command.ts";
import { addMessages } from "./messages/command.ts";
import { addPeople } from "./people/command.ts";
import { addPos } from "./pos/command.ts";
import { addRedrive } from "./redrive/command.ts";
import { addReplies } from "./replies/command.ts";
import { runProgram } from "./run.ts";

/** The operator's program. Each command is a folder beside this file. */
const program = new Command("wellspring")
  .description("Operates a stage of Wellspring: this machine's, or with --stage one in AWS.")
  .option(
    "--stage <name>",
    "a stage of lib/stages.ts in AWS, with your own credentials; default: this machine's",
  )
  .configureHelp({ showGlobalOptions: true })
  .exitOverride()
  .addHelpText(
    "after",
    "\nExit codes: 0 done, 1 something is left, 2 a mistake that you can put right, 3 a fault.",
  );
for (const add of [addBrand, addJourney, addLedger, addMessages, addPeople, addPos, addRedrive, addReplies]) {
  add(program);
}
await runProgram(program);
