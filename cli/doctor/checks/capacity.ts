import { GetMetricDataCommand } from "@aws-sdk/client-cloudwatch";
import { DescribeLimitsCommand, DescribeTableCommand } from "@aws-sdk/client-dynamodb";
import { brandConfigStore } from "../../../core/giving/config/brand-config.store.ts";
import { examplesIn } from "../../../core/operations/brand/check-sample.ts";
import { check, type Finding, found } from "../check.ts";

/** Lambda lets ten times as many calls a second start as may run at once. */
const CALLS_A_SECOND = 10;
/** A purchase of a known customer whose till promises nothing: docs/reference/claims.md, `write-units`. */
const UNITS_A_PURCHASE = 3.04;
/** Of open Standard runs: a digest for each customer waits for up to sixty days. */
const OPEN_RUNS_MAX = 1_000_000;
const OPEN_RUNS_FULL = 0.5;
const DAY_MS = 86_400_000;
const HOUR_SECONDS = 3_600;

export const ledger = check({
  name: "ledger",
  about: "the ledger is protected, and takes what webhooks may bring at once",
  after: true,
  allow: ["dynamodb:DescribeTable", "dynamodb:DescribeLimits"],
  ask: async ({ dynamo }, { outputs }) => {
    const name = outputs.get("LedgerTable");
    if (name === undefined) return undefined;
    const { Table } = await dynamo.send(new DescribeTableCommand({ TableName: name }));
    const limits = await dynamo.send(new DescribeLimitsCommand({}));
    return { name, table: Table, limits };
  },
  judge: (answer, { stage }): readonly Finding[] => {
    if (answer === undefined) return [];
    const { name: where, table, limits } = answer;
    const purchases = (stage.webhookConcurrency ?? 0) * CALLS_A_SECOND;
    const units = Math.ceil(purchases * UNITS_A_PURCHASE);
    const warm = table?.WarmThroughput?.WriteUnitsPerSecond ?? Number.POSITIVE_INFINITY;
    const most = limits.TableMaxWriteCapacityUnits ?? Number.POSITIVE_INFINITY;
    return [
      ...found(table?.DeletionProtectionEnabled === false, {
        severity: "hurts",
        what: "The ledger can be deleted by one call: its deletion protection is off.",
        where,
        next: `aws dynamodb update-table --table-name ${where} --deletion-protection-enabled`,
      }),
      ...found(warm < units, {
        severity: "note",
        what: `${purchases} webhooks a second need about ${units} write units, and the table takes ${warm} at once; more is throttled and tried again, until DynamoDB has split it.`,
        where,
        next: `Before a known peak: aws dynamodb update-table --table-name ${where} --warm-throughput ReadUnitsPerSecond=12000,WriteUnitsPerSecond=${units} (charged once).`,
      }),
      ...found(most < units, {
        severity: "hurts",
        what: `DynamoDB lets one table take ${most} write units a second, and webhooks may bring ${units}.`,
        where,
        next: "Service Quotas → DynamoDB → Table-level write throughput quota.",
      }),
    ];
  },
});

export const openRuns = check({
  name: "open-runs",
  about: "there is room for runs that wait",
  allow: ["cloudwatch:GetMetricData"],
  ask: async ({ cloudWatch }, { now }) => {
    const metric = (Id: string, MetricName: string) => ({
      Id,
      MetricStat: { Metric: { Namespace: "AWS/States", MetricName }, Period: HOUR_SECONDS, Stat: "Maximum" },
    });
    const { MetricDataResults = [] } = await cloudWatch.send(
      new GetMetricDataCommand({
        StartTime: new Date(now.getTime() - DAY_MS),
        EndTime: now,
        MetricDataQueries: [metric("open", "OpenExecutionCount"), metric("limit", "OpenExecutionLimit")],
      }),
    );
    const most = (id: string) =>
      Math.max(0, ...(MetricDataResults.find(({ Id }) => Id === id)?.Values ?? []));
    return { open: most("open"), limit: most("limit") || OPEN_RUNS_MAX };
  },
  judge: ({ open, limit }, { region }) =>
    found(open >= limit * OPEN_RUNS_FULL, {
      severity: "hurts",
      what: `${open} Standard runs are open, and the account may have ${limit}: beyond that no journey starts. A digest is one for each customer.`,
      where: `Step Functions in ${region}`,
      next: "Service Quotas → Step Functions → Open executions; or stop other workflows of the account.",
    }),
});

export const brand = check({
  name: "brand",
  about: "a brand is applied, and nothing of it is an example",
  after: true,
  allow: ["dynamodb:Query"],
  ask: async ({ dynamo }, { outputs }) => {
    const table = outputs.get("LedgerTable");
    return table === undefined ? undefined : brandConfigStore(dynamo, table).read();
  },
  judge: (applied, { stage, outputs }) => {
    if (applied === undefined) return [];
    const where = outputs.get("LedgerTable") ?? "";
    const { brand, causes } = applied;
    if (brand === undefined) {
      return [
        {
          severity: "blocks",
          what: "No brand is applied: no purchase becomes a gift, and pages answer with an error.",
          where,
          next: `npx wellspring --stage ${stage.name} brand apply <name>`,
        },
      ];
    }
    const examples = examplesIn(brand, causes);
    return found(examples.length > 0, {
      severity: "blocks",
      what: `Customers read what is an example: ${examples.join(", ")}.`,
      where,
      next: `Write the brand's own, then npx wellspring --stage ${stage.name} brand apply <name>: it names each place.`,
    });
  },
});
