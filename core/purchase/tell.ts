import { type Adapter, type Delivery, type Fault, type Told, UnusableError } from "./payload.ts";
import type { Source } from "./purchase.ts";
import { shopify } from "./shopify.ts";
import { square } from "./square.ts";
import { standard } from "./standard.ts";
import { stripe } from "./stripe.ts";
import { woocommerce } from "./woocommerce.ts";

const adapters: Readonly<Record<Source, Adapter>> = { shopify, square, stripe, woocommerce, standard };

export type Telling =
  | { readonly outcome: "told"; readonly told: readonly Told[] }
  | { readonly outcome: "unusable"; readonly faults: readonly Fault[] };

/** What one genuine webhook tells of purchases and refunds; possibly nothing, or nothing that can be used. */
export function tell(source: Source, delivery: Delivery): Telling {
  try {
    return { outcome: "told", told: adapters[source](delivery) };
  } catch (error) {
    if (error instanceof UnusableError) return { outcome: "unusable", faults: error.faults };
    throw error;
  }
}
