import type { EventBus } from "../../events/event-bus.client.ts";
import type { Instant } from "../../model/purchase.ts";
import { isSmokeConnection } from "../../model/smoke.ts";
import type { Quarantine } from "../quarantine/quarantine.client.ts";
import type { IgnoredReason } from "../shop-system/ignored.ts";
import type { PayloadIssue } from "../shop-system/payload.ts";
import type { VerifiedWebhook } from "../shop-system/verified-webhook.ts";
import type { PayloadWarning } from "../warnings/payload-warning.ts";
import { claimLinkOf } from "./claim-link-of.ts";
import { ingestSmoke, type SmokeResult } from "./ingest-smoke.ts";
import type { Warn } from "./late-warnings.client.ts";
import { type EventsOfWebhookDeps, eventsOfWebhook } from "./read-webhook.ts";

/**
 * What became of a verified webhook. In each case it is durable, or held nothing to keep. A sender reads `faults` and
 * `ignored` in the answer: the names are part of the webhook format. `ignored`: why parts that are about money were left
 * aside; `warnings`: what may not be meant as it was taken. Both are absent where there are none. `claimLink`: behind it
 * whoever holds the receipt picks the cause, if the purchase named none and its terms let it be claimed.
 */
export type IngestResult =
  | ({
      readonly outcome: "accepted";
      readonly events: number;
      readonly ignored?: readonly IgnoredReason[];
      readonly claimLink?: string;
    } & Warned)
  | ({ readonly outcome: "notNeeded"; readonly ignored?: readonly IgnoredReason[] } & Warned)
  | ({ readonly outcome: "quarantined"; readonly faults: readonly PayloadIssue[] } & Warned)
  | SmokeResult;

interface Warned {
  readonly warnings?: readonly PayloadWarning[];
}

export interface IngestWebhookDeps extends EventsOfWebhookDeps {
  readonly bus: EventBus;
  readonly quarantine: Pick<Quarantine, "keep">;
  readonly now: () => Instant;
  readonly epochMs: () => number;
  /** Absent where nobody reads the answer, as is where the site is (without a slash at the end). */
  readonly warn?: Warn;
  readonly siteUrl?: string;
}

/**
 * Puts the events of a verified webhook on the bus, in one call, or the webhook itself into quarantine. Resolves only
 * once one of the two has accepted it, and throws otherwise: the sender then tries again, and a second delivery gives the
 * same events, which count once. A test purchase goes {@link ingestSmoke its own way}.
 */
export function ingestWebhook(deps: IngestWebhookDeps) {
  const read = eventsOfWebhook(deps);
  return async (webhook: VerifiedWebhook): Promise<IngestResult> => {
    if (isSmokeConnection(webhook)) {
      const receivedMs = deps.epochMs();
      return ingestSmoke(deps.bus, await read(webhook), receivedMs);
    }
    const result = await read(webhook);
    switch (result.outcome) {
      case "notNeeded":
        return {
          outcome: "notNeeded",
          ...seen(result.ignored),
          ...warned(await deps.warn?.(webhook, [])),
        };
      case "events": {
        const { events, ignored } = result;
        const [warnings] = await Promise.all([deps.warn?.(webhook, events), deps.bus.put(events)]);
        const claimLink = deps.siteUrl && claimLinkOf(webhook, events, deps.siteUrl);
        return {
          outcome: "accepted",
          events: events.length,
          ...(claimLink && { claimLink }),
          ...seen(ignored),
          ...warned(warnings),
        };
      }
      case "unusable":
        await deps.quarantine.keep({
          webhook: await withoutIdleTopic(read, webhook),
          receivedAt: deps.now(),
          issues: result.issues,
        });
        return {
          outcome: "quarantined",
          faults: result.issues,
          ...warned(await deps.warn?.(webhook, [])),
        };
    }
  };
}

/**
 * The webhook without its topic, where that changes nothing: nobody signs it, and under each that anybody invents the same
 * bytes would be kept once more.
 */
async function withoutIdleTopic(
  read: ReturnType<typeof eventsOfWebhook>,
  webhook: VerifiedWebhook,
): Promise<VerifiedWebhook> {
  if (webhook.topic === undefined) return webhook;
  const bare = { ...webhook, topic: undefined };
  return (await read(bare)).outcome === "unusable" ? bare : webhook;
}

function warned(warnings: readonly PayloadWarning[] = []): Warned {
  return warnings.length === 0 ? {} : { warnings };
}

function seen(ignored: readonly IgnoredReason[]) {
  return ignored.length === 0 ? {} : { ignored };
}
