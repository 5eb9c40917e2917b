import * as z from "zod";
import { isMessageLanguage } from "../../../i18n/message-language.ts";
import { isCountry } from "../../../messaging/eligibility/jurisdictions.ts";
import { LanguageTag } from "../../../model/brand-words.ts";
import { Locale } from "../../../model/cause.ts";
import { ConsentRecord } from "../../../model/consent.ts";
import type { Instant } from "../../../model/purchase.ts";
import { CHANNELS, Channel, TOPICS, Topic } from "../../../model/topic.ts";
import { instantOf, invalidPayload, parsePayload } from "../../shop-system/payload.ts";
import { Moment, Timestamp } from "./envelope.ts";

/** Customers do not remember a tick for longer: a question after that would be a letter to a stranger. */
export const TICKED_DAYS_MAX = 7;
/** A question by text is sent at once, at any hour, as the customer expects it then: later it could be a text in the night. */
export const TICKED_FOR_TEXT_MINUTES_MAX = 60;
/** Tills' clocks run ahead; a time that is hours ahead would outlive a withdrawal. */
const AHEAD_SECONDS_MAX = 300;

/** Text that is kept to the letter: a half of a character has no letter. */
const isWhole = (text: string) => text.isWellFormed();
const NOT_WHOLE = "holds half a character";

const Wishes = z
  .array(z.strictObject({ topic: Topic, channel: Channel }))
  .min(1)
  .max(TOPICS.length * CHANNELS.length)
  .refine(
    (wishes) => new Set(wishes.map(({ topic, channel }) => `${topic} ${channel}`)).size === wishes.length,
    "asks for the same twice",
  );

/** Strict, as a misspelt member would be a consent that no customer gave or an address that is not read. */
export const StandardConsent = z
  .strictObject({
    type: z.literal("customer.consented"),
    timestamp: Timestamp,
    data: z.strictObject({
      email: z
        .string()
        .max(320)
        .refine(isWhole, NOT_WHOLE)
        .optional()
        .meta({ description: "Needed where a wish is for `email`." }),
      phone: z
        .string()
        .max(40)
        .refine(isWhole, NOT_WHOLE)
        .optional()
        .meta({ description: "Needed where a wish is for `sms`." }),
      country: z
        .string()
        .regex(/^[A-Z]{2}$/)
        .refine(isCountry, "not a country's code in ISO 3166")
        .optional()
        .meta({ description: "ISO 3166 code of the country of a phone number that has no country code." }),
      language: LanguageTag.refine(isMessageLanguage, "no messages are in this language").meta({
        description: `In which the words were shown; the question is asked in it: ${Locale.options.join(", ")}, or one that the brand adds to its messages.`,
      }),
      wishes: Wishes.meta({
        description: "What the customer ticked themselves, each once. No ticked boxes.",
      }),
      words: ConsentRecord.shape.words
        .refine(isWhole, NOT_WHOLE)
        .meta({ description: "The exact words that stood beside the boxes." }),
      wordsVersion: ConsentRecord.shape.wordsVersion
        .refine(isWhole, NOT_WHOLE)
        .meta({ description: "Changes whenever the words do." }),
      at: Moment.meta({
        description: `When they ticked it: at most ${TICKED_DAYS_MAX} days ago (for a text: ${TICKED_FOR_TEXT_MINUTES_MAX} minutes), at most ${AHEAD_SECONDS_MAX} seconds ahead.`,
      }),
    }),
  })
  .meta({
    title: "Wellspring standard consent",
    description:
      "A customer said at the till what they want to hear. They are asked at their own address whether it was them.",
  });

type Data = z.infer<typeof StandardConsent>["data"];

/** `wishes`: of what was ticked, what can still be asked for; `tooLate`: that some cannot. */
interface Ticked extends Omit<Data, "at"> {
  readonly at: Instant;
  readonly tooLate: boolean;
}

/** What a customer ticked. Throws `InvalidPayloadError` with every issue and no value. */
export function parseConsent(payload: unknown, now: Instant): Ticked {
  const { data } = parsePayload(StandardConsent, payload);
  const at = instantOf(data.at, "data.at", now);
  const minutes = (Date.parse(now) - Date.parse(at)) / 60_000;
  if (minutes > TICKED_DAYS_MAX * 24 * 60)
    throw invalidPayload("data.at", `more than ${TICKED_DAYS_MAX} days ago: ask the customer again`);
  if (minutes < -AHEAD_SECONDS_MAX / 60)
    throw invalidPayload("data.at", `more than ${AHEAD_SECONDS_MAX} seconds ahead of now`);
  const wishes = data.wishes.filter(
    ({ channel }) => channel === "email" || minutes <= TICKED_FOR_TEXT_MINUTES_MAX,
  );
  if (wishes.length === 0)
    throw invalidPayload(
      "data.at",
      `more than ${TICKED_FOR_TEXT_MINUTES_MAX} minutes ago: too late for a text`,
    );
  return { ...data, wishes, at, tooLate: wishes.length < data.wishes.length };
}
