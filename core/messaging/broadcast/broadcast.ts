import * as z from "zod";
import { Threshold } from "../../impact/milestone.ts";
import { ToldStory } from "../../impact/stories/told-story.ts";
import { CustomerId } from "../../model/customer.ts";
import { Stoppable } from "../../model/journey.ts";
import { Instant } from "../../model/purchase.ts";
import { Audience } from "../../people/audiences/audience.ts";
import { MessageName } from "../content/catalog.ts";
import type { FactsFor } from "../journeys/calendar/calendar-journey.ts";
import { calendarJourneys } from "../journeys/calendar/registry.ts";
import { LetterAbout } from "../letters/frozen-letter.ts";

/** The subject of a broadcast. Its facts are read when a batch is sent, not before: they may have changed by then. */
export const BroadcastAbout = z.discriminatedUnion("about", [
  Threshold.extend({ about: z.literal("milestone"), at: Instant }),
  ToldStory.extend({ about: z.literal("story") }),
  ...calendarJourneys.map(({ about }) => about),
  LetterAbout,
]);
export type BroadcastAbout = z.infer<typeof BroadcastAbout>;

/**
 * One message to every customer of an audience: the input of state-machines/broadcast.asl.json.
 * - `journey`: the journey or letter whose stop switch applies; `startedAt`: when this run of it started
 * - `key`: the subject's id; a customer gets one message for a journey and a key, however often it is requested
 * - `at`: the broadcast waits until then; absent: it begins at once
 */
export const Broadcast = z.object({
  journey: z.object({ name: Stoppable, startedAt: Instant }),
  message: MessageName,
  key: z.string().regex(/^[\w.:=@/-]{1,120}$/, "letters, digits and . : = @ / - _"),
  audience: Audience,
  about: BroadcastAbout,
  at: Instant.optional(),
});
export type Broadcast = z.infer<typeof Broadcast>;

/** The most customers of one page of an audience, and so of one message in the queue. */
export const BATCH_CUSTOMERS_MAX = 1_000;

/**
 * A message in the queue of `deliver-batch`: a part of a broadcast's audience. `attempt`: how often the provider throttled
 * these customers' messages before.
 */
export const BroadcastBatch = Broadcast.omit({ audience: true, at: true }).extend({
  customers: z.array(CustomerId).min(1).max(BATCH_CUSTOMERS_MAX),
  attempt: z.int().min(0).default(0),
});
export type BroadcastBatch = z.infer<typeof BroadcastBatch>;

/** The longest delay of a message in SQS. */
export const DELAY_SECONDS_MAX = 900;

/** Reads once the facts that the whole batch shares; the returned function reads those of one customer, if there are any. */
export type GatherForBatch = (batch: Pick<BroadcastBatch, "journey" | "about">) => Promise<FactsFor>;
