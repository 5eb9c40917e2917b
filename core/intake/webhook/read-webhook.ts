import { isTooLargeForEvent } from "../../events/event-size.ts";
import { type Instant, REFUNDS_MAX } from "../../model/purchase.ts";
import { parseJson } from "../shop-system/body-json.ts";
import type { IgnoredReason } from "../shop-system/ignored.ts";
import { ignoredEvent, type NormalisedEvent, type PayloadIssue } from "../shop-system/payload.ts";
import type { RoundUps } from "../shop-system/round-up-rule.ts";
import type { VerifiedWebhook } from "../shop-system/verified-webhook.ts";
import { shopSystems } from "../sources/registry.ts";
import { busEventOf, type IdentityKey, type WebhookEvent } from "./bus-events.ts";
import { asksByAddress, withoutAddresses } from "./hashed-ids.ts";
import { normaliseWebhook } from "./normalise-webhook.ts";

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
  readonly key: IdentityKey;
  /** Connections, as `source/connection`, whose shop is asked for what a webhook leaves out. */
  readonly lookUps: ReadonlySet<string>;
  /** What is a round-up at which connection. */
  readonly roundUps: RoundUps;
  readonly now: () => Instant;
}

function sameBody(body: Buffer): Buffer {
  return body;
}

function askedFor(event: NormalisedEvent): NormalisedEvent {
  return event.kind === "ignored" ? (event.ask ?? event) : event;
}

/** Of an order that is only named nothing is known where its shop is not asked. */
function unasked(event: NormalisedEvent): NormalisedEvent {
  return event.kind === "notice" ? ignoredEvent("noticeUnasked") : event;
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
    const { jsonOf = sameBody } = shopSystems[source];
    const text = jsonOf(body);
    const json = text && parseJson(text);
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
      const event = asks ? askedFor(normal) : unasked(normal);
      if (event.kind === "ignored") ignored.add(event.reason);
      else named.push(await busEventOf(event, key, asks));
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
