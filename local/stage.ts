import { type EngineAddress, engineAddress, engineOf } from "../cli/settings.ts";
import { type DeployedStage, stageWith } from "../cli/stage.ts";
import { type Outputs, readOutputs } from "./deploy.ts";

/** The deployed stacks as commands and tests on this machine see them. */
export interface Stage extends DeployedStage {
  readonly endpoint: string;
  /** Where the pages and the JSON are, without a slash at the end. */
  readonly siteUrl: string;
  /** What `/webhooks/<source>/<connection>` follows. */
  readonly webhookUrl: string;
}

export function stageOf(where: EngineAddress, outputs: Outputs): Stage {
  const all = new Map(Object.values(outputs).flatMap((values) => Object.entries(values)));
  const stage = stageWith("local", engineOf(where), all);
  return {
    ...stage,
    endpoint: where.endpoint,
    siteUrl: withoutSlash(stage.output("SiteUrl")),
    webhookUrl: withoutSlash(atEngine(where.endpoint, stage.output("WebhookUrl"))),
  };
}

/** What was deployed last to the engine that the environment points to. */
export async function currentStage(): Promise<Stage> {
  const where = engineAddress();
  return stageOf(where, await readOutputs(where));
}

/** The engine gives a function the address that AWS would, and answers for it below a path of its own. */
function atEngine(endpoint: string, functionUrl: string): string {
  const [id] = new URL(functionUrl).host.split(".");
  return `${endpoint}/_aws/lambda-url/${id}`;
}

function withoutSlash(url: string): string {
  return url.replace(/\/+$/, "");
}
