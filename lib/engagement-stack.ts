import { ArnFormat, CfnOutput, Duration, Stack, Validations } from "aws-cdk-lib";
import { HttpMethod } from "aws-cdk-lib/aws-apigatewayv2";
import { EventBus, EventField, Rule, RuleTargetInput } from "aws-cdk-lib/aws-events";
import { LambdaFunction, SfnStateMachine } from "aws-cdk-lib/aws-events-targets";
import {
  ConfigurationSet,
  EmailIdentity,
  EmailSendingEvent,
  EventDestination,
  Identity,
} from "aws-cdk-lib/aws-ses";
import type { Queue } from "aws-cdk-lib/aws-sqs";
import { CfnStateMachine, type StateMachine, StateMachineType } from "aws-cdk-lib/aws-stepfunctions";
import type { Construct } from "constructs";
import { BOUNCED, COMPLAINED } from "../core/delivery/record-delivery-event.ts";
import {
  CustomerConfirmed,
  CustomerJoined,
  EVENT_SOURCE,
  type EventContract,
  GiftAccrued,
  SignInAsked,
} from "../core/events/catalog.ts";
import { PEOPLE_ROUTES } from "../core/people-pages/routes.ts";
import type { DeliverMessageEnv } from "../functions/deliver-message/env.ts";
import type { GatherFactsEnv } from "../functions/gather-facts/env.ts";
import type { RecordDeliveryEventEnv } from "../functions/record-delivery-event/env.ts";
import type { ServePeopleEnv } from "../functions/serve-people/env.ts";
import { DeadLetterQueue } from "./constructs/dead-letter-queue.ts";
import { FurtherRoutes } from "./constructs/public-api.ts";
import { type Permission, WellspringFunction } from "./constructs/wellspring-function.ts";
import { Workflow, type WorkflowProps } from "./constructs/workflow.ts";
import { arnOf, type DataStack } from "./data-stack.ts";
import type { IntakeStack } from "./intake-stack.ts";
import type { SiteStack } from "./site-stack.ts";
import type { StageSettings } from "./stages.ts";

export interface EngagementStackProps {
  readonly stage: StageSettings;
  readonly data: DataStack;
  readonly intake: IntakeStack;
  readonly site: SiteStack;
}

/** cdk.json names the one partition that the stacks are made for. */
const PARTITION = "aws";
/** As cdk-nag writes it. */
const RUNS_OF = "arn:<AWS::Partition>:states:<AWS::Region>:<AWS::AccountId>:execution:";
/** Below the TimeoutSeconds of the tasks that call them. */
const GATHER_TIMEOUT = Duration.seconds(12);
/** A provider's answer is waited for once; the claim before it and the record after it take a moment each. */
const DELIVER_TIMEOUT = Duration.seconds(20);

/** What customers say they want, and what is written to them: their pages, the journeys, and the one way to send. */
export class EngagementStack extends Stack {
  private readonly sending: Sending;

  constructor(scope: Construct, id: string, props: EngagementStackProps) {
    super(scope, id, { description: "Wellspring: people's pages, journeys, and messages by email and text" });
    this.sending = this.sender(props.stage);
    const deliver = this.deliver(props);
    this.servePeople(props);
    this.listen(props);
    this.journeys(props, deliver);
  }

  /** The brand's sender, and through what SES tells of bounces and complaints. */
  private sender(stage: StageSettings): Sending {
    const set = new ConfigurationSet(this, "Letters", { reputationMetrics: true });
    const identity = new EmailIdentity(this, "Sender", {
      identity: Identity.domain(domainOf(stage.sender.address)),
      configurationSet: set,
    });
    const setArn = this.formatArn({
      service: "ses",
      resource: "configuration-set",
      resourceName: set.configurationSetName,
    });
    return {
      set,
      configurationSet: set.configurationSetName,
      // The engine on one machine asks for sending on `*`, whatever the identity.
      on: stage.kind === "aws" ? [identity.emailIdentityArn, setArn] : ["*"],
    };
  }

