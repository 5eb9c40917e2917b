import { CfnOutput, Duration, Stack, Validations } from "aws-cdk-lib";
import { HttpMethod } from "aws-cdk-lib/aws-apigatewayv2";
import { ConfigurationSet, EmailIdentity, Identity } from "aws-cdk-lib/aws-ses";
import type { Construct } from "constructs";
import { PEOPLE_ROUTES } from "../core/people-pages/routes.ts";
import type { DeliverMessageEnv } from "../functions/deliver-message/env.ts";
import type { ServePeopleEnv } from "../functions/serve-people/env.ts";
import { FurtherRoutes } from "./constructs/public-api.ts";
import { type Permission, WellspringFunction } from "./constructs/wellspring-function.ts";
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

/** A provider's answer is waited for once; the claim before it and the record after it take a moment each. */
const DELIVER_TIMEOUT = Duration.seconds(20);

/** What customers say they want, and what is written to them: their pages, the journeys, and the one way to send. */
export class EngagementStack extends Stack {
  private readonly sending: Sending;

  constructor(scope: Construct, id: string, props: EngagementStackProps) {
    super(scope, id, { description: "Wellspring: people's pages, journeys, and messages by email and text" });
    this.sending = this.sender(props.stage);
    this.deliver(props);
    this.servePeople(props);
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
      configurationSet: set.configurationSetName,
      // The engine on one machine asks for sending on `*`, whatever the identity.
      on: stage.kind === "aws" ? [identity.emailIdentityArn, setArn] : ["*"],
    };
  }

  private deliver({ stage, data, site }: EngagementStackProps): void {
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
    new CfnOutput(this, "DeliverMessageFunction", { value: deliver.lambda.functionName });
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
  readonly configurationSet: string;
  /** On which resources sending is allowed. */
  readonly on: readonly string[];
}

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf("@") + 1);
}
