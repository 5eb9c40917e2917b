import { CfnOutput, Duration, Stack } from "aws-cdk-lib";
import { Rule } from "aws-cdk-lib/aws-events";
import { SfnStateMachine } from "aws-cdk-lib/aws-events-targets";
import { FilterPattern } from "aws-cdk-lib/aws-logs";
import { StateMachineType } from "aws-cdk-lib/aws-stepfunctions";
import type { Construct } from "constructs";
import {
  CausePicked,
  EVENT_SOURCE,
  OrderLinked,
  OrderNoticed,
  PurchaseCompleted,
  PurchaseRefunded,
  SmokeReceived,
} from "../../core/events/catalog.ts";
import { FOLD_WINDOW_SECONDS } from "../../core/impact/fold-window.ts";
import { PAYOUTS_PARTITION } from "../../core/settlement/settlement.keys.ts";
import type { AnnounceGiftsEnv } from "../../functions/announce-gifts/env.ts";
import type { FoldImpactEnv } from "../../functions/fold-impact/env.ts";
import type { LookUpOrderEnv } from "../../functions/look-up-order/env.ts";
import type { MarkMilestonesEnv } from "../../functions/mark-milestones/env.ts";
import type { RecordGiftEnv } from "../../functions/record-gift/env.ts";
import type { ReverseGiftEnv } from "../../functions/reverse-gift/env.ts";
import { DeadLetterQueue } from "../constructs/dead-letter-queue.ts";
import { raiseAlarm } from "../constructs/raise-alarm.ts";
import { countLines, stageMetric } from "../constructs/stage-metric.ts";
import { StreamConsumer } from "../constructs/stream-consumer.ts";
import { WellspringFunction } from "../constructs/wellspring-function.ts";
import { Workflow } from "../constructs/workflow.ts";
import { arnOf, type DataStack } from "../data/data-stack.ts";
import type { IntakeStack } from "../intake/intake-stack.ts";
import { stackProps } from "../stack-props.ts";
import { lookUpsOf, placedAtFixedText, roundUpsText, type StageSettings } from "../stages.ts";
import { type CardRefresh, cardRefresh } from "./card-refresh.ts";
import {
  entriesOfCustomers,
  entriesOfTheLedger,
  impactOfAllTime,
  milestonesReached,
  poolsUsedUp,
  reassignments,
  storiesTold,
} from "./stream-filters.ts";

export interface GivingStackProps {
  readonly stage: StageSettings;
  readonly data: DataStack;
  readonly intake: IntakeStack;
}

/** Below the TimeoutSeconds of the tasks that call them, so that the function gives up before its caller does. */
const RECORD_TIMEOUT = Duration.seconds(12);
const TAKE_BACK_TIMEOUT = Duration.seconds(8);
const LOOK_UP_TIMEOUT = Duration.seconds(10);
/** cdk.json names the one partition that the stacks are made for. */
const PARTITION = "aws";
const STREAM_TIMEOUT = Duration.seconds(60);

/** From a purchase on the bus to its gift in the ledger, and from the ledger to impact, milestones and announcements. */
export class GivingStack extends Stack {
  readonly cards: CardRefresh;

  constructor(scope: Construct, id: string, props: GivingStackProps) {
    super(scope, id, stackProps(props.stage, "Wellspring: purchases become gifts, and gifts add up"));
    this.give(props);
    this.fold(props);
    this.cards = cardRefresh(this, props);
    this.announce(props);
  }

