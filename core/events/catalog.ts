import * as z from "zod";
import { ClaimHash } from "../model/claim-hash.ts";
import { ConversationId } from "../model/conversation.ts";
import { CustomerId } from "../model/customer.ts";
import { Part } from "../model/gift.ts";
import { CalendarJourney } from "../model/journey.ts";
import { LookUp } from "../model/look-up.ts";
import { Currency, Minor } from "../model/money.ts";
import { Delay, Unavailability } from "../model/order-trouble.ts";
import { AnyInstant, CauseSlug, Instant, OrderLink, OrderRef, Purchase, Refund } from "../model/purchase.ts";
import { AccountPath } from "../model/routes.ts";
import { StorySlug } from "../model/story-slug.ts";
import { Channel, TOPICS, Topic } from "../model/topic.ts";

/**
 * One kind of event: its name on the bus, which functions publish it, what it reports, and what its `detail` holds.
 * `sameBy` are the paths in `detail` by which a consumer recognises an event that it has received before.
 */
export interface EventContract<Detail extends z.ZodType = z.ZodType> {
  readonly name: string;
  readonly producers: readonly string[];
  readonly summary: string;
  readonly sameBy: readonly string[];
  readonly detail: Detail;
}

function contract<Detail extends z.ZodType>(
  name: string,
  producers: readonly string[],
  summary: string,
  sameBy: readonly string[],
  detail: Detail,
): EventContract<Detail> {
  return { name, producers, summary, sameBy, detail };
}

/** The `source` of every event of ours on the bus. */
export const EVENT_SOURCE = "wellspring";

export const PurchaseCompleted = contract(
  "PurchaseCompleted.v1",
  ["receive-purchase"],
  "A shop system reported, with a signature that verifies, that an order was paid.",
  ["purchase.source", "purchase.connection", "purchase.orderId"],
  z.object({ purchase: Purchase, lookUp: LookUp.optional() }),
);

export const PurchaseRefunded = contract(
  "PurchaseRefunded.v1",
  ["receive-purchase"],
  "A shop system reported that an order was refunded in part, in full, or cancelled; or that such a refund did not happen after all.",
  ["refund.source", "refund.connection", "refund.orderId", "refund.refundId"],
  z.object({ refund: Refund, lookUp: LookUp.optional() }),
);

export const OrderLinked = contract(
  "OrderLinked.v1",
  ["receive-purchase"],
  "A shop system reported another id of an order, by which its refunds name it: the payment of an invoice.",
  ["link.source", "link.connection", "link.orderId", "link.alias"],
  z.object({ link: OrderLink }),
);

export const OrderNoticed = contract(
  "OrderNoticed.v1",
  ["receive-purchase"],
  "A shop system whose webhooks only name an order reported that something happened to it. What the order says, its shop is asked.",
  ["order.source", "order.connection", "order.orderId"],
  z.object({ order: OrderRef, lookUp: LookUp }),
);

export const SmokeReceived = contract(
  "SmokeReceived.v1",
  ["receive-purchase"],
  "A test purchase of `wellspring smoke` arrived, signed with the key of smoke tests. No figure counts it.",
  ["purchase.orderId"],
  z.object({ purchase: Purchase, receivedMs: z.number() }),
);

export const PurchaseDelayed = contract(
  "PurchaseDelayed.v1",
  ["receive-purchase"],
  "A shop system reported that an order arrives later than promised. Order and item are the shop's words, as plain text.",
  ["trouble.id"],
  z.object({ trouble: Delay }),
);

export const ItemUnavailable = contract(
  "ItemUnavailable.v1",
  ["receive-purchase"],
  "A shop system reported that a part of an order cannot be delivered. Order and item are the shop's words, as plain text.",
  ["trouble.id"],
  z.object({ trouble: Unavailability }),
);

/** Distinguishes one request from the next: random, and useless to a reader of the event. Never the token of a link. */
export const RequestId = z.string().regex(/^(join|ask)_[0-9a-z]{26}$/);

/** A text from a customer: made from the network's own id, so that the same text has the same one. */
export const TextId = z.string().regex(/^text_[0-9a-z]{26}$/);
export type TextId = z.infer<typeof TextId>;

const GiftFacts = z.object({
  gift: z.string(),
  order: OrderRef,
  placedAt: Instant,
  currency: Currency,
  parts: z.array(Part),
  customer: CustomerId,
});

export const GiftAccrued = contract(
  "GiftAccrued.v1",
  ["announce-gifts"],
  "A purchase of a known customer gave. Published once per ledger entry, repeated only by a retry.",
  ["gift"],
  GiftFacts,
);

export const GiftTakenBack = contract(
  "GiftTakenBack.v1",
  ["announce-gifts"],
  "A refund took back a gift of a known customer, in whole or in part.",
  ["order.source", "order.connection", "order.orderId", "refundId"],
  GiftFacts.omit({ gift: true }).extend({ refundId: z.string() }),
);

export const GiftReassigned = contract(
  "GiftReassigned.v1",
  ["announce-gifts"],
  "A gift moved to another cause: somebody with the receipt picked one for a gift that nobody had chosen for; or, with `by`, the brand moved what a cause has that ended. `parts` are what moved, `customer` is known of some.",
  ["order.source", "order.connection", "order.orderId"],
  GiftFacts.omit({ gift: true, customer: true }).extend({
    cause: CauseSlug,
    at: Instant,
    by: z.literal("brand").optional(),
    customer: CustomerId.optional(),
  }),
);

