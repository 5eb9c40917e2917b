import { CfnOutput, Duration, Stack, Validations } from "aws-cdk-lib";
import { EventBus } from "aws-cdk-lib/aws-events";
import { FunctionUrlAuthType } from "aws-cdk-lib/aws-lambda";
import { FilterPattern } from "aws-cdk-lib/aws-logs";
import { Secret } from "aws-cdk-lib/aws-secretsmanager";
import type { Construct } from "constructs";
import { EVENT_SOURCE } from "../../core/events/catalog.ts";
import { BRAND_CONFIG_PARTITION } from "../../core/giving/config/brand-config.keys.ts";
import { AskedSource, isThin, shopSystems } from "../../core/intake/sources/registry.ts";
import { SMOKE_CONNECTION } from "../../core/model/smoke.ts";
import { TOP_UP_CONNECTION } from "../../core/model/terms.ts";
import { CARD_PARTITIONS } from "../../core/people/keys/customer.keys.ts";
import type { ReceivePurchaseEnv } from "../../functions/receive-purchase/env.ts";
import { keptOn } from "../constructs/kept-on.ts";
import { raiseAlarm, raiseAlarmOnSilence } from "../constructs/raise-alarm.ts";
import { countLines, stageMetric } from "../constructs/stage-metric.ts";
import { type Permission, WellspringFunction } from "../constructs/wellspring-function.ts";
import { acknowledgeQuarantine } from "../data/acknowledge-quarantine.ts";
import { arnOf, type DataStack } from "../data/data-stack.ts";
import type { SiteStack } from "../site/site-stack.ts";
import { stackProps } from "../stack-props.ts";
import {
  type AwsStage,
  CONNECTIONS_MAX,
  type Connection,
  connectionName,
  lookUpsText,
  outputName,
  roundUpsText,
  type StageSettings,
  wantsToken,
} from "../stages.ts";
import { partnerBuses } from "./partner-buses.ts";
import { QUARANTINE_KEYS } from "./quarantined-webhooks.ts";
import { nameAddresses } from "./webhook-addresses.ts";

export interface IntakeStackProps {
  readonly stage: StageSettings;
  readonly data: DataStack;
  readonly site: SiteStack;
}

/** Shop systems give up after five seconds; the first call of a function also reads its secret. */
const RECEIVE_TIMEOUT = Duration.seconds(10);
/** A stray scanner stays below. */
const REFUSALS_MANY = 20;
const REFUSALS_PERIOD = Duration.minutes(15);
/** What is ignored once is often ignored again: an operator is told once, until a day passes without it. */
const IGNORED_PERIOD = Duration.days(1);

/**
 * The intake: the webhook address, a secret per connection, partner event buses where the stage names them, and the
 * bus of all events. A connection's secret is created and deleted with the address that it guards.
 */
export class IntakeStack extends Stack {
  readonly bus: EventBus;
  /** What each connection signs with, by `source/connection`. */
  readonly connectionKeys: ReadonlyMap<string, Secret>;
  /** The token with which a connection's shop is asked for its orders, by `source/connection`, where the stage wants one. */
  readonly shopAccess: ReadonlyMap<string, Secret>;

  constructor(scope: Construct, id: string, props: IntakeStackProps) {
    super(
      scope,
      id,
      stackProps(props.stage, "Wellspring: webhooks and native events in, purchases out on the bus", {
        isProtected: true,
      }),
    );
    const { stage, data, site } = props;
    this.bus = new EventBus(this, "Bus", { description: "What happened in Wellspring" });
    this.connectionKeys = this.connectionSecrets(stage);
    this.shopAccess = this.accessSecrets(stage);
    const ingestPermissions = this.ingestPermissions(data);

    const receive = new WellspringFunction<ReceivePurchaseEnv>(this, "receive-purchase", {
      stage,
      purpose: "Verifies a webhook, makes a purchase or a refund of it, and publishes that",
      timeout: RECEIVE_TIMEOUT,
      ...(stage.webhookConcurrency !== undefined && { concurrencyMax: stage.webhookConcurrency }),
      environment: {
        EVENT_BUS: this.bus.eventBusName,
        CONNECTIONS: this.toJsonString(
          Object.fromEntries(
            [...this.connectionKeys].map(([connection, secret]) => [connection, arnOf(secret)]),
          ),
        ),
        LOOK_UPS: lookUpsText(stage),
        ROUND_UPS: roundUpsText(stage),
        IDENTITY_SECRET: arnOf(data.identitySecret),
        QUARANTINE_BUCKET: data.quarantine.bucketName,
        LEDGER_TABLE: data.ledger.tableName,
        PEOPLE_TABLE: data.people.tableName,
        SITE_URL: site.address,
      },
      allow: [
        { actions: ["secretsmanager:GetSecretValue"], on: [...this.connectionKeys.values()].map(arnOf) },
        ...ingestPermissions,
        // The brand's own words, to warn a sender who names what they do not have; nothing that was given.
        {
          actions: ["dynamodb:Query"],
          on: [data.ledger.tableArn],
          when: { "ForAllValues:StringEquals": { "dynamodb:LeadingKeys": BRAND_CONFIG_PARTITION } },
        },
        // Whether a card that a till scanned is somebody's; nothing that a customer said or chose.
        {
          actions: ["dynamodb:GetItem"],
          on: [data.people.tableArn],
          when: { "ForAllValues:StringLike": { "dynamodb:LeadingKeys": CARD_PARTITIONS } },
        },
      ],
    });
    acknowledgeQuarantine(receive, data, QUARANTINE_KEYS);
    // Public: a shop system proves itself by a signature over the body, which the function verifies first.
    const address = receive.lambda.addFunctionUrl({ authType: FunctionUrlAuthType.NONE });
    this.watch(stage, data, receive);
    this.countWebhooks(stage, receive);
    this.listenForSilence(stage, data, receive);
    if (stage.kind === "aws") this.onlyOnAws(stage, data, ingestPermissions);

    new CfnOutput(this, "EventBus", { value: this.bus.eventBusName });
    new CfnOutput(this, "WebhookUrl", { value: address.url });
    nameAddresses(this, stage, address);
    new CfnOutput(this, "LookUps", { value: lookUpsText(stage) });
    new CfnOutput(this, "RoundUps", { value: roundUpsText(stage) });
  }

