import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isSignedWith } from "../../../../../core/intake/shop-system/signature.ts";
import { zettle } from "../../../../../core/intake/sources/zettle/source.ts";
import { normaliseWebhook } from "../../../../support/normalise-webhook.ts";
import { SENDERS, signed } from "../../../../support/senders.ts";
import { toldLedger } from "../../../../support/told-ledger.ts";
import {
  CANARIES,
  NOW,
  ROUND_UP,
  zettleBody,
  zettleProduct,
  zettleRefund,
  zettleSale,
} from "../../../../support/webhooks.ts";

const SALE_ID = "5f2b8c1e-c7a4-11f1-8a3d-0242ac120002";

function read(sale: unknown, more: { readonly eventName?: string; readonly roundUp?: undefined } = {}) {
  const { eventName, ...delivery } = more;
  const payload: unknown = JSON.parse(zettleBody(JSON.stringify(sale), eventName));
  return normaliseWebhook("zettle", { connection: "stall", payload, now: NOW, ...delivery });
}

function events(sale: unknown) {
  const result = read(sale);
  if (result.outcome === "unusable") throw new Error(JSON.stringify(result.issues));
  return result.events;
}

function purchase(sale: unknown) {
  const [one] = events(sale);
  if (one?.kind !== "purchase") throw new Error("no purchase");
  return one.purchase;
}

function refund(sale: unknown) {
  const [one] = events(sale);
  if (one?.kind !== "refund") throw new Error("no refund");
  return one.refund;
}

function issues(sale: unknown) {
  const result = read(sale);
  return result.outcome === "unusable" ? result.issues : [];
}

describe("a sale at Zettle", () => {
  test("was sold in the country that it names", () => {
    expect(purchase(zettleSale({ country: "SE" })).region).toBe("SE");
    expect(purchase(zettleSale({ country: undefined }))).not.toHaveProperty("region");
  });

  test("is its goods without VAT and tip, each by what was sold, at its own time", () => {
    expect(purchase(zettleSale())).toEqual({
      source: "zettle",
      connection: "stall",
      orderId: SALE_ID,
      placedAt: "2026-11-22T13:35:45Z",
      currency: "EUR",
      region: "DE",
      base: 1_616,
      paid: 1_850,
      goodsGross: 1_800,
      roundUp: 0,
      lines: [
        { lineId: "a1f1c0de-0001-11f1-9c3d-0242ac120003", sku: "COFFEE", quantity: 2, goods: 588 },
        { lineId: "a1f1c0de-0002-11f1-9c3d-0242ac120002", sku: "BEANS", quantity: 1, goods: 1_028 },
      ],
      cause: "clean-rivers",
    });
  });

  test("leaves out gift cards that are sold, the service charge and the tip", () => {
    const plain = zettleSale();
    const sold = zettleSale({
      amount: plain.amount + 5_000 + 499,
      vatAmount: plain.vatAmount + 69,
      products: [
        ...plain.products,
        zettleProduct({ type: "GIFTCARD", unitPrice: 5_000, quantity: "1", vatPercentage: 0 }),
      ],
      serviceCharge: { amount: 499, title: "Delivery", vatPercentage: 16, quantity: "1" },
    });
    const { base, goodsGross, lines } = purchase(zettleSale());
    expect(purchase(sold)).toMatchObject({ base, goodsGross, lines, paid: 1_850 + 5_499 });
  });

  test("counts in full what a gift card pays: it gave nothing when it was sold", () => {
    const payments = [{ uuid: "p", amount: 1_850, gratuityAmount: 50, type: "GIFTCARD" }];
    expect(purchase(zettleSale({ payments })).base).toBe(1_616);
  });

  test("adds VAT on top where the sale says so", () => {
    const us = { taxationMode: "EXCLUSIVE", currency: "USD", amount: 2_000, vatAmount: 150, payments: [] };
    const products = [zettleProduct({ unitPrice: 1_850, quantity: "1", vatPercentage: 8.1 })];
    expect(purchase(zettleSale({ ...us, products }))).toMatchObject({ base: 1_850, goodsGross: 2_000 });
  });

  test("takes what is sold by weight as one unit, and a typed amount as a line of its own", () => {
    const products = [
      zettleProduct({ unitPrice: 1_999, quantity: "0.350" }),
      zettleProduct({
        type: "CUSTOM_AMOUNT",
        productUuid: null,
        variantUuid: null,
        sku: null,
        unitPrice: 300,
      }),
    ];
    const { base, lines } = purchase(zettleSale({ amount: 1_300, vatAmount: 208, payments: [], products }));
    expect(base).toBe(1_092);
    expect(lines.map(({ lineId, quantity }) => [lineId, quantity])).toEqual([
      ["a1f1c0de-0001-11f1-9c3d-0242ac120003", 1],
      ["custom", 2],
    ]);
  });

  test("has the customer's own gift where the stage names its product, and waits for a person where it does not", () => {
    const own = zettleProduct({
      name: "Wellspring round-up",
      sku: "wellspring_round_up",
      unitPrice: 40,
      quantity: "1",
      vatPercentage: 0,
    });
    const sale = zettleSale({ amount: 1_890, products: [...zettleSale().products, own] });
    expect(purchase(sale)).toMatchObject({ base: 1_616, roundUp: 40, paid: 1_890 });
    const unnamed = normaliseWebhook("zettle", {
      connection: "stall",
      payload: JSON.parse(zettleBody(JSON.stringify(sale))),
      now: NOW,
      roundUp: { most: ROUND_UP.most },
    });
    expect(unnamed.outcome).toBe("unusable");
  });

  test("names a cause in a product's comment, or words that are none", () => {
    const said = (comment: string) => purchase(zettleSale({ products: [zettleProduct({ comment })] }));
    expect(said("wellspring_cause: Open paths").cause).toBe("open");
    expect(said('wellspring_cause="Open paths"').cause).toBe("open-paths");
    expect(said("wellspring_cause=ääää").causeUnread).toBe(true);
    expect(said("no milk")).not.toHaveProperty("cause");
  });

  test("keeps nothing personal", () => {
    const text = JSON.stringify(events(zettleSale()));
    for (const canary of CANARIES) expect(text).not.toContain(canary);
  });

  test("whose amounts contradict each other, or that has no id, waits for a person", () => {
    expect(issues(zettleSale({ vatAmount: 1_900 }))).toMatchObject([{ field: "amount" }]);
    expect(issues(zettleSale({ purchaseUuid: null }))).toMatchObject([{ field: "purchaseUuid" }]);
    expect(issues(zettleSale({ amount: -5 }))).toMatchObject([{ field: "amount" }]);
    expect(issues(zettleSale({ currency: "XXX" }))).toMatchObject([{ field: "currency" }]);
  });

  test("is read as the list of purchases writes it, too", () => {
    const { purchaseUuid, timestamp: _, ...sale } = zettleSale();
    const listed = { ...sale, purchaseUUID1: purchaseUuid, timestamp: "2026-11-22T13:35:45.798+0000" };
    expect(purchase(listed)).toEqual(purchase(zettleSale()));
  });
});

