import { Duration, Stack } from "aws-cdk-lib";
import {
  Alarm,
  AlarmStatusWidget,
  Dashboard,
  GraphWidget,
  type IMetric,
  Metric,
  TextWidget,
} from "aws-cdk-lib/aws-cloudwatch";
import { FilterPattern, MetricFilter } from "aws-cdk-lib/aws-logs";
import type { Construct } from "constructs";
import { DeadLetterQueue } from "../constructs/dead-letter-queue.ts";
import { raiseAlarm } from "../constructs/raise-alarm.ts";
import { StreamConsumer } from "../constructs/stream-consumer.ts";
import { WellspringFunction } from "../constructs/wellspring-function.ts";
import { Workflow } from "../constructs/workflow.ts";
import type { DataStack } from "../data/data-stack.ts";
import { stackProps } from "../stack-props.ts";
import { type StageSettings, textServiceOf } from "../stages.ts";

export interface OperationsStackProps {
  readonly stage: StageSettings;
  readonly data: DataStack;
  /** All that is watched. */
  readonly watched: readonly Stack[];
  /** Whose letters bounce and are complained about. */
  readonly configurationSet: string;
}

const PERIOD = Duration.minutes(5);
/** A whole row of the dashboard has 24 columns. */
const ROW = 24;
const HEIGHT = 6;
/** What mailbox providers and AWS tolerate: Gmail 0.3 % of complaints, but asks for 0.1 %; AWS reviews at 5 % of bounces. */
const COMPLAINTS_MAX = 0.001;
const BOUNCES_MAX = 0.05;
/** Of what texts may cost in a month. */
const SPENT_PART = 0.8;
/** Where each service counts what the account's texts have cost this month; both have no value before the first text. */
const SPENT = {
  sns: { namespace: "AWS/SNS", metricName: "SMSMonthToDateSpentUSD" },
  endUserMessaging: { namespace: "AWS/SMSVoice", metricName: "TextMessageMonthlySpend" },
} as const;
/** One hot key, one slow call: a single throttle is retried and harmless. */
const THROTTLES_MANY = 10;

/**
 * Watches all the others from outside: what every function has in common, what the providers say of us, and one
 * dashboard that shows in ten seconds whether giving and writing work.
 */
export class OperationsStack extends Stack {
  private readonly functions: readonly WellspringFunction<unknown>[];

  constructor(scope: Construct, id: string, props: OperationsStackProps) {
    super(
      scope,
      id,
      stackProps(props.stage, "Wellspring: alarms on every function, on what is spent, and the dashboard"),
    );
    this.functions = within(props.watched, WellspringFunction<unknown>);
    this.watchFunctions(props);
    this.watchProviders(props);
    this.draw(props);
  }

  private watchFunctions({ stage, data: { alarms: topic } }: OperationsStackProps): void {
    const unreadable = { metricNamespace: `Wellspring/${stage.name}`, metricName: "Unreadable" };
    raiseAlarm(this, "Unreadable", {
      topic,
      metric: new Metric({
        namespace: unreadable.metricNamespace,
        metricName: unreadable.metricName,
        period: PERIOD,
        statistic: "Sum",
      }),
      atLeast: 1,
      meaning:
        "Something stored cannot be read, or a row has no room for its sums: it is left out, and all else is shown.",
    });
    for (const { node, lambda, log } of this.functions) {
      new MetricFilter(this, `Unreadable in ${node.id}`, { logGroup: log, ...UNREADABLE, ...unreadable });
      raiseAlarm(this, `${node.id} fails`, {
        topic,
        metric: lambda.metricErrors({ period: PERIOD, statistic: "Sum" }),
        atLeast: 1,
        meaning: `A call of ${node.id} threw or ran out of time. Its caller tries again.`,
      });
      raiseAlarm(this, `${node.id} is throttled`, {
        topic,
        metric: lambda.metricThrottles({ period: PERIOD, statistic: "Sum" }),
        atLeast: THROTTLES_MANY,
        meaning: `The account's limit of concurrent calls holds ${node.id} back.`,
      });
    }
  }

