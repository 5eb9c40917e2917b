import { assertNever } from "../../model/assert-never.ts";
import type { CustomerId } from "../../model/customer.ts";
import { isStopped, type Journey, type JourneySwitch } from "../../model/journey.ts";
import type { Instant } from "../../model/purchase.ts";
import type { Channel } from "../../model/topic.ts";
import type { Decision, MessageRequest, RecipientState } from "../../people/records/decision.ts";
import type { Now } from "../../platform/clock.ts";
import { NotSentError } from "../content/not-sent.ts";
import { TemplateRefusedError } from "../content/render.ts";
import { CAPS, capOf } from "../eligibility/caps.ts";
import { decide, isStopConfirmation } from "../eligibility/decide.ts";
import { chooseChannel, messageRequests } from "./choose-channel.ts";
import type { ClaimRow, ClaimStore, SendClaim } from "./claim.ts";
import { claimTag } from "./claim-tag.ts";
import type { Composed, DeliverMessage, MessageDelivered, Recipient } from "./delivery.ts";
import type { Accepted } from "./ses.client.ts";

/** So many times consent or address may change between a decision and its claim; then the workflow comes again. */
const CHANGES_MAX = 5;

/** Somebody's consent or address changed each time that we decided. Nothing was sent: trying again is right. */
export class PersonChangingError extends Error {
  override readonly name = "PersonChangingError";
}

/** The provider did not take a message now, and may later. The claim was given back: trying again is right. */
export class ProviderBusyError extends Error {
  override readonly name = "ProviderBusyError";
}

export interface DeliverMessageDeps {
  readonly readPerson: (customer: CustomerId, now: Instant) => Promise<RecipientState | undefined>;
  readonly journeySwitch: (journey: Journey) => Promise<JourneySwitch | undefined>;
  readonly recipient: (customer: CustomerId, channel: Channel) => Promise<Recipient | undefined>;
  readonly claims: ClaimStore;
  readonly compose: (
    asked: DeliverMessage,
    person: RecipientState,
    recipient: Recipient,
    at: Instant,
  ) => Promise<Composed | undefined>;
  /** With a tag that comes back with all that the provider tells of the message. */
  readonly carry: (composed: Composed, tag: string) => Promise<Accepted>;
  readonly now: Now;
}

/**
 * The one way to write to a person: decide, claim, send, record. Whatever happens, a message goes out at most once.
 * - A second call with the same send key answers `duplicate`, or `unknown` when the first died before its record.
 * - An opt-out that is committed before the claim wins: the claim is made upon the consent that was decided upon.
 * - What the provider certainly did not take is given back; what it may have taken never is. What became of that is
 *   told by its own events ({@link recordDeliveryEvent}), for emails.
 */
export function deliverMessage(
  deps: DeliverMessageDeps,
): (asked: DeliverMessage) => Promise<MessageDelivered> {
  return async (asked) => {
    const standing = await deps.claims.found(asked.customer, asked.sendKey);
    if (standing !== undefined) return sentBefore(standing);
    const stopped = await isJourneyStopped(deps, asked);
    for (let change = 0; change < CHANGES_MAX; change += 1) {
      const delivered = await attempt(deps, asked, stopped);
      if (delivered !== "changed") return delivered;
    }
    throw new PersonChangingError("Consent or address of one customer changed each time");
  };
}

function sentBefore({ state, channel }: ClaimRow): MessageDelivered {
  if (state === "refused") return { outcome: "dropped", reasons: ["notAccepted"] };
  return { outcome: state === "sent" ? "duplicate" : "unknown", channel };
}

async function isJourneyStopped(deps: DeliverMessageDeps, { journey }: DeliverMessage): Promise<boolean> {
  return journey !== undefined && isStopped(await deps.journeySwitch(journey.name), journey.startedAt);
}

