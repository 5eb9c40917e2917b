import { ArnFormat, type Stack, Validations } from "aws-cdk-lib";
import type { Queue } from "aws-cdk-lib/aws-sqs";
import { CfnStateMachine, type StateMachine } from "aws-cdk-lib/aws-stepfunctions";
import { shownArn } from "../constructs/shown-arn.ts";
import type { Workflow, WorkflowProps } from "../constructs/workflow.ts";

/** cdk.json names the one partition that the stacks are made for. */
export const PARTITION = "aws";
/** The values of a workflow's placeholders, and its permissions on them. */
export type Uses = Pick<WorkflowProps, "substitutions" | "allow">;

export function together(...uses: readonly Uses[]): Uses {
  return {
    substitutions: Object.assign({}, ...uses.map(({ substitutions }) => substitutions)),
    allow: uses.flatMap(({ allow }) => allow),
  };
}

/** For a workflow that keeps the event of a run that failed. */
export function keepsEvents(deadLetters: Queue): Uses {
  return {
    substitutions: {
      DeadLetterQueueUrl: deadLetters.queueUrl,
      SendMessage: `arn:${PARTITION}:states:::sqs:sendMessage`,
    },
    allow: [{ actions: ["sqs:SendMessage"], on: [deadLetters.queueArn] }],
  };
}

/** The ARN of all runs of a state machine: their names come with the events. */
export function runsOf(stack: Stack, { stateMachineName }: StateMachine): string {
  return stack.formatArn({
    service: "states",
    resource: "execution",
    resourceName: `${stateMachineName}:*`,
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
}

/** Acknowledges to cdk-nag why a workflow may act on every run of these. */
export function acknowledgeRunsOf(
  stack: Stack,
  workflow: Workflow,
  machines: readonly StateMachine[],
  reason: string,
): void {
  Validations.of(workflow.stateMachine).acknowledge(
    ...machines.map((machine) => ({
      id: `AwsSolutions-IAM5[Resource::${shownArn(stack, "states")}execution:<${logicalIdOf(stack, machine)}.Name>:*]`,
      reason,
    })),
  );
}

function logicalIdOf(stack: Stack, { node }: StateMachine): string {
  if (node.defaultChild instanceof CfnStateMachine) return stack.getLogicalId(node.defaultChild);
  throw new Error(`${node.path} is no state machine of this app`);
}
