import { Duration } from "aws-cdk-lib";
import { CfnEventInvokeConfig } from "aws-cdk-lib/aws-lambda";
import { raiseAlarm } from "../constructs/raise-alarm.ts";
import type { WellspringFunction } from "../constructs/wellspring-function.ts";
import { acknowledgeQuarantine } from "./acknowledge-quarantine.ts";
import type { DataStack } from "./data-stack.ts";

/** The longest that Lambda keeps an event for its retries. */
const TRIED_FOR = Duration.hours(6);
const TRIES_AGAIN = 2;

export interface FailedCalls {
  readonly data: DataStack;
  /** The alarm's id below the function. */
  readonly alarm: string;
  readonly meaning: string;
}

/**
 * For a function that is called asynchronously with what is personal: a call that failed in all tries lies in the quarantine,
 * encrypted and for 30 days, and in no queue (docs/decisions/22-failed-texts.md). `npx wellspring redrive <function>` hands it back.
 */
export function keepFailedCalls(
  receive: WellspringFunction<unknown>,
  { data, alarm, meaning }: FailedCalls,
): void {
  receive.allow({ actions: ["s3:PutObject"], on: [data.quarantine.arnForObjects("*")] });
  receive.allow({ actions: ["s3:ListBucket"], on: [data.quarantine.bucketArn] });
  acknowledgeQuarantine(receive, data);
  new CfnEventInvokeConfig(receive, "OnFailure", {
    functionName: receive.lambda.functionName,
    qualifier: "$LATEST",
    maximumRetryAttempts: TRIES_AGAIN,
    maximumEventAgeInSeconds: TRIED_FOR.toSeconds(),
    destinationConfig: { onFailure: { destination: data.quarantine.bucketArn } },
  });
  raiseAlarm(receive, alarm, {
    topic: data.alarms,
    metric: receive.lambda.metric("AsyncEventsDropped", { statistic: "Sum", period: Duration.minutes(1) }),
    atLeast: 1,
    meaning: `${meaning} It lies in the quarantine. Once mended: npx wellspring redrive ${receive.node.id}.`,
  });
  receive.nameFunction();
}