async function attempt(
  deps: DeliverMessageDeps,
  asked: DeliverMessage,
  stopped: boolean,
): Promise<MessageDelivered | "changed"> {
  const at = deps.now();
  const person = await deps.readPerson(asked.customer, at);
  if (person === undefined) return { outcome: "dropped", reasons: ["noAddress"] };
  const { request, decision } = chooseChannel(person, messageRequests(asked, stopped), at);
  if (decision.kind !== "allow") return recordNotSent(deps, asked, request, decision, at);
  const recipient = await deps.recipient(asked.customer, request.channel);
  if (recipient === undefined) return "changed";
  if (!recipient.confirmed && !request.transactional)
    return recordNotSent(deps, asked, request, notConfirmed, at);
  const composed = await composeOrDrop(deps, { asked, person, recipient, request, at });
  if (composed === undefined) return recordNotSent(deps, asked, request, nothingToAsk, at);
  const claim = toClaim(asked, request, decision.consentVersion, recipient, person, at);
  const claimed = await deps.claims.claim(claim);
  switch (claimed) {
    case "claimed":
      return send(deps, { asked, request, claim, composed });
    case "taken": {
      const standing = await deps.claims.found(asked.customer, asked.sendKey);
      return standing === undefined ? "changed" : sentBefore(standing);
    }
    case "capReached":
      return recordNotSent(deps, asked, request, whenCapIsFull(person, request, at), at);
    case "changed":
      return "changed";
    default:
      return assertNever(claimed);
  }
}

/** One for each channel that it may take; no channel is named twice. */
export async function recordNotSent(
  { claims }: DeliverMessageDeps,
  asked: DeliverMessage,
  request: MessageRequest,
  decision: Exclude<Decision, { kind: "allow" }>,
  at: Instant,
): Promise<MessageDelivered> {
  const { customer, sendKey } = asked;
  const { message, topic, channel, transactional } = request;
  const about = { at, message, topic, channel, transactional, sendKey, reasons: decision.reasons };
  if (decision.kind === "drop") {
    await claims.recordUnsent(customer, { ...about, outcome: "dropped" });
    return { outcome: "dropped", reasons: decision.reasons };
  }
  await claims.recordUnsent(customer, { ...about, outcome: "deferred", until: decision.until });
  return { outcome: "deferred", until: decision.until, reasons: decision.reasons };
}

/** What was agreed to was agreed to from another address; this one has not answered yet. */
const notConfirmed = { kind: "drop", reasons: ["consentPending"] } satisfies Decision;
/** What it asks for was answered meanwhile. */
const nothingToAsk = { kind: "drop", reasons: ["goalReached"] } satisfies Decision;

interface Ready {
  readonly asked: DeliverMessage;
  readonly person: RecipientState;
  readonly recipient: Recipient;
  readonly request: MessageRequest;
  readonly at: Instant;
}

/** Before the claim, so that a message that cannot be rendered burns none; the refusal is thrown for somebody to look. */
async function composeOrDrop(deps: DeliverMessageDeps, ready: Ready): Promise<Composed | undefined> {
  const { asked, person, recipient, request, at } = ready;
  try {
    return await deps.compose(asked, person, recipient, at);
  } catch (error) {
    if (error instanceof TemplateRefusedError) {
      await recordNotSent(deps, asked, request, { kind: "drop", reasons: ["templateRefused"] }, at);
    }
    throw error;
  }
}

function toClaim(
  { customer, sendKey }: DeliverMessage,
  request: MessageRequest,
  consentVersion: number,
  { hmac }: Recipient,
  person: RecipientState,
  at: Instant,
): SendClaim {
  const { message, topic, channel, transactional } = request;
  const cap = capOf(person, request, at);
  const stoppedAt = isStopConfirmation(request) ? person.stoppedAt?.[channel] : undefined;
  return {
    customer,
    sendKey,
    at,
    message,
    topic,
    channel,
    transactional,
    consentVersion,
    address: hmac,
    ...(stoppedAt && { stoppedAt }),
    cap,
  };
}

/** Claims that history does not tell of yet fill the cap: the same question, as if it did. */
function whenCapIsFull(
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

interface Sending {
  readonly asked: DeliverMessage;
  readonly request: MessageRequest;
  readonly claim: SendClaim;
  readonly composed: Composed;
}

async function send(deps: DeliverMessageDeps, sending: Sending): Promise<MessageDelivered> {
  const { claim, composed } = sending;
  const accepted = await deps.carry(composed, claimTag(claim)).catch(async (error: unknown) => {
    if (!(error instanceof NotSentError)) throw error;
    await deps.claims.release(claim);
    if (error.again) throw new ProviderBusyError("The provider did not take it now", { cause: error });
    return undefined;
  });
  if (accepted === undefined) {
    const refused: Decision = { kind: "drop", reasons: ["notAccepted"] };
    return recordNotSent(deps, sending.asked, sending.request, refused, claim.at);
  }
  await deps.claims.recordSent(claim, { ...accepted, at: deps.now() });
  return { outcome: "sent", channel: claim.channel };
}