export const CausePicked = contract(
  "CausePicked.v1",
  ["serve-people"],
  "Somebody pressed the button behind a claim link: the gift of its purchase is to move to the picked cause. It names the link by a hash that opens nothing.",
  ["claim", "at"],
  z.object({ claim: ClaimHash, cause: CauseSlug, at: Instant }),
);

export const MatchPoolExhausted = contract(
  "MatchPoolExhausted.v1",
  ["announce-gifts"],
  "A match pool gave its last money. Once per pool, even when a refund later puts money back.",
  ["pool"],
  z.object({ pool: CauseSlug, at: Instant }),
);

export const MilestoneReached = contract(
  "MilestoneReached.v1",
  ["announce-gifts"],
  "A cause reached a stated threshold of its goal. Once per threshold, even when a refund later takes it below.",
  ["cause", "currency", "amount"],
  z.object({ cause: CauseSlug, currency: Currency, amount: Minor, at: Instant }),
);

export const StoryTold = contract(
  "StoryTold.v1",
  ["announce-gifts"],
  "The brand applied a story of what came of a cause. Once per version of it, however often it is applied or corrected; never for one that was no news any more.",
  ["story", "version"],
  z.object({ story: StorySlug, version: z.int().min(1), cause: CauseSlug, at: Instant }),
);

/*
 * For each caller of `subscribe` (the join form, the preferences where a text is ticked, a keyword, a till): one event for
 * each channel that has to confirm, with its opt-ins of `asked` as topics. `email` confirms by a link, `sms` by a text that
 * is answered YES; send-link sends both, under the name that `join` gives.
 */
export const CustomerJoined = contract(
  "CustomerJoined.v1",
  ["serve-people", "receive-text", "receive-consent"],
  "A visitor left an address and asked for messages. Only one message goes to it: the question whether the visitor owns it.",
  ["customer", "join", "channel"],
  z.object({
    customer: CustomerId,
    join: RequestId,
    channel: Channel,
    topics: z.array(Topic).min(1).max(TOPICS.length),
    at: Instant,
  }),
);

export const SignInAsked = contract(
  "SignInAsked.v1",
  ["serve-people"],
  "A customer requested a link to sign in: by letter or text (by letter where it does not say), to one of their own pages.",
  ["customer", "request"],
  z.object({
    customer: CustomerId,
    request: RequestId,
    channel: Channel.optional(),
    next: AccountPath.optional(),
    at: Instant,
  }),
);

export const AddressChangeAsked = contract(
  "AddressChangeAsked.v1",
  ["serve-people"],
  "A customer entered another address. Only one message goes there: the question whether it is theirs.",
  ["customer", "request"],
  z.object({ customer: CustomerId, request: RequestId, channel: Channel, at: Instant }),
);

export const AddressChanged = contract(
  "AddressChanged.v1",
  ["serve-people"],
  "A customer has another address from now on; `change` is the id of the link that did it. The old address is told once.",
  ["customer", "change"],
  z.object({
    customer: CustomerId,
    change: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
    channel: Channel,
    at: Instant,
  }),
);

export const CustomerConfirmed = contract(
  "CustomerConfirmed.v1",
  ["serve-people", "receive-text"],
  "A customer confirmed the address: the consents are given from now on.",
  ["customer", "channel", "at"],
  z.object({ customer: CustomerId, channel: Channel, at: Instant }),
);

/** The answer to a customer who texted a keyword: `text-<answer>` is the message. */
export const TextAnswer = z.enum(["stopped", "started", "help"]);
export type TextAnswer = z.infer<typeof TextAnswer>;

export const TextAnswered = contract(
  "TextAnswered.v1",
  ["receive-text"],
  "A customer texted a keyword that is answered by one text, and by none after `until`. The event does not hold the customer's text.",
  ["customer", "text"],
  z.object({
    customer: CustomerId,
    text: TextId,
    answer: TextAnswer,
    at: Instant,
    until: Instant,
  }),
);

export const AnswerGiven = contract(
  "AnswerGiven.v1",
  ["wellspring", "serve-desk"],
  "A person at the brand answered a conversation of a customer. The event holds no word of it.",
  ["conversation", "answer"],
  z.object({
    customer: CustomerId,
    conversation: ConversationId,
    answer: z.number().int().min(1),
    at: Instant,
  }),
);

export const JourneyCalled = contract(
  "JourneyCalled.v1",
  ["calendar"],
  "The day or week has come that starts a journey of the calendar.",
  ["journey", "at"],
  // EventBridge Scheduler writes the time of its call.
  z.object({ journey: CalendarJourney, at: AnyInstant }),
);

/** Every event that Wellspring publishes, in the order of its docs. */
export const CATALOG = [
  PurchaseCompleted,
  PurchaseRefunded,
  OrderLinked,
  OrderNoticed,
  SmokeReceived,
  PurchaseDelayed,
  ItemUnavailable,
  GiftAccrued,
  GiftTakenBack,
  GiftReassigned,
  CausePicked,
  MatchPoolExhausted,
  MilestoneReached,
  StoryTold,
  CustomerJoined,
  SignInAsked,
  AddressChangeAsked,
  AddressChanged,
  CustomerConfirmed,
  JourneyCalled,
  TextAnswered,
  AnswerGiven,
] as const;
