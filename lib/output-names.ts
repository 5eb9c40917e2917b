/** `impact-update` → `ImpactUpdate`: what an output and a placeholder may be called. */
export function pascal(id: string): string {
  return id
    .split("-")
    .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
    .join("");
}

/** Where letters wait that could not be delivered: the output of a dead-letter queue, by the name that its alarm has. */
export function waitingOutput(name: string): string {
  return `Waiting${pascal(name)}`;
}

/** A function that `npx wellspring redrive` calls. */
export function functionOutput(id: string): string {
  return `${pascal(id)}Function`;
}

/**
 * The alarms that roll a deploy back while they ring, by their names: webhooks are answered 5xx, pages are, a purchase or a
 * customer's message failed for good. CloudFormation watches five at most.
 */
export const ROLLBACK_ALARMS = ["WebhookErrors", "SiteErrors", "PurchasesDlq", "JourneysDlq"] as const;
export type RollbackAlarm = (typeof ROLLBACK_ALARMS)[number];

/** The ARN of such an alarm. */
export function rollbackOutput(name: RollbackAlarm): string {
  return `RollbackAlarm${name}`;
}