  /** A secret per connection, empty until a person stores the shop's key: till then nothing verifies. */
  private connectionSecrets(stage: StageSettings): ReadonlyMap<string, Secret> {
    if (stage.connections.length > CONNECTIONS_MAX) {
      throw new Error(
        `Stage ${stage.name} has ${stage.connections.length} connections; ${CONNECTIONS_MAX} fit.`,
      );
    }
    if (stage.connections.some(({ name }) => name === SMOKE_CONNECTION.connection)) {
      throw new Error(
        `Stage ${stage.name} has a connection ${SMOKE_CONNECTION.connection}: wellspring smoke alone sends under that name.`,
      );
    }
    if (stage.connections.some(({ name }) => name === TOP_UP_CONNECTION)) {
      throw new Error(
        `Stage ${stage.name} has a connection ${TOP_UP_CONNECTION}: the ledger has what the brand adds to a guaranteed minimum under that name.`,
      );
    }
    const secrets = stage.connections.map((connection) => {
      const name = connectionName(connection);
      const secret = new Secret(this, `Key of ${name}`, {
        description: `What ${name} signs its webhooks with: {"secrets": ["current", "previous"]}`,
        generateSecretString: {
          secretStringTemplate: JSON.stringify({ secrets: [] }),
          generateStringKey: "notYetSet",
        },
        removalPolicy: keptOn(stage),
      });
      Validations.of(secret).acknowledge({
        id: "AwsSolutions-SMG4",
        reason: "The shop system makes the key; it is rotated there, and both keys verify meanwhile.",
      });
      new CfnOutput(this, outputName("ConnectionSecret", connection), { value: arnOf(secret) });
      return [name, secret] as const;
    });
    return new Map(secrets);
  }

  /** Empty until a person stores the shop's token: till then a look-up fails, and rings; a comparison at night waits for it. */
  private accessSecrets(stage: StageSettings): ReadonlyMap<string, Secret> {
    for (const connection of stage.connections) {
      if (connection.lookUp) AskedSource.parse(connection.source);
      else if (isThin(connection.source))
        throw new Error(`${connectionName(connection)} only names its orders: say lookUp: true of it`);
    }
    const secrets = stage.connections.filter(wantsToken).map((connection) => {
      const name = connectionName(connection);
      const secret = new Secret(this, `Access to ${name}`, {
        description: `Access to the orders of ${name}: {"origin": "https://…", "accessToken": "…"}`,
        generateSecretString: { secretStringTemplate: "{}", generateStringKey: "notYetSet" },
        removalPolicy: keptOn(stage),
      });
      Validations.of(secret).acknowledge({
        id: "AwsSolutions-SMG4",
        reason: "The shop system makes the token, and replaces it there.",
      });
      new CfnOutput(this, outputName("ShopAccess", connection), { value: arnOf(secret) });
      return [name, secret] as const;
    });
    return new Map(secrets);
  }

  /** What each function that ingests webhooks may do: publish events, hash identities, quarantine what it cannot use. */
  private ingestPermissions(data: DataStack): readonly Permission[] {
    return [
      { actions: ["events:PutEvents"], on: [this.bus.eventBusArn] },
      { actions: ["secretsmanager:GetSecretValue"], on: [arnOf(data.identitySecret)] },
      { actions: ["s3:PutObject"], on: [data.quarantine.arnForObjects(QUARANTINE_KEYS)] },
    ];
  }

