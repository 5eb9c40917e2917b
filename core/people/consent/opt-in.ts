import type { ConsentNow, ConsentRecord } from "../../model/consent.ts";
import { consentName } from "../../model/consent.ts";
import type { Instant } from "../../model/purchase.ts";
import type { Channel } from "../../model/topic.ts";

/** Who is asked again and again is asked at most this often, whoever types their address into the form. */
export const ASK_AGAIN_MINUTES = 10;
/** A question that nobody answered for so long is not answered by a late YES. */
const PENDING_HOURS = 72;

/** Of what is wished for: what must be asked, as it is not given yet and was not asked just now. */
export function optInsToRequest<Wish extends Pick<ConsentNow, "topic" | "channel">>(
  wishes: readonly Wish[],
  standing: readonly ConsentNow[],
  now: Instant,
): Wish[] {
  return wishes.filter((wish) => {
    const found = standing.find((one) => consentName(one) === consentName(wish));
    if (found === undefined || found.state === "withdrawn") return true;
    if (found.state === "given") return hasExpired(found, now);
    return minutesBetween(found.at, now) >= ASK_AGAIN_MINUTES;
  });
}

export function hasExpired({ expiresAt }: Pick<ConsentNow, "expiresAt">, now: Instant): boolean {
  return expiresAt !== undefined && expiresAt <= now;
}

/** What a YES on this channel still answers. */
export function openQuestions(standing: readonly ConsentNow[], channel: Channel, now: Instant): ConsentNow[] {
  return standing.filter(
    (one) =>
      one.channel === channel && one.state === "pending" && minutesBetween(one.at, now) < PENDING_HOURS * 60,
  );
}

/** The answer to a question: the same words, given. */
export function answered(
  question: ConsentRecord,
  answer: { readonly at: Instant; readonly proof: string },
): ConsentRecord {
  return { ...question, ...answer, state: "given" };
}

function minutesBetween(from: Instant, to: Instant): number {
  return (Date.parse(to) - Date.parse(from)) / 60_000;
}