describe("a refund at Zettle", () => {
  test("is a sale of its own, of the sale that it names", () => {
    expect(refund(zettleRefund())).toEqual({
      source: "zettle",
      connection: "stall",
      orderId: SALE_ID,
      refundId: "9a1d3c55-c8b0-11f1-8a3d-0242ac120002",
      refundedAt: "2026-11-23T09:00:00Z",
      currency: "EUR",
      scope: {
        of: "goods",
        goods: 1_616,
        roundUp: 0,
        lines: [
          { lineId: "a1f1c0de-0001-11f1-9c3d-0242ac120003", quantity: 2, goods: 588 },
          { lineId: "a1f1c0de-0002-11f1-9c3d-0242ac120002", quantity: 1, goods: 1_028 },
        ],
      },
    });
  });

  test("under either name of what it refunds", () => {
    const { refundsPurchaseUuid, ...other } = zettleRefund();
    expect(refund({ ...other, refundsPurchaseUUID1: refundsPurchaseUuid }).orderId).toBe(SALE_ID);
  });

  test("of no sale is left aside, and an operator sees it", () => {
    expect(events(zettleRefund({ refundsPurchaseUuid: null }))).toEqual([
      { kind: "ignored", reason: "refundOfNoPayment" },
    ]);
  });
});

describe("another event of Zettle", () => {
  test.each(["TestMessage", "ProductUpdated", "InventoryBalanceChanged"])(
    "%s says nothing that counts",
    (eventName) => {
      expect(read({ data: "payload" }, { eventName })).toEqual({ outcome: "normalised", events: [] });
    },
  );
});

