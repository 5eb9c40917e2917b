import { assertNever } from "../../model/assert-never.ts";
import type { CustomerId } from "../../model/customer.ts";
import { isStopped, type JourneySwitch, type Stoppable } from "../../model/journey.ts";
import type { Instant } from "../../model/purchase.ts";
import type { MessageChannel } from "../../model/topic.ts";
import type { CopyStore } from "../../people/records/copy.store.ts";
import {
  type Decision,
  type MessageRequest,
  type RecipientState,
  STOP_CONFIRMATION,
} from "../../people/records/decision.ts";
import type { Now } from "../../platform/clock.ts";
import { type MessageAside, messageOf } from "../content/catalog.ts";
import { NotSentError } from "../content/not-sent.ts";
import { TemplateRefusedError } from "../content/render.ts";
import { capOf } from "../eligibility/caps.ts";
import { isStopConfirmation } from "../eligibility/decide.ts";
import { livesUntil } from "../eligibility/lives-until.ts";
import { type Aside, asReachedAside } from "./aside.ts";
import { chooseChannel, messageRequests } from "./choose-channel.ts";
import type { ClaimRow, ClaimStore, SendClaim } from "./claim.ts";
import { claimTag } from "./claim-tag.ts";
import type { countSend } from "./count-send.ts";
import { decisionAtFullCap, onFullDay } from "./decide-full.ts";
import {
  type CardRecipient,
  type ComposedMessage,
  type DeliverMessage,
  type MessageDelivered,
  type Recipient,
  type SaidAnswer,
  SaidIn,
} from "./delivery.ts";
import { decideRefused } from "./refused-message.ts";
import type { AcceptedMessage } from "./ses.client.ts";

/** The most times that consent or address may change between a decision and its claim; then the workflow tries again. */
const CHANGES_MAX = 5;

/** The person's consent or address changed after each decision. Nothing was sent: the call may be tried again. */
export class PersonChangingError extends Error {
  override readonly name = "PersonChangingError";
}

export interface DeliverMessageDeps {
  readonly readPerson: (customer: CustomerId, now: Instant) => Promise<RecipientState | undefined>;
  readonly journeySwitch: (journey: Stoppable) => Promise<JourneySwitch | undefined>;
  readonly recipient: (
    customer: CustomerId,
    channel: MessageChannel,
  ) => Promise<Recipient | CardRecipient | undefined>;
  /** For a message to an address that is not the customer's contact. */
  readonly readAside: (delivery: DeliverMessage, aside: MessageAside) => Promise<Aside>;
  /**
   * What a person answered in a conversation, for a message that is `said`; undefined: it does not stand as it was answered.
   * Absent: this sender has no such messages.
   */
  readonly readSaid?: (said: SaidIn, customer: CustomerId) => Promise<SaidAnswer | undefined>;
  readonly claims: ClaimStore;
  readonly compose: (
    delivery: DeliverMessage,
    person: RecipientState,
    recipient: Recipient | CardRecipient,
    at: Instant,
    said?: SaidAnswer,
  ) => Promise<ComposedMessage | "offerOver" | undefined>;
  readonly countSend: ReturnType<typeof countSend>;
  /** `tag` comes back with each event of the provider about the message. */
  readonly send: (composed: ComposedMessage, tag: string) => Promise<AcceptedMessage>;
  /** Encrypts what a message said; undefined where nothing is kept of it. */
  readonly sealCopy?: CopyStore["seal"];
  /** Why the provider of a channel refused this account moments ago, if it did: it is not asked for each message. */
  readonly refusedBefore?: (channel: MessageChannel) => NotSentError | undefined;
  /** Counts a refusal that an operator has to mend, for the alarm. */
  readonly countRefused: (refused: NotSentError) => void;
  readonly now: Now;
}

/**
 * The one way to write to a person: decide, claim, send, record. Whatever happens, a message is sent at most once.
 * - A second call with the same send key returns `duplicate`, or `unknown` when the first died before its record.
 * - An opt-out that is committed before the claim wins: the claim checks the consent that was decided upon.
 * - The claim of a message that the provider certainly did not accept is released; one that it may have accepted stays. Its
 *   later events settle it ({@link recordDeliveryEvent}).
 * - Only a refusal of the message itself is final: while the account may not send, what customers agreed to is deferred.
 */
