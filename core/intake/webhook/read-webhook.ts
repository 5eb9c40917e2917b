import {
  type EventContract,
  ItemUnavailable,
  PurchaseCompleted,
  PurchaseDelayed,
  PurchaseRefunded,
} from "../../events/catalog.ts";
import { assertNever } from "../../model/assert-never.ts";
import type { OrderTrouble } from "../../model/order-trouble.ts";
import type { Identity, Instant, Purchase, Refund } from "../../model/purchase.ts";
import type { VerifiedWebhook } from "../shop-system/genuine-webhook.ts";
import type { NormalisedEvent, PayloadIssue, PayloadPerson } from "../shop-system/payload.ts";
import { normaliseWebhook } from "../sources/normalise.ts";
import { identitiesOf, namesAnybody } from "./person-identities.ts";

/** An event that a webhook becomes, as the bus takes it. */
export interface WebhookEvent {
  readonly contract: EventContract;
  readonly detail:
    | { readonly purchase: Purchase }
    | { readonly refund: Refund }
    | { readonly trouble: OrderTrouble };
}

export type WebhookEvents =
  | { readonly outcome: "events"; readonly events: readonly WebhookEvent[] }
  | { readonly outcome: "notNeeded" }
  | { readonly outcome: "unusable"; readonly faults: readonly PayloadIssue[] };

export interface EventsOfWebhookDeps {
  /** The key of identities; asked only when a webhook says who bought. */
  readonly key: () => Promise<string>;
  readonly now: () => Instant;
}

const utf8 = new TextDecoder("utf-8", { fatal: true });

/** The JSON of a body, or undefined. What the parser complains of quotes the body, and stays here. */
export function parseJson(body: Buffer): { readonly payload: unknown } | undefined {
  try {
    return { payload: JSON.parse(utf8.decode(body)) };
  } catch {
    return undefined;
  }
}

const TROUBLES = { delayed: PurchaseDelayed, unavailable: ItemUnavailable } as const;

async function eventOf(told: NormalisedEvent, key: EventsOfWebhookDeps["key"]): Promise<WebhookEvent> {
  switch (told.kind) {
    case "refund":
      return { contract: PurchaseRefunded, detail: { refund: told.refund } };
    case "purchase": {
      const identities = await hashed(told.person, key);
      return { contract: PurchaseCompleted, detail: { purchase: { ...told.purchase, identities } } };
    }
    case "trouble": {
      const identities = await hashed(told.person, key);
      return { contract: TROUBLES[told.trouble.kind], detail: { trouble: { ...told.trouble, identities } } };
    }
    default:
      return assertNever(told);
  }
}

async function hashed(person: PayloadPerson, key: EventsOfWebhookDeps["key"]): Promise<Identity[]> {
  return namesAnybody(person) ? await identitiesOf(person, await key()) : [];
}

/**
 * What a genuine webhook becomes. The same body gives the same events, whenever and however often it comes. Here the
 * person in it ends: what leaves holds hashes. Throws only when the key of identities cannot be read.
 */
export function eventsOfWebhook({ key, now }: EventsOfWebhookDeps) {
  return async ({ source, connection, topic, body }: VerifiedWebhook): Promise<WebhookEvents> => {
    const json = parseJson(body);
    if (json === undefined) {
      return { outcome: "unusable", faults: [{ field: "body", reason: "not JSON in UTF-8" }] };
    }
    const telling = normaliseWebhook(source, { connection, topic, payload: json.payload, now: now() });
    if (telling.outcome === "unusable") return telling;
    const events: WebhookEvent[] = [];
    for (const told of telling.told) events.push(await eventOf(told, key));
    return events.length === 0 ? { outcome: "notNeeded" } : { outcome: "events", events };
  };
}
