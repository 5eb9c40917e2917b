import { createHmac } from "node:crypto";
import { resolve } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { StandardPurchase } from "../../../core/intake/sources/standard/purchase.ts";
import { StandardRefund } from "../../../core/intake/sources/standard/refund.ts";
import { claimToken } from "../../../core/model/claim-link.ts";
import { CauseSlug } from "../../../core/model/purchase.ts";
import { normaliseWebhook } from "../../support/normalise-webhook.ts";

// By a path that the compiler does not follow: the plugin is compiled in its own folder, by Vendure's rules.
const { SLUG, claimLink, decimal, purchaseMessage, refundMessage, signed } = await import(
  resolve("integrations/vendure/plugin/message.ts")
);

const NOW = "2026-11-28T12:00:00Z";
const deliver = (payload: unknown) =>
  normaliseWebhook("standard", {
    connection: "shop",
    payload: JSON.parse(JSON.stringify(payload)),
    now: NOW,
  });

const sumOf = (amounts: readonly number[]) => amounts.reduce((sum, amount) => sum + amount, 0);
const minor = (amount: number) => Math.round(amount * 100);

/** A line as Vendure has it: prices of a unit and of the line, each rounded by itself. */
const someLine = fc
  .record({
    bought: fc.integer({ min: 1, max: 20 }),
    left: fc.nat(20),
    unit: fc.double({ min: 0, max: 50_000, noNaN: true }),
    taxPercent: fc.constantFrom(0, 7, 19),
  })
  .map(({ bought, left, unit, taxPercent }) => {
    const quantity = Math.min(left, bought);
    const gross = unit * (1 + taxPercent / 100);
    return {
      quantity,
      orderPlacedQuantity: bought,
      proratedUnitPrice: Math.round(unit),
      proratedUnitPriceWithTax: Math.round(gross),
      proratedLinePrice: Math.round(unit * quantity),
      proratedLinePriceWithTax: Math.round(gross * quantity),
      productVariant: { sku: "TF-JACKET" },
    };
  });

const someOrder = fc
  .record({
    lines: fc.array(someLine, { minLength: 1, maxLength: 5 }),
    shipping: fc.nat(2_000),
    wellspringCause: fc.constantFrom(null, "clean-rivers", "Not A Cause", ""),
  })
  .map(({ lines, shipping, wellspringCause }) => {
    const priced = lines.map((line, index) => ({ ...line, id: index + 1 }));
    const goods = priced.reduce(
      (sum, line) =>
        sum +
        (line.quantity === line.orderPlacedQuantity
          ? line.proratedLinePriceWithTax
          : line.proratedUnitPriceWithTax * line.orderPlacedQuantity),
      0,
    );
    return {
      code: "CYDWP7E51MWD86G9",
      orderPlacedAt: new Date("2026-11-27T09:30:00Z"),
      currencyCode: "EUR",
      lines: priced,
      surcharges: [],
      payments: [
        { state: "Declined", amount: goods + shipping },
        { state: "Settled", amount: goods + shipping },
      ],
      customer: { emailAddress: "ada@example.com" },
      customFields: { wellspringCause, wellspringClaimSecret: "5f".repeat(20) },
    };
  });

test("what the Vendure plugin says of any paid order is a purchase of its goods, whatever was cancelled since", () => {
  fc.assert(
    fc.property(someOrder, (order) => {
      const message = purchaseMessage(order, new Date(NOW), 2);
      expect(StandardPurchase.safeParse(message).error).toBeUndefined();
      const { lines, goodsGross, cause, claimSecret } = message.data;
      expect(deliver(message)).toMatchObject({
        outcome: "normalised",
        events: [
          {
            purchase: {
              orderId: order.code,
              placedAt: "2026-11-27T09:30:00Z",
              base: minor(sumOf(lines.map(({ goods }: { goods: string }) => Number(goods)))),
              goodsGross: minor(Number(goodsGross)),
            },
          },
        ],
      });
      expect(sumOf(lines.map(({ quantity }: { quantity: number }) => quantity))).toBe(
        sumOf(order.lines.map(({ orderPlacedQuantity }) => orderPlacedQuantity)),
      );
      const isPicked = order.customFields.wellspringCause === "clean-rivers";
      expect([cause, claimSecret]).toEqual(
        isPicked ? ["clean-rivers", undefined] : [undefined, "5f".repeat(20)],
      );
    }),
  );
});

test("a refund of all lines takes back the goods of the purchase, and one of less money is read as money", () => {
  const line = { ...fc.sample(someLine, 1)[0], quantity: 2, orderPlacedQuantity: 2, id: 1 };
  const priced = { ...line, proratedUnitPrice: 14_900, proratedUnitPriceWithTax: 17_731 };
  const order = {
    ...fc.sample(someOrder, 1)[0],
    lines: [{ ...priced, proratedLinePrice: 29_800, proratedLinePriceWithTax: 35_462 }],
  };
  const refund = (total: number, quantity: number) =>
    refundMessage(order, { id: 7, total, lines: [{ orderLineId: "1", quantity }] }, new Date(NOW), 2);
  for (const [message, scope] of [
    [refund(35_952, 2), { of: "goods", goods: 29_800, lines: [{ lineId: "1", quantity: 2, goods: 29_800 }] }],
    [refund(17_731, 1), { of: "goods", goods: 14_900 }],
    [refund(500, 1), { of: "paid", paid: 500 }],
    [refund(500, 0), { of: "paid", paid: 500 }],
  ]) {
    expect(StandardRefund.safeParse(message).error).toBeUndefined();
    expect(deliver(message)).toMatchObject({
      outcome: "normalised",
      events: [{ refund: { refundId: "7", scope } }],
    });
  }
});

test("an order that is not placed yet says nothing", () => {
  const order = { ...fc.sample(someOrder, 1)[0], orderPlacedAt: undefined };
  expect(() => purchaseMessage(order, new Date(NOW), 2)).toThrow("is not placed yet");
});

test("amounts are decimal text in the precision of the shop's money strategy", () => {
  const written = [decimal(5, 2), decimal(-1_234, 2), decimal(0, 2), decimal(500, 0), decimal(5_125, 3)];
  expect(written).toEqual(["0.05", "-12.34", "0.00", "500", "5.125"]);
});

test("the plugin signs as Wellspring verifies, and makes the claim link that Wellspring reads", () => {
  const secret = Buffer.from("a key of the sample, of some bytes");
  const key = `whsec_${secret.toString("base64")}`;
  const headers = signed("{}", "order-A-1", key, 1_795_867_200_999);
  expect(headers["webhook-timestamp"]).toBe("1795867200");
  const expected = createHmac("sha256", secret).update("order-A-1.1795867200.{}").digest("base64");
  expect(headers["webhook-signature"]).toBe(`v1,${expected}`);
  fc.assert(
    fc.property(fc.stringMatching(/^[0-9a-f]{40}$/), (fact) => {
      const link = `https://give.example.com/c/${claimToken("shop", fact)}`;
      expect(claimLink("https://give.example.com/", "shop", fact)).toBe(link);
    }),
  );
});

test("the plugin takes as a pick what Wellspring reads as a short name", () => {
  for (const text of ["clean-rivers", "a", "2", "a".repeat(48), "a".repeat(49), "-a", "A", "a b", ""])
    expect(SLUG.test(text), text).toBe(CauseSlug.safeParse(text).success);
});
