import { describe, expect, test } from "vitest";
import { normaliseWebhook } from "../../../../support/normalise-webhook.ts";
import { NOW, standardPurchase, standardRefund } from "../../../../support/webhooks.ts";

const now = "2026-11-24T00:00:00Z";
const normaliseStandard = (payload: unknown) =>
  normaliseWebhook("standard", { connection: "pos", payload, now });

function purchase(more: Record<string, unknown>) {
  const result = normaliseStandard(standardPurchase(more));
  const event = result.outcome === "normalised" ? result.events[0] : undefined;
  return event?.kind === "purchase" ? event.purchase : result;
}

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
    ["less paid than goods and round-up", { paid: "20.46" }, "data.paid"],
    ["goods that cost less with tax than without", { goodsGross: "20.16" }, "data.goodsGross"],
    ["lines beside a payment of several", { paymentId: "P-1" }, "data.lines"],
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

  test("that is a test, and what a customer ticked, are not needed; a name that is none of ours is seen", () => {
    const nothing = { outcome: "normalised", events: [] };
    expect(normaliseStandard(standardPurchase({ test: true }))).toEqual(nothing);
    expect(normaliseStandard({ type: "customer.consented" })).toEqual(nothing);
    expect(normaliseStandard({ ...standardPurchase(), type: "purchase.complete" })).toMatchObject({
      events: [{ kind: "ignored", reason: "topicUnknown" }],
    });
  });

  test("is stated at its message's time, where it has one", () => {
    const timestamp = "2026-11-22T15:00:00+01:00";
    expect(normaliseStandard({ ...standardPurchase(), timestamp })).toMatchObject({
      events: [{ purchase: { statedAt: "2026-11-22T14:00:00Z" } }],
    });
    for (const unusable of [undefined, null, "2014-01-01T00:00:00Z", "2027-01-01T00:00:00Z"]) {
      const read = normaliseStandard({ ...standardPurchase(), timestamp: unusable });
      expect(read).toMatchObject({ events: [{ kind: "purchase" }] });
      expect(JSON.stringify(read)).not.toMatch(/statedAt/);
    }
  });

  test("may say what its goods cost with tax, and that it is one payment of several", () => {
    expect(purchase({ goodsGross: "24.00" })).toMatchObject({ base: 2_017, goodsGross: 2_400 });
    expect(purchase({ paymentId: "P-1", lines: undefined, base: "10.00", paid: "12.00" })).toMatchObject({
      tender: true,
      base: 1_000,
      lines: [{ lineId: "P-1", quantity: 1, goods: 1_000 }],
    });
  });

  test("spreads a line that takes something off over the others, so that they make what was paid for goods", () => {
    const lines = [
      { lineId: "1", sku: "TEA", quantity: 3, goods: "15.00" },
      { lineId: "2", quantity: 1, goods: "5.00" },
      { lineId: "3", quantity: 1, goods: "-2.00" },
    ];
    expect(purchase({ lines, base: "18.00" })).toMatchObject({
      base: 1_800,
      lines: [
        { lineId: "1", goods: 1_350 },
        { lineId: "2", goods: 450 },
      ],
    });
  });

  test("has null for what it does not know, as till software writes it, and ids of 255 characters", () => {
    const unknown = { store: null, base: null, goodsGross: null, cause: null, customer: null, test: null };
    const orderId = "B".repeat(255);
    const lines = [{ lineId: "L".repeat(255), sku: null, quantity: 1, goods: "15.00" }];
    expect(purchase({ ...unknown, orderId, lines, roundUp: null })).toMatchObject({ orderId, base: 1_500 });
  });

  test("is read with more decimals than its currency has, rounded once a line", () => {
    const lines = [1, 2, 3].map((id) => ({ lineId: `${id}`, quantity: 1, goods: "909.0909" }));
    const yen = { currency: "JPY", lines, roundUp: undefined, paid: "3000" };
    expect(purchase(yen)).toMatchObject({ base: 2_727 });
    expect(purchase({ ...yen, base: "2727" })).toMatchObject({ base: 2_727 });
  });

  test("of more than 500 lines is kept by SKU, and loses nothing of its base", () => {
    const line = (index: number) => ({
      lineId: `${index}`,
      sku: `SKU-${index % 3}`,
      quantity: 1,
      goods: "1.00",
    });
    const many = purchase({ lines: Array.from({ length: 501 }, (_, index) => line(index)), paid: "600.00" });
    expect(many).toMatchObject({
      grouped: true,
      base: 50_100,
      lines: [0, 1, 2].map((n) => ({ lineId: `sku:SKU-${n}`, quantity: 167 })),
    });
  });

  test("that names a cause in words that are no cause says so", () => {
    expect(purchase({ cause: "Clean-Rivers!" })).toMatchObject({ cause: "clean-rivers" });
    expect(purchase({ cause: "€€€" })).toMatchObject({ causeUnread: true });
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

  test("that did not happen after all names the same refund at a later time", () => {
    const refund = { refundId: "R-1", refundedAt: "2026-11-23T12:00:00Z", scope: { of: "voided" } };
    expect(normaliseStandard(standardRefund(refund))).toMatchObject({
      events: [{ refund: { refundId: "R-1", refundedAt: "2026-11-23T12:00:00Z", scope: { of: "voided" } } }],
    });
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
