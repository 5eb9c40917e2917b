import type { Source } from "../../model/purchase.ts";
import {
  InvalidPayloadError,
  type Normalise,
  type NormalisedEvent,
  type PayloadIssue,
  type WebhookDelivery,
} from "../shop-system/payload.ts";
import { shopify } from "./shopify/shopify.ts";
import { square } from "./square/square.ts";
import { standard } from "./standard/standard.ts";
import { stripe } from "./stripe/stripe.ts";
import { woocommerce } from "./woocommerce/woocommerce.ts";

const normalisers: Readonly<Record<Source, Normalise>> = { shopify, square, stripe, woocommerce, standard };

export type NormaliseResult =
  | { readonly outcome: "told"; readonly told: readonly NormalisedEvent[] }
  | { readonly outcome: "unusable"; readonly faults: readonly PayloadIssue[] };

/** What one genuine webhook tells of purchases and refunds; possibly nothing, or nothing that can be used. */
export function normaliseWebhook(source: Source, delivery: WebhookDelivery): NormaliseResult {
  try {
    return { outcome: "told", told: normalisers[source](delivery) };
  } catch (error) {
    if (error instanceof InvalidPayloadError) return { outcome: "unusable", faults: error.issues };
    throw error;
  }
}