describe("a signature of Zettle", () => {
  const verifies = (body: string, headers: Record<string, string>) => {
    const header = zettle.signature.readHeader({ headers, body: Buffer.from(body) });
    return header.kind === "claimed" && isSignedWith(header, SENDERS.zettle.secret);
  };

  test("is over the text inside as it is unescaped, however the body around it escapes it", () => {
    const { headers, body } = signed("zettle", zettleSale({ note: "Käse & „Brot“ 日本" }));
    expect(verifies(body.toString(), headers)).toBe(true);
    const escaped = body
      .toString()
      .replace(/[^\x20-\x7e]/g, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, "0")}`);
    expect(escaped).not.toBe(body.toString());
    expect(verifies(escaped, headers)).toBe(true);
  });

  test("ends with the time and the text: one that moves a character between them does not verify", () => {
    const { headers, body } = signed("zettle", zettleSale());
    const { timestamp, payload, ...rest } = JSON.parse(body.toString());
    const moved = { ...rest, timestamp: `${timestamp}.{`, payload: payload.slice(1) };
    expect(verifies(JSON.stringify(moved), headers)).toBe(false);
  });
});

/** A sale of any products, put together from its parts to the minor unit. */
const part = fc.record({
  type: fc.constantFrom("PRODUCT", "CUSTOM_AMOUNT", "GIFTCARD"),
  of: fc.nat(4),
  unitPrice: fc.integer({ min: 1, max: 30_000 }),
  quantity: fc.integer({ min: 1, max: 5 }),
  vatPercentage: fc.constantFrom(0, 2.5, 7, 12.5, 19, 25),
});
const made = fc
  .record({ parts: fc.array(part, { minLength: 1, maxLength: 6 }), tip: fc.nat(500) })
  .filter(({ parts }) => parts.some(({ type }) => type !== "GIFTCARD"))
  .map(({ parts, tip }) => {
    const products = parts.map(({ of, quantity, ...rest }, id) =>
      zettleProduct({ ...rest, id: String(id), quantity: String(quantity), variantUuid: `variant-${of}` }),
    );
    const costs = (isCard: boolean) =>
      parts
        .filter(({ type }) => (type === "GIFTCARD") === isCard)
        .map(({ unitPrice, quantity, vatPercentage }) => ({
          price: unitPrice * quantity,
          vat: isCard ? 0 : Math.round((unitPrice * quantity * vatPercentage) / (100 + vatPercentage)),
        }));
    const sum = (of: readonly { price: number; vat: number }[], what: "price" | "vat") =>
      of.reduce((all, one) => all + one[what], 0);
    const [goods, cards] = [costs(false), costs(true)];
    const vatAmount = sum(goods, "vat");
    const amount = sum(goods, "price") + sum(cards, "price") + tip;
    const sale = {
      amount,
      vatAmount,
      products,
      payments: [{ uuid: "p", amount, gratuityAmount: tip, type: "IZETTLE_CARD" }],
    };
    return { sale, base: sum(goods, "price") - vatAmount, quantities: parts.map(({ quantity }) => quantity) };
  });

/** All of it goes back, in one refund or in as many as it has products and one of the tip. */
function backOf({
  sale,
  quantities,
}: {
  readonly sale: ReturnType<typeof zettleSale> | object;
  readonly quantities: readonly number[];
}) {
  const { amount, vatAmount, products, payments } = zettleSale({ ...sale });
  return zettleRefund({
    amount: -amount,
    vatAmount: -vatAmount,
    products: products.map((product, index) => ({ ...product, quantity: String(-(quantities[index] ?? 1)) })),
    payments: payments.map((payment) => ({ ...payment, gratuityAmount: -payment.gratuityAmount })),
  });
}

describe("any sale at Zettle", () => {
  test("has the base that its parts come to, and lines that sum to it", () => {
    fc.assert(
      fc.property(made, ({ sale, base }) => {
        const read = purchase(zettleSale(sale));
        expect(read.base).toBe(base);
        if (read.lines.length > 0) expect(read.lines.reduce((all, { goods }) => all + goods, 0)).toBe(base);
      }),
    );
  });

  test("gives nothing once all of it went back, and the same whatever comes first and however often", async () => {
    await fc.assert(
      fc.asyncProperty(made, fc.boolean(), fc.boolean(), async (one, isWhole, isLate) => {
        const sent = [zettleSale(one.sale), ...(isWhole ? [backOf(one)] : [])];
        const { tell, gift, orders } = toldLedger("zettle");
        const first = isLate ? sent.toReversed() : sent;
        for (const each of [...first, ...sent]) await tell(JSON.parse(zettleBody(JSON.stringify(each))));
        const plain = toldLedger("zettle");
        for (const each of sent) await plain.tell(JSON.parse(zettleBody(JSON.stringify(each))));
        expect([orders(), gift()]).toEqual([1, plain.gift()]);
        if (isWhole) expect(gift()).toBe(0);
      }),
      { numRuns: 40 },
    );
  });
});
