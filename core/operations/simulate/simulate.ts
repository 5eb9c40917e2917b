import type { CustomerId } from "../../model/customer.ts";
import type { Instant } from "../../model/purchase.ts";
import type { Decision, MessageRequest, RecipientState } from "../../people/records/decision.ts";

/** A message that would be asked for at that time: one request for each channel it may take. */
export interface Occasion {
  readonly customer: CustomerId;
  readonly at: Instant;
  readonly requests: readonly MessageRequest[];
}

/** How many messages of one hour would have the same fate. `fate`: `sent by email`, `deferred until …`, `dropped: …`. */
export interface Fate {
  readonly hour: Instant;
  readonly fate: string;
  readonly count: number;
}

/** A message that is put off more often than this is counted as put off, and followed no further. */
const ROUNDS_MAX = 10;

interface Asked extends Occasion {
  readonly round: number;
}

/**
 * What the decision that is used for sending would answer to all occasions, in the order of time, upon what people
 * want now. What is deferred is asked again at its time, and what would be sent counts towards later caps.
 * Changes nothing.
 */
export function simulate(
  occasions: readonly Occasion[],
  people: ReadonlyMap<CustomerId, RecipientState>,
  answer: (person: RecipientState, requests: readonly MessageRequest[], at: Instant) => Answer,
): Fate[] {
  const counts = new Map<string, Fate>();
  const sent = new Map<CustomerId, RecipientState["recent"]>();
  const waiting: Asked[] = occasions.map((occasion) => ({ ...occasion, round: 0 }));
  waiting.sort(byTime);
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const { customer, at, requests, round } = next;
    const known = people.get(customer);
    const person = known && asOf(known, sent.get(customer) ?? [], at);
    const { request, decision } = person === undefined ? NOBODY : answer(person, requests, at);
    count(counts, at, fateOf(decision, request));
    if (decision.kind === "allow" && request !== undefined) {
      const { channel, topic, transactional } = request;
      sent.set(customer, [...(sent.get(customer) ?? []), { channel, topic, at, transactional }]);
    }
    if (decision.kind === "defer" && round < ROUNDS_MAX) {
      waiting.push({ ...next, at: decision.until, round: round + 1 });
      waiting.sort(byTime);
    }
  }
  return [...counts.values()].toSorted((a, b) => (`${a.hour} ${a.fate}` < `${b.hour} ${b.fate}` ? -1 : 1));
}

export interface Answer {
  readonly request: MessageRequest | undefined;
  readonly decision: Decision;
}

/** An opaque id that nobody stands behind any more. */
const NOBODY: Answer = { request: undefined, decision: { kind: "drop", reasons: ["noAddress"] } };

function byTime(a: Occasion, b: Occasion): number {
  return a.at < b.at ? -1 : a.at > b.at ? 1 : 0;
}

/** What was really sent before that time, and what would have been. */
function asOf(person: RecipientState, sent: RecipientState["recent"], at: Instant): RecipientState {
  return { ...person, recent: [...person.recent.filter((one) => one.at < at), ...sent] };
}

function fateOf(decision: Decision, request: MessageRequest | undefined): string {
  if (decision.kind === "allow") return `sent by ${request?.channel ?? "nothing"}`;
  if (decision.kind === "drop") return `dropped: ${decision.reasons.join(", ")}`;
  return `deferred to ${decision.until.slice(0, 13)}:00Z: ${decision.reasons.join(", ")}`;
}

function count(counts: Map<string, Fate>, at: Instant, fate: string): void {
  const hour: Instant = `${at.slice(0, 13)}:00:00Z`;
  const name = `${hour} ${fate}`;
  counts.set(name, { hour, fate, count: (counts.get(name)?.count ?? 0) + 1 });
}
