import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { brandConfigStore } from "../../core/giving/config/brand-config.store.ts";
import { journeyStore } from "../../core/messaging/journeys/journey.store.ts";
import { peopleStore } from "../../core/people/records/people.store.ts";
import { now } from "../../core/platform/clock.ts";
import { pause } from "../../core/platform/pause.ts";
import { output } from "../../local/deploy.ts";
import { currentStage } from "../../local/stage.ts";
import { CliError } from "../cli-error.ts";
import { engineOf } from "../settings.ts";

/** What a stage in AWS is named by; all of it or nothing. */
export interface JourneyOptions {
  readonly peopleTable?: string;
  readonly ledgerTable?: string;
}

export type JourneyPlace = Awaited<ReturnType<typeof journeyPlace>>;

/** A stage in AWS by its tables, with the person's own credentials; else the one on this machine. */
export async function journeyPlace({ peopleTable, ledgerTable }: JourneyOptions) {
  if (peopleTable !== undefined && ledgerTable !== undefined) {
    return placeAt(new DynamoDBClient({}), peopleTable, ledgerTable, (name) => {
      if (name !== undefined) return { client: new EventBridgeClient({}), bus: name };
      throw new CliError("The event bus of the stage in AWS is missing.", "Give it as --event-bus.");
    });
  }
  if (peopleTable !== undefined || ledgerTable !== undefined) {
    throw new CliError(
      "Only one table is named.",
      "Give both --people-table and --ledger-table, or neither.",
    );
  }
  const { endpoint, outputs } = await currentStage();
  const engine = engineOf({ endpoint });
  return placeAt(
    new DynamoDBClient(engine),
    output(outputs, "PeopleTable"),
    output(outputs, "LedgerTable"),
    () => ({ client: new EventBridgeClient(engine), bus: output(outputs, "EventBus") }),
  );
}

/** The bus of the stage, by the name that was given for one in AWS. */
type BusOf = (given: string | undefined) => { readonly client: EventBridgeClient; readonly bus: string };

async function placeAt(dynamo: DynamoDBClient, table: string, ledger: string, bus: BusOf) {
  const stated = await brandConfigStore(dynamo, ledger).read();
  const { brand } = stated;
  if (brand === undefined) {
    throw new CliError("No brand is applied yet.", "`npm run brand -- apply demo` does it.");
  }
  return {
    dynamo,
    ledger,
    peopleTable: table,
    stated,
    people: peopleStore(dynamo, table, pause),
    journeys: journeyStore(dynamo, table),
    timeZone: brand.timeZone,
    bus,
    now,
  };
}
