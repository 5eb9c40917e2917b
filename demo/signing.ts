import type { Message } from "./message.ts";
import { sampleShopOf } from "./sample-shops.ts";

/** What a connection's shop system signs with: its keys, and for Square the address as it was entered there. */
export interface SigningKeys {
  readonly secrets: readonly string[];
  readonly notificationUrl?: string | undefined;
}

/** A webhook as it is sent. */
export interface SignedMessage extends Message {
  readonly headers: Record<string, string>;
}

/** The webhook as its shop system sends it, signed in its headers or in its body, by the key at `rank` of those that are valid. */
export function signedMessage(
  message: Message,
  keys: SigningKeys,
  rank: number,
  nowMs: number,
): SignedMessage {
  const key = keys.secrets[rank % keys.secrets.length];
  if (key === undefined) throw new Error(`There is no key for ${message.source}.`);
  const signing = { key, at: Math.floor(nowMs / 1000), url: keys.notificationUrl ?? "" };
  const { headers, signedBody } = sampleShopOf(message.source);
  const body = signedBody?.(message.body, signing) ?? message.body;
  return { ...message, body, headers: { "content-type": "application/json", ...headers(message, signing) } };
}

/** Its headers alone. */
export function signedHeaders(...signing: Parameters<typeof signedMessage>): Record<string, string> {
  return signedMessage(...signing).headers;
}
