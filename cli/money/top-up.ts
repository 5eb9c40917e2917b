import type { Command } from "commander";
import { brandConfigStore } from "../../core/giving/config/brand-config.store.ts";
import { ledgerStore } from "../../core/giving/ledger/ledger.store.ts";
import { formatMinor } from "../../core/model/money.ts";
import type { Instant } from "../../core/model/purchase.ts";
import { termsName } from "../../core/model/terms.ts";
import { type GuaranteeLine, Guarantees } from "../../core/operations/books/guarantees.ts";
import { keepMinimums } from "../../core/operations/books/keep-minimums.ts";
import { now } from "../../core/platform/clock.ts";
import { CliError } from "../cli-error.ts";
import { tablesOf } from "../ledger/tables.ts";
import { openStage, outputOption, type StageOptions, stageSettings } from "../stage.ts";
import { readEntries } from "./read-entries.ts";

interface Options extends StageOptions {
  readonly dryRun: boolean;
}

/** Adds what a campaign lacks of its guaranteed minimum once it closed. Again, or begun again after it died, it adds nothing twice. */
async function topUp(id: string, options: Options): Promise<void> {
  const settings = await stageSettings(options.stage ?? "local");
  const tables = tablesOf(await openStage(options));
  const config = await brandConfigStore(tables.dynamo, tables.ledger).read();
  const guarantees = new Guarantees(config.terms.filter((terms) => terms.id === id));
  if (guarantees.lines().length === 0)
    throw new CliError(
      `No terms ${id} guarantee a minimum.`,
      "Write guaranteedMinimum and until into a version in terms.yaml (docs/guides/disclosures.md).",
    );
  await readEntries(tables, "a top-up", (entry) => guarantees.add(entry));
  const at = now();
  for (const line of guarantees.lines()) console.log(guaranteeText(line, at));
  if (options.dryRun) return;
  const ledger = ledgerStore(tables.dynamo, tables.ledger, settings.ledgerShards);
  for await (const { kind, topUp: added, entry } of keepMinimums(ledger, config, guarantees, at)) {
    const order = `${entry.source}/${entry.connection}/${entry.orderId}`;
    if (kind === "existing")
      throw new CliError(
        `${order} was added by another run.`,
        "Run this again: it finds what is still missing.",
      );
    const money = `${formatMinor(added.minor, added.currency)} ${added.currency}`;
    console.log(`Added ${money}: \`money trace ${order} --placed-at ${entry.placedAt}\` shows it.`);
  }
}

/** How a guaranteed minimum stands, in a line. */
export function guaranteeText(line: GuaranteeLine, at: Instant): string {
  const { terms, currency, minimum, given, toppedUp, lacks, closesAt } = line;
  const money = (minor: number) => `${formatMinor(minor, currency)} ${currency}`;
  const stands = [
    `${termsName(terms)} guarantees ${money(minimum)}: its purchases gave ${money(given)}`,
    ...(toppedUp === 0 ? [] : [`the brand added ${money(toppedUp)}`]),
  ].join(", ");
  if (lacks === 0) return `${stands}. Nothing is missing.`;
  return closesAt <= at
    ? `${stands}. ${money(lacks)} is missing: \`money top-up ${terms.id}\` adds it.`
    : `${stands}. ${money(lacks)} is missing so far; it closes at ${closesAt}.`;
}

/** `wellspring money top-up`: how a guaranteed minimum is kept. */
export function addTopUp(money: Command): void {
  money
    .command("top-up")
    .description("adds what a campaign that is over is short of its guaranteed minimum, once")
    .argument("<terms>", "the id of the terms")
    .option("--dry-run", "say what is missing, and add nothing", false)
    .addOption(outputOption("ledgerTable"))
    .addOption(outputOption("impactTable"))
    .action((id: string, _, command: Command) => topUp(id, command.optsWithGlobals<Options>()));
}
