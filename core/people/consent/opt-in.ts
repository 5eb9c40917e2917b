import type { ConsentNow, ConsentRecord } from "../../model/consent.ts";
import { consentName } from "../../model/consent.ts";
import type { Instant } from "../../model/purchase.ts";
import type { Channel } from "../../model/topic.ts";

/** One address is asked at most once in this time, however often it is typed into the form. */
export const ASK_AGAIN_MINUTES = 10;
/** A YES after this time no longer answers a question. */
const PENDING_HOURS = 72;

/** The wishes that must be asked about: not given yet, and not asked within {@link ASK_AGAIN_MINUTES}. */
export function optInsToRequest<Wish extends Pick<ConsentNow, "topic" | "channel">>(
  wishes: readonly Wish[],
  existing: readonly ConsentNow[],
  now: Instant,
): Wish[] {
  return wishes.filter((wish) => {
    const found = existing.find((one) => consentName(one) === consentName(wish));
    if (found === undefined || found.state === "withdrawn") return true;
    if (found.state === "given") return hasExpired(found, now);
    return minutesBetween(found.at, now) >= ASK_AGAIN_MINUTES;
  });
}

export function hasExpired({ expiresAt }: Pick<ConsentNow, "expiresAt">, now: Instant): boolean {
  return expiresAt !== undefined && expiresAt <= now;
}

/** The questions on this channel that a YES still answers. */
export function openQuestions(existing: readonly ConsentNow[], channel: Channel, now: Instant): ConsentNow[] {
  return existing.filter(
    (one) =>
      one.channel === channel && one.state === "pending" && minutesBetween(one.at, now) < PENDING_HOURS * 60,
  );
}

/** The record that answers a question: the same words, given. */
export function answered(
  question: ConsentRecord,
  answer: { readonly at: Instant; readonly proof: string },
): ConsentRecord {
  return { ...question, ...answer, state: "given" };
}

function minutesBetween(from: Instant, to: Instant): number {
  return (Date.parse(to) - Date.parse(from)) / 60_000;
}
