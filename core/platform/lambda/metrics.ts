import { Metrics, MetricUnit } from "@aws-lambda-powertools/metrics";

/**
 * Business metrics in the namespace Wellspring: a log line each, which CloudWatch reads as a metric, so there is no call.
 * All webhooks count under this one service name, whichever function received them: the alarms `Quarantined` and `Ignored` watch it.
 */
const intake = new Metrics({ namespace: "Wellspring", serviceName: "receive-purchase" });
const sending = new Metrics({ namespace: "Wellspring", serviceName: "deliver-message" });
const reconciling = new Metrics({ namespace: "Wellspring", serviceName: "reconcile-orders" });

/** Counts one webhook put in quarantine. */
export function countQuarantined(): void {
  intake.addMetric("Quarantined", MetricUnit.Count, 1);
  intake.publishStoredMetrics();
}

/** Counts one webhook of which something about money was left aside. */
export function countIgnored(): void {
  intake.addMetric("Ignored", MetricUnit.Count, 1);
  intake.publishStoredMetrics();
}

/** Counts one number that the client of texts refused: no intake and no decision should have let it come so far. */
export function countRefusedNumber(): void {
  sending.addMetric("NumberRefused", MetricUnit.Count, 1);
  sending.publishStoredMetrics();
}

/** Counts one message that was not sent, as the day's bound of its kind is reached. The line names the bound. */
export function countDayFull(bound: string): void {
  sending.addMetadata("bound", bound);
  sending.addMetric("DayIsFull", MetricUnit.Count, 1);
  sending.publishStoredMetrics();
}

/** Counts one message that the provider refused for what an operator has to mend. The line names the error and the cure. */
export function countAccountRefused({
  message,
  cure = "",
}: {
  readonly message: string;
  readonly cure: string | undefined;
}): void {
  sending.addMetadata("refused", message);
  sending.addMetadata("cure", cure);
  sending.addMetric("AccountRefused", MetricUnit.Count, 1);
  sending.publishStoredMetrics();
}

/** Counts purchases and refunds that a shop lists and the ledger lacked. Writes no line for none. */
export function countMissing(connection: string, missing: number): void {
  if (missing === 0) return;
  reconciling.addDimension("connection", connection);
  reconciling.addMetric("Missing", MetricUnit.Count, missing);
  reconciling.publishStoredMetrics();
}
