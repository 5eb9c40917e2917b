import { createHmac, hkdfSync, timingSafeEqual } from "node:crypto";
import * as z from "zod";
import { CustomerId } from "../../model/customer.ts";
import { withoutPrefix } from "../../model/prefixed-id.ts";
import { Channel, Topic } from "../../model/topic.ts";

/** What the link of a letter withdraws: a topic on a channel, or all topics there. */
export const UnsubscribeSubject = z.object({
  customer: CustomerId,
  topic: z.union([Topic, z.literal("all")]),
  channel: Channel,
});
export type UnsubscribeSubject = z.infer<typeof UnsubscribeSubject>;

const TOKEN_CHARS_MAX = 200;
const MAC_BYTES = 24;

/**
 * A token without a row, which works for as long as the letter exists and any number of times: withdrawing is as easy as
 * giving. The token can do nothing else. Signed under a key of its own, derived from the contact key.
 */
export function unsubscribeToken(key: string, { customer, topic, channel }: UnsubscribeSubject): string {
  const text = [withoutPrefix(customer), topic, channel].join(".");
  return `${text}.${sign(key, text)}`;
}

/** Undefined for a token that was not signed under this key. */
export function readUnsubscribeToken(key: string, token: string): UnsubscribeSubject | undefined {
  if (token.length > TOKEN_CHARS_MAX) return undefined;
  const [id, topic, channel, mac, ...more] = token.split(".");
  if (mac === undefined || more.length > 0) return undefined;
  // Compares texts: base64url has several spellings of the same bytes, and our letters contain only one of them.
  const given = Buffer.from(mac, "utf8");
  const right = Buffer.from(sign(key, [id, topic, channel].join(".")), "utf8");
  if (given.length !== right.length || !timingSafeEqual(given, right)) return undefined;
  const parsed = UnsubscribeSubject.safeParse({ customer: `cus_${id}`, topic, channel });
  return parsed.success ? parsed.data : undefined;
}

function sign(key: string, text: string): string {
  const own = new Uint8Array(hkdfSync("sha256", key, "", "wellspring unsubscribe", 32));
  return createHmac("sha256", own).update(text).digest().subarray(0, MAC_BYTES).toString("base64url");
}
