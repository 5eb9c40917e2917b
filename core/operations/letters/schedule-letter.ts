import { createHash } from "node:crypto";
import type { Broadcast } from "../../messaging/broadcast/broadcast.ts";
import {
  type FrozenLetter,
  LETTER_KEY,
  LETTER_MESSAGES,
  type LetterContent,
  type LetterSchedule,
} from "../../messaging/letters/frozen-letter.ts";
import type { LetterStore } from "../../messaging/letters/letter.store.ts";
import type { JourneySwitch, Stoppable } from "../../model/journey.ts";
import { type LetterName, switchOf } from "../../model/letter.ts";
import { wantingTopic } from "../../people/audiences/audience.ts";
import type { Now } from "../../platform/clock.ts";

/** A run of the broadcast lasts two months; a letter is planned no longer ahead. */
export const LETTER_AHEAD_DAYS_MAX = 60;
/** Who must wait longer than this gets no letter, unless its author says until when it is of use. */
export const LETTER_VALID_DAYS = 7;
/** Two authors may freeze at once; each try sees the version before it. */
const FREEZE_TRIES_MAX = 5;

export interface ScheduleLetterDeps {
  readonly letters: Pick<LetterStore, "newest" | "freeze" | "schedule">;
  readonly turn: (name: Stoppable, to: JourneySwitch) => Promise<void>;
  /** Starts the broadcast's run, which waits for the letter's time. A second call under one name changes nothing. */
  readonly start: (broadcast: Broadcast, name: string) => Promise<void>;
  readonly now: Now;
}

/** Authors freeze this letter faster than this call: it may be tried again. Nothing was scheduled. */
export class LetterContendedError extends Error {
  override readonly name = "LetterContendedError";
}

/** The same content has the same fingerprint: of what customers read, and of who they are. */
export function letterFingerprint(content: LetterContent): string {
  return createHash("sha256")
    .update(JSON.stringify(inOrder(content)))
    .digest("base64url");
}

/** With the keys of each object in order, so that two spellings of one content are one. */
function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, one]) => one !== undefined)
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
      .map(([key, one]) => [key, inOrder(one)]),
  );
}

/**
 * Freezes the words of a letter, and lets its broadcast wait for `at`. The schedule before it counts no more: what it sent
 * stays sent, and nobody who got the letter gets it again, in whichever version. The same content is one version.
 */
export function scheduleLetter({ letters, turn, start, now }: ScheduleLetterDeps) {
  async function freeze(letter: LetterName, content: LetterContent): Promise<FrozenLetter> {
    const fingerprint = letterFingerprint(content);
    for (let attempt = 0; attempt < FREEZE_TRIES_MAX; attempt += 1) {
      const newest = await letters.newest(letter);
      if (newest?.fingerprint === fingerprint) return newest;
      const version = (newest?.version ?? 0) + 1;
      const frozen = { ...content, letter, version, fingerprint, frozenAt: now() };
      if ((await letters.freeze(frozen)) === "frozen") return frozen;
    }
    throw new LetterContendedError(`${letter} was frozen by others meanwhile, again and again`);
  }
  return async (
    letter: LetterName,
    content: LetterContent,
    { at, until }: Pick<LetterSchedule, "at" | "until">,
  ): Promise<LetterSchedule> => {
    const { version } = await freeze(letter, content);
    const startedAt = now();
    const schedule = { letter, version, at, until, startedAt };
    await letters.schedule(schedule);
    await turn(switchOf(letter), { state: "running", since: startedAt });
    await start(broadcastOf(schedule, content), runName(schedule));
    return schedule;
  };
}

/** What the broadcast of a schedule is. */
export function broadcastOf(
  { letter, version, at, until, startedAt }: LetterSchedule,
  { topic }: Pick<LetterContent, "topic">,
): Broadcast {
  return {
    journey: { name: switchOf(letter), startedAt },
    message: LETTER_MESSAGES[topic],
    key: LETTER_KEY,
    audience: wantingTopic(topic),
    about: { about: "letter", letter, version, until },
    at,
  };
}

/** At most 80 letters, digits and hyphens, as Step Functions wants it; another schedule is another run. */
function runName({ letter, version, startedAt }: LetterSchedule): string {
  return `letter-${letter}-${version}-${startedAt.replaceAll(/\D/g, "")}`;
}

/** Ends a letter: what is sent stays sent, what is queued or waits is never sent. Repeating it changes nothing. */
export function stopLetter({ turn, now }: Pick<ScheduleLetterDeps, "turn" | "now">) {
  return (letter: LetterName): Promise<void> => turn(switchOf(letter), { state: "stopped", since: now() });
}