  private deliver({ stage, data, site }: EngagementStackProps): WellspringFunction<DeliverMessageEnv> {
    const { sender } = stage;
    const deliver = new WellspringFunction<DeliverMessageEnv>(this, "deliver-message", {
      stage,
      purpose: "Decides, claims, sends and records one message to one customer, at most once",
      timeout: DELIVER_TIMEOUT,
      memoryMiB: 512,
      environment: {
        PEOPLE_TABLE: data.people.tableName,
        LEDGER_TABLE: data.ledger.tableName,
        CONTACT_SECRET: arnOf(data.contactSecret),
        IDENTITY_SECRET: arnOf(data.identitySecret),
        SITE_URL: site.api.apiEndpoint,
        SENDER: `${sender.name} <${sender.address}>`,
        POSTAL_ADDRESS: sender.postalAddress,
        CONFIGURATION_SET: this.sending.configurationSet,
        SMS_SENDER: sender.sms,
      },
      allow: [
        {
          actions: [
            "dynamodb:GetItem",
            "dynamodb:BatchGetItem",
            "dynamodb:Query",
            "dynamodb:PutItem",
            "dynamodb:UpdateItem",
            "dynamodb:DeleteItem",
            "dynamodb:ConditionCheckItem",
          ],
          on: [data.people.tableArn],
        },
        { actions: ["dynamodb:Query"], on: [data.ledger.tableArn] },
        ...this.keys(data),
        { actions: ["ses:SendRawEmail"], on: this.sending.on },
        { actions: ["sns:Publish"], on: ["*"] },
      ],
    });
    Validations.of(deliver.role).acknowledge({
      id: "AwsSolutions-IAM5[Resource::*]",
      reason: "A text goes to a phone number, which is no resource; AWS takes nothing narrower.",
    });
    return deliver;
  }

  /**
   * Bounces for good and complaints, from the one bus that SES can tell: the account's default. Of the event, which has
   * the address in the clear, only the message's id goes on.
   */
  private listen({ stage, data }: EngagementStackProps): void {
    const account = EventBus.fromEventBusName(this, "AccountBus", "default");
    this.sending.set.addEventDestination("Told", {
      destination: EventDestination.eventBus(account),
      events: [EmailSendingEvent.BOUNCE, EmailSendingEvent.COMPLAINT],
    });
    const record = new WellspringFunction<RecordDeliveryEventEnv>(this, "record-delivery-event", {
      stage,
      purpose: "Suppresses an address that bounced for good, or whose owner complained",
      environment: { PEOPLE_TABLE: data.people.tableName },
      allow: [{ actions: ["dynamodb:GetItem", "dynamodb:PutItem"], on: [data.people.tableArn] }],
      asynchronous: {
        alarms: data.alarms,
        deadLetters: "A bounce or a complaint was not obeyed: the address is still written to.",
      },
    });
    const untold = new DeadLetterQueue(this, "UntoldDeliveries", {
      stage,
      alarms: data.alarms,
      meaning: "What SES told of a message did not reach record-delivery-event.",
    });
    const ours = { mail: { tags: { "ses:configuration-set": [this.sending.configurationSet] } } };
    const rules = [
      ["Bounces", BOUNCED, { ...ours, bounce: { bounceType: ["Permanent"] } }],
      ["Complaints", COMPLAINED, ours],
    ] as const;
    for (const [id, detailType, detail] of rules) {
      new Rule(this, id, {
        eventBus: account,
        description: `${id} of this stage's letters`,
        eventPattern: { source: ["aws.ses"], detailType: [detailType], detail },
        targets: [
          new LambdaFunction(record.lambda, {
            event: RuleTargetInput.fromObject({
              id: EventField.eventId,
              source: EventField.source,
              "detail-type": EventField.detailType,
              detail: { message: EventField.fromPath("$.detail.mail.messageId") },
            }),
            deadLetterQueue: untold.queue,
            maxEventAge: Duration.hours(24),
            retryAttempts: 185,
          }),
        ],
      });
    }
  }

