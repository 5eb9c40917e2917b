import * as z from "zod";
import { LanguageTag } from "./brand-words.ts";
import { CAUSES_CHOSEN_MAX, WeightedCause } from "./customer.ts";
import { GiftId } from "./gift.ts";
import { Instant } from "./purchase.ts";
import { Topic } from "./topic.ts";

/** How often a customer wants messages of a topic: each time, or gathered. */
export const Rhythm = z.enum(["eachTime", "daily", "weekly", "monthly"]);
export type Rhythm = z.infer<typeof Rhythm>;

/** A time of day without a zone, `21:00`. */
export const ClockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "a time such as 21:00");

export const INTERESTS_MAX = 20;
export const DATES_MAX = 10;
/** 3 KB of ids: a customer who buys more presents says so of all purchases at once. */
export const PRESENTS_MAX = 100;
/** Of an interest, and of what a date is called. */
export const NAME_CHARS_MAX = 60;

/** A group of the brand's own people. The brand names its members in its import; customers cannot choose it. */
export const List = z.enum(["staff", "vendor"]);
export type List = z.infer<typeof List>;

/**
 * Which channels a topic may use, in the order the customer prefers; none: not at all. Consent is a separate question. `wallet`:
 * absent is off; customers who are stored from before there were cards lack it.
 */
export const TopicPreference = z.object({
  email: z.boolean(),
  sms: z.boolean(),
  wallet: z.boolean().optional(),
  rhythm: Rhythm,
});

/**
 * What the customer chose now. Each saving raises `version`, so that a form that was opened before another saving
 * is refused as stale instead of overwriting it.
 * - `quiet`: from–to in the customer's own time, across midnight where from is later; absent: the law's hours alone
 * - `timeZone`: IANA name; absent: unknown, and the hours must suit every zone it may be
 * - `language`: of messages. One that the brand takes back stays chosen: messages are in its base until it is there again
 * - `country`, `region`: ISO 3166 (region as in `US-FL`), for the law's hours
 * - `lists`: kept by every saving; members who want to hear of the community get the brief of the week as well
 * - `giftsForOthers`: all purchases are presents: learn nothing from them
 * - `presents`: the gifts of single purchases that were; kept by every saving, as `lists` is
 */
export const Preferences = z.object({
  version: z.number().int().min(0),
  topics: z.record(Topic, TopicPreference),
  quiet: z.object({ from: ClockTime, to: ClockTime }).optional(),
  language: LanguageTag,
  timeZone: z.string().max(60).optional(),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .optional(),
  region: z
    .string()
    .regex(/^[A-Z]{2}-[A-Z0-9]{1,3}$/)
    .optional(),
  pausedUntil: Instant.optional(),
  causes: z.array(WeightedCause).max(CAUSES_CHOSEN_MAX),
  interests: z.array(z.string().min(1).max(NAME_CHARS_MAX)).max(INTERESTS_MAX),
  dates: z
    .array(
      z.object({
        name: z.string().min(1).max(NAME_CHARS_MAX),
        month: z.number().int().min(1).max(12),
        day: z.number().int().min(1).max(31),
      }),
    )
    .max(DATES_MAX),
  giftsForOthers: z.boolean(),
  presents: z.array(GiftId).max(PRESENTS_MAX).optional(),
  lists: z.array(List).max(List.options.length).optional(),
});
export type Preferences = z.infer<typeof Preferences>;
