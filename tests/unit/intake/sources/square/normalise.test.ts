import { describe, expect, test } from "vitest";
import { normaliseWebhook } from "../../../../../core/intake/webhook/normalise-webhook.ts";
import { NOW, squarePayment, squareRefund } from "../../../../support/webhooks.ts";

const now = "2026-11-24T00:00:00Z";
const normaliseSquare = (payload: unknown) =>
  normaliseWebhook("square", { connection: "till", payload, now });
const nothing = { outcome: "normalised", events: [] };

describe("a Square payment", () => {
  test("is a purchase of its amount without the tip", () => {
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
            orderId: "hYy9pRFVxpDsO1FB05SunFWUe9JZY",
            placedAt: "2026-11-22T13:35:45Z",
            currency: "USD",
            store: "S8GWD5R9QB376",
            base: 2_500,
            paid: 2_800,
            roundUp: 0,
            lines: [],
            cause: "clean-rivers",
          },
        },
      ],
    });
  });

  test("is the same purchase in each of its repetitions, also after a refund", () => {
    const again = squarePayment({
      updated_at: "2026-11-23T09:00:01Z",
      refunded_money: { amount: 1_400, currency: "USD" },
    });
    expect(normaliseSquare(again)).toEqual(normaliseSquare(squarePayment({}, "payment.created")));
  });

  test("names its round-up in its note, in the smallest unit", () => {
    expect(
      normaliseSquare(squarePayment({ note: "wellspring_round_up=40 wellspring_cause: clean-rivers" })),
    ).toMatchObject({
      events: [{ purchase: { base: 2_460, roundUp: 40, cause: "clean-rivers" } }],
    });
  });

  test("counts whole yen", () => {
    const yen = { amount: 500, currency: "JPY" };
    expect(normaliseSquare(squarePayment({ amount_money: yen, total_money: yen }))).toMatchObject({
      events: [{ purchase: { currency: "JPY", base: 500, paid: 500 } }],
    });
  });

  test.each(["APPROVED", "PENDING", "CANCELED", "FAILED"])("that is %s is not one yet", (status) => {
    expect(normaliseSquare(squarePayment({ status }))).toEqual(nothing);
    expect(normaliseSquare(squareRefund({ status }))).toEqual(nothing);
  });

  test.each([25.5, "2500", -1])("of %j cannot be used", (amount) => {
    expect(normaliseSquare(squarePayment({ amount_money: { amount, currency: "USD" } }))).toMatchObject({
      outcome: "unusable",
      issues: [{ field: "data.object.payment.amount_money.amount" }],
    });
  });
});

describe("a Square refund", () => {
  test("takes back its part of what was paid", () => {
    expect(normaliseSquare(squareRefund())).toMatchObject({
      events: [
        {
          kind: "refund",
          refund: {
            orderId: "hYy9pRFVxpDsO1FB05SunFWUe9JZY",
            refundedAt: "2026-11-23T09:00:00Z",
            scope: { of: "paid", paid: 1_400 },
          },
        },
      ],
    });
  });

  test("that belongs to no payment, and events of other kinds, are not needed", () => {
    expect(normaliseSquare(squareRefund({ payment_id: null }))).toEqual(nothing);
    expect(normaliseSquare({ type: "order.updated", data: {} })).toEqual(nothing);
  });
});