  private give({ stage, data, intake }: GivingStackProps): void {
    const ledger = data.ledger.tableArn;
    const environment = {
      LEDGER_TABLE: data.ledger.tableName,
      LEDGER_SHARDS: String(stage.ledgerShards),
      PLACED_AT_FIXED: placedAtFixedText(stage),
    };
    const recordGift = new WellspringFunction<RecordGiftEnv>(this, "record-gift", {
      stage,
      purpose: "Prices a purchase and writes its gift, once",
      timeout: RECORD_TIMEOUT,
      environment,
      allow: [
        {
          actions: [
            "dynamodb:Query",
            "dynamodb:GetItem",
            "dynamodb:PutItem",
            "dynamodb:UpdateItem",
            "dynamodb:ConditionCheckItem",
          ],
          on: [ledger],
          writesNever: [PAYOUTS_PARTITION],
        },
      ],
    });
    const takeBackGift = new WellspringFunction<ReverseGiftEnv>(this, "reverse-gift", {
      stage,
      purpose: "Writes what a refund takes back, once",
      timeout: TAKE_BACK_TIMEOUT,
      environment,
      allow: [
        {
          actions: [
            "dynamodb:Query",
            "dynamodb:GetItem",
            "dynamodb:PutItem",
            "dynamodb:UpdateItem",
            "dynamodb:ConditionCheckItem",
          ],
          on: [ledger],
          writesNever: [PAYOUTS_PARTITION],
        },
      ],
    });
    const lookUpOrder = this.lookUpOrder({ stage, data, intake });
    const purchasesDlq = new DeadLetterQueue(this, "PurchasesDlq", {
      stage,
      alarms: data.alarms,
      rollsBack: "PurchasesDlq",
      meaning: "A purchase or refund did not become a ledger entry, or came again with other facts.",
    }).queue;
    this.raiseQuestions(stage, data, recordGift);

    const giveShare = new Workflow(this, "give-share", {
      stage,
      type: StateMachineType.EXPRESS,
      substitutions: {
        PeopleTable: data.people.tableName,
        LookUpOrderFunction: lookUpOrder.lambda.functionArn,
        RecordGiftFunction: recordGift.lambda.functionArn,
        ReverseGiftFunction: takeBackGift.lambda.functionArn,
        DeadLetterQueueUrl: purchasesDlq.queueUrl,
        GetItem: `arn:${PARTITION}:states:::dynamodb:getItem`,
        UpdateItem: `arn:${PARTITION}:states:::dynamodb:updateItem`,
        InvokeFunction: `arn:${PARTITION}:states:::lambda:invoke`,
        SendMessage: `arn:${PARTITION}:states:::sqs:sendMessage`,
      },
      allow: [
        {
          actions: ["lambda:InvokeFunction"],
          on: [lookUpOrder, recordGift, takeBackGift].map(({ lambda }) => lambda.functionArn),
        },
        { actions: ["dynamodb:GetItem", "dynamodb:UpdateItem"], on: [data.people.tableArn] },
        { actions: ["sqs:SendMessage"], on: [purchasesDlq.queueArn] },
      ],
    });
    new Rule(this, "PurchasesAndRefunds", {
      eventBus: intake.bus,
      description:
        "Each purchase, refund, link or notice of an order, picked cause and test purchase starts give-share",
      eventPattern: {
        source: [EVENT_SOURCE],
        detailType: [
          PurchaseCompleted,
          PurchaseRefunded,
          OrderLinked,
          OrderNoticed,
          CausePicked,
          SmokeReceived,
        ].map(({ name }) => name),
      },
      targets: [
        new SfnStateMachine(giveShare.stateMachine, {
          deadLetterQueue: purchasesDlq,
          maxEventAge: Duration.hours(24),
          retryAttempts: 185,
        }),
      ],
    });
    // Counted by the service itself: what the log says of a run is delivered as best it can, and this one's event is in no queue.
    raiseAlarm(giveShare, "TimedOut", {
      topic: data.alarms,
      metric: giveShare.stateMachine.metricTimedOut({ period: Duration.minutes(1), statistic: "Sum" }),
      atLeast: 1,
      meaning:
        "A purchase or refund took longer than its run may. Its event is in no queue: feed the archive again.",
    });
    new CfnOutput(this, "GiveShareArn", { value: giveShare.stateMachine.stateMachineArn });
  }

  private lookUpOrder({ stage, data, intake }: GivingStackProps): WellspringFunction<LookUpOrderEnv> {
    const shops = lookUpsOf(stage).flatMap((name) => {
      const secret = intake.shopAccess.get(name);
      return secret === undefined ? [] : [[name, arnOf(secret)] as const];
    });
    return new WellspringFunction<LookUpOrderEnv>(this, "look-up-order", {
      stage,
      purpose: "Asks a shop for what its webhook leaves out",
      timeout: LOOK_UP_TIMEOUT,
      ...(stage.lookUpConcurrency !== undefined && { concurrencyMax: stage.lookUpConcurrency }),
      environment: {
        EVENT_BUS: intake.bus.eventBusName,
        IDENTITY_SECRET: arnOf(data.identitySecret),
        ROUND_UPS: roundUpsText(stage),
        SHOPS: this.toJsonString(Object.fromEntries(shops)),
      },
      allow: [
        { actions: ["events:PutEvents"], on: [intake.bus.eventBusArn] },
        ...[arnOf(data.identitySecret), ...shops.map(([, arn]) => arn)].map((arn) => ({
          actions: ["secretsmanager:GetSecretValue"],
          on: [arn],
        })),
      ],
    });
  }