  private watch(stage: StageSettings, data: DataStack, receive: WellspringFunction<unknown>): void {
    const period = Duration.minutes(5);
    const answered = (statuses: "4xx" | "5xx", within: Duration) =>
      receive.lambda.metric(`Url${statuses}Count`, { period: within, statistic: "Sum" });
    raiseAlarm(this, "WebhookErrors", {
      topic: data.alarms,
      metric: answered("5xx", period),
      atLeast: 1,
      rollsBack: "WebhookErrors",
      lasts: true,
      meaning: "A shop system was answered 5xx. It will try again, but not forever.",
    });
    raiseAlarm(this, "WebhooksThrottled", {
      topic: data.alarms,
      metric: receive.lambda.metricThrottles({ period, statistic: "Sum" }),
      atLeast: 1,
      lasts: true,
      meaning: throttledMeaning(stage),
    });
    raiseAlarm(this, "WebhooksRefused", {
      topic: data.alarms,
      metric: answered("4xx", REFUSALS_PERIOD),
      atLeast: REFUSALS_MANY,
      lasts: true,
      meaning:
        "Many webhooks were refused: they are forged, or a key here is not the shop system's any more.",
    });
    raiseAlarm(this, "Quarantined", {
      topic: data.alarms,
      metric: stageMetric(stage, "Quarantined"),
      atLeast: 1,
      meaning: "A genuine webhook could not be used and waits in quarantine.",
    });
    raiseAlarm(this, "Ignored", {
      topic: data.alarms,
      metric: stageMetric(stage, "Ignored", IGNORED_PERIOD),
      atLeast: 1,
      meaning: "A genuine webhook is about money that Wellspring does not count: the log line says why.",
    });
  }

  /** The one line of a call says what became of its webhook. */
  private countWebhooks(stage: StageSettings, { node, log }: WellspringFunction<unknown>): void {
    const quarantined = FilterPattern.stringValue("$.outcome", "=", "quarantined");
    countLines(this, `Quarantined by ${node.id}`, { stage, log, lines: quarantined, as: "Quarantined" });
    const ignored = FilterPattern.exists("$.ignored[0]");
    countLines(this, `Ignored by ${node.id}`, { stage, log, lines: ignored, as: "Ignored" });
  }

  /**
   * The function's own log line names the connection of an accepted webhook: counting it there costs nothing for each
   * purchase. Before its first purchase a connection may be silent for as long as it likes.
   */
  private listenForSilence(
    stage: StageSettings,
    data: DataStack,
    { log }: WellspringFunction<unknown>,
  ): void {
    for (const connection of stage.connections) {
      if (connection.silentHours === undefined) continue;
      const name = connectionName(connection);
      const accepted = FilterPattern.all(
        FilterPattern.stringValue("$.outcome", "=", "accepted"),
        FilterPattern.stringValue("$.connection", "=", name),
      );
      countLines(this, `Accepted from ${name}`, { stage, log, lines: accepted, as: `Accepted ${name}` });
      raiseAlarmOnSilence(this, `Silent ${name}`, {
        topic: data.alarms,
        metric: stageMetric(stage, `Accepted ${name}`, Duration.hours(1)),
        periods: connection.silentHours,
        meaning: `${name} sent no purchase for ${connection.silentHours} hours (INSUFFICIENT_DATA), or sends again (OK): its webhooks may be switched off.`,
      });
    }
  }

  private onlyOnAws(stage: AwsStage, data: DataStack, allow: readonly Permission[]): void {
    this.bus.archive("Archive", {
      description: "Every event of ours, to be fed again",
      retention: Duration.days(stage.eventArchiveDays),
      eventPattern: { source: [EVENT_SOURCE] },
    });
    const receive = partnerBuses(this, { stage, data, bus: this.bus, allow });
    if (receive !== undefined) this.countWebhooks(stage, receive);
  }
}

/** What a 429 costs: nothing where the shop system sends again, a night where its list is compared, else the purchase. */
function throttledMeaning({ connections }: StageSettings): string {
  const once = connections.filter(({ source }) => shopSystems[source].sendsOnce === true);
  const namesOf = (those: readonly Connection[]) => those.map(connectionName).join(", ");
  const nightly = namesOf(once.filter(({ reconcile }) => reconcile === true));
  const lost = namesOf(once.filter(({ reconcile }) => reconcile !== true));
  return [
    "A webhook was answered 429: more came at once than webhookConcurrency lets in. Shop systems send it again",
    nightly && `, but not ${nightly}: what was refused of these comes with the comparison at night`,
    lost &&
      `, but not ${lost}: WHAT WAS REFUSED OF THESE IS LOST, as the stage does not say reconcile of them`,
    ".",
  ].join("");
}
