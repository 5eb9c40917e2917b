import type { Source } from "../../model/sources.ts";
import {
  InvalidPayloadError,
  type Normalise,
  type NormalisedEvent,
  type PayloadIssue,
  type WebhookDelivery,
} from "../shop-system/payload.ts";
import { shopSystems } from "../sources/registry.ts";

export type NormaliseResult =
  | { readonly outcome: "normalised"; readonly events: readonly NormalisedEvent[] }
  | { readonly outcome: "unusable"; readonly issues: readonly PayloadIssue[] };

/**
 * The purchases and refunds in one verified webhook; possibly none, or none that can be used. Rejects only when the
 * system's own code cannot be loaded: the sender then tries again.
 */
export async function normaliseWebhook(source: Source, delivery: WebhookDelivery): Promise<NormaliseResult> {
  return normalisedBy(await shopSystems[source].normaliser(), delivery);
}

/** The same with a normaliser at hand. */
export function normalisedBy(normalise: Normalise, delivery: WebhookDelivery): NormaliseResult {
  try {
    return { outcome: "normalised", events: normalise(delivery) };
  } catch (error) {
    if (error instanceof InvalidPayloadError) return { outcome: "unusable", issues: error.issues };
    throw error;
  }
}
