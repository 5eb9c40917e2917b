import { type EngineAddress, engineAddress, engineOf } from "../cli/settings.ts";
import { addressAtEngine, type DeployedStage, stageWith, webhookAddress } from "../cli/stage.ts";
import { type Connection, outputName } from "../lib/stages.ts";
import { type Outputs, readOutputs } from "./deploy.ts";

/** The deployed stacks as commands and tests on this machine see them. */
export interface Stage extends DeployedStage {
  readonly endpoint: string;
  /** Where the pages and the JSON are, without a slash at the end. */
  readonly siteUrl: string;
  /** Of the function that receives webhooks, without a slash at the end: for addresses that are no connection's. */
  readonly webhookUrl: string;
  /** Where a connection's shop posts to. */
  readonly webhookAddress: (connection: Connection) => string;
}

export function stageOf(where: EngineAddress, outputs: Outputs): Stage {
  const all = new Map(Object.values(outputs).flatMap((values) => Object.entries(values)));
  const stage = stageWith("local", engineOf(where), all);
  return {
    ...stage,
    endpoint: where.endpoint,
    siteUrl: withoutSlash(stage.output("SiteUrl")),
    webhookUrl: webhookAddress(stage),
    webhookAddress: (connection) =>
      addressAtEngine(where.endpoint, stage.output(outputName("WebhookAddress", connection))),
  };
}

/** What was deployed last to the engine that the environment points to. */
export async function currentStage(): Promise<Stage> {
  const where = engineAddress();
  return stageOf(where, await readOutputs(where));
}

function withoutSlash(url: string): string {
  return url.replace(/\/+$/, "");
}
