import { Temporal } from "temporal-polyfill";
import type { ConsentNow } from "../../model/consent.ts";
import type { Instant } from "../../model/purchase.ts";
import type { Topic } from "../../model/topic.ts";
import {
  type Decision,
  type MessageRequest,
  Reason,
  type RecipientState,
  STOP_CONFIRMATION,
} from "../../people/records/decision.ts";
import { firstBelowCaps } from "./caps.ts";
import { daily, firstOpen, type Hours, isOpen, outside } from "./hours.ts";
import { jurisdictionsOf } from "./jurisdictions.ts";
import { permittedHours } from "./quiet-hours-law.ts";

/** The most rounds: pause, hours and caps can each defer a time that the others allow. */
const ROUNDS_MAX = 12;

/**
 * Decides whether a message may be sent to a person now. Pure: the same input always gives the same decision. A reason that
 * lasts drops the message, with every reason; a reason of the moment defers it to the first time without any, or drops it
 * if it is too late by then or the consent has ended.
 */
export function decide(person: RecipientState, request: MessageRequest, now: Instant): Decision {
  const at = Temporal.Instant.from(now);
  const consent = consentOf(person, request);
  const lasting = [
    ...unreachable(person, request, now),
    ...withoutConsent(request, consent, now),
    ...unwanted(person, request),
    ...held(person, request),
    ...overtaken(request, now),
  ];
  const timing = timingOf(person, request, at);
  if (lasting.length > 0 || timing.first === undefined) {
    return { kind: "drop", reasons: inOrder([...lasting, ...timing.reasons]) };
  }
  if (timing.first.equals(at)) return { kind: "allow", consentVersion: consent?.version ?? 0 };
  const until = instant(timing.first);
  const late: Reason[] = [
    ...(consent?.expiresAt !== undefined && consent.expiresAt <= until ? (["consentExpired"] as const) : []),
    ...(request.validUntil !== undefined && request.validUntil < until ? (["tooLate"] as const) : []),
  ];
  return late.length > 0
    ? { kind: "drop", reasons: inOrder([...timing.reasons, ...late]) }
    : { kind: "defer", until, reasons: inOrder(timing.reasons) };
}

function unreachable(person: RecipientState, request: MessageRequest, now: Instant): Reason[] {
  const { channel } = request;
  return [
    ...(person.addresses[channel] ? [] : (["noAddress"] as const)),
    ...(channel === "sms" && person.addresses.sms && person.textable !== true
      ? (["numberNotTexted"] as const)
      : []),
    ...(isStopConfirmation(request)
      ? withoutStop(person, now)
      : channel !== "wallet" && person.suppressed[channel]
        ? (["suppressed"] as const)
        : []),
  ];
}

/** By its name and channel, and only if it is transactional: no other message may follow a STOP. */
export function isStopConfirmation({ message, channel, transactional }: MessageRequest): boolean {
  return transactional && message === STOP_CONFIRMATION.message && channel === STOP_CONFIRMATION.channel;
}

/** The reasons against confirming a STOP: the STOP must still suppress the number, and be a few minutes old at most. */
function withoutStop({ suppressed, stoppedAt }: RecipientState, now: Instant): Reason[] {
  const { channel } = STOP_CONFIRMATION;
  if (!suppressed[channel]) return ["noLongerTrue"];
  const stopped = stoppedAt?.[channel];
  if (stopped === undefined) return ["suppressed"];
  const end = Temporal.Instant.from(stopped).add({ minutes: STOP_CONFIRMATION.minutes });
  return Temporal.Instant.compare(Temporal.Instant.from(now), end) > 0 ? ["suppressed", "tooLate"] : [];
}

/** The consent for the message's topic and channel; a transactional message needs none. */
function consentOf(
  person: RecipientState,
  { transactional, topic, channel }: MessageRequest,
): ConsentNow | undefined {
  if (transactional) return undefined;
  return person.consents.find((consent) => consent.topic === topic && consent.channel === channel);
}

function withoutConsent(request: MessageRequest, consent: ConsentNow | undefined, now: Instant): Reason[] {
  if (request.transactional) return [];
  if (consent === undefined) return ["noConsent"];
  if (consent.state === "pending") return ["consentPending"];
  if (consent.state === "withdrawn") return ["consentWithdrawn"];
  return consent.expiresAt !== undefined && consent.expiresAt <= now ? ["consentExpired"] : [];
}

function unwanted(
  { preferences }: RecipientState,
  { transactional, topic, channel, rhythm }: MessageRequest,
): Reason[] {
  if (transactional) return [];
  const wanted = preferences.topics[topic];
  return [
    ...(wanted[channel] ? [] : (["topicOff"] as const)),
    ...(rhythm === undefined || rhythm === wanted.rhythm ? [] : (["otherRhythm"] as const)),
  ];
}

/** What a brand says of itself, unasked: nobody whose complaint is open reads it. What they asked for by name goes on. */
const HELD_BY_COMPLAINT: readonly Topic[] = ["milestones", "community", "offers", "feedback"];

