import type { Message } from "./message.ts";
import { sampleShopOf } from "./sample-shops.ts";

/** What a connection's shop system signs with: its keys, and for Square the address as it was entered there. */
export interface SigningKeys {
  readonly secrets: readonly string[];
  readonly notificationUrl?: string | undefined;
}

/** The headers that a shop system sends with a webhook, signed by the key at `rank` of those that are valid. */
export function signedHeaders(
  message: Message,
  keys: SigningKeys,
  rank: number,
  nowMs: number,
): Record<string, string> {
  const key = keys.secrets[rank % keys.secrets.length];
  if (key === undefined) throw new Error(`There is no key for ${message.source}.`);
  const signing = { key, at: Math.floor(nowMs / 1000), url: keys.notificationUrl ?? "" };
  return { "content-type": "application/json", ...sampleShopOf(message.source).headers(message, signing) };
}
