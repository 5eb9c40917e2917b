import * as z from "zod";
import { SmokeId } from "../../model/smoke.ts";
import type { SuppressionStore } from "../../people/contacts/suppression.store.ts";
import type { Now } from "../../platform/clock.ts";
import type { BusEvent } from "../../platform/lambda/event.ts";
import type { CallOutcome } from "../../platform/lambda/log-call.ts";
import type { ClaimStore } from "./claim.ts";
import { readClaimTag } from "./claim-tag.ts";
import type { ReceiptStore } from "./receipt.store.ts";
import type { SmokeEventStore } from "./smoke-event.store.ts";

/** `accepted`: SES passes the letter on. `suppress`: why no letter may go to its address any more. */
interface Meaning {
  readonly accepted: boolean;
  readonly suppress?: "bounce" | "complaint";
}

/** The event types of SES on the bus: https://docs.aws.amazon.com/eventbridge/latest/ref/events-ref-ses.html */
const MEANINGS = {
  "Email Sent": { accepted: true },
  "Email Delivered": { accepted: true },
  "Email Rejected": { accepted: false },
  "Email Bounced": { accepted: true, suppress: "bounce" },
  "Email Complaint Received": { accepted: true, suppress: "complaint" },
} as const satisfies Record<string, Meaning>;

export type DeliveryEvent = keyof typeof MEANINGS;

/** All that the rule passes on of SES's event; it names no customer. */
const Detail = z.object({
  message: z.string().min(1).max(200),
  claim: z.tuple([z.string().max(256)]),
});

/** The one event of AWS End User Messaging about texts: https://docs.aws.amazon.com/sms-voice/latest/userguide/monitor-event-bridge.html */
export const TEXT_EVENT = "Text Message Delivery Status Updated";

/** Its last word about a text that did not arrive; all others say that it went out: https://docs.aws.amazon.com/sms-voice/latest/userguide/configuration-sets-event-types.html */
const NOT_DELIVERED: ReadonlySet<string> = new Set([
  "TEXT_BLOCKED",
  "TEXT_CARRIER_BLOCKED",
  "TEXT_CARRIER_UNREACHABLE",
  "TEXT_INVALID",
  "TEXT_INVALID_MESSAGE",
  "TEXT_PROTECT_BLOCKED",
  "TEXT_SPAM",
  "TEXT_TTL_EXPIRED",
  "TEXT_UNREACHABLE",
]);

/** All that the rule passes on of it: its last word, the service's id of the text, and the tag of its claim. */
const TextDetail = z.object({
  message: z.string().min(1).max(200),
  claim: z.string().max(256),
  became: z.string().max(64),
});

/** What an event says about one message. */
interface DeliveryReport extends Meaning {
  readonly provider: string;
  readonly message: string;
  readonly claim: string;
}

function readReport({ "detail-type": type, detail }: BusEvent): DeliveryReport | undefined {
  if (type === TEXT_EVENT) {
    const { message, claim, became } = TextDetail.parse(detail);
    return { provider: "endUserMessaging", message, claim, accepted: !NOT_DELIVERED.has(became) };
  }
  if (!isDeliveryEvent(type)) return undefined;
  const { message, claim } = Detail.parse(detail);
  return { provider: "ses", message, claim: claim[0], ...MEANINGS[type] };
}

export interface RecordDeliveryEventDeps {
  readonly receipts: ReceiptStore;
  readonly claims: Pick<ClaimStore, "recordSent" | "recordRefused">;
  readonly suppressions: Pick<SuppressionStore, "suppress">;
  readonly smokes: SmokeEventStore;
  readonly now: Now;
}

/**
 * Settles a send by an event of its provider: an `unknown` send (its call died between claim and record) becomes `sent`, a
 * letter that SES did not pass on, or a text that did not arrive, becomes `dropped`. An address that bounced for good, or
 * whose owner complained, is suppressed: every later claim for it is refused. An event about a test message is kept for who
 * waits for it, and suppresses nobody. An event that arrives again changes nothing, in whatever order they come.
 */
export function recordDeliveryEvent(deps: RecordDeliveryEventDeps) {
  const { receipts, claims, suppressions, smokes, now } = deps;
  return async (event: BusEvent): Promise<CallOutcome> => {
    const report = readReport(event);
    if (report === undefined) return { outcome: "ignored" };
    const { provider, message, claim, accepted, suppress } = report;
    const smoke = SmokeId.safeParse(claim);
    if (smoke.success) {
      await smokes.record(smoke.data, event["detail-type"]);
      return { outcome: "smoke" };
    }
    const mark = readClaimTag(claim);
    if (mark === undefined) return { outcome: "notOurs" };
    const send = await receipts.findSend(mark);
    if (send === undefined) return { outcome: "gone" };
    const { sendKey, outcome } = send;
    const name = { customer: mark.customer, sendKey, at: mark.at };
    const at = now();
    if (!accepted) {
      await claims.recordRefused(name);
      return { outcome: "refused" };
    }
    if (outcome === "unknown") await claims.recordSent(name, { provider, id: message, at });
    const settled = outcome === "unknown" ? "settled" : "known";
    if (suppress === undefined) return { outcome: settled };
    const address = await receipts.address(mark.customer, sendKey);
    if (address === undefined) return { outcome: "gone" };
    await suppressions.suppress({ ...address, reason: suppress, at });
    return { outcome: "suppressed", facts: { reason: suppress } };
  };
}

function isDeliveryEvent(type: string): type is DeliveryEvent {
  return Object.hasOwn(MEANINGS, type);
}
