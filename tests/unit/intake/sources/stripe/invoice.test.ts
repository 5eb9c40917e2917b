import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  stripeInvoice,
  stripeInvoicePayment,
  stripeLine,
  stripePayment,
} from "../../../../support/stripe-events.ts";
import { stripeCharge, stripeSession } from "../../../../support/webhooks.ts";
import { ignored, NOTHING, readStripe, stripeEvents, stripePurchase, stripeRefundOf } from "./reading.ts";

describe("a paid Stripe invoice", () => {
  test("is a purchase under its own id, with its lines and without its tax", () => {
    expect(stripePurchase(stripeInvoice())).toEqual({
      source: "stripe",
      connection: "checkout",
      orderId: "in_1P",
      placedAt: "2026-11-22T13:35:45Z",
      region: "US",
      currency: "USD",
      base: 3_000,
      paid: 3_600,
      goodsGross: 3_600,
      roundUp: 0,
      lines: [
        { lineId: "il_1", sku: "price_il_1", quantity: 2, goods: 2_000 },
        { lineId: "il_2", sku: "price_il_2", quantity: 1, goods: 1_000 },
      ],
      cause: "clean-rivers",
    });
  });

  test("is the same purchase under either topic, with the customer's own identities", () => {
    expect(readStripe(stripeInvoice({}, "invoice.payment_succeeded"))).toEqual(readStripe(stripeInvoice()));
    expect(stripeEvents(stripeInvoice())).toMatchObject([
      { person: { emails: ["ada.canary@example.com"], phones: ["+12125550142"], country: "US" } },
    ]);
  });

  test("names its payment itself before API 2025-03-31, and its tax and prices otherwise", () => {
    const old = stripeInvoice({
      payment_intent: "pi_3P",
      charge: "ch_3P",
      parent: undefined,
      subscription_details: { metadata: { wellspring_cause: "clean-rivers" } },
      total_excluding_tax: null,
      total_taxes: undefined,
      tax: 500,
      total: 3_000,
      lines: {
        data: [
          stripeLine("il_1", 3_000, {
            pricing: undefined,
            price: { id: "price_tea" },
            tax_amounts: [{ amount: 500, inclusive: true }],
          }),
        ],
      },
    });
    expect(stripePurchase(old)).toMatchObject({
      base: 2_500,
      goodsGross: 3_000,
      cause: "clean-rivers",
      aliases: ["pi_3P"],
      lines: [{ lineId: "il_1", sku: "price_tea", quantity: 1, goods: 2_500 }],
    });
  });

  test("counts in full when the customer's balance paid a part of it, and in part when a credit note did before", () => {
    expect(stripePurchase(stripeInvoice({ starting_balance: -1_600, amount_paid: 2_000 }))).toMatchObject({
      base: 3_000,
      paid: 3_600,
    });
    expect(stripePurchase(stripeInvoice({ pre_payment_credit_notes_amount: 1_200 }))).toMatchObject({
      base: 2_000,
      paid: 2_400,
      goodsGross: 2_400,
    });
  });

  test("has no shipping in its base", () => {
    const shipped = stripeInvoice({
      total: 4_320,
      total_excluding_tax: 3_600,
      total_taxes: [{ amount: 720, tax_behavior: "exclusive" }],
      shipping_cost: { amount_subtotal: 600, amount_tax: 120, amount_total: 720 },
    });
    expect(stripePurchase(shipped)).toMatchObject({ base: 3_000, goodsGross: 3_600, paid: 4_320 });
  });

  test.each([
    ["metadata", { metadata: { wellspring_round_up: "50" } }, "1 × Parcel (at $0.50 / month)"],
    ["its product's name", {}, "1 × Wellspring round-up (at $0.50 / month)"],
  ])("takes a round-up out of the base that is named by %s", (_, more, description) => {
    const lines = { data: [stripeLine("il_1", 3_000), stripeLine("il_r", 50, { description })] };
    const invoice = stripeInvoice({ ...more, total: 3_650, total_excluding_tax: 3_050, lines });
    expect(stripePurchase(invoice)).toMatchObject({ base: 3_000, roundUp: 50, paid: 3_650 });
  });

  test("leaves lines out of which its event has only some, or which do not make its base", () => {
    const some = { has_more: true, data: [stripeLine("il_1", 2_000)] };
    expect(stripePurchase(stripeInvoice({ lines: some }))).toMatchObject({ base: 3_000, lines: [] });
    const fewer = { data: [stripeLine("il_1", 2_000)] };
    expect(stripePurchase(stripeInvoice({ lines: fewer }))).toMatchObject({ base: 3_000, lines: [] });
  });

  test("that comes to nothing, is not paid, or only credits the customer, is no purchase; the last one is seen", () => {
    expect(readStripe(stripeInvoice({ total: 0, total_excluding_tax: 0, total_taxes: [] }))).toEqual(NOTHING);
    expect(readStripe(stripeInvoice({ status: "open" }))).toEqual(NOTHING);
    expect(readStripe(stripeInvoice({ total: -500, total_excluding_tax: -500, total_taxes: [] }))).toEqual(
      ignored("invoiceOfCredit"),
    );
  });

  test("never has a base above what was paid for its goods, and its lines make it, whatever is credited in it", () => {
    const amount = fc.integer({ min: -5_000, max: 20_000 });
    fc.assert(
      fc.property(fc.array(amount, { minLength: 1, maxLength: 8 }), fc.nat(2_000), (amounts, tax) => {
        const net = amounts.reduce((all, one) => all + one, 0);
        const data = amounts.map((one, index) => stripeLine(`il_${index}`, one));
        const invoice = stripeInvoice({
          total: net + tax,
          total_excluding_tax: net,
          total_taxes: [{ amount: tax, tax_behavior: "exclusive" }],
          lines: { data },
        });
        if (net + tax <= 0) {
          expect(stripeEvents(invoice).filter(({ kind }) => kind === "purchase")).toEqual([]);
          return;
        }
        const { base, lines, goodsGross } = stripePurchase(invoice);
        expect(base).toBe(Math.max(0, net));
        expect(goodsGross).toBeGreaterThanOrEqual(base);
        if (net > 0) expect(lines.reduce((all, { goods }) => all + goods, 0)).toBe(base);
        for (const { goods } of lines) expect(goods).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});

describe("the names of a Stripe subscription's purchase", () => {
  const session = stripeSession({
    mode: "subscription",
    payment_intent: null,
    invoice: "in_1P",
    amount_subtotal: 3_000,
    amount_total: 3_600,
    total_details: { amount_discount: 0, amount_shipping: 0, amount_tax: 600 },
    shipping_cost: null,
  });
  const invoice = stripeInvoice({ billing_reason: "subscription_create" });

  test("are the same in its checkout session and in its first invoice, and so is its money", () => {
    const { lines: _, placedAt: __, ...stated } = stripePurchase(invoice);
    expect(stripePurchase(session)).toMatchObject(stated);
  });

  test("hold the payment that its refunds and disputes name", () => {
    const link = { source: "stripe", connection: "checkout", orderId: "in_1P", alias: "pi_3P" };
    expect(stripeEvents(stripeInvoicePayment())).toEqual([{ kind: "link", link }]);
    expect(stripeRefundOf(stripeCharge())).toMatchObject({ orderId: link.alias });
  });

  test.each([
    ["before API 2025-03-31", { invoice: "in_1P" }],
    ["since the end of 2025", { payment_details: { order_reference: "in_1P" } }],
  ])("are linked by the payment that names its invoice %s", (_, more) => {
    const payment = stripePayment({ automatic_payment_methods: null, metadata: {}, ...more });
    expect(stripeEvents(payment)).toMatchObject([
      { kind: "link", link: { orderId: "in_1P", alias: "pi_3P" } },
    ]);
  });

  test("are not linked by a payment outside Stripe, or one that is not paid", () => {
    expect(readStripe(stripeInvoicePayment({ payment: { type: "payment_record" } }))).toEqual(NOTHING);
    expect(readStripe(stripeInvoicePayment({ status: "open" }))).toEqual(NOTHING);
  });

  test("of a session that has its invoice beside its payment are both known; without it the invoice states it", () => {
    const both = stripeSession({ invoice: "in_1P", invoice_creation: { enabled: true } });
    expect(stripePurchase(both)).toMatchObject({ orderId: "in_1P", aliases: ["pi_3P"] });
    const later = stripeSession({ invoice: null, invoice_creation: { enabled: true } });
    expect(readStripe(later)).toEqual(ignored("invoiceToCome"));
  });
});
