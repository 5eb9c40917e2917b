import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { brandConfigStore } from "../../core/giving/config/brand-config.store.ts";
import { output } from "../../local/deploy.ts";
import { currentStage, type Stage } from "../../local/stage.ts";
import { CliError } from "../cli-error.ts";
import { engineOf } from "../settings.ts";

/** The two tables that the ledger's tools read and write. */
export interface Tables {
  readonly dynamo: DynamoDBClient;
  readonly ledger: string;
  readonly impact: string;
}

export function tablesOf({ endpoint, outputs }: Pick<Stage, "endpoint" | "outputs">): Tables {
  return {
    dynamo: new DynamoDBClient(engineOf({ endpoint })),
    ledger: output(outputs, "LedgerTable"),
    impact: output(outputs, "ImpactTable"),
  };
}

/** Tables in AWS by their names, with the person's own credentials; else those of the stage on this machine. */
export async function chosenTables(ledger?: string, impact?: string): Promise<Tables> {
  if (ledger === undefined && impact === undefined) return tablesOf(await currentStage());
  if (ledger === undefined || impact === undefined) {
    throw new CliError(
      "Only one table is named.",
      "Give both --ledger-table and --impact-table, or neither.",
    );
  }
  return { dynamo: new DynamoDBClient({}), ledger, impact };
}

/** The zone of the brand's days, without which nothing can be summed up by day. */
export async function timeZoneOf({ dynamo, ledger }: Tables): Promise<string> {
  const { brand } = await brandConfigStore(dynamo, ledger).read();
  if (brand === undefined)
    throw new CliError("No brand is applied yet.", "`npm run brand -- apply demo` does it.");
  return brand.timeZone;
}

/** Told after each page: how many of how many. The total is DynamoDB's own estimate, hours old in AWS. */
export type Progress = (phase: string, done: number, total: number) => void;
