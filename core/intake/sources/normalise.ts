import type { Source } from "../../model/purchase.ts";
import { type Adapter, type Delivery, type Fault, type Told, UnusableError } from "../shop-system/payload.ts";
import { shopify } from "./shopify/shopify.ts";
import { square } from "./square/square.ts";
import { standard } from "./standard/standard.ts";
import { stripe } from "./stripe/stripe.ts";
import { woocommerce } from "./woocommerce/woocommerce.ts";

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
