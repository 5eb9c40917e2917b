import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { brandConfigStore } from "../../core/giving/config/brand-config.store.ts";
import { onBrandClock } from "../../core/messaging/delivery/recipient.ts";
import { journeyStore } from "../../core/messaging/journeys/journey.store.ts";
import { peopleStore } from "../../core/people/records/people.store.ts";
import { now } from "../../core/platform/clock.ts";
import { pause } from "../../core/platform/pause.ts";
import { CliError } from "../cli-error.ts";
import type { DeployedStage } from "../stage.ts";

/** The journeys of a stage, the people that they write to, and what its brand says. */
export type JourneyStage = Awaited<ReturnType<typeof journeyStage>>;

/** Throws a {@link CliError} while no brand is applied. */
export async function journeyStage({ config, output }: DeployedStage) {
  const dynamo = new DynamoDBClient(config);
  const [ledger, peopleTable] = [output("LedgerTable"), output("PeopleTable")];
  const stated = await brandConfigStore(dynamo, ledger).read();
  const { brand } = stated;
  if (brand === undefined) {
    throw new CliError("No brand is applied yet.", "`npx wellspring brand apply demo` does it.");
  }
  const people = peopleStore(dynamo, peopleTable, pause);
  return {
    dynamo,
    ledger,
    peopleTable,
    stated,
    people: { ...people, readPerson: onBrandClock(people.readPerson, async () => stated) },
    journeys: journeyStore(dynamo, peopleTable),
    timeZone: brand.timeZone,
    bus: () => ({ client: new EventBridgeClient(config), name: output("EventBus") }),
    now,
  };
}
