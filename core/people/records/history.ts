import * as z from "zod";
import { Instant } from "../../model/purchase.ts";
import { MessageChannel, Topic } from "../../model/topic.ts";
import { Reason } from "./decision.ts";

/** The subject of a message, so that it is sent once: the journey and what started it, such as `impact-update:gift_…`. */
export const SendKey = z
  .string()
  .min(1)
  .max(200)
  .regex(/^[\w.:=@/-]+$/, "letters, digits and . : = @ / - _");
export type SendKey = z.infer<typeof SendKey>;

const About = {
  at: Instant,
  message: z.string().min(1).max(60),
  topic: Topic,
  channel: MessageChannel,
  transactional: z.boolean(),
  sendKey: SendKey,
};

/**
 * One entry of a customer's history: the outcome of one message at one time.
 * - `sent`: the provider accepted it, under the consent version of the decision (0: transactional). `copied`: what it said is
 *   kept beside, for a year
 * - `unknown`: claimed, and whether it was sent is not known (yet): it is never sent again, and counts as sent
 * - `deferred`: not now; decided again at `until`
 * - `dropped`: not at all, for these reasons
 */
export const HistoryEntry = z.discriminatedUnion("outcome", [
  z.object({
    ...About,
    outcome: z.literal("sent"),
    consentVersion: z.number().int().min(0),
    copied: z.literal(true).optional(),
  }),
  z.object({ ...About, outcome: z.literal("unknown"), consentVersion: z.number().int().min(0) }),
  z.object({ ...About, outcome: z.literal("deferred"), until: Instant, reasons: z.array(Reason).min(1) }),
  z.object({ ...About, outcome: z.literal("dropped"), reasons: z.array(Reason).min(1) }),
]);
export type HistoryEntry = z.infer<typeof HistoryEntry>;