  private watchProviders({ stage, data: { alarms: topic }, configurationSet }: OperationsStackProps): void {
    const reputation = (what: string) =>
      new Metric({
        namespace: "AWS/SES",
        metricName: `Reputation.${what}`,
        dimensionsMap: { "ses:configuration-set": configurationSet },
        period: Duration.hours(1),
        statistic: "Maximum",
      });
    raiseAlarm(this, "Bounces", {
      topic,
      metric: reputation("BounceRate"),
      atLeast: BOUNCES_MAX,
      meaning: "Many letters bounce: AWS reviews the account, and mailbox providers trust the sender less.",
    });
    raiseAlarm(this, "Complaints", {
      topic,
      metric: reputation("ComplaintRate"),
      atLeast: COMPLAINTS_MAX,
      meaning: "One letter in a thousand is called spam: mailbox providers will stop taking them.",
    });
    raiseAlarm(this, "TextsAreCostly", {
      topic,
      metric: new Metric({
        ...SPENT[textServiceOf(stage)],
        period: Duration.hours(1),
        statistic: "Maximum",
      }),
      atLeast: stage.sender.smsDollarsPerMonth * SPENT_PART,
      meaning: "Texts cost four fifths of what they may in a month; at the account's own limit they stop.",
    });
  }

  private draw({ stage, watched }: OperationsStackProps): void {
    const dashboard = new Dashboard(this, "Dashboard", { defaultInterval: Duration.hours(24) });
    const title = `# Wellspring, ${stage.name}\nGiving on the left, writing on the right. While every alarm at the bottom is green, nothing waits for a person.`;
    dashboard.addWidgets(new TextWidget({ markdown: title, width: ROW, height: 2 }));
    dashboard.addWidgets(
      graph("Purchases become gifts", this.outcomes(stage, "record-gift", GIVING)),
      graph("Messages", this.outcomes(stage, "deliver-message", WRITING)),
    );
    dashboard.addWidgets(
      graph(
        "Shops that are asked for what webhooks leave out",
        this.outcomes(stage, "look-up-order", ASKING),
      ),
    );
    const runs = within(watched, Workflow).map(({ node, stateMachine }) =>
      stateMachine.metricFailed({ period: PERIOD, label: node.id }),
    );
    const letters = within(watched, DeadLetterQueue).map(({ node, queue }) =>
      queue.metricApproximateNumberOfMessagesVisible({ period: PERIOD, label: node.path }),
    );
    dashboard.addWidgets(
      graph("Runs that failed", runs),
      graph("Dead letters, waiting for a person", letters),
    );
    const ages = within(watched, StreamConsumer).map(({ node, age }) => age.with({ label: node.id }));
    const errors = this.functions.map(({ node, lambda }) =>
      lambda.metricErrors({ period: PERIOD, label: node.id }),
    );
    dashboard.addWidgets(graph("How late streams are (ms)", ages), graph("Calls that failed", errors));
    const alarms = within([...watched, this], Alarm);
    dashboard.addWidgets(new AlarmStatusWidget({ title: "Alarms", alarms, width: ROW, height: HEIGHT }));
  }

  /** What a function's own log lines say became of its calls: counted there, it costs nothing for each call. */
  private outcomes({ name: stage }: StageSettings, of: string, outcomes: readonly string[]): IMetric[] {
    const found = this.functions.find(({ node }) => node.id === of);
    if (found === undefined) throw new Error(`No stack has the function ${of}`);
    const filter = new MetricFilter(this, `Outcomes of ${of}`, {
      logGroup: found.log,
      filterPattern: FilterPattern.exists("$.outcome"),
      metricNamespace: `Wellspring/${stage}`,
      metricName: `Outcomes of ${of}`,
      dimensions: { outcome: "$.outcome" },
    });
    return outcomes.map((outcome) =>
      filter.metric({ period: PERIOD, statistic: "Sum", dimensionsMap: { outcome }, label: outcome }),
    );
  }
}

/** What every function says of stored items that it passed over: core/platform/lambda/report-unreadable.ts. */
const UNREADABLE = { filterPattern: FilterPattern.exists("$.unreadable"), metricValue: "$.unreadable" };

const GIVING = ["recorded", "duplicate", "conflict"];
const ASKING = ["exact", "published", "notNeeded", "busy"];
const WRITING = ["sent", "deferred", "dropped", "duplicate", "unknown"];

function graph(title: string, left: IMetric[]): GraphWidget {
  return new GraphWidget({ title, left, width: ROW / 2, height: HEIGHT });
}

/** All constructs of a kind, in the order of the stacks. */
function within<Kind>(scopes: readonly Stack[], kind: abstract new (...args: never[]) => Kind): Kind[] {
  return scopes.flatMap(({ node }) =>
    node.findAll().flatMap((found) => (found instanceof kind ? found : [])),
  );
}
