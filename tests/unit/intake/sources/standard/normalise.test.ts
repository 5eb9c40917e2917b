import { describe, expect, test } from "vitest";
import { normaliseWebhook } from "../../../../../core/intake/webhook/normalise-webhook.ts";
import { NOW, standardPurchase, standardRefund } from "../../../../support/webhooks.ts";

const now = "2026-11-24T00:00:00Z";
const normaliseStandard = (payload: unknown) =>
  normaliseWebhook("standard", { connection: "pos", payload, now });

describe("a standard purchase", () => {
  test("is what it says", () => {
    expect(
      normaliseWebhook("standard", { connection: "pos", payload: standardPurchase(), now: NOW }),
    ).toMatchObject({
      events: [
        {
          kind: "purchase",
          purchase: {
            source: "standard",
            connection: "pos",
            orderId: "B-1001",
            placedAt: "2026-11-22T13:35:45Z",
            currency: "EUR",
            store: "harbour",
            base: 2_017,
            paid: 2_430,
            roundUp: 30,
            lines: [
              { lineId: "1", sku: "TEA", quantity: 3, goods: 1_500 },
              { lineId: "2", quantity: 1, goods: 517 },
            ],
            cause: "clean-rivers",
          },
        },
      ],
    });
  });

  test("may have a base in place of lines", () => {
    expect(
      normaliseStandard(
        standardPurchase({ lines: undefined, base: "500", paid: "500", roundUp: undefined, currency: "JPY" }),
      ),
    ).toMatchObject({
      events: [{ purchase: { base: 500, lines: [] } }],
    });
  });

  test("of amounts with more decimals than the currency has is rounded once a line, and its base is their sum", () => {
    const lines = [1, 2].map((lineId) => ({ lineId: String(lineId), quantity: 1, goods: "6.1725" }));
    expect(normaliseStandard(standardPurchase({ lines, base: "12.345", paid: "24.305" }))).toMatchObject({
      events: [{ purchase: { base: 1_234, lines: [{ goods: 617 }, { goods: 617 }], paid: 2_431 } }],
    });
  });

  test.each([
    ["a float", { paid: 24.3 }, "data.paid"],
    ["lines that do not sum to its base", { base: "20.18" }, "data.base"],
    ["neither lines nor base", { lines: undefined }, "data.base"],
    ["a round-up above all that was paid", { roundUp: "24.31" }, "data.paid"],
    ["no such currency", { currency: "ABC" }, "data.currency"],
    ["a date without its offset", { placedAt: "2026-11-22T13:35:45" }, "data.placedAt"],
    ["a date of 2014", { placedAt: "2014-12-31T23:59:59Z" }, "data.placedAt"],
    ["a date more than a day ahead", { placedAt: "2026-11-25T00:00:01Z" }, "data.placedAt"],
  ])("with %s cannot be used, and the field is named", (_, more, field) => {
    expect(normaliseStandard(standardPurchase(more))).toMatchObject({
      outcome: "unusable",
      issues: [{ field }],
    });
  });

  test("that is a test, and messages of other kinds, are not needed", () => {
    expect(normaliseStandard(standardPurchase({ test: true }))).toEqual({
      outcome: "normalised",
      events: [],
    });
    expect(normaliseStandard({ type: "cart.abandoned" })).toEqual({ outcome: "normalised", events: [] });
  });

  test("is refused without a word of what it says", () => {
    const faults = JSON.stringify(
      normaliseStandard(standardPurchase({ paid: "ada.canary@example.com", currency: "Canary" })),
    );
    expect(faults).not.toMatch(/canary/i);
  });
});

describe("a standard refund", () => {
  test("carries the purchase's own date, so that the ledger finds it", () => {
    expect(normaliseStandard(standardRefund())).toMatchObject({
      events: [
        {
          refund: {
            orderId: "B-1001",
            refundId: "R-1",
            placedAt: "2026-11-22T13:35:45Z",
            refundedAt: "2026-11-23T07:00:00Z",
            scope: { of: "goods", goods: 500, roundUp: 0, lines: [{ lineId: "1", quantity: 1, goods: 500 }] },
          },
        },
      ],
    });
    expect(normaliseStandard(standardRefund({ placedAt: undefined }))).toMatchObject({ outcome: "unusable" });
  });

  test.each([
    [{ of: "all" }, { of: "all" }],
    [
      { of: "paid", paid: "1.25" },
      { of: "paid", paid: 125 },
    ],
  ])("may be of %j", (scope, told) => {
    expect(normaliseStandard(standardRefund({ scope }))).toMatchObject({
      events: [{ refund: { scope: told } }],
    });
  });
});
