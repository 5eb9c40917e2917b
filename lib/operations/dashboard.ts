import { Duration, type Stack } from "aws-cdk-lib";
import {
  Alarm,
  AlarmStatusWidget,
  Dashboard,
  GraphWidget,
  type IMetric,
  TextWidget,
} from "aws-cdk-lib/aws-cloudwatch";
import { FilterPattern, MetricFilter } from "aws-cdk-lib/aws-logs";
import { DeadLetterQueue } from "../constructs/dead-letter-queue.ts";
import { metricNamespace } from "../constructs/stage-metric.ts";
import { StreamConsumer } from "../constructs/stream-consumer.ts";
import { WellspringFunction } from "../constructs/wellspring-function.ts";
import { Workflow } from "../constructs/workflow.ts";
import type { StageSettings } from "../stages.ts";
import { within } from "./within.ts";

const PERIOD = Duration.minutes(5);
/** A whole row of the dashboard has 24 columns. */
const ROW = 24;
const HEIGHT = 6;
/** CloudWatch refuses a dashboard with a widget of more than 100 alarms. */
const ALARMS_A_WIDGET = 50;

const GIVING = ["recorded", "duplicate", "conflict"];
const ASKING = ["exact", "published", "notNeeded", "busy"];
const WRITING = ["sent", "deferred", "dropped", "duplicate", "unknown"];

/** Whether giving and writing work, in ten seconds. Each function and each workflow has a line of its own. */
export function drawDashboard(stack: Stack, stage: StageSettings, watched: readonly Stack[]): void {
  const functions = within(watched, WellspringFunction<unknown>);
  const outcomes = (of: string, names: readonly string[]) => outcomesOf(stack, stage, functions, of, names);
  const runs = within(watched, Workflow).flatMap(({ node, stateMachine }) => [
    stateMachine.metricFailed({ period: PERIOD, label: node.id }),
    stateMachine.metricTimedOut({ period: PERIOD, label: `${node.id}, timed out` }),
  ]);
  const letters = within(watched, DeadLetterQueue).map(({ node, queue }) =>
    queue.metricApproximateNumberOfMessagesVisible({ period: PERIOD, label: node.path }),
  );
  const ages = within(watched, StreamConsumer).map(({ node, age }) => age.with({ label: node.id }));
  const each = (of: (lambda: WellspringFunction<unknown>["lambda"], label: string) => IMetric) =>
    functions.map(({ node, lambda }) => of(lambda, node.id));
  const errors = each((lambda, label) => lambda.metricErrors({ period: PERIOD, label }));
  const throttles = each((lambda, label) => lambda.metricThrottles({ period: PERIOD, label }));

  const dashboard = new Dashboard(stack, "Dashboard", { defaultInterval: Duration.hours(24) });
  const title = `# Wellspring, ${stage.name}\nGiving on the left, writing on the right. While every alarm at the bottom is green, nothing waits for a person.`;
  dashboard.addWidgets(new TextWidget({ markdown: title, width: ROW, height: 2 }));
  dashboard.addWidgets(
    graph("Purchases become gifts", outcomes("record-gift", GIVING)),
    graph("Messages", outcomes("deliver-message", WRITING)),
  );
  dashboard.addWidgets(
    graph("Shops that are asked for what webhooks leave out", outcomes("look-up-order", ASKING)),
    graph("How late streams are (ms)", ages),
  );
  dashboard.addWidgets(graph("Runs that failed", runs), graph("Dead letters, waiting for a person", letters));
  dashboard.addWidgets(graph("Calls that failed", errors), graph("Calls that were throttled", throttles));
  const alarms = within([...watched, stack], Alarm);
  for (let from = 0; from < alarms.length; from += ALARMS_A_WIDGET) {
    const some = alarms.slice(from, from + ALARMS_A_WIDGET);
    dashboard.addWidgets(
      new AlarmStatusWidget({ title: "Alarms", alarms: some, width: ROW, height: HEIGHT }),
    );
  }
}

/** What a function's own log lines say became of its calls: counted there, it costs nothing for each call. */
function outcomesOf(
  stack: Stack,
  stage: StageSettings,
  functions: readonly WellspringFunction<unknown>[],
  of: string,
  names: readonly string[],
): IMetric[] {
  const found = functions.find(({ node }) => node.id === of);
  if (found === undefined) throw new Error(`No stack has the function ${of}`);
  const filter = new MetricFilter(stack, `Outcomes of ${of}`, {
    logGroup: found.log,
    filterPattern: FilterPattern.exists("$.outcome"),
    metricNamespace: metricNamespace(stage),
    metricName: `Outcomes of ${of}`,
    dimensions: { outcome: "$.outcome" },
  });
  return names.map((outcome) =>
    filter.metric({ period: PERIOD, statistic: "Sum", dimensionsMap: { outcome }, label: outcome }),
  );
}

function graph(title: string, left: IMetric[]): GraphWidget {
  return new GraphWidget({ title, left, width: ROW / 2, height: HEIGHT });
}
