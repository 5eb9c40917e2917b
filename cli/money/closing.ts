import { writeFile } from "node:fs/promises";
import type { Command } from "commander";
import { brandConfigStore } from "../../core/giving/config/brand-config.store.ts";
import { calendar } from "../../core/impact/calendar.ts";
import { dayIn, daysAfter } from "../../core/model/days.ts";
import { Closing, closingTable } from "../../core/operations/books/closing.ts";
import { Guarantees } from "../../core/operations/books/guarantees.ts";
import { campaignsOf } from "../../core/operations/duties/dated-duties.ts";
import { now } from "../../core/platform/clock.ts";
import { CliError } from "../cli-error.ts";
import { tablesOf, timeZoneOf } from "../ledger/tables.ts";
import { openStage, outputOption, type StageOptions } from "../stage.ts";
import { counted } from "../table.ts";
import { dayNamed } from "./journal.ts";
import { readEntries } from "./read-entries.ts";
import { guaranteeText } from "./top-up.ts";

interface Options extends StageOptions {
  readonly from?: string;
  readonly to?: string;
  readonly out: string;
}

async function closing(terms: string, options: Options): Promise<void> {
  const tables = tablesOf(await openStage(options));
  const timeZone = await timeZoneOf(tables);
  const { terms: stated } = await brandConfigStore(tables.dynamo, tables.ledger).read();
  const campaigns = campaignsOf(stated, timeZone);
  const campaign = campaigns.find(({ id }) => id === terms);
  if (campaign === undefined)
    throw new CliError(
      `There are no terms ${terms}.`,
      `There are ${campaigns.map(({ id }) => id).join(", ")}.`,
    );
  const today = dayIn(timeZone, now());
  const last = campaign.until === undefined ? today : daysAfter(campaign.until, -1);
  const span = { terms, from: dayNamed(options.from ?? campaign.from), to: dayNamed(options.to ?? last) };
  const accounting = new Closing(span, calendar(timeZone));
  const guarantees = new Guarantees(stated);
  await readEntries(tables, "a closing", (entry) => {
    accounting.add(entry);
    guarantees.add(entry);
  });
  const lines = accounting.lines();
  await writeFile(options.out, closingTable(lines, guarantees.topUps(terms)));
  const purchases = lines.reduce((all, line) => all + line.purchases, 0);
  console.log(`${options.out}: ${counted(purchases, "purchase")} of ${terms}, ${span.from} to ${span.to}.`);
  const unknown = lines
    .filter(({ region }) => region === "unknown")
    .reduce((all, line) => all + line.purchases, 0);
  if (unknown > 0)
    console.log(`Of ${counted(unknown, "purchase")} nobody said where; they are in no state's line.`);
  if (campaign.until === undefined)
    console.log("The campaign has no end yet: its last version has no `until`.");
  const guaranteed = guarantees.lines().filter((line) => line.terms.id === terms);
  for (const line of guaranteed) console.log(guaranteeText(line, now()));
}

export function addClosing(money: Command): void {
  money
    .command("closing")
    .description(
      "writes what a campaign sold, gave and took back in each country and state, for those that ask to be told",
    )
    .argument("<terms>", "the id of the terms; all their versions are one campaign")
    .option("--from <day>", "the first day of its purchases; default: that of the first version")
    .option("--to <day>", "the last day; default: that of the last version, else today")
    .requiredOption("--out <file>", "where to, as CSV")
    .addOption(outputOption("ledgerTable"))
    .addOption(outputOption("impactTable"))
    .action((terms: string, _, command: Command) => closing(terms, command.optsWithGlobals<Options>()));
}
