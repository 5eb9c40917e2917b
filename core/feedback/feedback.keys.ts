import { customerPartition } from "../people/keys/people.keys.ts";
import type { Key } from "../platform/aws/key.ts";

/** The answers of a month (UTC), oldest first. `month`: `2026-11`. */
export function feedbackPartition(month: string): string {
  return `feedback#${month}`;
}
export function feedbackKey(at: string, id: string): Key {
  return { pk: feedbackPartition(at.slice(0, 7)), sk: `${at}#${id}` };
}
/** That an answer was heard, so that a form that is sent twice is one. */
export function feedbackHeardKey(id: string): Key {
  return { pk: `feedbackHeard#${id}`, sk: "heard" };
}
/** An answer of this customer, so that exporting and forgetting find it. */
export function knownFeedbackKey(customer: string, at: string, id: string): Key {
  return { pk: customerPartition(customer), sk: `feedback#${at}#${id}` };
}
/** The answers of whoever may be answered at this address, by its keyed hash: forgetting a stranger finds them. */
export function feedbackFromPartition(channel: string, hmac: string): string {
  return `feedbackFrom#${channel}#${hmac}`;
}
export function feedbackFromKey(channel: string, hmac: string, at: string, id: string): Key {
  return { pk: feedbackFromPartition(channel, hmac), sk: `${at}#${id}` };
}
