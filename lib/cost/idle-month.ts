import { priceOf } from "./price-book.ts";

/** A resource as a template has it. */
export interface BilledResource {
  readonly type: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** One line of a bill: so many of an item of the price book. */
export interface BillLine {
  readonly what: string;
  readonly count: number;
  readonly dollars: number;
  readonly note: string;
}

export interface IdleMonth {
  /** What is billed though nothing happens, before anything that an account has free each month. */
  readonly lines: readonly BillLine[];
  readonly dollars: number;
  /** What grows with what happens, and how. */
  readonly onTop: readonly string[];
}

/** Lambda's pollers of a queue, each asking for 20 seconds at a time: docs/decisions/20-broadcasts.md. */
const POLLERS = 5;
const POLLS_A_MONTH = (POLLERS * 30 * 86_400) / 20;

/** The kinds that are billed by the month, and how many of the item each of them is. */
const BY_THE_MONTH: Readonly<
  Record<string, readonly (readonly [what: string, item: string, count: (of: BilledResource) => number])[]>
> = {
  "AWS::CloudWatch::Alarm": [["alarms, by the metrics that they watch", "alarmMetricMonth", metricsOf]],
  "AWS::SecretsManager::Secret": [["secrets", "secretMonth", () => 1]],
  "AWS::KMS::Key": [["keys of our own", "keyMonth", () => 1]],
  "AWS::Route53::HostedZone": [["hosted zones", "hostedZoneMonth", () => 1]],
  "AWS::WAFv2::WebACL": [
    ["firewalls", "webAclMonth", () => 1],
    ["rules of firewalls", "webAclRuleMonth", ({ properties }) => listed(properties["Rules"]).length],
  ],
  "AWS::Lambda::EventSourceMapping": [
    ["requests that poll empty queues", "queueRequest", (of) => (isOfStream(of) ? 0 : POLLS_A_MONTH)],
  ],
};

const NOTES: Readonly<Record<string, string>> = {
  alarmMetricMonth: "ten a month are free in each account",
  queueRequest: "a million a month are free in each account",
};

/** Prices whatever a month bills of these resources while nothing happens. Free tiers are named, and not taken off. */
export function idleMonth(resources: readonly BilledResource[]): IdleMonth {
  const items = Object.entries(BY_THE_MONTH).flatMap(([type, parts]) => {
    const ofType = resources.filter((resource) => resource.type === type);
    return parts.map(([what, item, count]) => ({
      what,
      item,
      count: ofType.map(count).reduce((sum, each) => sum + each, 0),
    }));
  });
  const lines = items
    .filter(({ count }) => count > 0)
    .map(({ what, item, count }) => ({
      what,
      count,
      dollars: count * priceOf(item),
      note: NOTES[item] ?? "",
    }));
  return {
    lines,
    dollars: lines.reduce((sum, { dollars }) => sum + dollars, 0),
    onTop: onTop(resources),
  };
}

function onTop(resources: readonly BilledResource[]): readonly string[] {
  const has = (type: string) => resources.some((resource) => resource.type === type);
  const metrics = new Set(
    resources
      .filter(({ type }) => type === "AWS::Logs::MetricFilter")
      .map(({ properties }) => nameOf(properties)),
  );
  const price = (item: string, many = 1) => dollarsOf(priceOf(item) * many);
  return [
    `dashboard: three are free in each account; where it is the fourth or later, ${price("dashboardMonth")} a month`,
    `custom metrics: ${price("customMetricMonth")} a month each, for the hours in which something is counted (${metrics.size} names; one for each outcome on the dashboard)`,
    `tables: ${price("tableGigabyteMonth")} a GB-month, and ${price("tableBackupGigabyteMonth")} for the backup of the last 35 days`,
    `logs: ${price("logGigabyte")} a GB written, ${price("logGigabyteMonth")} a GB-month kept`,
    `the tables' key: ${price("keyRequest", 10_000)} for 10,000 requests beyond 20,000 a month (one for each reader in five minutes)`,
    ...(has("AWS::Events::Archive")
      ? [
          `archive of events: ${price("archiveGigabyteIn")} a GB written, ${price("archiveGigabyteMonth")} a GB-month kept`,
        ]
      : []),
    ...(has("AWS::WAFv2::WebACL")
      ? [`firewall: ${price("webAclRequest", 1_000_000)} a million requests`]
      : []),
    "purchases, page views and messages: docs/reference/claims.md",
  ];
}

/** Whole cents, or tenths of one where there are any. */
function dollarsOf(price: number): string {
  return `$${price.toFixed(3).replace(/0$/, "")}`;
}

/** An alarm on an expression is billed for each metric that the expression reads. */
function metricsOf({ properties }: BilledResource): number {
  return Math.max(1, listed(properties["Metrics"]).filter((metric) => "MetricStat" in Object(metric)).length);
}

function isOfStream({ properties }: BilledResource): boolean {
  return properties["StartingPosition"] !== undefined;
}

function nameOf({ MetricTransformations }: Readonly<Record<string, unknown>>): unknown {
  const [first] = listed(MetricTransformations);
  return Object(first)["MetricName"];
}

function listed(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
