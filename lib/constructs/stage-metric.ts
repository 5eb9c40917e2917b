import { Duration } from "aws-cdk-lib";
import { Metric } from "aws-cdk-lib/aws-cloudwatch";
import { type IFilterPattern, type ILogGroup, MetricFilter } from "aws-cdk-lib/aws-logs";
import type { Construct } from "constructs";
import type { StageSettings } from "../stages.ts";

/** Where a stage counts: no other stage of the account counts there, so that none rings another's alarms. */
export function metricNamespace({ name }: Pick<StageSettings, "name">): string {
  return `Wellspring/${name}`;
}

/** The sum of a metric that log lines are counted into. */
export function stageMetric(
  stage: Pick<StageSettings, "name">,
  metricName: string,
  period = Duration.minutes(5),
): Metric {
  return new Metric({ namespace: metricNamespace(stage), metricName, period, statistic: "Sum" });
}

export interface CountedLines {
  readonly stage: Pick<StageSettings, "name">;
  readonly log: ILogGroup;
  readonly lines: IFilterPattern;
  /** The metric of the stage; several logs may count into one. */
  readonly as: string;
  /** What a line counts for: 1, or the number in this field of it. */
  readonly value?: string;
}

/**
 * Counts the lines of a log that match. It costs nothing for each line, and the metric ($0.30 a month) nothing in an hour in
 * which none matches.
 */
export function countLines(
  scope: Construct,
  id: string,
  { stage, log, lines, as, value }: CountedLines,
): void {
  new MetricFilter(scope, id, {
    logGroup: log,
    filterPattern: lines,
    metricNamespace: metricNamespace(stage),
    metricName: as,
    ...(value !== undefined && { metricValue: value }),
  });
}
