import type { ConsentNow, ConsentRecord } from "../model/consent.ts";
import type { CustomerId } from "../model/customer.ts";
import { epochSeconds, instantAt, minutesAfter } from "../model/instant.ts";
import { type Preferences, Rhythm } from "../model/preferences.ts";
import type { Instant } from "../model/purchase.ts";
import type { Channel, Topic } from "../model/topic.ts";
import { retryContended } from "../platform/aws/contention.ts";
import type { Now } from "../platform/clock.ts";
import { ticked } from "./preferences/starting-preferences.ts";
import type { PeopleStore } from "./records/people.store.ts";

/** How long a pause of one press lasts, in days: a week, a month, a quarter. */
export const PAUSE_DAYS = [7, 30, 91] as const;
export type PauseDays = (typeof PAUSE_DAYS)[number];

/** The topics whose messages may be gathered: to hear of them once a month is less. */
export const GATHERED: readonly Topic[] = ["impact"];

/**
 * The least that undoes an act: what its reader is shown, and may send back signed within the hour. It restores what was
 * there before, and never more.
 */
export type Before =
  | { readonly kind: "stop" }
  | { readonly kind: "monthly"; readonly rhythm: Rhythm }
  /** `set`: the end that the act gave to the pause; `until`: the one it had, if there was a pause. */
  | { readonly kind: "pause"; readonly set: Instant; readonly until: Instant | undefined };

export interface LessenDeps {
  readonly people: Pick<PeopleStore, "consents" | "consentRecord" | "preferences" | "savePreferences">;
  readonly now: Now;
}

/**
 * What the holder of a letter may do without signing in: hear less, and take that back while it is fresh. Each act only
 * narrows what is sent; a longer pause or a rarer rhythm than the one that is asked for stays. Repeating one changes nothing.
 */
export function lessen({ people, now }: LessenDeps) {
  /** Saves what `change` makes of the preferences; undefined: nothing to change, or nobody. */
  const change = <Result>(
    customer: CustomerId,
    changed: (preferences: Preferences) => readonly [Preferences, Result] | undefined,
  ): Promise<Result | undefined> =>
    retryContended("the preferences of one customer", async () => {
      const preferences = await people.preferences(customer);
      const next = preferences && changed(preferences);
      if (next === undefined) return undefined;
      return (await people.savePreferences(customer, next[0])) === "saved" ? next[1] : "lost";
    });

  return {
    pause: (customer: CustomerId, days: PauseDays): Promise<Before | undefined> =>
      change(customer, (preferences) => {
        const until = minutesAfter(now(), days * 24 * 60);
        const before = preferences.pausedUntil;
        if (before !== undefined && before >= until) return undefined;
        return [
          { ...preferences, pausedUntil: until },
          { kind: "pause", set: until, until: before },
        ];
      }),
    monthly: (customer: CustomerId, topic: Topic): Promise<Before | undefined> =>
      change(customer, (preferences) => {
        const { rhythm } = preferences.topics[topic];
        if (rhythm === "monthly") return undefined;
        return [withRhythm(preferences, topic, "monthly"), { kind: "monthly", rhythm }];
      }),
    /** Takes an act back, unless its owner has chosen otherwise since. `since`: when it was done; `proof`: of its withdrawals. */
    async undo(
      customer: CustomerId,
      before: Before,
      { topic, channel, proof, since }: Undo,
    ): Promise<"undone" | "changed"> {
      switch (before.kind) {
        case "stop":
          return giveBack({ people, now }, customer, { channel, proof, since });
        case "monthly": {
          if (topic === "all") return "changed";
          const done = await change(customer, (preferences) =>
            preferences.topics[topic].rhythm === "monthly"
              ? [withRhythm(preferences, topic, before.rhythm), "undone" as const]
              : undefined,
          );
          return done ?? "changed";
        }
        case "pause": {
          const done = await change(customer, ({ pausedUntil, ...preferences }) => {
            if (pausedUntil !== before.set) return undefined;
            const until = before.until === undefined ? {} : { pausedUntil: before.until };
            return [{ ...preferences, ...until }, "undone" as const];
          });
          return done ?? "changed";
        }
      }
    },
  };
}

export interface Undo {
  readonly topic: Topic | "all";
  readonly channel: Channel;
  readonly proof: string;
  readonly since: Instant;
}

function withRhythm(preferences: Preferences, topic: Topic, rhythm: Rhythm): Preferences {
  const { topics } = preferences;
  return { ...preferences, topics: { ...topics, [topic]: { ...topics[topic], rhythm } } };
}

/**
 * Restores the consents that withdrawals with this proof took since then, where that was their latest change: each in the
 * words in which it was given, and what was only asked for is only asked for again.
 */
async function giveBack(
  { people, now }: LessenDeps,
  customer: CustomerId,
  { channel, proof, since }: Pick<Undo, "channel" | "proof" | "since">,
): Promise<"undone" | "changed"> {
  const backOf = async (one: ConsentNow): Promise<ConsentRecord[]> => {
    if (one.channel !== channel || one.state !== "withdrawn" || one.at < since || one.version < 2) return [];
    const stopped = await people.consentRecord(customer, one);
    const before = await people.consentRecord(customer, { ...one, version: one.version - 1 });
    if (stopped?.proof !== proof || before === undefined || before.state === "withdrawn") return [];
    return [{ ...before, at: now(), source: "oneClick", proof }];
  };
  return retryContended("the consents of one customer", async () => {
    const [existing, preferences] = await Promise.all([
      people.consents(customer),
      people.preferences(customer),
    ]);
    const back = (await Promise.all(existing.map(backOf))).flat();
    if (back.length === 0 || preferences === undefined) return "changed";
    const given = back.filter(({ state }) => state === "given");
    const saved = await people.savePreferences(customer, ticked(preferences, given, true), back, existing);
    return saved === "saved" ? "undone" : "lost";
  });
}

/** As it is written on a ticket: letters, digits and `-`. */
export function beforeText(before: Before): string {
  if (before.kind === "monthly") return `monthly-${before.rhythm}`;
  if (before.kind === "pause") {
    const times = [before.set, ...(before.until === undefined ? [] : [before.until])];
    return ["pause", ...times.map((time) => epochSeconds(time).toString(36))].join("-");
  }
  return "stop";
}

function timeOf(seconds: string): Instant {
  return instantAt(Number.parseInt(seconds, 36) * 1000);
}

/** Undefined for what {@link beforeText} did not write. */
export function beforeOf(text: string): Before | undefined {
  const [kind, value, more] = text.split("-");
  if (kind === "stop") return { kind };
  if (kind === "pause") {
    if (value === undefined) return undefined;
    return { kind, set: timeOf(value), until: more === undefined ? undefined : timeOf(more) };
  }
  const rhythm = Rhythm.safeParse(value).data;
  return kind === "monthly" && rhythm !== undefined ? { kind, rhythm } : undefined;
}
