import type { Instant } from "../../model/purchase.ts";
import { nextDay } from "../../people/rate-limit/day-bounds.ts";
import type { Decision, MessageRequest, RecipientState } from "../../people/records/decision.ts";
import { CAPS } from "../eligibility/caps.ts";
import { decide } from "../eligibility/decide.ts";
import type { DeliverMessage } from "./delivery.ts";

/** What customers agreed to goes out tomorrow; an answer or a question would be too late by then, and is asked for again. */
export function onFullDay(
  { validUntil }: DeliverMessage,
  { transactional, promptUntil }: MessageRequest,
  at: Instant,
): Exclude<Decision, { kind: "allow" }> {
  if (transactional && promptUntil === undefined) return { kind: "drop", reasons: ["dayIsFull"] };
  const until = nextDay(at);
  if (validUntil !== undefined && validUntil < until)
    return { kind: "drop", reasons: ["dayIsFull", "tooLate"] };
  return { kind: "defer", until, reasons: ["dayIsFull"] };
}

/** Claims that are not in history yet fill the cap: decides as if they were. */
export function decisionAtFullCap(
  person: RecipientState,
  request: MessageRequest,
  at: Instant,
): Exclude<Decision, { kind: "allow" }> {
  const { channel, topic, transactional } = request;
  const { perDay, answersPerDay } = CAPS[channel];
  const full = Array.from({ length: Math.max(perDay, answersPerDay) }, () => ({
    channel,
    topic,
    transactional,
    at,
  }));
  const decision = decide({ ...person, recent: [...person.recent, ...full] }, request, at);
  if (decision.kind === "allow") throw new Error("A full cap cannot allow");
  return decision;
}
