import { CfnOutput, Duration, Stack } from "aws-cdk-lib";
import { Rule, RuleTargetInput, Schedule } from "aws-cdk-lib/aws-events";
import { SfnStateMachine } from "aws-cdk-lib/aws-events-targets";
import { FilterPattern } from "aws-cdk-lib/aws-logs";
import type { Queue } from "aws-cdk-lib/aws-sqs";
import { StateMachineType } from "aws-cdk-lib/aws-stepfunctions";
import type { Construct } from "constructs";
import { ListedSource } from "../../core/intake/sources/registry.ts";
import type { ReconcileOrdersEnv } from "../../functions/reconcile-orders/env.ts";
import { DeadLetterQueue } from "../constructs/dead-letter-queue.ts";
import { raiseAlarm } from "../constructs/raise-alarm.ts";
import { countLines, stageMetric } from "../constructs/stage-metric.ts";
import { WellspringFunction } from "../constructs/wellspring-function.ts";
import { Workflow } from "../constructs/workflow.ts";
import { arnOf, type DataStack } from "../data/data-stack.ts";
import { payoutRun } from "../settlement/payout-run.ts";
import { stackProps } from "../stack-props.ts";
import {
  type Connection,
  connectionName,
  lookUpsText,
  placedAtFixedText,
  roundUpsText,
  type StageSettings,
} from "../stages.ts";
import type { IntakeStack } from "./intake-stack.ts";

export interface ReconciliationStackProps {
  readonly stage: StageSettings;
  readonly data: DataStack;
  readonly intake: IntakeStack;
}

/** A page of 250 orders, each looked up in the ledger. Below the TimeoutSeconds of the task. */
const PAGE_TIMEOUT = Duration.seconds(60);
/** cdk.json names the one partition that the stacks are made for. */
const PARTITION = "aws";

/**
 * Each night the ledger is compared with what the shops themselves say was bought, for the connections whose stage
 * says `reconcile`. What is missing is published like any purchase, and rings. Each month the ledger is compared with what
 * charities were paid, and the difference proposed as payouts.
 */
export class ReconciliationStack extends Stack {
  constructor(scope: Construct, id: string, { stage, data, intake }: ReconciliationStackProps) {
    super(
      scope,
      id,
      stackProps(
        stage,
        "Wellspring: the ledger against the shops' own lists of orders, and against what was paid",
      ),
    );
    const connections = stage.connections.filter(({ reconcile }) => reconcile === true);
    const secrets = connections.flatMap((one) => {
      const secret = intake.shopAccess.get(connectionName(one));
      return secret === undefined ? [] : [[connectionName(one), arnOf(secret)] as const];
    });
    const reconcile = new WellspringFunction<ReconcileOrdersEnv>(this, "reconcile-orders", {
      stage,
      purpose: "Compares a page of a shop's own list of orders with the ledger",
      timeout: PAGE_TIMEOUT,
      environment: {
        LEDGER_TABLE: data.ledger.tableName,
        LEDGER_SHARDS: String(stage.ledgerShards),
        PLACED_AT_FIXED: placedAtFixedText(stage),
        EVENT_BUS: intake.bus.eventBusName,
        IDENTITY_SECRET: arnOf(data.identitySecret),
        LOOK_UPS: lookUpsText(stage),
        ROUND_UPS: roundUpsText(stage),
        SHOPS: this.toJsonString(Object.fromEntries(secrets)),
      },
      allow: [
        { actions: ["dynamodb:GetItem", "dynamodb:Query"], on: [data.ledger.tableArn] },
        { actions: ["events:PutEvents"], on: [intake.bus.eventBusArn] },
        {
          actions: ["secretsmanager:GetSecretValue"],
          on: [arnOf(data.identitySecret), ...secrets.map(([, arn]) => arn)],
        },
      ],
    });
    const workflow = new Workflow(this, "reconcile-shop", {
      stage,
      type: StateMachineType.STANDARD,
      substitutions: {
        ReconcileOrdersFunction: reconcile.lambda.functionArn,
        InvokeFunction: `arn:${PARTITION}:states:::lambda:invoke`,
      },
      allow: [{ actions: ["lambda:InvokeFunction"], on: [reconcile.lambda.functionArn] }],
    });
    const notStarted = this.everyNight({ stage, data, intake }, workflow, connections);
    payoutRun(this, { stage, data, notStarted });
    countLines(this, "MissingOrders", {
      stage,
      log: reconcile.log,
      lines: FilterPattern.exists("$.missing"),
      as: "Missing",
      value: "$.missing",
    });
    raiseAlarm(this, "Missing", {
      topic: data.alarms,
      metric: stageMetric(stage, "Missing"),
      atLeast: 1,
      meaning:
        "Purchases or refunds had not arrived by webhook; they were published in the night. Of which shop, says the query `lines that alarms count`.",
    });
    new CfnOutput(this, "ReconcileShopArn", { value: workflow.stateMachine.stateMachineArn });
  }

  private everyNight(
    { stage, data }: ReconciliationStackProps,
    workflow: Workflow,
    connections: readonly Connection[],
  ): Queue {
    const reconciliationDlq = new DeadLetterQueue(this, "ReconciliationDlq", {
      stage,
      alarms: data.alarms,
      meaning:
        "A night's comparison of a shop with the ledger, or the month's proposal of payouts, did not begin.",
    });
    connections.forEach((connection, index) => {
      const name = connectionName(connection);
      new Rule(this, `Nightly ${name}`, {
        description: `Compares ${name} with the ledger`,
        // One after the other: they share nothing, and none is urgent.
        schedule: Schedule.cron({ hour: "3", minute: String((index * 5) % 60) }),
        targets: [
          new SfnStateMachine(workflow.stateMachine, {
            input: RuleTargetInput.fromObject({
              source: ListedSource.parse(connection.source),
              connection: connection.name,
            }),
            deadLetterQueue: reconciliationDlq.queue,
            maxEventAge: Duration.hours(24),
            retryAttempts: 185,
          }),
        ],
      });
    });
    return reconciliationDlq.queue;
  }
}
