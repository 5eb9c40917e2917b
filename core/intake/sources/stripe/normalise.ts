import * as z from "zod";
import { ignoredEvent, type Normalise, parsePayload } from "../../shop-system/payload.ts";
import { creditNoteEvents } from "./credit-note.ts";
import { disputeEvents } from "./dispute.ts";
import { invoiceEvents, invoicePaymentEvents } from "./invoice.ts";
import { paymentEvents } from "./payment.ts";
import { refundedCharge, singleRefund } from "./refund.ts";
import { sessionEvents } from "./session.ts";

const Envelope = z.object({ type: z.string() });

const READERS: ReadonlyMap<string, Normalise> = new Map([
  ["checkout.session.completed", sessionEvents],
  ["checkout.session.async_payment_succeeded", sessionEvents],
  ["invoice.paid", invoiceEvents],
  ["invoice.payment_succeeded", invoiceEvents],
  ["invoice_payment.paid", invoicePaymentEvents],
  ["payment_intent.succeeded", paymentEvents],
  ["charge.refunded", refundedCharge],
  ["refund.created", singleRefund],
  ["refund.updated", singleRefund],
  ["refund.failed", singleRefund],
  ["charge.refund.updated", singleRefund],
  ["charge.dispute.created", disputeEvents],
  ["charge.dispute.updated", disputeEvents],
  ["charge.dispute.funds_withdrawn", disputeEvents],
  ["charge.dispute.funds_reinstated", disputeEvents],
  ["charge.dispute.closed", disputeEvents],
  ["credit_note.created", creditNoteEvents],
  ["credit_note.updated", creditNoteEvents],
  ["credit_note.voided", creditNoteEvents],
]);

/**
 * What is said again by an event that is read, or is no customer's purchase: a payment before it succeeds, the
 * charge of a payment, the shop's own account. The first words of the events' names.
 */
const NOT_NEEDED: readonly string[] = [
  ...["charge", "checkout", "credit_note", "invoice", "invoiceitem", "payment_intent", "refund"],
  ...["account", "application_fee", "apps", "balance", "balance_settings", "billing", "billing_portal"],
  ...["capability", "cash_balance", "climate", "coupon", "customer", "customer_cash_balance_transaction"],
  ...["entitlements", "file", "financial_connections", "identity", "issuing_authorization", "issuing_card"],
  ...["issuing_cardholder", "issuing_dispute", "issuing_personalization_design", "issuing_token"],
  ...[
    "issuing_transaction",
    "mandate",
    "payment_link",
    "payment_method",
    "payout",
    "person",
    "plan",
    "price",
  ],
  ...[
    "product",
    "promotion_code",
    "quote",
    "radar",
    "reporting",
    "reserve",
    "review",
    "setup_intent",
    "sigma",
  ],
  ...["source", "subscription_schedule", "tax", "tax_rate", "terminal", "test_helpers", "three_d_secure"],
  ...["topup", "transfer", "treasury"],
];

/**
 * Stripe's checkout sessions, invoices and payments, and what goes back of them. Test mode is not looked at: it has
 * endpoints and secrets of its own, so that a connection with a live secret never verifies a test event.
 */
export const normaliseStripe: Normalise = (delivery) => {
  const { type } = parsePayload(Envelope, delivery.payload);
  const read = READERS.get(type);
  if (read !== undefined) return read(delivery);
  const [subject = ""] = type.split(".");
  return NOT_NEEDED.includes(subject) ? [] : [ignoredEvent("topicUnknown")];
};
