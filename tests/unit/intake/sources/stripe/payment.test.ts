import { describe, expect, test } from "vitest";
import { stripePayment } from "../../../../support/stripe-events.ts";
import { stripeSession } from "../../../../support/webhooks.ts";
import { ignored, NOTHING, readStripe, stripeEvents, stripePurchase } from "./reading.ts";

const unknown = { automatic_payment_methods: null, metadata: {} };

describe("a Stripe payment without a session or an invoice", () => {
  test("is a purchase of what was received, less tip, shipping, tax and round-up", () => {
    const amount_details = {
      tip: { amount: 500 },
      shipping: { amount: 600 },
      tax: { total_tax_amount: 475 },
    };
    const metadata = { wellspring_cause: "clean-rivers", wellspring_round_up: "25" };
    expect(stripePurchase(stripePayment({ amount_details, metadata }))).toEqual({
      source: "stripe",
      connection: "checkout",
      orderId: "pi_3P",
      placedAt: "2026-11-22T13:35:45Z",
      currency: "USD",
      base: 4_475,
      paid: 6_075,
      goodsGross: 4_950,
      roundUp: 25,
      lines: [],
      cause: "clean-rivers",
    });
  });

  test.each([
    ["a Payment Element", { ...unknown, automatic_payment_methods: { enabled: true } }],
    ["a Terminal", { ...unknown, payment_method_types: ["card_present"] }],
    ["a Terminal in Canada", { ...unknown, payment_method_types: ["interac_present", "card_present"] }],
    ["a form that marks it as ours", { ...unknown, metadata: { wellspring_shop: "harbour" } }],
    ["a form that writes our name its own way", { ...unknown, metadata: { "Wellspring-Cause": "bees" } }],
    ["a form whose order number stands in it", { payment_details: { order_reference: "B-1001" } }],
  ])("counts when it was made by %s", (_, more) => {
    expect(stripePurchase(stripePayment(more))).toMatchObject({ orderId: "pi_3P", paid: 6_075 });
  });

  test("of which nothing says what it pays for does not count, and an operator sees it", () => {
    expect(readStripe(stripePayment(unknown))).toMatchObject(ignored("paymentOfUnknownKind"));
  });

  test("that pays for a checkout session is left to the session, by its whole id or its first letters", () => {
    for (const order_reference of ["cs_live_a1Qo5BepqH", "cs_test_b1"]) {
      expect(readStripe(stripePayment({ ...unknown, payment_details: { order_reference } }))).toEqual(
        NOTHING,
      );
    }
  });

  test("is the same order as its session, should both count it", () => {
    const [byPayment, bySession] = [stripePurchase(stripePayment()), stripePurchase(stripeSession())];
    expect(byPayment.orderId).toBe(bySession.orderId);
  });

  test("is none before it succeeded, and none of nothing", () => {
    expect(readStripe(stripePayment({ status: "requires_capture" }))).toEqual(NOTHING);
    expect(readStripe(stripePayment({ amount_received: 0 }))).toEqual(NOTHING);
  });

  test("is read whatever stands in members that say nothing of money", () => {
    const odd = {
      amount_details: { tip: [] },
      shipping: "none",
      charges: { data: [null, { billing_details: { email: "ada.canary@example.com" } }] },
      metadata: { wellspring_cause: 7, other: null },
      payment_method_types: null,
    };
    expect(stripeEvents(stripePayment(odd))).toMatchObject([
      { purchase: { base: 6_075 }, person: { emails: ["ada.canary@example.com", "ada.canary@example.com"] } },
    ]);
    expect(stripePurchase(stripePayment({ amount_details: [], metadata: [] }))).toMatchObject({
      base: 6_075,
    });
  });
});
