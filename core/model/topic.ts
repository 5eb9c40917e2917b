import * as z from "zod";

/** What a message is about. */
export const Topic = z.enum(["impact", "milestones", "community", "orders", "dates", "offers", "feedback"]);
export type Topic = z.infer<typeof Topic>;

export const Channel = z.enum(["email", "sms"]);
export type Channel = z.infer<typeof Channel>;

/** `impact.email`: a topic on a channel, the unit of consent. */
export const TOPICS = Topic.options;
export const CHANNELS = Channel.options;
