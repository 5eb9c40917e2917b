import * as z from "zod";
import type { SuppressionStore } from "../../people/contacts/suppression.store.ts";
import type { Now } from "../../platform/clock.ts";
import type { BusEvent } from "../../platform/lambda/event.ts";
import type { CallOutcome } from "../../platform/lambda/log-call.ts";
import type { ClaimStore } from "./claim.ts";
import { readClaimTag } from "./claim-tag.ts";
import type { ReceiptStore } from "./receipt.store.ts";

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

export interface RecordDeliveryEventDeps {
  readonly receipts: ReceiptStore;
  readonly claims: Pick<ClaimStore, "recordSent" | "recordRefused">;
  readonly suppressions: Pick<SuppressionStore, "suppress">;
  readonly now: Now;
}

/**
 * Settles a send by an event of SES: an `unknown` send (its call died between claim and record) becomes `sent`, a letter
 * that SES did not pass on becomes `dropped`. An address that bounced for good, or whose owner complained, is suppressed:
 * every later claim for it is refused. An event that arrives again changes nothing, in whatever order they come.
 */
export function recordDeliveryEvent({ receipts, claims, suppressions, now }: RecordDeliveryEventDeps) {
  return async (event: BusEvent): Promise<CallOutcome> => {
    const type = event["detail-type"];
    if (!isDeliveryEvent(type)) return { outcome: "ignored" };
    const { message, claim } = Detail.parse(event.detail);
    const mark = readClaimTag(claim[0]);
    if (mark === undefined) return { outcome: "notOurs" };
    const send = await receipts.findSend(mark);
    if (send === undefined) return { outcome: "gone" };
    const { sendKey, outcome } = send;
    const name = { customer: mark.customer, sendKey, at: mark.at };
    const { accepted, suppress }: Meaning = MEANINGS[type];
    const at = now();
    if (!accepted) {
      await claims.recordRefused(name);
      return { outcome: "refused" };
    }
    if (outcome === "unknown") await claims.recordSent(name, { provider: "ses", id: message, at });
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
