import { CfnOutput, Duration, type Stack } from "aws-cdk-lib";
import { Rule, RuleTargetInput, Schedule } from "aws-cdk-lib/aws-events";
import { SfnStateMachine } from "aws-cdk-lib/aws-events-targets";
import type { Queue } from "aws-cdk-lib/aws-sqs";
import { StateMachineType } from "aws-cdk-lib/aws-stepfunctions";
import { PAYOUTS_PARTITION } from "../../core/settlement/settlement.keys.ts";
import type { BatchPayoutsEnv } from "../../functions/batch-payouts/env.ts";
import type { ReadPayableEnv } from "../../functions/read-payable/env.ts";
import { WellspringFunction } from "../constructs/wellspring-function.ts";
import { Workflow } from "../constructs/workflow.ts";
import type { DataStack } from "../data/data-stack.ts";
import type { StageSettings } from "../stages.ts";

/** The most that Lambda gives. Below the TimeoutSeconds of the tasks; a turn of reading ends long before. */
const TIMEOUT = Duration.minutes(15);
/** A whole processor: reading the ledger is parsing its entries. */
const READ_MIB = 1_769;
/** cdk.json names the one partition that the stacks are made for. */
const PARTITION = "aws";

export interface PayoutRunProps {
  readonly stage: StageSettings;
  readonly data: DataStack;
  /** Where a month's call waits that started no run. */
  readonly notStarted: Queue;
}

/** Proposes payouts, by command and, where the stage says on which day, each month. One function only reads, one only writes payouts. */
export function payoutRun(stack: Stack, { stage, data, notStarted }: PayoutRunProps): void {
  const environment = { LEDGER_TABLE: data.ledger.tableName };
  const ledger = [data.ledger.tableArn];
  const read = new WellspringFunction<ReadPayableEnv>(stack, "read-payable", {
    stage,
    purpose: "Reads the ledger for some minutes, and adds up what is payable",
    timeout: TIMEOUT,
    memoryMiB: READ_MIB,
    environment,
    allow: [{ actions: ["dynamodb:Query", "dynamodb:Scan"], on: ledger }],
  });
  const propose = new WellspringFunction<BatchPayoutsEnv>(stack, "batch-payouts", {
    stage,
    purpose: "Proposes what is payable as payouts, once",
    timeout: TIMEOUT,
    environment,
    allow: [
      { actions: ["dynamodb:Query"], on: ledger },
      {
        actions: ["dynamodb:PutItem"],
        on: ledger,
        when: { "ForAllValues:StringEquals": { "dynamodb:LeadingKeys": PAYOUTS_PARTITION } },
      },
    ],
  });
  const { stateMachine } = new Workflow(stack, "propose-payouts", {
    stage,
    type: StateMachineType.STANDARD,
    substitutions: {
      ReadPayableFunction: read.lambda.functionArn,
      BatchPayoutsFunction: propose.lambda.functionArn,
      InvokeFunction: `arn:${PARTITION}:states:::lambda:invoke`,
    },
    allow: [
      {
        actions: ["lambda:InvokeFunction"],
        on: [read, propose].map(({ lambda }) => lambda.functionArn),
      },
    ],
  });
  if (stage.payoutDay !== undefined) {
    new Rule(stack, "Monthly payouts", {
      description: "Proposes what became payable by the end of the month before",
      schedule: Schedule.cron({ day: String(stage.payoutDay), hour: "5", minute: "0" }),
      targets: [
        new SfnStateMachine(stateMachine, {
          input: RuleTargetInput.fromObject({}),
          deadLetterQueue: notStarted,
          maxEventAge: Duration.hours(24),
          retryAttempts: 185,
        }),
      ],
    });
  }
  new CfnOutput(stack, "ProposePayoutsArn", { value: stateMachine.stateMachineArn });
}
