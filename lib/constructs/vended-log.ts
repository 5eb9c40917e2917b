import { RemovalPolicy } from "aws-cdk-lib";
import { LogGroup } from "aws-cdk-lib/aws-logs";
import type { Construct } from "constructs";
import type { StageSettings } from "../stages.ts";

/**
 * A log that another service of AWS delivers into. Each such group is named in the account's one resource policy for log
 * deliveries (5,120 characters: two stages would fit) unless its name begins like this, which that policy covers once for all.
 * So it has a name of its own, in which the stage is: docs/decisions/76-fewer-alarms.md.
 */
export function vendedLog(
  scope: Construct,
  id: string,
  {
    stage,
    of,
    name,
  }: { readonly stage: StageSettings; readonly of: "states" | "apis"; readonly name: string },
): LogGroup {
  return new LogGroup(scope, id, {
    logGroupName: `/aws/vendedlogs/${of}/wellspring-${stage.name}-${name}`,
    retention: stage.logDays,
    removalPolicy: RemovalPolicy.DESTROY,
  });
}
