import * as z from "zod";
import { CustomerId } from "../../model/customer.ts";
import { withoutPrefix } from "../../model/prefixed-id.ts";
import { Channel, Topic } from "../../model/topic.ts";
import { isSame, signature } from "./signature.ts";

/** What the link of a letter withdraws: a topic on a channel, or all topics there. */
export const UnsubscribeSubject = z.object({
  customer: CustomerId,
  topic: z.union([Topic, z.literal("all")]),
  channel: Channel,
});
export type UnsubscribeSubject = z.infer<typeof UnsubscribeSubject>;

const TOKEN_CHARS_MAX = 200;
const PURPOSE = "unsubscribe";

/**
 * A token without a row, which works for as long as the letter exists and any number of times: withdrawing is as easy as
 * giving. The token can do nothing else. Signed under a key of its own, derived from the contact key.
 */
export function unsubscribeToken(key: string, { customer, topic, channel }: UnsubscribeSubject): string {
  const text = [withoutPrefix(customer), topic, channel].join(".");
  return `${text}.${signature(key, PURPOSE, text)}`;
}

/** Undefined for a token that was not signed under this key. */
export function readUnsubscribeToken(key: string, token: string): UnsubscribeSubject | undefined {
  if (token.length > TOKEN_CHARS_MAX) return undefined;
  const [id, topic, channel, mac, ...more] = token.split(".");
  if (mac === undefined || more.length > 0) return undefined;
  if (!isSame(mac, signature(key, PURPOSE, [id, topic, channel].join(".")))) return undefined;
  const parsed = UnsubscribeSubject.safeParse({ customer: `cus_${id}`, topic, channel });
  return parsed.success ? parsed.data : undefined;
}
