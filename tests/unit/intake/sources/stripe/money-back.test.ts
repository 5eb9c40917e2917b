import { describe, expect, test } from "vitest";
import { stripeCreditNote, stripeDispute, stripeRefund } from "../../../../support/stripe-events.ts";
import { stripeCharge } from "../../../../support/webhooks.ts";
import { ignored, NOTHING, readStripe, stripeRefundOf } from "./reading.ts";

describe("a refunded Stripe charge", () => {
  test("says what all its refunds so far come to, each sum under an id of its own", () => {
    expect(stripeRefundOf(stripeCharge())).toMatchObject({
      orderId: "pi_3P",
      refundId: "ch_3P-2000",
      scope: { of: "paidTotal", paid: 2_000 },
    });
    expect(stripeRefundOf(stripeCharge({ amount_refunded: 3_000 }))).toMatchObject({
      refundId: "ch_3P-3000",
      scope: { of: "paidTotal", paid: 3_000 },
    });
  });

  test("leaves nothing once it is refunded in full", () => {
    const refund = stripeRefundOf(stripeCharge({ amount_refunded: 6_075, refunded: true }));
    expect(refund.scope).toEqual({ of: "paidTotal", paid: 6_075, whole: true });
  });

  test("of before there were payments is named by its invoice, or is seen by an operator", () => {
    const old = { payment_intent: null, invoice: "in_1P" };
    expect(stripeRefundOf(stripeCharge(old))).toMatchObject({ orderId: "in_1P" });
    expect(readStripe(stripeCharge({ payment_intent: null }))).toEqual(ignored("chargeWithoutPayment"));
  });
});

describe("a Stripe refund", () => {
  test.each([
    ["refund.failed", "failed", undefined],
    ["refund.updated", "failed", { status: "succeeded" }],
    ["refund.updated", "canceled", { status: "requires_action" }],
    ["charge.refund.updated", "failed", { status: "pending" }],
  ])("did not happen after all when %s says that it is %s", (type, status, before) => {
    expect(stripeRefundOf(stripeRefund({ status }, type, before))).toEqual({
      source: "stripe",
      connection: "checkout",
      orderId: "pi_3P",
      refundId: "re_3P",
      refundedAt: "2026-11-23T02:13:20Z",
      currency: "USD",
      scope: { of: "voided", paid: 2_000 },
    });
  });

  test.each([
    ["refund.created", "pending"],
    ["refund.created", "requires_action"],
    ["refund.updated", "succeeded"],
    ["charge.refund.updated", "succeeded"],
  ])("is the same one when %s says that it is %s, however its money goes", (type, status) => {
    const refund = stripeRefundOf(stripeRefund({ status, created: 1_795_390_000 }, type));
    expect(refund).toMatchObject({
      refundId: "re_3P",
      refundedAt: "2026-11-22T23:26:40Z",
      scope: { of: "paid", paid: 2_000 },
    });
  });

  test("that is changed after it failed says nothing that was not said", () => {
    const changed = stripeRefund({ status: "failed" }, "refund.updated", { metadata: {} });
    expect(readStripe(changed)).toEqual(NOTHING);
  });
});

describe("a Stripe dispute", () => {
  test.each([
    ["charge.dispute.created", "needs_response"],
    ["charge.dispute.updated", "under_review"],
    ["charge.dispute.funds_withdrawn", "needs_response"],
    ["charge.dispute.closed", "lost"],
  ])("takes its amount back when %s says %s", (type, status) => {
    expect(stripeRefundOf(stripeDispute(status, type))).toMatchObject({
      orderId: "pi_3P",
      refundId: "du_3P",
      scope: { of: "paid", paid: 6_075 },
    });
  });

  test.each([
    ["charge.dispute.closed", "won"],
    ["charge.dispute.closed", "warning_closed"],
    ["charge.dispute.updated", "prevented"],
    ["charge.dispute.funds_reinstated", "needs_response"],
    ["charge.dispute.funds_reinstated", "won"],
  ])("gives it back when %s says %s", (type, status) => {
    expect(stripeRefundOf(stripeDispute(status, type))).toMatchObject({
      refundId: "du_3P",
      scope: { of: "voided" },
    });
  });

  test("takes nothing while a bank only asks, and one of an unknown status is seen", () => {
    expect(readStripe(stripeDispute("warning_needs_response"))).toEqual(NOTHING);
    expect(readStripe(stripeDispute("warning_under_review", "charge.dispute.updated"))).toEqual(NOTHING);
    expect(readStripe(stripeDispute("arbitrated"))).toEqual(ignored("disputeStatusUnknown"));
  });

  test("names its charge where it names no payment", () => {
    expect(stripeRefundOf(stripeDispute("lost", undefined, { payment_intent: null }))).toMatchObject({
      orderId: "ch_3P",
    });
  });
});

describe("a Stripe credit note", () => {
  test("to the customer's balance takes its goods back, exact to the line", () => {
    expect(stripeRefundOf(stripeCreditNote())).toEqual({
      source: "stripe",
      connection: "checkout",
      orderId: "in_1P",
      refundId: "cn_1P",
      refundedAt: "2026-11-23T01:56:40Z",
      currency: "USD",
      scope: {
        of: "goods",
        goods: 1_000,
        roundUp: 0,
        lines: [{ lineId: "il_1", quantity: 1, goods: 1_000 }],
      },
    });
  });

  test("by a refund says nothing that the refunded charge does not say", () => {
    expect(readStripe(stripeCreditNote({ refunds: [{ refund: "re_3P", amount_refunded: 1_200 }] }))).toEqual(
      NOTHING,
    );
    expect(readStripe(stripeCreditNote({ refunds: undefined, refund: "re_3P" }))).toEqual(NOTHING);
  });

  test("by a refund and to the balance takes the rest back as money", () => {
    const note = stripeCreditNote({ refunds: [{ refund: "re_3P", amount_refunded: 700 }] });
    expect(stripeRefundOf(note)).toMatchObject({ scope: { of: "paid", paid: 500 } });
  });

  test("before the payment changes nothing that was paid", () => {
    const note = stripeCreditNote({ type: "pre_payment", post_payment_amount: 0 });
    expect(readStripe(note)).toEqual(NOTHING);
  });

  test("that is voided gives back, and one that is only changed is the same refund", () => {
    const voided = stripeCreditNote({ status: "void", voided_at: 1_795_401_000 }, "credit_note.voided");
    expect(stripeRefundOf(voided)).toMatchObject({ refundId: "cn_1P", scope: { of: "voided" } });
    expect(stripeRefundOf(stripeCreditNote({ memo: "sorry" }, "credit_note.updated"))).toEqual(
      stripeRefundOf(stripeCreditNote()),
    );
  });
});