  /** A gift is recorded, and a person must answer: the log line of its function names what. */
  private raiseQuestions(
    stage: StageSettings,
    { alarms }: DataStack,
    { log }: WellspringFunction<RecordGiftEnv>,
  ): void {
    countLines(this, "QuestionsOfGifts", {
      stage,
      log,
      lines: FilterPattern.exists("$.questions[0]"),
      as: "Questions",
    });
    raiseAlarm(this, "Questions", {
      topic: alarms,
      metric: stageMetric(stage, "Questions", Duration.hours(1)),
      atLeast: 1,
      meaning:
        "An order named a cause that takes no gifts, or a customer's round-up that no terms take is held.",
    });
  }

  private fold({ stage, data }: GivingStackProps): void {
    const foldImpact = new WellspringFunction<FoldImpactEnv>(this, "fold-impact", {
      stage,
      purpose: "Recomputes the totals that new ledger entries changed",
      timeout: STREAM_TIMEOUT,
      memoryMiB: 512,
      environment: { LEDGER_TABLE: data.ledger.tableName, IMPACT_TABLE: data.impact.tableName },
      allow: [
        { actions: ["dynamodb:Query"], on: [data.ledger.tableArn] },
        { actions: ["dynamodb:Query", "dynamodb:PutItem"], on: [data.impact.tableArn] },
      ],
    });
    const { mapping } = new StreamConsumer(this, "LedgerToImpact", {
      stage,
      consumer: foldImpact,
      table: data.ledger,
      alarms: data.alarms,
      filters: [entriesOfTheLedger],
      batchSize: 1000,
      window: Duration.seconds(FOLD_WINDOW_SECONDS.quiet),
      deadLetters: "Ledger entries are missing from impact: rebuild it.",
      late: "Pages show old figures.",
    });
    const markMilestones = new WellspringFunction<MarkMilestonesEnv>(this, "mark-milestones", {
      stage,
      purpose:
        "Writes into the ledger, once, that a cause reached a milestone; sets how long the next fold gathers",
      timeout: STREAM_TIMEOUT,
      environment: {
        LEDGER_TABLE: data.ledger.tableName,
        IMPACT_TABLE: data.impact.tableName,
        FOLD_MAPPING: mapping.eventSourceMappingId,
      },
      allow: [
        {
          actions: ["dynamodb:Query", "dynamodb:PutItem"],
          on: [data.ledger.tableArn],
          writesNever: [PAYOUTS_PARTITION],
        },
        { actions: ["dynamodb:GetItem"], on: [data.impact.tableArn] },
        {
          actions: ["lambda:GetEventSourceMapping", "lambda:UpdateEventSourceMapping"],
          on: [mapping.eventSourceMappingArn],
        },
      ],
    });
    new StreamConsumer(this, "ImpactToMilestones", {
      stage,
      consumer: markMilestones,
      table: data.impact,
      alarms: data.alarms,
      filters: [impactOfAllTime],
      batchSize: 10,
      window: Duration.seconds(1),
      deadLetters: "A milestone may not have been marked.",
    });
  }

  private announce({ stage, data, intake }: GivingStackProps): void {
    const announceGifts = new WellspringFunction<AnnounceGiftsEnv>(this, "announce-gifts", {
      stage,
      purpose:
        "Tells the bus of gifts of known customers, of milestones, of stories and of pools that are used up",
      timeout: STREAM_TIMEOUT,
      environment: { EVENT_BUS: intake.bus.eventBusName, REFRESH_CARDS: this.cards.functionName },
      allow: [{ actions: ["events:PutEvents"], on: [intake.bus.eventBusArn] }, ...this.cards.allow],
    });
    new StreamConsumer(this, "LedgerToBus", {
      stage,
      consumer: announceGifts,
      table: data.ledger,
      alarms: data.alarms,
      filters: [entriesOfCustomers, reassignments, poolsUsedUp, milestonesReached, storiesTold],
      batchSize: 100,
      window: Duration.seconds(1),
      deadLetters: "Gifts, milestones, stories or a used-up pool were not announced.",
    });
  }
}
