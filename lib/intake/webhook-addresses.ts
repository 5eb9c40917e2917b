import { CfnOutput, type Stack } from "aws-cdk-lib";
import { connectionName, outputName, type StageSettings } from "../stages.ts";

/**
 * Each connection's address, whole, as an output: it is copied into a shop's settings, and Square signs it. `url` is the
 * receiving function's own, which ends with a slash.
 */
export function nameAddresses(stack: Stack, { connections }: StageSettings, url: string): void {
  for (const connection of connections) {
    const value = `${url}webhooks/${connectionName(connection)}`;
    new CfnOutput(stack, outputName("WebhookAddress", connection), { value });
  }
}
