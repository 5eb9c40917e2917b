import type { EventBus } from "../../events/event-bus.client.ts";
import type { Instant } from "../../model/purchase.ts";
import type { Quarantine } from "../quarantine/quarantine.client.ts";
import type { PayloadIssue } from "../shop-system/payload.ts";
import type { VerifiedWebhook } from "../shop-system/verified-webhook.ts";
import { type EventsOfWebhookDeps, eventsOfWebhook } from "./read-webhook.ts";

/**
 * What became of a verified webhook. In each case it is durable, or held nothing to keep. A sender reads `faults` in the
 * answer: the name is part of the webhook format.
 */
export type IngestResult =
  | { readonly outcome: "accepted"; readonly events: number }
  | { readonly outcome: "notNeeded" }
  | { readonly outcome: "quarantined"; readonly faults: readonly PayloadIssue[] };

export interface IngestWebhookDeps extends EventsOfWebhookDeps {
  readonly bus: EventBus;
  readonly quarantine: Pick<Quarantine, "keep">;
  /** Counts for the alarm. */
  readonly countQuarantined: () => Promise<void> | void;
  readonly now: () => Instant;
}

/**
 * Puts the events of a verified webhook on the bus, in one call, or the webhook itself into quarantine. Resolves only
 * once one of the two has accepted it, and throws otherwise: the sender then tries again, and a second delivery gives the
 * same events, which count once.
 */
export function ingestWebhook(deps: IngestWebhookDeps) {
  const read = eventsOfWebhook(deps);
  return async (webhook: VerifiedWebhook): Promise<IngestResult> => {
    const result = await read(webhook);
    switch (result.outcome) {
      case "notNeeded":
        return result;
      case "events":
        await deps.bus.put(result.events);
        return { outcome: "accepted", events: result.events.length };
      case "unusable":
        await deps.quarantine.keep({ webhook, receivedAt: deps.now(), issues: result.issues });
        await deps.countQuarantined();
        return { outcome: "quarantined", faults: result.issues };
    }
  };
}
