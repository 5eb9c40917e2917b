import type { EventBus } from "../../events/event-bus.client.ts";
import type { Instant } from "../../model/purchase.ts";
import type { Quarantine } from "../quarantine/quarantine.client.ts";
import type { VerifiedWebhook } from "../shop-system/genuine-webhook.ts";
import type { PayloadIssue } from "../shop-system/payload.ts";
import { type EventsOfWebhookDeps, eventsOfWebhook } from "./read-webhook.ts";

/** What became of a genuine webhook. In each case it is durable, or there was nothing in it to keep. */
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
 * Puts what a genuine webhook tells on the bus, in one call, or the webhook itself into quarantine. Resolves only once
 * one of the two has accepted it, and throws otherwise: the sender then tries again, and a second delivery gives the
 * same events, which count once.
 */
export function ingestWebhook(deps: IngestWebhookDeps) {
  const read = eventsOfWebhook(deps);
  return async (webhook: VerifiedWebhook): Promise<IngestResult> => {
    const reading = await read(webhook);
    switch (reading.outcome) {
      case "notNeeded":
        return reading;
      case "events":
        await deps.bus.put(reading.events);
        return { outcome: "accepted", events: reading.events.length };
      case "unusable":
        await deps.quarantine.keep({ webhook, receivedAt: deps.now(), faults: reading.faults });
        await deps.countQuarantined();
        return { outcome: "quarantined", faults: reading.faults };
    }
  };
}
