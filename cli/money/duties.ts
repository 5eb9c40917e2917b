import type { Command } from "commander";
import { dayIn } from "../../core/model/days.ts";
import { campaignsOf, type DatedDuty, datedDuties } from "../../core/operations/duties/dated-duties.ts";
import { DUTIES, DUTIES_CHECKED_ON } from "../../core/operations/duties/duties.ts";
import { now } from "../../core/platform/clock.ts";
import { outputOption, type StageOptions } from "../stage.ts";
import { placeCode, termsToDisclose } from "./disclosures.ts";

interface Options extends StageOptions {
  readonly place: readonly string[];
  readonly json: boolean;
}

const PLACES = [...new Set(DUTIES.map(({ place }) => place))];

async function duties(options: Options): Promise<void> {
  const { applied, brand } = await termsToDisclose(options);
  const today = dayIn(brand.timeZone, now());
  const places = options.place.length > 0 ? options.place : PLACES;
  const dated = datedDuties(places, campaignsOf(applied.terms, brand.timeZone), today);
  if (options.json) {
    console.log(JSON.stringify(dated, null, 2));
    return;
  }
  console.log(dated.map((duty) => lineOf(duty, today)).join("\n"));
  const unknown = places.filter((place) => !PLACES.includes(place));
  if (unknown.length > 0)
    console.log(`\nNothing is known here of ${unknown.join(", ")}; rows: ${PLACES.join(", ")}.`);
  console.log(`\nChecked on ${DUTIES_CHECKED_ON}. A default for your lawyers, and no advice.`);
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
    .option("--json", "print it as JSON", false)
    .addOption(outputOption("ledgerTable"))
    .action((_, command: Command) => duties(command.optsWithGlobals<Options>()));
}
