import * as z from "zod";

/** What a message is about. */
export const Topic = z.enum(["impact", "milestones", "community", "orders", "dates", "offers", "feedback"]);
export type Topic = z.infer<typeof Topic>;

/** The topics on which a brand can write one-off letters. */
export const LetterTopic = Topic.extract(["community", "offers"]);
export type LetterTopic = z.infer<typeof LetterTopic>;

export const Channel = z.enum(["email", "sms"]);
export type Channel = z.infer<typeof Channel>;

/** `impact.email`: a topic on a channel, the unit of consent. */
export const TOPICS = Topic.options;
export const CHANNELS = Channel.options;
