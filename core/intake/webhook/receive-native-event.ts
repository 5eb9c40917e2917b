import * as z from "zod";
import { Connection } from "../../model/purchase.ts";
import { Source } from "../../model/sources.ts";
import type { BusEvent } from "../../platform/lambda/event.ts";
import type { CallOutcome } from "../../platform/lambda/log-call.ts";
import type { VerifiedWebhook } from "../shop-system/verified-webhook.ts";
import { shopSystems } from "../sources/registry.ts";
import type { IngestResult } from "./ingest-webhook.ts";

/** A partner's bus stands for one connection of a source that has such buses: `shopify/web`. */
const Partner = z.string().transform((text, context) => {
  const [source, connection] = text.split("/");
  const parsed = z.object({ source: Source, connection: Connection }).safeParse({ source, connection });
  if (parsed.success && shopSystems[parsed.data.source].readPartnerEvent !== undefined) return parsed.data;
  context.addIssue("a partner stands for source/connection of a source that has partner buses");
  return z.NEVER;
});

/** Event source name of a partner → its connection. */
export const Partners = z.record(z.string().min(1), Partner);
export type Partners = z.infer<typeof Partners>;

/** The event is of no partner of the stage, or not wrapped as that partner's are: the dead-letter queue keeps all of it. */
export class NotAPartnerEventError extends Error {
  override readonly name = "NotAPartnerEventError";
}

function bytes(payload: unknown): Buffer {
  return Buffer.from(JSON.stringify(payload ?? null));
}

function webhookOf(event: BusEvent, partners: Partners): VerifiedWebhook {
  const partner = Object.hasOwn(partners, event.source) ? partners[event.source] : undefined;
  if (partner === undefined)
    throw new NotAPartnerEventError("The event's source is no partner of this stage");
  const webhook = shopSystems[partner.source].readPartnerEvent?.(event.detail);
  if (webhook === undefined)
    throw new NotAPartnerEventError(`The event is not wrapped as those of ${partner.source} are`);
  return { ...partner, topic: webhook.topic, body: bytes(webhook.payload) };
}

/**
 * Ingests a partner's native event like the webhook that it stands for; AWS vouches for where it came from. Throws
 * when neither the bus nor the quarantine accepted it: Lambda tries again twice, then it is in the dead-letter queue.
 */
export function receiveNativeEvent(deps: {
  readonly partners: Partners;
  readonly ingest: (webhook: VerifiedWebhook) => Promise<IngestResult>;
}) {
  return async (event: BusEvent): Promise<CallOutcome> => {
    const result = await deps.ingest(webhookOf(event, deps.partners));
    switch (result.outcome) {
      case "accepted": {
        const { outcome, events, ignored } = result;
        return { outcome, facts: { events, ...(ignored && { ignored }) } };
      }
      case "notNeeded":
        return { outcome: result.outcome, ...(result.ignored && { facts: { ignored: result.ignored } }) };
      case "quarantined":
        return {
          outcome: result.outcome,
          facts: { faults: result.faults.map(({ field, reason }) => `${field}: ${reason}`) },
        };
      case "smoke":
      case "notSmoke":
        // No stage has a partner of that name.
        throw new NotAPartnerEventError("A partner sends no smoke tests");
    }
  };
}
