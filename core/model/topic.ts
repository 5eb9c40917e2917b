import * as z from "zod";

/** What a message is about. */
export const Topic = z.enum(["impact", "milestones", "community", "orders", "dates", "offers", "feedback"]);
export type Topic = z.infer<typeof Topic>;

/** The topics on which a brand can write one-off letters. */
export const LetterTopic = Topic.extract(["community", "offers"]);
export type LetterTopic = z.infer<typeof LetterTopic>;

/** What leads to an address: a question can be asked there, and anybody may type one. */
export const Channel = z.enum(["email", "sms"]);
export type Channel = z.infer<typeof Channel>;

/** How a message reaches a customer: at an address, or as an alert of their card in the wallet of a phone. */
export const MessageChannel = z.enum([...Channel.options, "wallet"]);
export type MessageChannel = z.infer<typeof MessageChannel>;

/** `impact.email`: a topic on a channel, the unit of consent. */
export const TOPICS = Topic.options;
export const CHANNELS = Channel.options;
export const MESSAGE_CHANNELS = MessageChannel.options;

/** What a card alerts of: it is about what its customer's purchases gave. */
export const CARD_TOPICS: readonly Topic[] = ["impact"];
