import type { Command } from "commander";
import { outputOption, type StageOptions } from "../stage.ts";
import { confirm, list, set } from "./payees.ts";

/** `wellspring money payee`: how charities are paid, entered by one person and again by another. */
export function addPayees(money: Command): void {
  const payee = money
    .command("payee")
    .description("says how charities are paid: two people enter it, and nobody is shown it");
  const command = (line: string, does: string) =>
    payee
      .command(line)
      .description(does)
      .addOption(outputOption("ledgerTable"))
      .addOption(outputOption("contactSecret"));
  command("set <charity>", "enters how a charity is to be paid, as JSON from standard input").action(
    (charity: string, _, self: Command) => set(charity, self.optsWithGlobals<StageOptions>()),
  );
  command("confirm <charity>", "enters the same again, as another person").action(
    (charity: string, _, self: Command) => confirm(charity, self.optsWithGlobals<StageOptions>()),
  );
  command("list", "prints how each charity is paid, masked").action((_, self: Command) =>
    list(self.optsWithGlobals<StageOptions>()),
  );
}
