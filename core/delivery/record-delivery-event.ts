import * as z from "zod";
import type { SuppressionStore } from "../people/suppression.store.ts";
import type { Now } from "../runtime/clock.ts";
import type { BusEvent, EventOutcome } from "../runtime/event.ts";
import type { ReceiptStore } from "./receipt.store.ts";

/** What SES calls them on the bus: https://docs.aws.amazon.com/ses/latest/dg/monitor-sending-using-event-publishing-setup.html */
export const BOUNCED = "Email Bounced";
export const COMPLAINED = "Email Complaint Received";

const REASONS: Readonly<Record<string, "bounce" | "complaint">> = {
  [BOUNCED]: "bounce",
  [COMPLAINED]: "complaint",
};

/** All that the rule lets through of SES's event: nothing of it says who it is about. */
const Detail = z.object({ message: z.string().min(1).max(200) });

/** SES tells of a message before we wrote down that it is ours. Trying again is right. */
export class MessageUnknownError extends Error {
  override readonly name = "MessageUnknownError";
}

export interface RecordDeliveryEventDeps {
  readonly receipts: ReceiptStore;
  readonly suppressions: Pick<SuppressionStore, "suppress">;
  readonly now: Now;
}

/**
 * An address that bounced for good, or whose owner complained, is not written to any more, by anybody here: a claim
 * after this is refused. The message's id names its customer, who may be forgotten by now. A second telling changes nothing.
 */
export function recordDeliveryEvent({ receipts, suppressions, now }: RecordDeliveryEventDeps) {
  return async (event: BusEvent): Promise<EventOutcome> => {
    const reason = REASONS[event["detail-type"]];
    if (reason === undefined) return { outcome: "ignored" };
    const { message } = Detail.parse(event.detail);
    const receipt = await receipts.ofEmail(message);
    if (receipt.kind === "unknown") throw new MessageUnknownError("No message of ours has that id (yet)");
    if (receipt.kind !== "address") return { outcome: "gone" };
    await suppressions.suppress({ ...receipt.address, reason, at: now() });
    return { outcome: "suppressed", facts: { reason } };
  };
}
