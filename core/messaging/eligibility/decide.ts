import { Temporal } from "temporal-polyfill";
import type { ConsentNow } from "../../model/consent.ts";
import type { Instant } from "../../model/purchase.ts";
import {
  type Decision,
  type Person,
  type Proposal,
  Reason,
  STOP_CONFIRMATION,
} from "../../people/records/decision.ts";
import { firstBelowCaps } from "./caps.ts";
import { daily, firstOpen, type Hours, isOpen, outside } from "./hours.ts";
import { type Place, placesOf } from "./jurisdictions.ts";
import { lawfulIn } from "./quiet-hours-law.ts";

/** Pause, hours and caps can each put off what the others allowed; more rounds than these would be no answer. */
const ROUNDS_MAX = 12;

/**
 * The one answer to "may this be written to this person now?". Pure: the same question always has the same answer.
 * What speaks against it for good drops it, with every reason; what speaks against it only now defers it to the first
 * time at which nothing does, unless it is of no use then or the consent will have ended.
 */
export function decide(person: Person, proposal: Proposal, now: Instant): Decision {
  const at = Temporal.Instant.from(now);
  const consent = consentOf(person, proposal);
  const standing = [
    ...unreachable(person, proposal, now),
    ...withoutConsent(proposal, consent, now),
    ...unwanted(person, proposal),
    ...overtaken(proposal, now),
  ];
  const timing = proposal.transactional
    ? answersTiming(person, proposal, at)
    : timingOf(person, proposal, at);
  if (standing.length > 0 || timing.first === undefined) {
    return { kind: "drop", reasons: inOrder([...standing, ...timing.reasons]) };
  }
  if (timing.first.equals(at)) return { kind: "allow", consentVersion: consent?.version ?? 0 };
  const until = instant(timing.first);
  const late: Reason[] = [
    ...(consent?.expiresAt !== undefined && consent.expiresAt <= until ? (["consentExpired"] as const) : []),
    ...(proposal.validUntil !== undefined && proposal.validUntil < until ? (["tooLate"] as const) : []),
  ];
  return late.length > 0
    ? { kind: "drop", reasons: inOrder([...timing.reasons, ...late]) }
    : { kind: "defer", until, reasons: inOrder(timing.reasons) };
}

function unreachable(person: Person, proposal: Proposal, now: Instant): Reason[] {
  const { channel } = proposal;
  return [
    ...(person.addresses[channel] ? [] : (["noAddress"] as const)),
    ...(isStopConfirmation(proposal)
      ? withoutStop(person, proposal, now)
      : person.suppressed[channel]
        ? (["suppressed"] as const)
        : []),
  ];
}

/** By its name and its channel, and only as the answer that it is: nothing else comes through a STOP. */
export function isStopConfirmation({ message, channel, transactional }: Proposal): boolean {
  return transactional && message === STOP_CONFIRMATION.message && channel === STOP_CONFIRMATION.channel;
}

/** It confirms a STOP that still stands, and was said a moment ago; anything else it would say is not true. */
function withoutStop({ suppressed, stoppedAt }: Person, { channel }: Proposal, now: Instant): Reason[] {
  if (!suppressed[channel]) return ["noLongerTrue"];
  const said = stoppedAt?.[channel];
  if (said === undefined) return ["suppressed"];
  const end = Temporal.Instant.from(said).add({ minutes: STOP_CONFIRMATION.minutes });
  return Temporal.Instant.compare(Temporal.Instant.from(now), end) > 0 ? ["suppressed", "tooLate"] : [];
}

/** A transactional message needs no consent, and names none. */
function consentOf(person: Person, { transactional, topic, channel }: Proposal): ConsentNow | undefined {
  if (transactional) return undefined;
  return person.consents.find((consent) => consent.topic === topic && consent.channel === channel);
}

function withoutConsent(proposal: Proposal, consent: ConsentNow | undefined, now: Instant): Reason[] {
  if (proposal.transactional) return [];
  if (consent === undefined) return ["noConsent"];
  if (consent.state === "pending") return ["consentPending"];
  if (consent.state === "withdrawn") return ["consentWithdrawn"];
  return consent.expiresAt !== undefined && consent.expiresAt <= now ? ["consentExpired"] : [];
}

