import type { FetchOrder } from "./fetch-order.ts";
import type { FactsLookUp } from "./look-up.ts";
import type { OrderListing } from "./order-list.ts";
import type { Normalise } from "./payload.ts";
import type { SignatureScheme, SignedRequest } from "./signature.ts";

/** A webhook inside an event of a partner's bus. */
export interface PartnerWebhook {
  readonly topic?: string;
  readonly payload: unknown;
}

/**
 * All that is particular to one kind of shop system. A new one is such an object in a folder of its own, and a line in
 * the registry; `refundsCarryPlacedAt` (core/model/sources.ts) is said apart, because the ledger needs it.
 */
export interface ShopSystem {
  readonly signature: SignatureScheme;
  /** The header that names a webhook's topic, in lower case; absent where the body does. */
  readonly topicHeader?: string;
  /**
   * Whether this is the request with which the system tries an address before it saves it, without a signature. Such a
   * ping is answered 200 and does nothing, so no order may have its form.
   */
  readonly isPing?: (request: SignedRequest) => boolean;
  /**
   * What such a ping asks an operator to enter in the shop system. It is not signed, so it is of one short form; it stands in
   * the log line as `code`.
   */
  readonly pingCode?: (request: SignedRequest) => string | undefined;
  /** The JSON inside a body that is a form; undefined for a body without it. Absent where the body is JSON. */
  readonly jsonOf?: (body: Buffer) => Buffer | undefined;
  /** Reads its payloads; loaded with the first webhook of the system, as a stage has shops of a few systems at most. */
  readonly normaliser: () => Promise<Normalise>;
  /**
   * The webhook in an event of the system's EventBridge partner bus, or nothing when it is not wrapped as there; absent
   * where there are no such buses.
   */
  readonly readPartnerEvent?: (detail: unknown) => PartnerWebhook | undefined;
  /**
   * It sends a webhook once, whatever is answered: without the comparison at night, one that was refused is lost. Absent
   * where it sends again what was answered 429 or 5xx.
   */
  readonly sendsOnce?: boolean;
  /** The system's own list of orders, loaded by reconciliation alone; absent where it has none. */
  readonly orderList?: () => Promise<OrderListing>;
  /** How its shop is asked for what a webhook leaves out, loaded by the look-up alone; absent where webhooks say all. */
  readonly lookUp?: () => Promise<FactsLookUp>;
  /**
   * How its shop is asked for an order, where its webhooks name one and say nothing of it: such notices count only in a
   * connection that is asked. Loaded by the look-up alone.
   */
  readonly fetchOrder?: () => Promise<FetchOrder>;
}

/** What a person who connects such a system has to know. docs/reference/generated/shop-systems.md is made of it. */
export interface ShopSystemGuide {
  /** As its maker writes it. */
  readonly name: string;
  /** Where to set the webhook up, and what its key is. */
  readonly connect: string;
  /** The topics to subscribe to, as they are called there. */
  readonly topics: readonly string[];
  /** Which of its data the parts of a purchase are read from. */
  readonly reads: {
    readonly base: string;
    readonly cause: string;
    readonly roundUp: string;
    readonly order: string;
    readonly refund: string;
  };
  /** The token with which its list of orders is read, and the origin of that list; absent where there is no list. */
  readonly orderListAccess?: { readonly token: string; readonly origin: string };
  /** What the system leaves out, does not send again, or writes differently. Whole sentences. */
  readonly limits: readonly string[];
}
