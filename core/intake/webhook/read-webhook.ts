import {
  type EventContract,
  ItemUnavailable,
  OrderLinked,
  PurchaseCompleted,
  PurchaseDelayed,
  PurchaseRefunded,
} from "../../events/catalog.ts";
import { isTooLargeForEvent } from "../../events/event-size.ts";
import { assertNever } from "../../model/assert-never.ts";
import type { LookUp } from "../../model/look-up.ts";
import type { OrderTrouble } from "../../model/order-trouble.ts";
import {
  type Identity,
  type Instant,
  type OrderLink,
  type Purchase,
  REFUNDS_MAX,
  type Refund,
} from "../../model/purchase.ts";
import { hashIdentity } from "../../platform/crypto/identity.ts";
import { hashReceipt } from "../../platform/crypto/receipt.ts";
import { parseJson } from "../shop-system/body-json.ts";
import type { IgnoredReason } from "../shop-system/ignored.ts";
import type { NormalisedEvent, PayloadIssue, PayloadPerson } from "../shop-system/payload.ts";
import type { RoundUps } from "../shop-system/round-up-rule.ts";
import type { VerifiedWebhook } from "../shop-system/verified-webhook.ts";
import { asksByAddress, withoutAddresses } from "./hashed-ids.ts";
import { normaliseWebhook } from "./normalise-webhook.ts";
import { identitiesOf, namesAnybody } from "./person-identities.ts";

/** An event of a webhook, as the bus takes it. */
export interface WebhookEvent {
  readonly contract: EventContract;
  readonly detail:
    | { readonly purchase: Purchase; readonly lookUp?: LookUp }
    | { readonly refund: Refund; readonly lookUp?: LookUp }
    | { readonly link: OrderLink }
    | { readonly trouble: OrderTrouble };
}

/** `ignored`: why parts of it that are about money are not read, each reason once. */
export type WebhookEvents =
  | {
      readonly outcome: "events";
      readonly events: readonly WebhookEvent[];
      readonly ignored: readonly IgnoredReason[];
    }
  | { readonly outcome: "notNeeded"; readonly ignored: readonly IgnoredReason[] }
  | { readonly outcome: "unusable"; readonly issues: readonly PayloadIssue[] };

/** A purchase, all the refunds that it may list, and its cancellation: no body of a shop says more. */
export const EVENTS_MAX = REFUNDS_MAX + 2;
/** A smaller body makes no event that is too large: one repeats of its body what counts, and adds little. */
const SMALL_BODY_BYTES = 64 * 1024;

export interface EventsOfWebhookDeps {
  /** The key of identities; read only for a webhook that names its customer or its receipt. */
  readonly key: () => Promise<string>;
  /** Connections, as `source/connection`, whose shop is asked for what a webhook leaves out. */
  readonly lookUps: ReadonlySet<string>;
  /** What is a round-up at which connection. */
  readonly roundUps: RoundUps;
  readonly now: () => Instant;
}

const TROUBLES = { delayed: PurchaseDelayed, unavailable: ItemUnavailable } as const;

type BusEventSource = Exclude<NormalisedEvent, { readonly kind: "ignored" }>;

/** Without `asks` the facts of the webhook are all that will ever be known. Ids are as the shop names them. */
async function eventOf(
  event: BusEventSource,
  key: EventsOfWebhookDeps["key"],
  asks: boolean,
): Promise<WebhookEvent> {
  const more = "lookUp" in event && event.lookUp !== undefined && asks ? { lookUp: event.lookUp } : {};
  switch (event.kind) {
    case "refund":
      return { contract: PurchaseRefunded, detail: { refund: event.refund, ...more } };
    case "link":
      return { contract: OrderLinked, detail: { link: event.link } };
    case "purchase": {
      const identities = await hashed(event.person, key);
      const receipts = await receiptsOf(event.person, key);
      return {
        contract: PurchaseCompleted,
        detail: { purchase: { ...event.purchase, ...receipts, identities }, ...more },
      };
    }
    case "trouble": {
      const identities = await hashed(event.person, key);
      // The shop's own name of the notice is in it: without a key, one that is an address could be tried out.
      const id = `trouble_${hashIdentity(await key(), event.trouble.id)}`;
      return {
        contract: TROUBLES[event.trouble.kind],
        detail: { trouble: { ...event.trouble, id, identities } },
      };
    }
    default:
      return assertNever(event);
  }
}

async function hashed(person: PayloadPerson, key: EventsOfWebhookDeps["key"]): Promise<Identity[]> {
  return namesAnybody(person) ? await identitiesOf(person, await key()) : [];
}

async function receiptsOf(
  { receiptNumbers = [] }: PayloadPerson,
  key: EventsOfWebhookDeps["key"],
): Promise<Pick<Purchase, "receipts">> {
  const printed = receiptNumbers.filter((number) => !!number);
  if (printed.length === 0) return {};
  const secret = await key();
  const hashes = printed
    .map((number) => hashReceipt(secret, number ?? ""))
    .filter((hash) => hash !== undefined);
  return hashes.length === 0 ? {} : { receipts: [...new Set(hashes)] };
}

function isAskedByAddress({ detail }: WebhookEvent): boolean {
  return "lookUp" in detail && detail.lookUp !== undefined && asksByAddress(detail, detail.lookUp);
}

/**
 * The events that a verified webhook becomes. The same body gives the same events, whenever and however often it is
 * delivered. Personal data ends here: events hold hashes. Throws only when the key of identities cannot be read.
 */
export function eventsOfWebhook({ key, lookUps, roundUps, now }: EventsOfWebhookDeps) {
  return async ({ source, connection, topic, body }: VerifiedWebhook): Promise<WebhookEvents> => {
    const json = parseJson(body);
    if (json === undefined) {
      return { outcome: "unusable", issues: [{ field: "body", reason: "not JSON in UTF-8" }] };
    }
    const normalised = await normaliseWebhook(source, {
      connection,
      topic,
      payload: json.payload,
      roundUp: roundUps.get(`${source}/${connection}`),
      now: now(),
    });
    if (normalised.outcome === "unusable") return normalised;
    if (normalised.events.length > EVENTS_MAX) {
      return {
        outcome: "unusable",
        issues: [{ field: "body", reason: `says more than ${EVENTS_MAX} things` }],
      };
    }
    const named: WebhookEvent[] = [];
    const ignored = new Set<IgnoredReason>();
    const asks = lookUps.has(`${source}/${connection}`);
    for (const normal of normalised.events) {
      const event = asks && normal.kind === "ignored" ? (normal.ask ?? normal) : normal;
      if (event.kind === "ignored") ignored.add(event.reason);
      else named.push(await eventOf(event, key, asks));
    }
    if (named.some(isAskedByAddress)) {
      return { outcome: "unusable", issues: [{ field: "id", reason: "reads as an address or a number" }] };
    }
    const events: WebhookEvent[] = [];
    for (const { contract, detail } of named)
      events.push({ contract, detail: await withoutAddresses(detail, key) });
    if (body.byteLength > SMALL_BODY_BYTES && events.some(({ detail }) => isTooLargeForEvent(detail))) {
      return { outcome: "unusable", issues: [{ field: "body", reason: "says more than one event holds" }] };
    }
    if (events.length === 0) return { outcome: "notNeeded", ignored: [...ignored] };
    return { outcome: "events", events, ignored: [...ignored] };
  };
}
