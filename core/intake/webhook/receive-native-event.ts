import * as z from "zod";
import { Connection } from "../../model/purchase.ts";
import type { BusEvent } from "../../platform/lambda/event.ts";
import type { CallOutcome } from "../../platform/lambda/log-call.ts";
import type { VerifiedWebhook } from "../shop-system/genuine-webhook.ts";
import type { IngestResult } from "./ingest-webhook.ts";

/** A partner's bus stands for one connection: `shopify/web`. Only these two sources have such buses. */
const Partner = z.string().transform((text, context) => {
  const [source, connection] = text.split("/");
  const parsed = z
    .object({ source: z.enum(["shopify", "stripe"]), connection: Connection })
    .safeParse({ source, connection });
  if (parsed.success) return parsed.data;
  context.addIssue("a partner stands for shopify/<connection> or stripe/<connection>");
  return z.NEVER;
});

/** Event source name of a partner → its connection. */
export const Partners = z.record(z.string().min(1), Partner);
export type Partners = z.infer<typeof Partners>;

/** Shopify wraps the webhook with its headers; Stripe's detail is the webhook's body itself. */
const ShopifyDetail = z.object({
  metadata: z.object({ "X-Shopify-Topic": z.string() }),
  payload: z.unknown(),
});

/** The event is of no partner of the stage, or not wrapped as that partner does: the dead-letter queue keeps it whole. */
export class NotAPartnerEventError extends Error {
  override readonly name = "NotAPartnerEventError";
}

function bytes(payload: unknown): Buffer {
  return Buffer.from(JSON.stringify(payload ?? null));
}

function webhookOf(event: BusEvent, partners: Partners): VerifiedWebhook {
  const partner = partners[event.source];
  if (partner === undefined)
    throw new NotAPartnerEventError("The event's source is no partner of this stage");
  if (partner.source === "stripe") return { ...partner, body: bytes(event.detail) };
  const wrapped = ShopifyDetail.safeParse(event.detail);
  if (!wrapped.success) throw new NotAPartnerEventError("The event is not wrapped as Shopify's are");
  const { metadata, payload } = wrapped.data;
  return { ...partner, topic: metadata["X-Shopify-Topic"], body: bytes(payload) };
}

/**
 * Takes in a partner's native event like the webhook that it stands for; AWS vouches for where it came from. Throws
 * when neither the bus nor the quarantine took it: Lambda tries again twice, then it is in the dead-letter queue.
 */
export function receiveNativeEvent(deps: {
  readonly partners: Partners;
  readonly takeIn: (webhook: VerifiedWebhook) => Promise<IngestResult>;
}) {
  return async (event: BusEvent): Promise<CallOutcome> => {
    const taken = await deps.takeIn(webhookOf(event, deps.partners));
    switch (taken.outcome) {
      case "accepted":
        return { outcome: taken.outcome, facts: { events: taken.events } };
      case "notNeeded":
        return { outcome: taken.outcome };
      case "quarantined":
        return {
          outcome: taken.outcome,
          facts: { faults: taken.faults.map(({ field, reason }) => `${field}: ${reason}`) },
        };
    }
  };
}
