import { type Connection, connectionName, outputName } from "../../lib/stages.ts";
import { addressAtEngine, type DeployedStage } from "../stage.ts";
import { table } from "../table.ts";

/** Where a connection's shop posts its webhooks; undefined where the stage has no such connection, or was deployed before it. */
export function webhookAddress({ config, find }: DeployedStage, connection: Connection): string | undefined {
  const address = find(outputName("WebhookAddress", connection));
  return address !== undefined && "endpoint" in config ? addressAtEngine(config.endpoint, address) : address;
}

/** A line for each address of the stage: of webhooks by connection, of consents by till. */
export function addressTable(stage: DeployedStage, connections: readonly Connection[]): string {
  const rows = connections.flatMap((connection) => {
    const consents = stage.find(outputName("ConsentAddress", connection));
    return [
      [connectionName(connection), "webhooks", webhookAddress(stage, connection) ?? "not deployed yet"],
      ...(consents === undefined ? [] : [[connectionName(connection), "consents", consents]]),
    ];
  });
  return table(["connection", "takes", "address"], rows, new Set());
}
