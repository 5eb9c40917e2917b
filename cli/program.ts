import { Command } from "commander";
import { withHelp } from "./help.ts";

const exportAndLoad = async () => (await import("./export/command.ts")).addExport;

/** Each command is a folder beside this file. They are loaded when they are named: all together take more than a second. */
const COMMANDS: ReadonlyMap<string, () => Promise<(program: Command) => void>> = new Map(
  Object.entries({
    brand: async () => (await import("./brand/command.ts")).addBrand,
    card: async () => (await import("./card/command.ts")).addCard,
    claim: async () => (await import("./claim/command.ts")).addClaim,
    doctor: async () => (await import("./doctor/command.ts")).addDoctor,
    deploy: async () => (await import("./deploy/command.ts")).addDeploy,
    desk: async () => (await import("./desk/command.ts")).addDesk,
    elements: async () => (await import("./elements/command.ts")).addElements,
    init: async () => (await import("./init/command.ts")).addInit,
    export: exportAndLoad,
    load: exportAndLoad,
    feedback: async () => (await import("./feedback/command.ts")).addFeedback,
    cost: async () => (await import("./cost/command.ts")).addCost,
    journey: async () => (await import("./journey/command.ts")).addJourney,
    ledger: async () => (await import("./ledger/command.ts")).addLedger,
    letter: async () => (await import("./letter/command.ts")).addLetter,
    messages: async () => (await import("./messages/command.ts")).addMessages,
    money: async () => (await import("./money/command.ts")).addMoney,
    people: async () => (await import("./people/command.ts")).addPeople,
    pipeline: async () => (await import("./pipeline/command.ts")).addPipeline,
    pos: async () => (await import("./pos/command.ts")).addPos,
    proof: async () => (await import("./proof/command.ts")).addProof,
    quarantine: async () => (await import("./quarantine/command.ts")).addQuarantine,
    rates: async () => (await import("./rates/command.ts")).addRates,
    redrive: async () => (await import("./redrive/command.ts")).addRedrive,
    conversations: async () => (await import("./conversations/command.ts")).addConversations,
    teardown: async () => (await import("./teardown/command.ts")).addTeardown,
    smoke: async () => (await import("./smoke/command.ts")).addSmoke,
  }),
);

/**
 * The operator's program with all its commands. `words`: of the command line; where they name a command, it has that one alone.
 * Throws where commander would exit.
 */
export async function operatorProgram(words: readonly string[] = []): Promise<Command> {
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
  const named = COMMANDS.get(commandOf(words) ?? "");
  const loaded = await Promise.all(
    (named === undefined ? [...new Set(COMMANDS.values())] : [named]).map((load) => load()),
  );
  for (const add of loaded) add(program);
  return withHelp(program);
}

/** The first word that is neither an option nor the name of the stage. */
function commandOf(words: readonly string[]): string | undefined {
  return words.find((word, at) => !word.startsWith("-") && words[at - 1] !== "--stage");
}
