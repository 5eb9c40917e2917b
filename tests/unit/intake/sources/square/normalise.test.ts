import { describe, expect, test } from "vitest";
import { normaliseWebhook } from "../../../../support/normalise-webhook.ts";
import { NOW, squareDispute, squarePayment, squareRefund } from "../../../../support/webhooks.ts";

const now = "2026-11-24T00:00:00Z";
const normaliseSquare = (payload: unknown) =>
  normaliseWebhook("square", { connection: "till", payload, now });
const nothing = { outcome: "normalised", events: [] };
const usd = (amount: number) => ({ amount, currency: "USD" });
const PAYMENT = "hYy9pRFVxpDsO1FB05SunFWUe9JZY";
const ORDER = "03O3USaPaAaFnI6kkwB1JxGgBsUZY";

describe("a Square payment", () => {
  test("is one payment of its order, of its amount without the tip, and says where the order can be asked for", () => {
    expect(
      normaliseWebhook("square", { connection: "till", payload: squarePayment(), now: NOW }),
    ).toMatchObject({
      outcome: "normalised",
      events: [
        {
          kind: "purchase",
          purchase: {
            source: "square",
            connection: "till",
            orderId: ORDER,
            aliases: [PAYMENT],
            tender: true,
            placedAt: "2026-11-22T13:35:45Z",
            currency: "USD",
            store: "S8GWD5R9QB376",
            base: 2_500,
            goodsGross: 2_500,
            paid: 2_800,
            roundUp: 0,
            lines: [{ lineId: PAYMENT, quantity: 1, goods: 2_500 }],
            cause: "clean-rivers",
          },
          lookUp: { of: "order", id: ORDER },
        },
      ],
    });
  });

  test("without an order is a purchase of its own", () => {
    const result = normaliseSquare(squarePayment({ order_id: null }));
    expect(result).toMatchObject({ events: [{ purchase: { orderId: PAYMENT, base: 2_500, lines: [] } }] });
    for (const member of ["lookUp", "purchase.tender", "purchase.aliases"]) {
      expect(result).not.toHaveProperty(`events.0.${member}`);
    }
  });

  test("and another one of the same order are parts of one purchase", () => {
    const parts = ["cash", "card"].map((id) => normaliseSquare(squarePayment({ id, order_id: "tab" })));
    expect(parts).toMatchObject([
      { events: [{ purchase: { orderId: "tab", aliases: ["cash"], tender: true } }] },
      { events: [{ purchase: { orderId: "tab", aliases: ["card"], tender: true } }] },
    ]);
  });

  test("is the same purchase in each of its repetitions, also after a refund", () => {
    const again = squarePayment({
      updated_at: "2026-11-23T09:00:01Z",
      refunded_money: { amount: 1_400, currency: "USD" },
    });
    expect(normaliseSquare(again)).toEqual(normaliseSquare(squarePayment({}, "payment.created")));
  });

  test("has the same goods when a tip comes later", () => {
    const tipped = squarePayment({ tip_money: usd(900), total_money: usd(3_400) });
    expect(normaliseSquare(tipped)).toMatchObject({
      events: [{ purchase: { base: 2_500, goodsGross: 2_500, paid: 3_400 } }],
    });
  });

  test("by a gift card of Square's counts nothing, because the card counted when it was sold", () => {
    const card_details = { card: { card_brand: "SQUARE_GIFT_CARD" } };
    expect(normaliseSquare(squarePayment({ card_details }))).toMatchObject({
      events: [{ purchase: { base: 0, goodsGross: 0, paid: 2_800, lines: [{ goods: 0 }] } }],
    });
  });

  test.each([
    ["wellspring_round_up=40 wellspring_cause: clean-rivers", 40, "clean-rivers"],
    ["(wellspring_cause=clean-rivers, thanks) wellspring_round_up=0.40!", 40, "clean-rivers"],
    ["wellspring_round_up: $0,40; wellspring_cause='Clean Rivers'", 40, "clean-rivers"],
    ["two coffees", 0, undefined],
  ])("names its round-up and its cause in the note %j", (note, roundUp, cause) => {
    const result = normaliseSquare(squarePayment({ note }));
    expect(result).toMatchObject({ events: [{ purchase: { base: 2_500 - roundUp, roundUp } }] });
    if (cause === undefined) expect(result).not.toHaveProperty("events.0.purchase.cause");
    else expect(result).toMatchObject({ events: [{ purchase: { cause } }] });
  });

  test("says that it names a cause in words that are none", () => {
    expect(normaliseSquare(squarePayment({ note: "wellspring_cause=???" }))).toMatchObject({
      events: [{ purchase: { causeUnread: true } }],
    });
  });

  test.each(["wellspring_round_up=some", "wellspring_round_up=-5", "wellspring_round_up=99999"])(
    "with the note %j cannot be used: it is the customer's own money",
    (note) => {
      expect(normaliseSquare(squarePayment({ note }))).toMatchObject({ outcome: "unusable" });
    },
  );

  test("was sold where it is sent, else where it is billed; in person nobody says where", () => {
    const regionFor = (more: Record<string, unknown>) => {
      const read = normaliseSquare(squarePayment({ shipping_address: null, billing_address: null, ...more }));
      return read.outcome === "unusable"
        ? "unusable"
        : read.events.flatMap((one) => (one.kind === "purchase" ? [one.purchase.region] : []))[0];
    };
    const inVermont = { country: "US", administrative_district_level_1: "VT", locality: "Burlington" };
    expect(regionFor({ shipping_address: inVermont, billing_address: { country: "CA" } })).toBe("US-VT");
    expect(regionFor({ billing_address: { country: "CA", administrative_district_level_1: "ON" } })).toBe(
      "CA",
    );
    expect(regionFor({ billing_address: { country: "US" } })).toBe("US");
    expect(regionFor({})).toBeUndefined();
  });

  test("counts whole yen", () => {
    const yen = { amount: 500, currency: "JPY" };
    expect(normaliseSquare(squarePayment({ amount_money: yen, total_money: yen }))).toMatchObject({
      events: [{ purchase: { currency: "JPY", base: 500, paid: 500 } }],
    });
  });

  test.each([
    ["a card without a fingerprint", { card_details: { card: { fingerprint: null } } }],
    ["card details that are a list", { card_details: [] }],
    ["a numeric note", { note: 17 }],
    ["an address of nobody", { billing_address: "none", buyer_email_address: {} }],
    ["no location", { location_id: null }],
    ["an id as long as Square documents", { order_id: "o".repeat(192) }],
  ])("is read with %s", (_, more) => {
    expect(normaliseSquare(squarePayment(more))).toMatchObject({ events: [{ purchase: { base: 2_500 } }] });
  });

  test.each(["APPROVED", "PENDING", "CANCELED", "FAILED"])("that is %s is not one yet", (status) => {
    expect(normaliseSquare(squarePayment({ status, total_money: null }))).toEqual(nothing);
  });

  test.each([25.5, "2500", -1])("of %j cannot be used", (amount) => {
    expect(normaliseSquare(squarePayment({ amount_money: { amount, currency: "USD" } }))).toMatchObject({
      outcome: "unusable",
      issues: [{ field: "data.object.payment.amount_money.amount" }],
    });
  });
});

