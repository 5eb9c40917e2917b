import { writeFile } from "node:fs/promises";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { Command } from "commander";
import { brandConfigStore } from "../../core/giving/config/brand-config.store.ts";
import { dayIn } from "../../core/model/days.ts";
import {
  campaignsOf,
  type DatedDuty,
  datedDuties,
  PAST_DAYS_MAX,
} from "../../core/operations/duties/dated-duties.ts";
import { DUTIES, DUTIES_CHECKED_ON } from "../../core/operations/duties/duties.ts";
import { dutiesCalendar } from "../../core/operations/duties/duties-calendar.ts";
import { now } from "../../core/platform/clock.ts";
import { CliError } from "../cli-error.ts";
import { openStage, outputOption, type StageOptions } from "../stage.ts";
import { counted } from "../table.ts";
import { placeCode } from "./disclosures.ts";

interface Options extends StageOptions {
  readonly place: readonly string[];
  readonly json: boolean;
  readonly ics?: string;
}

const PLACES = [...new Set(DUTIES.map(({ place }) => place))];

async function duties(options: Options): Promise<void> {
  const { config, output } = await openStage(options);
  const { brand, terms } = await brandConfigStore(new DynamoDBClient(config), output("LedgerTable")).read();
  if (brand === undefined)
    throw new CliError("No brand is applied yet.", "`npx wellspring brand apply <name>` does it.");
  const today = dayIn(brand.timeZone, now());
  const places = options.place.length > 0 ? options.place : PLACES;
  const campaigns = campaignsOf(terms, brand.timeZone);
  if (options.ics !== undefined) {
    const { text, days } = dutiesCalendar(places, campaigns, today);
    await writeFile(options.ics, text);
    console.log(
      `${options.ics}: ${counted(days, "duty", "duties")} with a day. Make it again when terms change.`,
    );
    return;
  }
  const dated = datedDuties(places, campaigns, today);
  if (options.json) {
    console.log(JSON.stringify(dated, null, 2));
    return;
  }
  const lines = dated.map((duty) => lineOf(duty, today));
  console.log(lines.length === 0 ? "No campaign asks for anything." : lines.join("\n"));
  const unknown = places.filter((place) => !PLACES.includes(place));
  if (unknown.length > 0)
    console.log(`\nNothing is known here of ${unknown.join(", ")}; rows: ${PLACES.join(", ")}.`);
  console.log(`\nWhat was due more than ${PAST_DAYS_MAX} days ago is not listed.`);
  console.log(`Checked on ${DUTIES_CHECKED_ON}. A default for your lawyers, and no advice.`);
}

function lineOf({ name, what, campaigns, due, source }: DatedDuty, today: string): string {
  const by = due === undefined ? "no day yet" : due < today ? `was due ${due}` : `by ${due}`;
  const of = campaigns.length === 0 ? "" : `, ${campaigns.join(" and ")}`;
  return `${by}  ${name}${of}: ${what} (${source})`;
}

function andPlace(code: string, before: readonly string[]): readonly string[] {
  return [...before, placeCode(code)];
}

export function addDuties(money: Command): void {
  money
    .command("duties")
    .description(
      "lists what places ask of who gives a share of its sales: to register, to file, to report, and by when",
    )
    .option(
      "--place <code>",
      `where you sell, several times (${PLACES.join(", ")}); default: all`,
      andPlace,
      [],
    )
    .option(
      "--ics <file>",
      "write a calendar with alarms 30 and 7 days before, for programs that subscribe to one",
    )
    .option("--json", "print it as JSON", false)
    .addOption(outputOption("ledgerTable"))
    .action((_, command: Command) => duties(command.optsWithGlobals<Options>()));
}
