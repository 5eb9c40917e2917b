import { CloudFormationClient, paginateDescribeStacks } from "@aws-sdk/client-cloudformation";
import { stageNamed } from "../../lib/stages.ts";
import { currentStage } from "../../local/stage.ts";
import { CliError } from "../cli-error.ts";
import { type ClientConfig, engineOf } from "../settings.ts";

/** A stage by the outputs of its stacks, and how its AWS is reached. */
export interface StageOutputs {
  readonly config: ClientConfig;
  /** Undefined where the stage has no such part. */
  readonly find: (name: string) => string | undefined;
}

const BETWEEN = "wellspring-";

async function ofAws(stage: string): Promise<StageOutputs> {
  const { name } = stageNamed(stage);
  const client = new CloudFormationClient({});
  const found = new Map<string, string>();
  try {
    for await (const { Stacks = [] } of paginateDescribeStacks({ client }, {})) {
      for (const { StackName, Outputs = [] } of Stacks) {
        if (!StackName?.startsWith(`${BETWEEN}${name}-`)) continue;
        for (const { OutputKey = "", OutputValue = "" } of Outputs) found.set(OutputKey, OutputValue);
      }
    }
  } finally {
    client.destroy();
  }
  if (found.size > 0) return { config: {}, find: (output) => found.get(output) };
  throw new CliError(
    `This account has no stack of ${name} in this region.`,
    "Set AWS_PROFILE and AWS_REGION to where it is.",
  );
}

/** The stage of that name in AWS, with the person's own credentials; without a name the one on this machine. */
export async function stageOutputs(stage: string | undefined): Promise<StageOutputs> {
  if (stage !== undefined) return ofAws(stage);
  const { endpoint, outputs } = await currentStage();
  const found = new Map(Object.values(outputs).flatMap((values) => Object.entries(values)));
  return { config: engineOf({ endpoint }), find: (name) => found.get(name) };
}
