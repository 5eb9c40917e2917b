import type { Order, SampleSource } from "./facts.ts";
import type { Messages } from "./message.ts";
import { shopifyMessages } from "./payloads/shopify.ts";
import { squareMessages } from "./payloads/square.ts";
import { standardMessages } from "./payloads/standard.ts";
import { stripeMessages } from "./payloads/stripe.ts";
import { woocommerceMessages } from "./payloads/woocommerce.ts";

const makers: Readonly<Record<SampleSource, (order: Order) => Messages>> = {
  shopify: shopifyMessages,
  square: squareMessages,
  stripe: stripeMessages,
  woocommerce: woocommerceMessages,
  standard: standardMessages,
};

/** What the order's shop system sends for it, in that system's own format. */
export function messagesOf(order: Order): Messages {
  return makers[order.source](order);
}
