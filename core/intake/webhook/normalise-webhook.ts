import type { Source } from "../../model/sources.ts";
import {
  InvalidPayloadError,
  type NormalisedEvent,
  type PayloadIssue,
  type WebhookDelivery,
} from "../shop-system/payload.ts";
import { shopSystems } from "../sources/registry.ts";

export type NormaliseResult =
  | { readonly outcome: "normalised"; readonly events: readonly NormalisedEvent[] }
  | { readonly outcome: "unusable"; readonly issues: readonly PayloadIssue[] };

/** The purchases and refunds in one verified webhook; possibly none, or none that can be used. */
export function normaliseWebhook(source: Source, delivery: WebhookDelivery): NormaliseResult {
  try {
    return { outcome: "normalised", events: shopSystems[source].normalise(delivery) };
  } catch (error) {
    if (error instanceof InvalidPayloadError) return { outcome: "unusable", issues: error.issues };
    throw error;
  }
}
