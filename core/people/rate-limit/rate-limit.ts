import { instantAt } from "../../model/instant.ts";
import type { Instant } from "../../model/purchase.ts";

/** At most `max` events in each window of `minutes`; the windows follow one another. */
export interface RateLimit {
  readonly name: string;
  readonly max: number;
  readonly minutes: number;
}

/** Links sent to one address, by whomever requested: enough for a customer who lost two, too few to be a nuisance. */
export const SIGN_IN_LINKS: RateLimit = { name: "sign-in-links", max: 3, minutes: 15 };

/** Questions sent to one customer on one channel, by whomever their address was typed into the form. */
export const QUESTIONS: RateLimit = { name: "questions", max: 5, minutes: 24 * 60 };

/** Forms and links that one source address may try. The stage sets `max`, because a shop's tablet is one source. */
export function triesOfSource(max: number): RateLimit {
  return { name: "tries", max, minutes: 15 };
}

/** The beginning of the window that contains this time. */
export function windowOf({ minutes }: RateLimit, at: Instant): Instant {
  const length = minutes * 60_000;
  return instantAt(Math.floor(Date.parse(at) / length) * length);
}

/**
 * The part of a source address that identifies one household or office: all of IPv4, and of IPv6 the 64 bits that a
 * subscriber is assigned (RFC 6177), because the rest changes at will.
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
