import * as z from "zod";
import { CustomerId } from "../../model/customer.ts";
import { Journey } from "../../model/journey.ts";
import { ClockTime, Rhythm } from "../../model/preferences.ts";
import { Instant } from "../../model/purchase.ts";
import { Channel, type Topic } from "../../model/topic.ts";
import type { AddressHash } from "../../people/contacts/suppression.ts";
import type { Reason } from "../../people/records/decision.ts";
import { SendKey } from "../../people/records/history.ts";
import { MessageName } from "../content/catalog.ts";
import type { Links, Rendition } from "../content/render.ts";

/**
 * What a journey asks for. Topic, and whether it is transactional, are the catalog's: no author of a journey decides
 * them, and nothing here can widen what the decision allows.
 * - `facts`: what its renditions say
 * - `channel`: this one only; absent: the first that is not dropped, email before text
 * - `journey`: whose stop switch counts, and since when this run of it goes
 * - `goalReached`, `holds`: what the journey found out just before this step
 */
export const DeliverMessage = z.object({
  customer: CustomerId,
  message: MessageName,
  sendKey: SendKey,
  facts: z.record(z.string(), z.unknown()),
  channel: Channel.optional(),
  journey: z.object({ name: Journey, startedAt: Instant }).optional(),
  rhythm: Rhythm.optional(),
  within: z.object({ from: ClockTime, to: ClockTime }).optional(),
  validUntil: Instant.optional(),
  goalReached: z.boolean().default(false),
  holds: z.boolean().default(true),
});
export type DeliverMessage = z.infer<typeof DeliverMessage>;

/**
 * - `sent`: the provider took it, just now; `duplicate`: an earlier call sent it
 * - `deferred`: wait until then and call again with the same input
 * - `dropped`: do not call again
 * - `unknown`: another call claimed it and has not recorded what became of it; it is never sent again
 */
export type MessageDelivered =
  | { readonly outcome: "sent" | "duplicate" | "unknown"; readonly channel: Channel }
  | { readonly outcome: "deferred"; readonly until: Instant; readonly reasons: readonly Reason[] }
  | { readonly outcome: "dropped"; readonly reasons: readonly Reason[] };

/** Who is written to, in the clear. Until its owner has answered from it (`confirmed`) an address gets answers only. */
export interface Recipient extends AddressHash {
  readonly address: string;
  readonly confirmed: boolean;
}

/** A message that only needs to be handed over. `to` is an address in the clear: for the provider alone. */
export interface Composed {
  readonly to: string;
  readonly topic: Topic;
  readonly transactional: boolean;
  readonly rendition: Rendition;
  readonly unsubscribe: Links["unsubscribe"];
  readonly at: Instant;
}
