import { Duration, type Stack, Validations } from "aws-cdk-lib";
import { Metric } from "aws-cdk-lib/aws-cloudwatch";
import { EventBus, Rule } from "aws-cdk-lib/aws-events";
import { LambdaFunction } from "aws-cdk-lib/aws-events-targets";
import type { ReceiveNativeEventEnv } from "../../functions/receive-native-event/env.ts";
import { raiseAlarm } from "../constructs/raise-alarm.ts";
import { type Permission, WellspringFunction } from "../constructs/wellspring-function.ts";
import { acknowledgeQuarantine } from "../data/acknowledge-quarantine.ts";
import { arnOf, type DataStack } from "../data/data-stack.ts";
import { keepFailedCalls } from "../data/keep-failed-calls.ts";
import { type AwsStage, connectionName, lookUpsText, roundUpsText } from "../stages.ts";
import { QUARANTINE_KEYS } from "./quarantined-webhooks.ts";

export interface PartnerBusesProps {
  readonly stage: AwsStage;
  readonly data: DataStack;
  readonly bus: EventBus;
  /** What each function that ingests webhooks may do. */
  readonly allow: readonly Permission[];
}

/**
 * The event buses of partners, and the function that ingests what comes by them. A native order holds names and addresses: a
 * call that failed lies in the quarantine, and a rule here has no dead-letter queue, as those of SES's events have none
 * (docs/decisions/19-delivery-events.md). Undefined where the stage names no bus.
 */
export function partnerBuses(
  stack: Stack,
  { stage, data, bus, allow }: PartnerBusesProps,
): WellspringFunction<ReceiveNativeEventEnv> | undefined {
  if (stage.partnerBuses.length === 0) return undefined;
  const partners = stage.partnerBuses.map(
    ({ eventSource, connection }) => [eventSource, connectionName(connection)] as const,
  );
  const receive = new WellspringFunction<ReceiveNativeEventEnv>(stack, "receive-native-event", {
    stage,
    purpose: "Makes a purchase or a refund of a partner's native event, and publishes that",
    environment: {
      EVENT_BUS: bus.eventBusName,
      PARTNERS: JSON.stringify(Object.fromEntries(partners)),
      LOOK_UPS: lookUpsText(stage),
      ROUND_UPS: roundUpsText(stage),
      IDENTITY_SECRET: arnOf(data.identitySecret),
      QUARANTINE_BUCKET: data.quarantine.bucketName,
    },
    allow,
  });
  acknowledgeQuarantine(receive, data, QUARANTINE_KEYS);
  keepFailedCalls(receive, {
    data,
    alarm: "NotReceived",
    meaning: "A native event of a partner could not be received.",
  });
  for (const { eventSource, connection } of stage.partnerBuses) {
    const name = connectionName(connection);
    // A partner's bus must have the name of its event source.
    const from = new EventBus(stack, `Bus of ${name}`, { eventSourceName: eventSource });
    const rule = new Rule(stack, `From ${name}`, {
      eventBus: from,
      description: `Purchases of ${name}`,
      eventPattern: { source: [eventSource] },
      targets: [new LambdaFunction(receive.lambda, { maxEventAge: Duration.hours(24), retryAttempts: 185 })],
    });
    Validations.of(rule).acknowledge({
      id: "Serverless-EventBusDLQ",
      reason: "A dead letter would hold the order whole, with names and addresses in it.",
    });
    raiseAlarm(rule, "Lost", {
      topic: data.alarms,
      metric: new Metric({
        namespace: "AWS/Events",
        metricName: "FailedInvocations",
        dimensionsMap: { EventBusName: from.eventBusName, RuleName: rule.ruleName },
        period: Duration.minutes(5),
        statistic: "Sum",
      }),
      atLeast: 1,
      meaning: `A native event of ${name} did not reach receive-native-event in a day, and is kept nowhere.`,
    });
  }
  return receive;
}