describe("a Square refund", () => {
  const refund = {
    orderId: PAYMENT,
    refundId: `${PAYMENT}_KlWP8IC1557ddwc9QWTKrCVU6m0JXDz15R2Qym5eQfR`,
  };

  test("takes back its part of the goods; its own order says what was returned", () => {
    expect(normaliseSquare(squareRefund())).toMatchObject({
      events: [
        {
          kind: "refund",
          refund: { ...refund, refundedAt: "2026-11-23T09:00:00Z", scope: { of: "paid", paid: 1_400 } },
          lookUp: { of: "return", id: "1JLEUZeEooAIX8HMqm9kvWd69aQZY" },
        },
      ],
    });
  });

  test.each(["FAILED", "REJECTED"])("that is %s in the end did not happen", (status) => {
    const result = normaliseSquare(squareRefund({ status, updated_at: "2026-11-23T21:00:00.5Z" }));
    expect(result).toMatchObject({
      events: [{ refund: { ...refund, refundedAt: "2026-11-23T21:00:00Z", scope: { of: "voided" } } }],
    });
    expect(result).not.toHaveProperty("events.0.lookUp");
  });

  test.each(["PENDING", "IN_PROGRESS"])("that is %s is not one yet", (status) => {
    expect(normaliseSquare(squareRefund({ status }))).toEqual(nothing);
  });

  test("that belongs to no payment is not dropped unseen", () => {
    expect(normaliseSquare(squareRefund({ payment_id: null }))).toEqual({
      outcome: "normalised",
      events: [{ kind: "ignored", reason: "refundOfNoPayment" }],
    });
  });
});

describe("a Square dispute", () => {
  const refund = { orderId: PAYMENT, refundId: "dispute:EAZoK70gX3fyvibecLwIGB" };

  test.each(["LOST", "ACCEPTED"])("that is %s takes its amount back", (state) => {
    expect(normaliseSquare(squareDispute({ state }))).toMatchObject({
      events: [
        {
          refund: {
            ...refund,
            refundedAt: "2026-11-23T08:00:00Z",
            currency: "USD",
            scope: { of: "paid", paid: 2_800 },
          },
        },
      ],
    });
  });

  test("that is WON gives back what it took", () => {
    expect(normaliseSquare(squareDispute({ state: "WON" }))).toMatchObject({
      events: [{ refund: { ...refund, scope: { of: "voided" } } }],
    });
  });

  test("is known by its older name too", () => {
    const older = squareDispute({ state: "LOST", id: null, dispute_id: "XDgyFu7yo1E2S5lQGGpYn" });
    expect(normaliseSquare({ ...older, type: "dispute.state.changed" })).toMatchObject({
      events: [{ refund: { refundId: "dispute:XDgyFu7yo1E2S5lQGGpYn" } }],
    });
    expect(normaliseSquare(squareDispute({ state: "LOST", id: null }))).toMatchObject({
      outcome: "unusable",
    });
  });

  test.each(["INQUIRY_EVIDENCE_REQUIRED", "INQUIRY_CLOSED", "EVIDENCE_REQUIRED", "PROCESSING"])(
    "that is %s moves nothing for good",
    (state) => {
      expect(normaliseSquare(squareDispute({ state }))).toEqual(nothing);
    },
  );
});

describe("other events of Square", () => {
  test.each([
    "order.updated",
    "order.created",
    "terminal.checkout.updated",
    "invoice.refunded",
    "dispute.evidence.added",
  ])("%s is not needed: a payment or a refund says the same", (type) => {
    expect(normaliseSquare({ type, data: {} })).toEqual(nothing);
  });

  test.each(["payment.captured", "refund.reversed"])(
    "%s, which nobody knows, is not dropped unseen",
    (type) => {
      expect(normaliseSquare({ type, data: {} })).toEqual({
        outcome: "normalised",
        events: [{ kind: "ignored", reason: "topicUnknown" }],
      });
    },
  );
});
