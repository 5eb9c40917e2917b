import { Metrics, MetricUnit } from "@aws-lambda-powertools/metrics";

/**
 * What the business counts, in the namespace Wellspring: a line in the log, which CloudWatch reads as a metric, and no
 * call. Webhooks count under this one name, whichever way they came in: the alarm `Quarantined` watches it.
 */
const intake = new Metrics({ namespace: "Wellspring", serviceName: "receive-purchase" });
const reconciling = new Metrics({ namespace: "Wellspring", serviceName: "reconcile-orders" });

/** Counts a webhook put in quarantine. */
export function countQuarantined(): void {
  intake.addMetric("Quarantined", MetricUnit.Count, 1);
  intake.publishStoredMetrics();
}

/** Counts purchases and refunds that a shop has and the ledger had not; none of them is no line. */
export function countMissing(connection: string, missing: number): void {
  if (missing === 0) return;
  reconciling.addDimension("connection", connection);
  reconciling.addMetric("Missing", MetricUnit.Count, missing);
  reconciling.publishStoredMetrics();
}