function held({ openComplaint }: RecipientState, { transactional, topic }: MessageRequest): Reason[] {
  const isHeld = openComplaint === true && !transactional && HELD_BY_COMPLAINT.includes(topic);
  return isHeld ? ["openComplaint"] : [];
}

function overtaken(request: MessageRequest, now: Instant): Reason[] {
  const { journeyStopped, goalReached, holds, validUntil } = request;
  return [
    ...(journeyStopped ? (["journeyStopped"] as const) : []),
    ...(goalReached ? (["goalReached"] as const) : []),
    ...(holds ? [] : (["noLongerTrue"] as const)),
    ...(validUntil !== undefined && validUntil < now ? (["tooLate"] as const) : []),
  ];
}

/** `first`: the first time without a reason against the message; undefined: never. `reasons`: those against it now. */
interface Timing {
  readonly first: Temporal.Instant | undefined;
  readonly reasons: readonly Reason[];
}

function timingOf(person: RecipientState, request: MessageRequest, now: Temporal.Instant): Timing {
  const { transactional, promptUntil, channel } = request;
  if (!transactional) {
    const { pausedUntil } = person.preferences;
    const pauseEnd = pausedUntil === undefined ? now : later(now, Temporal.Instant.from(pausedUntil));
    return waitingTiming(person, request, now, { pauseEnd, gates: hoursOf(person, request) });
  }
  if (promptUntil === undefined) return answersTiming(person, request, now);
  // A letter wakes nobody, and a pause is of what was not asked for.
  const isLate = Temporal.Instant.compare(now, Temporal.Instant.from(promptUntil)) > 0;
  const gates = channel === "sms" && isLate ? hoursOf(person, request) : [];
  return waitingTiming(person, request, now, { pauseEnd: now, gates });
}

/** An answer over its cap is dropped: it would be too late tomorrow. */
function answersTiming(person: RecipientState, request: MessageRequest, at: Temporal.Instant): Timing {
  return firstBelowCaps(person, request, at).equals(at)
    ? { first: at, reasons: [] }
    : { first: undefined, reasons: ["capReached"] };
}

interface Gate {
  readonly reason: Reason;
  readonly hours: readonly Hours[] | "never";
}

interface Waits {
  readonly pauseEnd: Temporal.Instant;
  readonly gates: readonly Gate[];
}

function waitingTiming(
  person: RecipientState,
  request: MessageRequest,
  now: Temporal.Instant,
  { pauseEnd, gates }: Waits,
): Timing {
  const open = gates.flatMap(({ hours }) => (hours === "never" ? [] : hours));
  const reasons: Reason[] = [
    ...(pauseEnd.equals(now) ? [] : (["paused"] as const)),
    ...gates.filter((gate) => closedAt(gate, now)).map(({ reason }) => reason),
    ...(firstBelowCaps(person, request, now).equals(now) ? [] : (["capReached"] as const)),
  ];
  if (gates.some(({ hours }) => hours === "never")) return { first: undefined, reasons };
  let at = pauseEnd;
  for (let round = 0; round < ROUNDS_MAX; round += 1) {
    const hour = firstOpen(open, at);
    if (hour === undefined) break;
    const next = firstBelowCaps(person, request, hour);
    if (next.equals(at)) return { first: at, reasons };
    at = next;
  }
  return { first: undefined, reasons: [...reasons, ...gates.map(({ reason }) => reason)] };
}

/** The law's hours, the person's and the author's: all of them must be open, on every clock that the person may have. */
export function hoursOf(person: RecipientState, { channel, within }: MessageRequest): Gate[] {
  const places = jurisdictionsOf(person.preferences);
  const { quiet } = person.preferences;
  const zones = places?.map(({ zone }) => zone) ?? (person.brandZone === undefined ? [] : [person.brandZone]);
  return [
    ...(channel === "sms" ? [{ reason: "lawfulHours" as const, hours: permittedHours(places) }] : []),
    ...(quiet === undefined
      ? []
      : [{ reason: "quietHours" as const, hours: onClocks(zones, outside(quiet.from, quiet.to)) }]),
    ...(within === undefined
      ? []
      : [{ reason: "journeyHours" as const, hours: onClocks(zones, daily(within.from, within.to)) }]),
  ];
}

/** The same spans on each of these clocks; never, where not one is known. */
function onClocks(zones: readonly string[], spans: ReturnType<Hours["on"]>): Gate["hours"] {
  if (zones.length === 0) return "never";
  return [...new Set(zones)].map((zone) => ({ zone, on: () => spans }));
}

function closedAt({ hours }: Gate, at: Temporal.Instant): boolean {
  return hours === "never" || hours.some((one) => !isOpen(one, at));
}

function later(one: Temporal.Instant, other: Temporal.Instant): Temporal.Instant {
  return Temporal.Instant.compare(one, other) < 0 ? other : one;
}

/** Each reason once, in the order of `Reason`. */
function inOrder(reasons: readonly Reason[]): Reason[] {
  return Reason.options.filter((reason) => reasons.includes(reason));
}

function instant(at: Temporal.Instant): Instant {
  return at.toString({ smallestUnit: "second" });
}