export function deliverMessage(
  deps: DeliverMessageDeps,
): (delivery: DeliverMessage) => Promise<MessageDelivered> {
  return async (delivery) => {
    const existing = await deps.claims.findClaim(delivery.customer, delivery.sendKey);
    if (existing !== undefined) return sentBefore(existing);
    const stopped = await isJourneyStopped(deps, delivery);
    for (let change = 0; change < CHANGES_MAX; change += 1) {
      const delivered = await attempt(deps, delivery, stopped);
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
  delivery: DeliverMessage,
  stopped: boolean,
): Promise<MessageDelivered | "changed"> {
  const at = deps.now();
  const known = await deps.readPerson(delivery.customer, at);
  if (known === undefined) return { outcome: "dropped", reasons: ["noAddress"] };
  const { aside: apart, said: isSaid } = messageOf(delivery.message);
  const saidIn = isSaid && SaidIn.parse(delivery.facts);
  const said = saidIn && (await saidNow(deps, saidIn, delivery.customer));
  const aside = apart && (await deps.readAside(delivery, apart));
  const person = aside === undefined ? known : asReachedAside(known, delivery.channel, aside);
  const { request, decision } = chooseChannel(person, messageRequests(asSaid(delivery, said), stopped), at);
  if (decision.kind !== "allow") return recordNotSent(deps, delivery, request, decision, at);
  const recipient = aside?.recipient ?? (await deps.recipient(delivery.customer, request.channel));
  if (recipient === undefined) return "changed";
  if (said !== undefined && recipient.hmac !== said.hmac)
    return recordNotSent(deps, delivery, request, addressedElsewhere, at);
  if (recipient.channel !== "wallet" && !recipient.confirmed && !request.transactional)
    return recordNotSent(deps, delivery, request, notConfirmed, at);
  const refused = deps.refusedBefore?.(request.channel);
  if (refused !== undefined)
    return recordNotSent(deps, delivery, request, decideRefused({ delivery, request, at }, refused), at);
  const composed = await composeOrDrop(deps, { delivery, person, recipient, request, at, said });
  if (composed === undefined) return recordNotSent(deps, delivery, request, answeredMeanwhile, at);
  if (composed === "offerOver") return recordNotSent(deps, delivery, request, promisesTooMuch, at);
  if ((await deps.countSend(delivery.message, recipient)) === "full")
    return recordNotSent(deps, delivery, request, onFullDay(delivery, request, at), at);
  const claim = {
    ...toClaim(delivery, request, decision.consentVersion, recipient, person, at),
    ...(saidIn && { said: saidIn }),
  };
  // Before the claim: what fails here is tried again, and a claim that was not sent never is.
  const copy = composed.copy && (await deps.sealCopy?.(claim.customer, claim, composed.copy));
  const claimed = await deps.claims.claim(claim);
  switch (claimed) {
    case "claimed":
      return send(deps, {
        delivery,
        request,
        claim,
        composed: { ...composed, until: livesUntil(person, request, at) },
        copy,
      });
    case "taken": {
      const existing = await deps.claims.findClaim(delivery.customer, delivery.sendKey);
      return existing === undefined ? "changed" : sentBefore(existing);
    }
    case "capReached":
      return recordNotSent(deps, delivery, request, decisionAtFullCap(person, request, at), at);
    case "changed":
      return "changed";
    default:
      return assertNever(claimed);
  }
}

/** Throws where a sender is asked for an answer of a person and has none: nothing is sent without its words. */
async function saidNow(
  { readSaid }: DeliverMessageDeps,
  said: SaidIn,
  customer: CustomerId,
): Promise<SaidAnswer | undefined> {
  if (readSaid === undefined) throw new Error("This sender reads no conversation");
  return readSaid(said, customer);
}

/** A person's answer as it is decided upon: by its own channel, and only while it stands. */
function asSaid(delivery: DeliverMessage, said: SaidAnswer | undefined) {
  if (messageOf(delivery.message).said === undefined) return delivery;
  if (said === undefined) return { ...delivery, holds: false };
  return { ...delivery, channel: said.channel, promptUntil: said.promptUntil };
}

/** Records why a message was deferred or dropped in the customer's history, and returns that outcome. */
export async function recordNotSent(
  { claims }: DeliverMessageDeps,
  delivery: DeliverMessage,
  request: MessageRequest,
  decision: Exclude<Decision, { kind: "allow" }>,
  at: Instant,
): Promise<MessageDelivered> {
  const { customer, sendKey } = delivery;
  const { message, topic, channel, transactional } = request;
  const about = { at, message, topic, channel, transactional, sendKey, reasons: decision.reasons };
  if (decision.kind === "drop") {
    await claims.recordUnsent(customer, { ...about, outcome: "dropped" });
    return { outcome: "dropped", reasons: decision.reasons };
  }
  await claims.recordUnsent(customer, { ...about, outcome: "deferred", until: decision.until });
  return { outcome: "deferred", until: decision.until, reasons: decision.reasons };
}

/** The consent was given from another address; this one is not confirmed yet. */
const notConfirmed = { kind: "drop", reasons: ["consentPending"] } satisfies Decision;
/** The customer has another address than the one that a person answered to. */
const addressedElsewhere = { kind: "drop", reasons: ["noLongerTrue"] } satisfies Decision;
/** The customer answered the message's question meanwhile. */
const answeredMeanwhile = { kind: "drop", reasons: ["goalReached"] } satisfies Decision;
/** What its words promise is over. */
const promisesTooMuch = { kind: "drop", reasons: ["noLongerTrue"] } satisfies Decision;

interface ReadyMessage {
  readonly delivery: DeliverMessage;
  readonly person: RecipientState;
  readonly recipient: Recipient | CardRecipient;
  readonly request: MessageRequest;
  readonly at: Instant;
  readonly said: SaidAnswer | undefined;
}

/** Runs before the claim, so that a message that cannot be rendered uses none; the refusal is thrown for an operator. */
async function composeOrDrop(
  deps: DeliverMessageDeps,
  ready: ReadyMessage,
): Promise<ComposedMessage | "offerOver" | undefined> {
  const { delivery, person, recipient, request, at, said } = ready;
  try {
    return await deps.compose(delivery, person, recipient, at, said);
  } catch (error) {
    if (error instanceof TemplateRefusedError) {
      await recordNotSent(deps, delivery, request, { kind: "drop", reasons: ["templateRefused"] }, at);
    }
    throw error;
  }
}

function toClaim(
  { customer, sendKey }: DeliverMessage,
  request: MessageRequest,
  consentVersion: number,
  recipient: Recipient | CardRecipient,
  person: RecipientState,
  at: Instant,
): SendClaim {
  const { message, topic, channel, transactional } = request;
  const cap = capOf(person, request, at);
  const row = recipient.channel === "wallet" ? undefined : recipient.row;
  const stoppedAt = isStopConfirmation(request) ? person.stoppedAt?.[STOP_CONFIRMATION.channel] : undefined;
  return {
    customer,
    sendKey,
    at,
    message,
    topic,
    channel,
    transactional,
    consentVersion,
    address: recipient.hmac,
    ...(row && { row }),
    ...(stoppedAt && { stoppedAt }),
    cap,
  };
}

interface ClaimedMessage {
  readonly delivery: DeliverMessage;
  readonly request: MessageRequest;
  readonly claim: SendClaim;
  readonly composed: ComposedMessage;
  /** What it says, encrypted. */
  readonly copy: string | undefined;
}

async function send(deps: DeliverMessageDeps, sending: ClaimedMessage): Promise<MessageDelivered> {
  const { delivery, request, claim, composed, copy } = sending;
  const accepted = await deps.send(composed, claimTag(claim)).catch(async (error: unknown) => {
    if (!(error instanceof NotSentError)) throw error;
    await deps.claims.release(claim);
    return error;
  });
  if (accepted instanceof NotSentError) {
    if (accepted.cure !== undefined) deps.countRefused(accepted);
    const { at } = claim;
    return recordNotSent(deps, delivery, request, decideRefused({ delivery, request, at }, accepted), at);
  }
  await deps.claims.recordSent(claim, { ...accepted, at: deps.now() }, copy);
  return { outcome: "sent", channel: claim.channel };
}
