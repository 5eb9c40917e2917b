import { ArnFormat, type Stack, Validations } from "aws-cdk-lib";
import { CfnStateMachine, type StateMachine } from "aws-cdk-lib/aws-stepfunctions";
import type { Workflow } from "../constructs/workflow.ts";

/** cdk.json names the one partition that the stacks are made for. */
export const PARTITION = "aws";
/** As cdk-nag writes it. */
const RUNS_OF = "arn:<AWS::Partition>:states:<AWS::Region>:<AWS::AccountId>:execution:";

/** All runs of a state machine: what they are called comes with the events. */
export function runsOf(stack: Stack, { stateMachineName }: StateMachine): string {
  return stack.formatArn({
    service: "states",
    resource: "execution",
    resourceName: `${stateMachineName}:*`,
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
}

/** Says to cdk-nag why a workflow may do something with every run of these. */
export function acknowledgeRunsOf(
  stack: Stack,
  workflow: Workflow,
  machines: readonly StateMachine[],
  reason: string,
): void {
  Validations.of(workflow.stateMachine).acknowledge(
    ...machines.map((machine) => ({
      id: `AwsSolutions-IAM5[Resource::${RUNS_OF}<${logicalIdOf(stack, machine)}.Name>:*]`,
      reason,
    })),
  );
}

function logicalIdOf(stack: Stack, { node }: StateMachine): string {
  if (node.defaultChild instanceof CfnStateMachine) return stack.getLogicalId(node.defaultChild);
  throw new Error(`${node.path} is no state machine of this app`);
}
