import type { CustomerId } from "../../model/customer.ts";
import type { Instant } from "../../model/purchase.ts";
import type { Decision, MessageRequest, RecipientState } from "../../people/records/decision.ts";

/** A message that a journey would request at that time: one request for each channel that it allows. */
export interface Occasion {
  readonly customer: CustomerId;
  readonly at: Instant;
  readonly requests: readonly MessageRequest[];
}

/** The number of messages of one hour with the same outcome. `fate`: `sent by email`, `deferred until …`, `dropped: …`. */
export interface SimulatedOutcome {
  readonly hour: Instant;
  readonly fate: string;
  readonly count: number;
}

/** A message that is deferred more often than this is counted as deferred, and followed no further. */
const ROUNDS_MAX = 10;

interface PendingOccasion extends Occasion {
  readonly round: number;
}

/**
 * Decides all occasions in the order of time, with the same decision as sending, by what people want now. A deferred
 * message is decided again at its time, and one that would be sent counts towards later caps. Changes nothing.
 */
export function simulate(
  occasions: readonly Occasion[],
  people: ReadonlyMap<CustomerId, RecipientState>,
  decide: (person: RecipientState, requests: readonly MessageRequest[], at: Instant) => Answer,
): SimulatedOutcome[] {
  const counts = new Map<string, SimulatedOutcome>();
  const sent = new Map<CustomerId, RecipientState["recent"]>();
  const waiting: PendingOccasion[] = occasions.map((occasion) => ({ ...occasion, round: 0 }));
  waiting.sort(byTime);
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const { customer, at, requests, round } = next;
    const stored = people.get(customer);
    const person = stored && asOf(stored, sent.get(customer) ?? [], at);
    const { request, decision } = person === undefined ? UNKNOWN_CUSTOMER : decide(person, requests, at);
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

/** The answer for a customer id that no person has any more. */
const UNKNOWN_CUSTOMER: Answer = { request: undefined, decision: { kind: "drop", reasons: ["noAddress"] } };

function byTime(a: Occasion, b: Occasion): number {
  return a.at < b.at ? -1 : a.at > b.at ? 1 : 0;
}

/** The person with what was really sent before that time, and what would have been. */
function asOf(person: RecipientState, sent: RecipientState["recent"], at: Instant): RecipientState {
  return { ...person, recent: [...person.recent.filter((one) => one.at < at), ...sent] };
}

function fateOf(decision: Decision, request: MessageRequest | undefined): string {
  if (decision.kind === "allow") return `sent by ${request?.channel ?? "nothing"}`;
  if (decision.kind === "drop") return `dropped: ${decision.reasons.join(", ")}`;
  return `deferred to ${decision.until.slice(0, 13)}:00Z: ${decision.reasons.join(", ")}`;
}

function count(counts: Map<string, SimulatedOutcome>, at: Instant, fate: string): void {
  const hour: Instant = `${at.slice(0, 13)}:00:00Z`;
  const name = `${hour} ${fate}`;
  counts.set(name, { hour, fate, count: (counts.get(name)?.count ?? 0) + 1 });
}
