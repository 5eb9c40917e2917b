import * as z from "zod";
import type { SuppressionStore } from "../../people/contacts/suppression.store.ts";
import type { Now } from "../../platform/clock.ts";
import type { BusEvent } from "../../platform/lambda/event.ts";
import type { CallOutcome } from "../../platform/lambda/log-call.ts";
import type { ClaimStore } from "./claim.ts";
import { readClaimTag } from "./claim-tag.ts";
import type { ReceiptStore } from "./receipt.store.ts";

/** What an event of SES means: whether the letter is on its way, and whether its address may still be written to. */
interface Meaning {
  readonly taken: boolean;
  readonly suppress?: "bounce" | "complaint";
}

/** What SES calls them on the bus: https://docs.aws.amazon.com/eventbridge/latest/ref/events-ref-ses.html */
const MEANINGS = {
  "Email Sent": { taken: true },
  "Email Delivered": { taken: true },
  "Email Rejected": { taken: false },
  "Email Bounced": { taken: true, suppress: "bounce" },
  "Email Complaint Received": { taken: true, suppress: "complaint" },
} as const satisfies Record<string, Meaning>;

export type DeliveryEvent = keyof typeof MEANINGS;

/** All that the rule lets through of SES's event: nothing of it says who it is about. */
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
 * Settles a send by what SES tells of it: one that nobody knew of (its call died between claim and record) is `sent`
 * from now on, one that SES did not pass on is `dropped`. An address that bounced for good, or whose owner complained,
 * is not written to any more, by anybody here: a claim after this is refused. A second telling changes nothing, in
 * whatever order they come.
 */
export function recordDeliveryEvent({ receipts, claims, suppressions, now }: RecordDeliveryEventDeps) {
  return async (event: BusEvent): Promise<CallOutcome> => {
    const type = event["detail-type"];
    if (!isDeliveryEvent(type)) return { outcome: "ignored" };
    const { message, claim } = Detail.parse(event.detail);
    const mark = readClaimTag(claim[0]);
    if (mark === undefined) return { outcome: "notOurs" };
    const found = await receipts.marked(mark);
    if (found === undefined) return { outcome: "gone" };
    const { sendKey, outcome } = found;
    const send = { customer: mark.customer, sendKey, at: mark.at };
    const { taken, suppress }: Meaning = MEANINGS[type];
    const at = now();
    if (!taken) {
      await claims.recordRefused(send);
      return { outcome: "refused" };
    }
    if (outcome === "unknown") await claims.recordSent(send, { provider: "ses", id: message, at });
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
