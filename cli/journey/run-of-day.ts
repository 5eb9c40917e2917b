import { CloudFormationClient, paginateListStackResources } from "@aws-sdk/client-cloudformation";
import { DescribeExecutionCommand, ExecutionDoesNotExist, SFNClient } from "@aws-sdk/client-sfn";
import type { CalendarJourney } from "../../core/model/journey.ts";
import type { Instant } from "../../core/model/purchase.ts";
import type { ClientConfig } from "../settings.ts";

/** Whether a journey of the calendar began today. `unknown`: the credentials may not look. */
export type RunOfDay =
  | { readonly kind: "began"; readonly at: string; readonly status: string }
  | { readonly kind: "none" | "unknown" };

/** What a run of the day is called: as in lib/engagement/journey-definitions.ts, where a second one is refused by it. */
function runName(journey: CalendarJourney, at: Instant): string {
  return `${journey}-${at.slice(0, 10)}`;
}

/** Looks for today's run of a journey. Changes nothing, and never throws: it only makes a sentence more exact. */
export async function runOfDay(
  config: ClientConfig,
  stage: string,
  journey: CalendarJourney,
  at: Instant,
): Promise<RunOfDay> {
  const cloudFormation = new CloudFormationClient(config);
  const sfn = new SFNClient(config);
  try {
    const machine = await machineOf(cloudFormation, stage, journey);
    if (machine === undefined) return { kind: "unknown" };
    const executionArn = `${machine.replace(":stateMachine:", ":execution:")}:${runName(journey, at)}`;
    const { startDate, status = "" } = await sfn.send(new DescribeExecutionCommand({ executionArn }));
    return { kind: "began", at: startDate?.toISOString().slice(11, 16).concat(" UTC") ?? "", status };
  } catch (error) {
    return { kind: error instanceof ExecutionDoesNotExist ? "none" : "unknown" };
  } finally {
    cloudFormation.destroy();
    sfn.destroy();
  }
}

async function machineOf(
  client: CloudFormationClient,
  stage: string,
  journey: CalendarJourney,
): Promise<string | undefined> {
  const logical = `${journey.replaceAll("-", "")}StateMachine`;
  const asked = { StackName: `wellspring-${stage}-engagement` };
  for await (const page of paginateListStackResources({ client }, asked)) {
    const found = page.StackResourceSummaries?.find(
      ({ ResourceType, LogicalResourceId = "" }) =>
        ResourceType === "AWS::StepFunctions::StateMachine" && LogicalResourceId.startsWith(logical),
    );
    if (found !== undefined) return found.PhysicalResourceId;
  }
  return undefined;
}
