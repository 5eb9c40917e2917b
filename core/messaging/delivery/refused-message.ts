import { assertNever } from "../../model/assert-never.ts";
import { minutesAfter, minutesBetween } from "../../model/instant.ts";
import type { Instant } from "../../model/purchase.ts";
import type { Decision, MessageRequest } from "../../people/records/decision.ts";
import type { NotSentError } from "../content/not-sent.ts";
import type { DeliverMessage } from "./delivery.ts";

/** The provider throttled the message. The claim was released: the call may be tried again. */
export class ProviderBusyError extends Error {
  override readonly name = "ProviderBusyError";
}

/** The account may send nothing, and this answer is of no use later. The claim was released: once mended, try again. */
export class AccountRefusedError extends Error {
  override readonly name = "AccountRefusedError";
}

/** The provider refused for a reason that nobody knows yet. The claim was released: an operator looks at it, then tries again. */
export class RefusalUnclearError extends Error {
  override readonly name = "RefusalUnclearError";
}

/** How long a message waits for an account that may not send: as long again as it has waited, within these. */
const ACCOUNT_WAIT_MINUTES = { least: 15, most: 6 * 60 };
/** How long for one that has sent all that it may in 24 hours: room comes as each hour of the day before passes. */
const QUOTA_WAIT_MINUTES = 60;

interface RefusedMessage {
  readonly delivery: DeliverMessage;
  readonly request: MessageRequest;
  readonly at: Instant;
}

/**
 * What becomes of a message that the provider certainly did not accept, and whose claim is released. Throws
 * {@link ProviderBusyError}, {@link RefusalUnclearError} and {@link AccountRefusedError} where the workflow or an operator
 * tries it again.
 */
export function decideRefused(
  { delivery, request, at }: RefusedMessage,
  error: NotSentError,
): Exclude<Decision, { kind: "allow" }> {
  switch (error.refusal) {
    case "busy":
      throw new ProviderBusyError("The provider throttled the message", { cause: error });
    case "unclear":
      throw new RefusalUnclearError("The provider refused for an unknown reason", { cause: error });
    case "message":
      return { kind: "drop", reasons: ["notAccepted"] };
    case "account":
    case "recipient":
    case "quota":
      if (request.transactional && request.promptUntil === undefined)
        throw new AccountRefusedError("The provider takes no messages from the account", { cause: error });
      return onRefusedAccount(delivery, error.refusal, at);
    default:
      return assertNever(error.refusal);
  }
}

/** Tries again before the message is of no use, and in its last second at the latest. */
function onRefusedAccount(
  { journey, validUntil }: DeliverMessage,
  refusal: "account" | "recipient" | "quota",
  at: Instant,
): Exclude<Decision, { kind: "allow" }> {
  const reasons = [refusal === "quota" ? ("quotaReached" as const) : ("accountRefused" as const)];
  if (validUntil !== undefined && validUntil <= at) return { kind: "drop", reasons: [...reasons, "tooLate"] };
  const waited = journey === undefined ? 0 : minutesBetween(journey.startedAt, at);
  const { least, most } = ACCOUNT_WAIT_MINUTES;
  const minutes = refusal === "quota" ? QUOTA_WAIT_MINUTES : Math.min(most, Math.max(least, waited));
  const until = minutesAfter(at, minutes);
  return {
    kind: "defer",
    until: validUntil !== undefined && validUntil < until ? validUntil : until,
    reasons,
  };
}
