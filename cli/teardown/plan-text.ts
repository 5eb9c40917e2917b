import type { Doomed } from "./teardown.ts";

/** What a month of a kept resource costs, by its kind; CloudFormation deletes none of them. */
const MONTHLY: Readonly<Record<string, string>> = {
  "AWS::DynamoDB::Table": "$0.25 to $0.31 a GB and month, and $0.20 for its backups",
  "AWS::SecretsManager::Secret": "$0.40 a month",
  "AWS::S3::Bucket": "$0.02 a GB and month; a quarantine empties itself after 30 days",
};

interface Addresses {
  readonly webhooks: string;
  readonly site: string;
  readonly sender: string;
  readonly archiveDays: number | undefined;
}

/** What goes, what stays and costs, and what no later deploy brings back. */
export function planText(
  plan: readonly Doomed[],
  { webhooks, site, sender, archiveDays }: Addresses,
): string {
  const goes = plan.map(({ stack, goes }) => `  ${stack}: ${goes} resources`);
  const kept = plan.flatMap(({ stays }) => stays);
  const stays = kept.map(({ type, id }) => `  ${type} ${id} (${MONTHLY[type] ?? "look up its price"})`);
  const archive =
    archiveDays === undefined
      ? []
      : [`  the bus's archive: the events of ${archiveDays} days, which can be fed again now`];
  const lost = [
    `  ${webhooks}: a new deploy has another address, and each shop must be told`,
    `  ${site}: links in letters that are out, unsubscribe links included`,
    `  ${sender} with SES: its DNS records are made anew, and its reputation begins anew`,
    ...archive,
    "  runs and batches that wait: what they would have sent is not sent",
    "  logs, metrics and alarms",
  ];
  return [
    "Goes, in this order:",
    ...goes,
    "Stays in the account, and costs until you delete it by hand:",
    ...(stays.length === 0 ? ["  nothing"] : stays),
    "Is lost for good:",
    ...lost,
  ].join("\n");
}
