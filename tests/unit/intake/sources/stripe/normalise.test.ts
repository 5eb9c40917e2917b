import { describe, expect, test } from "vitest";
import { normaliseWebhook } from "../../../../support/normalise-webhook.ts";
import { stripeSession } from "../../../../support/webhooks.ts";

const now = "2026-11-24T00:00:00Z";
const normaliseStripe = (payload: unknown) =>
  normaliseWebhook("stripe", { connection: "checkout", payload, now });
const nothing = { outcome: "normalised", events: [] };

function purchase(more: Record<string, unknown>) {
  const result = normaliseStripe(stripeSession(more));
  const event = result.outcome === "normalised" ? result.events[0] : undefined;
  return event?.kind === "purchase" ? event.purchase : result;
}

const total = (currency: string, amount: number) => ({
  currency,
  amount_subtotal: amount,
  amount_total: amount,
  total_details: { amount_discount: 0, amount_shipping: 0, amount_tax: 0 },
  shipping_cost: null,
});

describe("a Stripe checkout session", () => {
  test("is a purchase of its subtotal after discounts, under its payment's id", () => {
    expect(purchase({})).toEqual({
      source: "stripe",
      connection: "checkout",
      orderId: "pi_3P",
      placedAt: "2026-11-22T13:35:45Z",
      region: "US",
      currency: "USD",
      base: 5_000,
      paid: 6_075,
      goodsGross: 5_475,
      roundUp: 0,
      lines: [],
      cause: "clean-rivers",
    });
  });

  test.each([
    [
      "inside the prices of goods",
      {
        amount_total: 5_600,
        total_details: { amount_discount: 1_000, amount_shipping: 600, amount_tax: 798 },
      },
      4_202,
    ],
    [
      "inside the prices of goods and of shipping",
      {
        amount_total: 5_600,
        total_details: { amount_discount: 1_000, amount_shipping: 600, amount_tax: 894 },
        shipping_cost: { amount_tax: 96 },
      },
      4_202,
    ],
    [
      "on top of both",
      {
        amount_total: 6_494,
        total_details: { amount_discount: 1_000, amount_shipping: 600, amount_tax: 894 },
        shipping_cost: { amount_tax: 96 },
      },
      5_000,
    ],
  ])("leaves tax out that is %s", (_, more, base) => {
    expect(purchase(more)).toMatchObject({ base });
  });

  test("goes by its own id when there is no payment", () => {
    expect(purchase({ payment_intent: null })).toMatchObject({ orderId: "cs_live_a1" });
  });

  test("takes the round-up in its metadata out of the base", () => {
    expect(purchase({ metadata: { wellspring_round_up: "50" } })).toMatchObject({ base: 4_950, roundUp: 50 });
    expect(purchase({ metadata: { wellspring_round_up: "0.50" } })).toMatchObject({ outcome: "unusable" });
  });

  test.each([
    ["jpy", 500, 500],
    ["kwd", 5_120, 5_120],
    // ISK and UGX lost their cents, but Stripe's API keeps them; MGA has fifths, which the API leaves out.
    ["isk", 50_000, 500],
    ["ugx", 50_000, 500],
    ["mga", 500, 50_000],
    ["huf", 12_345, 12_345],
    ["twd", 12_300, 12_300],
  ])("in %s of %d of Stripe's units is %d of ours", (currency, stripes, ours) => {
    expect(purchase(total(currency, stripes))).toMatchObject({ base: ours, paid: ours });
  });

  test("with a part of a króna is rounded half up, once", () => {
    expect(purchase(total("isk", 50_050))).toMatchObject({ base: 501, paid: 501 });
    expect(purchase(total("isk", 50_049))).toMatchObject({ base: 500, paid: 500 });
  });

  test("of before 2021, which has no date, has that of its event", () => {
    expect(purchase({ created: undefined })).toMatchObject({ placedAt: "2026-11-22T13:35:50Z" });
  });

  test("is read whatever stands in members that say nothing of money, and with ids of 255 characters", () => {
    const odd = { metadata: [], customer_details: "none", customer_email: 7, shipping_cost: null };
    const orderId = `pi_${"9".repeat(252)}`;
    expect(purchase({ ...odd, payment_intent: orderId })).toMatchObject({ orderId });
  });

  test("that names a cause in words that are no cause says so", () => {
    expect(purchase({ metadata: { wellspring_cause: "“Clean-Rivers”, thanks" } })).toMatchObject({
      cause: "clean-rivers",
    });
    expect(purchase({ metadata: { "Wellspring cause": "wild-bees" } })).toMatchObject({ cause: "wild-bees" });
    expect(purchase({ metadata: { wellspring_cause: "???!" } })).not.toHaveProperty("cause");
  });

  test("names the cause that was picked in the checkout's own list, unless its metadata name one", () => {
    const picked = (value: unknown, key = "wellspringcause") => ({
      custom_fields: [
        { key: "engraving", type: "text", text: { value: "for-ada" } },
        {
          key,
          type: "dropdown",
          dropdown: { options: [{ label: "Clean rivers", value: "cleanXrivers" }], value },
        },
      ],
    });
    expect(purchase({ ...picked("cleanXrivers"), metadata: {} })).toMatchObject({ cause: "clean-rivers" });
    expect(purchase({ ...picked("pathX2"), metadata: {} })).toMatchObject({ cause: "path-2" });
    const both = { ...picked("cleanXrivers"), metadata: { wellspring_cause: "wild-bees" } };
    expect(purchase(both)).toMatchObject({ cause: "wild-bees" });
    for (const nothing of [
      picked(null),
      picked(""),
      picked({}),
      picked("bees", "size"),
      { custom_fields: "none" },
    ])
      expect(purchase({ ...nothing, metadata: {} })).not.toHaveProperty("cause");
  });

  test("never has a base above all that was paid", () => {
    expect(purchase({ amount_total: 4_000 })).toMatchObject({ base: 4_000, paid: 4_000 });
  });

  test.each([60.5, "6000", -1, null])("with a subtotal of %j cannot be used", (amount_subtotal) => {
    expect(purchase({ amount_subtotal })).toMatchObject({
      outcome: "unusable",
      issues: [{ field: "data.object.amount_subtotal" }],
    });
  });

  test("is not one before it is paid, and then by whichever event says so", () => {
    expect(normaliseStripe(stripeSession({ payment_status: "unpaid" }))).toEqual(nothing);
    expect(
      normaliseStripe(
        stripeSession({ payment_status: "no_payment_required", amount_subtotal: null, currency: null }),
      ),
    ).toEqual(nothing);
    expect(normaliseStripe(stripeSession({}, "checkout.session.async_payment_succeeded"))).toEqual(
      normaliseStripe(stripeSession()),
    );
  });
});

test("events of other things are not needed; one that nobody knows is seen", () => {
  expect(normaliseStripe({ type: "customer.subscription.created" })).toEqual(nothing);
  expect(normaliseStripe({ type: "charge.succeeded" })).toEqual(nothing);
  expect(normaliseStripe({ type: "order.paid" })).toMatchObject({ events: [{ reason: "topicUnknown" }] });
});