function unwanted({ preferences }: Person, { transactional, topic, channel, rhythm }: Proposal): Reason[] {
  if (transactional) return [];
  const wanted = preferences.topics[topic];
  return [
    ...(wanted[channel] ? [] : (["topicOff"] as const)),
    ...(rhythm === undefined || rhythm === wanted.rhythm ? [] : (["otherRhythm"] as const)),
  ];
}

function overtaken(proposal: Proposal, now: Instant): Reason[] {
  const { journeyStopped, goalReached, holds, validUntil } = proposal;
  return [
    ...(journeyStopped ? (["journeyStopped"] as const) : []),
    ...(goalReached ? (["goalReached"] as const) : []),
    ...(holds ? [] : (["noLongerTrue"] as const)),
    ...(validUntil !== undefined && validUntil < now ? (["tooLate"] as const) : []),
  ];
}

/** `first`: the first time at which nothing speaks against it; undefined: never. `reasons`: what speaks against now. */
interface Timing {
  readonly first: Temporal.Instant | undefined;
  readonly reasons: readonly Reason[];
}

/** An answer that must wait for tomorrow is none. */
function answersTiming(person: Person, proposal: Proposal, at: Temporal.Instant): Timing {
  return firstBelowCaps(person, proposal, at).equals(at)
    ? { first: at, reasons: [] }
    : { first: undefined, reasons: ["capReached"] };
}

interface Gate {
  readonly reason: Reason;
  readonly hours: readonly Hours[] | "never";
}

function timingOf(person: Person, proposal: Proposal, now: Temporal.Instant): Timing {
  const gates = hoursOf(person, proposal);
  const open = gates.flatMap(({ hours }) => (hours === "never" ? [] : hours));
  const pausedUntil = person.preferences.pausedUntil;
  const pauseEnd = pausedUntil === undefined ? now : later(now, Temporal.Instant.from(pausedUntil));
  const reasons: Reason[] = [
    ...(pauseEnd.equals(now) ? [] : (["paused"] as const)),
    ...gates.filter((gate) => closedAt(gate, now)).map(({ reason }) => reason),
    ...(firstBelowCaps(person, proposal, now).equals(now) ? [] : (["capReached"] as const)),
  ];
  if (gates.some(({ hours }) => hours === "never")) return { first: undefined, reasons };
  let at = pauseEnd;
  for (let round = 0; round < ROUNDS_MAX; round += 1) {
    const hour = firstOpen(open, at);
    if (hour === undefined) break;
    const next = firstBelowCaps(person, proposal, hour);
    if (next.equals(at)) return { first: at, reasons };
    at = next;
  }
  return { first: undefined, reasons: [...reasons, ...gates.map(({ reason }) => reason)] };
}

/** The law's hours, the person's and the author's: all of them must be open, on every clock that the person may have. */
function hoursOf(person: Person, { channel, within }: Proposal): Gate[] {
  const places = placesOf(person.preferences);
  const { quiet } = person.preferences;
  return [
    ...(channel === "sms" ? [{ reason: "lawfulHours" as const, hours: lawfulIn(places) }] : []),
    ...(quiet === undefined
      ? []
      : [{ reason: "quietHours" as const, hours: onClocks(places, outside(quiet.from, quiet.to)) }]),
    ...(within === undefined
      ? []
      : [{ reason: "journeyHours" as const, hours: onClocks(places, daily(within.from, within.to)) }]),
  ];
}

function onClocks(places: readonly Place[] | undefined, spans: ReturnType<Hours["on"]>): Gate["hours"] {
  if (places === undefined) return "never";
  return [...new Set(places.map(({ zone }) => zone))].map((zone) => ({ zone, on: () => spans }));
}

function closedAt({ hours }: Gate, at: Temporal.Instant): boolean {
  return hours === "never" || hours.some((one) => !isOpen(one, at));
}

function later(one: Temporal.Instant, other: Temporal.Instant): Temporal.Instant {
  return Temporal.Instant.compare(one, other) < 0 ? other : one;
}

/** Each once, in the order in which they are looked at. */
function inOrder(reasons: readonly Reason[]): Reason[] {
  return Reason.options.filter((reason) => reasons.includes(reason));
}

function instant(at: Temporal.Instant): Instant {
  return at.toString({ smallestUnit: "second" });
}