  private servePeople({ stage, data, intake, site }: EngagementStackProps): void {
    const people = new WellspringFunction<ServePeopleEnv>(this, "serve-people", {
      stage,
      purpose:
        "Renders and takes in what a customer can see and change: joining, preferences, history, unsubscribing",
      memoryMiB: 512,
      environment: {
        PEOPLE_TABLE: data.people.tableName,
        LEDGER_TABLE: data.ledger.tableName,
        IMPACT_TABLE: data.impact.tableName,
        EVENT_BUS: intake.bus.eventBusName,
        CONTACT_SECRET: arnOf(data.contactSecret),
        IDENTITY_SECRET: arnOf(data.identitySecret),
      },
      allow: [
        {
          actions: [
            "dynamodb:GetItem",
            "dynamodb:BatchGetItem",
            "dynamodb:Query",
            "dynamodb:PutItem",
            "dynamodb:UpdateItem",
            "dynamodb:DeleteItem",
            "dynamodb:ConditionCheckItem",
          ],
          on: [data.people.tableArn],
        },
        {
          actions: ["dynamodb:Query"],
          on: [data.ledger.tableArn, `${data.ledger.tableArn}/index/byCustomer`],
        },
        { actions: ["dynamodb:GetItem", "dynamodb:Query"], on: [data.impact.tableArn] },
        { actions: ["events:PutEvents"], on: [intake.bus.eventBusArn] },
        ...this.keys(data),
      ],
    });
    new FurtherRoutes(this, "Pages", {
      api: site.api,
      routes: PEOPLE_ROUTES.map(({ path, methods }) => ({
        path,
        methods: methods.map((method) => HttpMethod[method]),
        answeredBy: people.lambda,
      })),
      openBecause: "Whoever may see or change something proves it by a single-use link and a session.",
    });
  }

  /** What happens begins a journey; a journey's message steps are all the one way to send. */
  private journeys(
    { stage, data, intake }: EngagementStackProps,
    deliver: WellspringFunction<unknown>,
  ): void {
    const gather = new WellspringFunction<GatherFactsEnv>(this, "gather-facts", {
      stage,
      purpose: "Reads what a message says from the ledger, and whether it is still true",
      timeout: GATHER_TIMEOUT,
      environment: { LEDGER_TABLE: data.ledger.tableName, PEOPLE_TABLE: data.people.tableName },
      allow: [
        { actions: ["dynamodb:GetItem"], on: [data.people.tableArn] },
        {
          actions: ["dynamodb:Query"],
          on: [data.ledger.tableArn, `${data.ledger.tableArn}/index/byCustomer`],
        },
      ],
    });
    const notDelivered = new DeadLetterQueue(this, "NotDelivered", {
      stage,
      alarms: data.alarms,
      meaning: "An event did not begin its journey, or a journey failed: somebody was not written to.",
    }).queue;
    const everyJourney = {
      stage,
      alarms: data.alarms,
      substitutions: {
        DeliverMessageFunction: deliver.lambda.functionArn,
        DeadLetterQueueUrl: notDelivered.queueUrl,
        InvokeFunction: `arn:${PARTITION}:states:::lambda:invoke`,
        SendMessage: `arn:${PARTITION}:states:::sqs:sendMessage`,
      },
      allow: [
        { actions: ["lambda:InvokeFunction"], on: [deliver.lambda.functionArn] },
        { actions: ["sqs:SendMessage"], on: [notDelivered.queueArn] },
      ],
    };
    const sendLink = new Workflow(this, "send-link", { ...everyJourney, type: StateMachineType.EXPRESS });
    const longJourney = (id: string, more: Pick<WorkflowProps, "substitutions" | "allow">) =>
      new Workflow(this, id, {
        ...everyJourney,
        type: StateMachineType.STANDARD,
        substitutions: {
          ...everyJourney.substitutions,
          GatherFactsFunction: gather.lambda.functionArn,
          ...more.substitutions,
        },
        allow: [
          ...everyJourney.allow,
          { actions: ["lambda:InvokeFunction"], on: [gather.lambda.functionArn] },
          ...more.allow,
        ],
      });
    const nothingMore = { substitutions: {}, allow: [] };
    const digest = longJourney("impact-digest", nothingMore);
    const digestArn = digest.stateMachine.stateMachineArn;
    const journeys = [
      longJourney("impact-update", {
        substitutions: {
          ImpactDigest: digestArn,
          StartExecution: `arn:${PARTITION}:states:::states:startExecution`,
        },
        allow: [{ actions: ["states:StartExecution"], on: [digestArn] }],
      }),
      longJourney("welcome", nothingMore),
    ];
    const start = this.startJourney({ stage, data }, notDelivered, journeys);
    this.begin("Answers", intake, sendLink, notDelivered, [CustomerJoined, SignInAsked]);
    this.begin("Journeys", intake, start, notDelivered, [GiftAccrued, CustomerConfirmed]);
    new CfnOutput(this, "JourneyDeadLetterQueueUrl", { value: notDelivered.queueUrl });
    for (const { node, stateMachine } of [sendLink, start, digest, ...journeys]) {
      new CfnOutput(this, `${pascal(node.id)}Arn`, { value: stateMachine.stateMachineArn });
    }
  }

