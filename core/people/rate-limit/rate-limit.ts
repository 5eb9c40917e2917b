import { isIPv6 } from "node:net";
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

/** Files of everything that is kept of one customer: each reads all of it. */
export const DOWNLOADS: RateLimit = { name: "downloads", max: 5, minutes: 15 };

/**
 * Forms with the number, total and day of a receipt, of one source address. These can be guessed, so all count, also those that
 * find a purchase: enough for a family and for a counter's tablet, too few to try out totals.
 */
export const RECEIPT_TRIES: RateLimit = { name: "receipt-tries", max: 20, minutes: 60 };

/** The same of one receipt, by its number and day, of all sources together: then nobody finds it for the rest of the hour. */
export const TRIES_OF_RECEIPT: RateLimit = { name: "tries-of-receipt", max: 5, minutes: 60 };

/** Answers in private of one source address: a family, or a tablet that stands in a store. */
export const FEEDBACK_OF_SOURCE: RateLimit = { name: "feedback", max: 20, minutes: 60 };

/** The same of one store's codes, of all sources together: a flood fills an hour of one store and no more. */
export const FEEDBACK_OF_STORE: RateLimit = { name: "feedback-of-store", max: 200, minutes: 60 };

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
 * The part of a source address that identifies one household or office: all of IPv4, also where it is written within IPv6
 * (`::ffff:203.0.113.7`), and of IPv6 the 64 bits that a subscriber is assigned (RFC 6177), because the rest changes at will.
 */
export function sourceOf(address: string): string {
  const plain = address
    .trim()
    .replace(/^\[|\]$/g, "")
    .replace(/%.*$/, "");
  if (!isIPv6(plain)) return plain;
  const groups = groupsOf(plain);
  const embedded = embeddedIPv4(groups);
  if (embedded === undefined) return groups.slice(0, 4).map(hex).join(":");
  return embedded.flatMap((group) => [group >> 8, group & 0xff]).join(".");
}

/** The eight numbers of an IPv6 address, however it is written: the parser of URLs knows all forms. */
function groupsOf(address: string): readonly number[] {
  const [front = "", back] = new URL(`http://[${address}]`).hostname.slice(1, -1).split("::");
  const numbers = (text: string) =>
    text.split(":").flatMap((group) => (group === "" ? [] : Number.parseInt(group, 16)));
  const [before, after] = [numbers(front), numbers(back ?? "")];
  return [...before, ...Array.from({ length: 8 - before.length - after.length }, () => 0), ...after];
}

/** Prefixes of 96 bits before an IPv4 address: mapped (RFC 4291), translated (RFC 2765), and NAT64 (RFC 6052). */
const BEFORE_IPV4 = ["0:0:0:0:0:ffff", "0:0:0:0:ffff:0", "64:ff9b:0:0:0:0"];
/** 6to4 (RFC 3056): the IPv4 address stands behind the first group. */
const SIX_TO_FOUR = 0x2002;

function embeddedIPv4(groups: readonly number[]): readonly number[] | undefined {
  if (BEFORE_IPV4.includes(groups.slice(0, 6).map(hex).join(":"))) return groups.slice(6);
  return groups[0] === SIX_TO_FOUR ? groups.slice(1, 3) : undefined;
}

function hex(group: number): string {
  return group.toString(16);
}
