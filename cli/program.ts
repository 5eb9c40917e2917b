import { Command } from "commander";
import { addBrand } from "./brand/command.ts";
import { addCard } from "./card/command.ts";
import { addClaim } from "./claim/command.ts";
import { addConversations } from "./conversations/command.ts";
import { addCost } from "./cost/command.ts";
import { addDeploy } from "./deploy/command.ts";
import { addDesk } from "./desk/command.ts";
import { addDoctor } from "./doctor/command.ts";
import { addElements } from "./elements/command.ts";
import { addExport } from "./export/command.ts";
import { addFeedback } from "./feedback/command.ts";
import { withHelp } from "./help.ts";
import { addInit } from "./init/command.ts";
import { addJourney } from "./journey/command.ts";
import { addLedger } from "./ledger/command.ts";
import { addLetter } from "./letter/command.ts";
import { addMessages } from "./messages/command.ts";
import { addMoney } from "./money/command.ts";
import { addPeople } from "./people/command.ts";
import { addPipeline } from "./pipeline/command.ts";
import { addPos } from "./pos/command.ts";
import { addProof } from "./proof/command.ts";
import { addQuarantine } from "./quarantine/command.ts";
import { addRates } from "./rates/command.ts";
import { addRedrive } from "./redrive/command.ts";
import { addSmoke } from "./smoke/command.ts";
import { addTeardown } from "./teardown/command.ts";

/** The operator's program with all its commands: each is a folder beside this file. Throws where commander would exit. */
export function operatorProgram(): Command {
  const program = new Command("wellspring")
    .description("Operates a stage of Wellspring: this machine's, or with --stage one in AWS.")
    .option(
      "--stage <name>",
      "a stage of stages.ts in AWS, with your own credentials; default: this machine's",
    )
    .exitOverride()
    .addHelpText(
      "after",
      "\nExit codes: 0 done, 1 something is left for you, 2 a mistake that you can put right, 3 a fault.",
    );
  addBrand(program);
  addCard(program);
  addClaim(program);
  addDoctor(program);
  addDeploy(program);
  addDesk(program);
  addElements(program);
  addInit(program);
  addExport(program);
  addFeedback(program);
  addCost(program);
  addJourney(program);
  addLedger(program);
  addLetter(program);
  addMessages(program);
  addMoney(program);
  addPeople(program);
  addPipeline(program);
  addPos(program);
  addProof(program);
  addQuarantine(program);
  addRates(program);
  addRedrive(program);
  addConversations(program);
  addTeardown(program);
  addSmoke(program);
  return withHelp(program);
}
