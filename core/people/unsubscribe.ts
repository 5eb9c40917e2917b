import type { ConsentNow, ConsentRecord, ConsentSource } from "../model/consent.ts";
import type { CustomerId } from "../model/customer.ts";
import type { Instant } from "../model/purchase.ts";
import type { MessageChannel, Topic } from "../model/topic.ts";
import { race } from "../platform/aws/contention.ts";
import type { Now } from "../platform/clock.ts";
import { ticked } from "./preferences/starting-preferences.ts";
import type { PeopleStore } from "./records/people.store.ts";

/** A withdrawal: the exact words that were shown or sent, and the evidence. */
export interface UnsubscribeRequest extends Pick<ConsentRecord, "words" | "wordsVersion" | "proof"> {
  readonly topic: Topic | "all";
  readonly channel: MessageChannel | "all";
  readonly source: ConsentSource;
  readonly locale: ConsentRecord["locale"];
}

/** The number of consents withdrawn; 0 when none was left. */
export interface UnsubscribeResult {
  readonly outcome: "withdrawn";
  readonly consents: number;
}

export interface UnsubscribeDeps {
  readonly people: Pick<PeopleStore, "consents" | "preferences" | "savePreferences" | "recordConsents">;
  readonly now: Now;
}

/** After this many lost races the withdrawal is recorded alone, which no other writer can prevent. */
const SAVING_RACES_MAX = 5;

/**
 * Withdraws given and pending consents, and turns their topics off in the preferences, so that a form opened before is
 * stale and cannot give them again. A withdrawal needs no proof of who sends it, is never `stale` itself, and precedes
 * every message that is not claimed yet. Repeating it changes nothing.
 */
export function unsubscribe({ people, now }: UnsubscribeDeps) {
  return async (customer: CustomerId, withdrawal: UnsubscribeRequest): Promise<UnsubscribeResult> => {
    const readRecords = async () => {
      const [existing, preferences] = await Promise.all([
        people.consents(customer),
        people.preferences(customer),
      ]);
      const records = existing
        .filter((one) => isMeant(one, withdrawal))
        .map((one) => recordOf(customer, one, withdrawal, now()));
      return { records, preferences };
    };
    const recordAlone = async (records: readonly ConsentRecord[]) => {
      await people.recordConsents(records);
      return withdrawn(records);
    };
    const saved = await race(
      async () => {
        const { records, preferences } = await readRecords();
        if (records.length === 0 || preferences === undefined) return recordAlone(records);
        const next = ticked(preferences, records, false);
        const outcome = await people.savePreferences(customer, next, records);
        return outcome === "saved" ? withdrawn(records) : "lost";
      },
      { racesMax: SAVING_RACES_MAX },
    );
    return saved === "lost" ? recordAlone((await readRecords()).records) : saved;
  };
}

function withdrawn(records: readonly ConsentRecord[]): UnsubscribeResult {
  return { outcome: "withdrawn", consents: records.length };
}

function recordOf(
  customer: CustomerId,
  { topic, channel }: ConsentNow,
  { source, locale, words, wordsVersion, proof }: UnsubscribeRequest,
  at: Instant,
): ConsentRecord {
  return { customer, topic, channel, state: "withdrawn", at, source, words, wordsVersion, locale, proof };
}

function isMeant(one: ConsentNow, { topic, channel }: UnsubscribeRequest): boolean {
  return (
    one.state !== "withdrawn" &&
    (topic === "all" || topic === one.topic) &&
    (channel === "all" || channel === one.channel)
  );
}
