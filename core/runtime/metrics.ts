import { Metrics, MetricUnit } from "@aws-lambda-powertools/metrics";

/**
 * Webhooks count under this one name, whichever way they came in: the alarm `Quarantined` watches it
 * (namespace Wellspring, metric Quarantined, dimension service).
 */
const metrics = new Metrics({ namespace: "Wellspring", serviceName: "receive-purchase" });

/** Counts a webhook put in quarantine: a line in the log, which CloudWatch reads as a metric, and no call. */
export function countQuarantined(): void {
  metrics.addMetric("Quarantined", MetricUnit.Count, 1);
  metrics.publishStoredMetrics();
}
