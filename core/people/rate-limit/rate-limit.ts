import { instantAt } from "../../model/instant.ts";
import type { Instant } from "../../model/purchase.ts";

/** How often something may happen within each stretch of so many minutes; the stretches follow one another. */
export interface RateLimit {
  readonly name: string;
  readonly max: number;
  readonly minutes: number;
}

/** Links that one address is sent, whoever asks for them: enough to have lost two, too few to annoy anybody with. */
export const SIGN_IN_LINKS: RateLimit = { name: "sign-in-links", max: 3, minutes: 15 };

/** Questions whether it was them that one customer is sent on one channel, whoever types their address into the form. */
export const QUESTIONS: RateLimit = { name: "questions", max: 5, minutes: 24 * 60 };

/** Forms and links that one source address may try; how many is the stage's to say, as a shop's tablet is one source. */
export function triesOfSource(max: number): RateLimit {
  return { name: "tries", max, minutes: 15 };
}

/** When the stretch began that this time lies in. */
export function windowOf({ minutes }: RateLimit, at: Instant): Instant {
  const length = minutes * 60_000;
  return instantAt(Math.floor(Date.parse(at) / length) * length);
}

/**
 * What of a source address stands for one household or office: all of IPv4, and of IPv6 the 64 bits that a
 * subscriber is given (RFC 6177), as the rest changes at will.
 */
export function sourceOf(address: string): string {
  if (!address.includes(":")) return address;
  const [front = "", back = ""] = address.split("::");
  const groups = front.split(":").filter((group) => group !== "");
  const after = back.split(":").filter((group) => group !== "");
  const between = address.includes("::") ? 8 - groups.length - after.length : 0;
  const all = [...groups, ...Array.from({ length: Math.max(0, between) }, () => "0"), ...after];
  return all
    .slice(0, 4)
    .map((group) => group.toLowerCase().replace(/^0+(?=.)/, ""))
    .join(":");
}