  /** Begins at most one run of a journey for what an event is about, unless the journey is stopped. */
  private startJourney(
    { stage, data }: Pick<EngagementStackProps, "stage" | "data">,
    notDelivered: Queue,
    journeys: readonly Workflow[],
  ): Workflow {
    const machines = journeys.map(({ stateMachine }) => stateMachine);
    const runs = machines.map(({ stateMachineName }) =>
      this.formatArn({
        service: "states",
        resource: "execution",
        resourceName: `${stateMachineName}:*`,
        arnFormat: ArnFormat.COLON_RESOURCE_NAME,
      }),
    );
    const start = new Workflow(this, "start-journey", {
      stage,
      alarms: data.alarms,
      type: StateMachineType.EXPRESS,
      substitutions: {
        PeopleTable: data.people.tableName,
        DeadLetterQueueUrl: notDelivered.queueUrl,
        GetItem: `arn:${PARTITION}:states:::dynamodb:getItem`,
        SendMessage: `arn:${PARTITION}:states:::sqs:sendMessage`,
        StartExecution: `arn:${PARTITION}:states:::states:startExecution`,
        DescribeExecution: `arn:${PARTITION}:states:::aws-sdk:sfn:describeExecution`,
        ...Object.fromEntries(
          journeys.map(({ node, stateMachine }) => [pascal(node.id), stateMachine.stateMachineArn]),
        ),
      },
      allow: [
        { actions: ["dynamodb:GetItem"], on: [data.people.tableArn] },
        { actions: ["states:StartExecution"], on: machines.map(({ stateMachineArn }) => stateMachineArn) },
        { actions: ["states:DescribeExecution"], on: runs },
        { actions: ["sqs:SendMessage"], on: [notDelivered.queueArn] },
      ],
    });
    Validations.of(start.stateMachine).acknowledge(
      ...machines.map((machine) => ({
        id: `AwsSolutions-IAM5[Resource::${RUNS_OF}<${this.logicalIdOf(machine)}.Name>:*]`,
        reason:
          "It looks at the run that has an event's name: the runs of one journey, whose names come with the events.",
      })),
    );
    return start;
  }

  private logicalIdOf({ node }: StateMachine): string {
    if (node.defaultChild instanceof CfnStateMachine) return this.getLogicalId(node.defaultChild);
    throw new Error(`${node.path} is no state machine of this app`);
  }

  private begin(
    id: string,
    intake: IntakeStack,
    workflow: Workflow,
    notDelivered: Queue,
    events: readonly EventContract[],
  ): void {
    new Rule(this, id, {
      eventBus: intake.bus,
      description: `What begins ${workflow.node.id}`,
      eventPattern: { source: [EVENT_SOURCE], detailType: events.map(({ name }) => name) },
      targets: [
        new SfnStateMachine(workflow.stateMachine, {
          deadLetterQueue: notDelivered,
          maxEventAge: Duration.hours(24),
          retryAttempts: 185,
        }),
      ],
    });
  }

  private keys(data: DataStack): readonly Permission[] {
    return [
      {
        actions: ["secretsmanager:GetSecretValue"],
        on: [arnOf(data.contactSecret), arnOf(data.identitySecret)],
      },
    ];
  }
}

interface Sending {
  readonly set: ConfigurationSet;
  readonly configurationSet: string;
  /** On which resources sending is allowed. */
  readonly on: readonly string[];
}

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf("@") + 1);
}

/** `impact-update` → `ImpactUpdate`: what an output and a placeholder may be called. */
function pascal(id: string): string {
  return id
    .split("-")
    .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
    .join("");
}
