import * as z from "zod";
import { CustomerId } from "../customer/customer.ts";
import type { Reason } from "../decision/decision.ts";
import { Channel } from "../message/topic.ts";
import { ClockTime, Rhythm } from "../preference/preference.ts";
import { Instant } from "../purchase/purchase.ts";
import { SendKey } from "./history.ts";

/**
 * What a journey asks for. Topic and whether it is transactional are the catalog's, never the journey's.
 * - `message`: a name in the catalog (core/message/catalog.ts); `facts`: what its renditions say
 * - `channel`: this one only; absent: the first that the person allows, email before sms
 * - `journey`: whose stop switch counts; absent: none
 * - `goalReached`, `holds`: what the journey found out just before this step
 */
export const DeliverMessage = z.object({
  customer: CustomerId,
  message: z.string().min(1).max(60),
  sendKey: SendKey,
  facts: z.record(z.string(), z.unknown()),
  channel: Channel.optional(),
  journey: z.string().min(1).max(60).optional(),
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
 * - `unknown`: an earlier call died between its claim and its record; it is not sent again
 */
export type MessageDelivered =
  | { readonly outcome: "sent" | "duplicate" | "unknown"; readonly channel: Channel }
  | { readonly outcome: "deferred"; readonly until: Instant; readonly reasons: readonly Reason[] }
  | { readonly outcome: "dropped"; readonly reasons: readonly Reason[] };
