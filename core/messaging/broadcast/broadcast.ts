import * as z from "zod";
import { Threshold } from "../../impact/milestone.ts";
import { CustomerId } from "../../model/customer.ts";
import { Journey } from "../../model/journey.ts";
import { Instant } from "../../model/purchase.ts";
import { Audience } from "../../people/audiences/audience.ts";
import { MessageName } from "../content/catalog.ts";
import type { FactsFor } from "../journeys/calendar/calendar-journey.ts";
import { calendarJourneys } from "../journeys/calendar/registry.ts";

/** What an audience is told of. Its facts are read when a batch is sent, not before: they may have changed by then. */
export const BroadcastAbout = z.discriminatedUnion("about", [
  Threshold.extend({ about: z.literal("milestone"), at: Instant }),
  ...calendarJourneys.map(({ about }) => about),
]);
export type BroadcastAbout = z.infer<typeof BroadcastAbout>;

/**
 * One message to everybody of an audience: the input of state-machines/broadcast.asl.json.
 * - `journey`: whose stop switch counts, and since when this run of it goes
 * - `key`: what it is about; a customer gets one message for a journey and a key, however often it is asked for
 */
export const Broadcast = z.object({
  journey: z.object({ name: Journey, startedAt: Instant }),
  message: MessageName,
  key: z.string().regex(/^[\w.:=@/-]{1,120}$/, "letters, digits and . : = @ / - _"),
  audience: Audience,
  about: BroadcastAbout,
});
export type Broadcast = z.infer<typeof Broadcast>;

/** Of one page of an audience: as many as one message to the queue names. */
export const BATCH_CUSTOMERS_MAX = 1_000;

/**
 * A message in the queue of `deliver-batch`: a part of a broadcast's audience. `attempt`: how often the provider was too
 * busy for these customers before.
 */
export const BroadcastBatch = Broadcast.omit({ audience: true }).extend({
  customers: z.array(CustomerId).min(1).max(BATCH_CUSTOMERS_MAX),
  attempt: z.int().min(0).default(0),
});
export type BroadcastBatch = z.infer<typeof BroadcastBatch>;

/** So long the queue itself holds a batch back. */
export const DELAY_SECONDS_MAX = 900;

/** Reads once what is the same for the whole batch; what it answers then reads what is each customer's own, if anything. */
export type GatherForBatch = (batch: Pick<BroadcastBatch, "journey" | "about">) => Promise<FactsFor>;
