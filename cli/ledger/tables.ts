import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { brandConfigStore } from "../../core/giving/config/brand-config.store.ts";
import { CliError } from "../cli-error.ts";
import type { DeployedStage } from "../stage.ts";

/** The two tables that the ledger's commands read and write. */
export interface Tables {
  readonly dynamo: DynamoDBClient;
  readonly ledger: string;
  readonly impact: string;
}

export function tablesOf({ config, output }: DeployedStage): Tables {
  return { dynamo: new DynamoDBClient(config), ledger: output("LedgerTable"), impact: output("ImpactTable") };
}

/** The zone of the brand's days, without which nothing can be summed up by day. */
export async function timeZoneOf({ dynamo, ledger }: Tables): Promise<string> {
  const { brand } = await brandConfigStore(dynamo, ledger).read();
  if (brand === undefined)
    throw new CliError("No brand is applied yet.", "`npx wellspring brand apply demo` does it.");
  return brand.timeZone;
}
