import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { RoundUpRule } from "../../../../core/intake/shop-system/round-up-rule.ts";
import { RoundUpsText } from "../../../../core/intake/shop-system/round-up-rule.ts";
import { squareLookUp } from "../../../../core/intake/sources/square/look-up.ts";
import type { Source } from "../../../../core/model/sources.ts";
import { roundUpsText } from "../../../../lib/stages.ts";
import { normaliseWebhook } from "../../../support/normalise-webhook.ts";
import { stripeInvoice, stripeLine } from "../../../support/stripe-events.ts";
import {
  NOW,
  ROUND_UP,
  shopifyLine,
  shopifyOrder,
  shopMoney,
  squarePayment,
  standardPurchase,
  stripeSession,
  wooOrder,
} from "../../../support/webhooks.ts";

type Json = Record<string, unknown>;

/** How a buyer may write the round-up's name. */
const spelling = fc.constantFrom(
  "Wellspring round-up",
  "wellspring_round_up",
  " WELLSPRING ROUND UP ",
  "_wellspring_round_up",
  "Wellspring-Round-Up",
);
const value = fc.constantFrom("1", "500.00", "true", "", "wellspring_round_up=50");

function read(source: Source, payload: unknown, roundUp: RoundUpRule | undefined = ROUND_UP) {
  const topic = source === "shopify" ? "orders/paid" : source === "woocommerce" ? "order.updated" : undefined;
  return normaliseWebhook(source, { connection: "web", topic, payload, now: NOW, roundUp });
}

/** Of a body with such words and of the same without: what is counted. */
function facts(source: Source, payload: unknown) {
  const result = read(source, payload);
  if (result.outcome === "unusable") throw new Error(JSON.stringify(result.issues));
  return result.events.map((event) => (event.kind === "purchase" ? event.purchase : event));
}

const product = { product_id: 7_001, variant_id: 8_001 };
const line = (more: Json = {}) =>
  shopifyLine({
    ...product,
    quantity: 1,
    price_set: shopMoney("500.00"),
    discount_allocations: [],
    tax_lines: [],
    ...more,
  });
const order = (line_items: readonly Json[], more: Json = {}) =>
  shopifyOrder({ line_items, total_price_set: shopMoney("500.00"), ...more });
const item = (more: Json = {}) => ({
  ...wooOrder().line_items[0],
  product_id: 51,
  variation_id: 0,
  total: "500.00",
  ...more,
});

/** Every member of an order that a storefront's browser, or whoever types a sale in, can write. */
const WRITABLE: Readonly<
  Record<string, readonly [Source, unknown, (name: string, said: string) => unknown]>
> = {
  "a line's property": [
    "shopify",
    order([line()]),
    (name, said) => order([line({ properties: [{ name, value: said }] })]),
  ],
  "a line's property in the form of an object": [
    "shopify",
    order([line()]),
    (name, said) => order([line({ properties: { [name]: said } })]),
  ],
  "the order's attributes, note and tags": [
    "shopify",
    order([line()], { note_attributes: [] }),
    (name, said) =>
      order([line()], { note_attributes: [{ name, value: said }], note: `${name}=${said}`, tags: name }),
  ],
  "the title and the SKU of a line that is no product": [
    "shopify",
    order([line({ product_id: null, variant_id: null, sku: null })]),
    (name) => order([line({ product_id: null, variant_id: null, sku: name, title: name, name })]),
  ],
  "an item's metadata": [
    "woocommerce",
    wooOrder({ line_items: [item()], total: "505.00" }),
    (key, said) =>
      wooOrder({
        line_items: [item({ meta_data: [{ id: 1, key, value: said, display_key: key }] })],
        total: "505.00",
      }),
  ],
  "the name and SKU of an item that is no product": [
    "woocommerce",
    wooOrder({ line_items: [item({ product_id: 0, sku: null, name: "Custom" })], total: "505.00" }),
    (name) => wooOrder({ line_items: [item({ product_id: 0, sku: name, name })], total: "505.00" }),
  ],
  "a fee's metadata and the order's note": [
    "woocommerce",
    wooOrder({ fee_lines: [{ name: "Gift wrap", total: "2.00" }] }),
    (key, said) =>
      wooOrder({
        fee_lines: [{ name: "Gift wrap", total: "2.00", meta_data: [{ key, value: said }] }],
        customer_note: `${key}=${said}`,
      }),
  ],
  "a session's custom fields and its customer's name": [
    "stripe",
    stripeSession(),
    (name, said) =>
      stripeSession({
        custom_fields: [{ key: name, label: { custom: name }, text: { value: said } }],
        client_reference_id: name,
      }),
  ],
};

describe("a buyer's words", () => {
  test.each(Object.entries(WRITABLE))("property: in %s make no round-up", (_, [source, plain, worded]) => {
    const honest = facts(source, plain);
    expect(honest).toMatchObject([{ roundUp: 0 }]);
    fc.assert(
      fc.property(spelling, value, (name, said) => {
        expect(facts(source, worded(name, said))).toEqual(honest);
      }),
    );
  });

  test("in the name of a line that is typed in at Square make no round-up", async () => {
    const [event] = facts("square", squarePayment({ id: "pay-1", order_id: "order-1" }));
    if (event === undefined || "kind" in event) throw new Error("no purchase");
    const sale = (name: string, more: Json = {}) => ({
      id: "order-1",
      line_items: [
        {
          uid: "a",
          name,
          note: name,
          quantity: "1",
          item_type: "CUSTOM_AMOUNT",
          gross_sales_money: { amount: 50_000 },
          modifiers: [{ name, total_price_money: { amount: 50_000 } }],
          ...more,
        },
      ],
      tenders: [{ id: "t", payment_id: "pay-1", amount_money: { amount: 50_000 } }],
    });
    const looked = async (body: unknown) =>
      await squareLookUp(
        async (_url, _headers, schema) => ({ body: schema.parse({ order: body }), headers: new Headers() }),
        {
          connection: "till",
          access: { origin: "https://shop.example.com", accessToken: "a-token-of-the-shop" },
          lookUp: { of: "order", id: "order-1" },
          facts: { kind: "purchase", purchase: event },
          now: NOW,
          roundUp: ROUND_UP,
        },
      );
    const bought = (name: string, more?: Json) => looked(sale(name, more));
    expect(await bought("Wellspring round-up")).toMatchObject([{ purchase: { base: 50_000, roundUp: 0 } }]);
    await expect(bought("Wellspring round-up", { catalog_object_id: "ANY" })).rejects.toThrow(
      "names no such",
    );
    await expect(bought("Tea", { catalog_object_id: "ROUND-UP-VARIATION" })).rejects.toThrow("more than");
  });
});

describe("a round-up that the brand names", () => {
  const small: RoundUpRule = { ...ROUND_UP, most: { EUR: 500, USD: 500 } };
  /** The same order with a round-up of so many minor units, by each way there is to name one. */
  const NAMED: Readonly<Record<string, readonly [Source, (minor: number) => unknown]>> = {
    "a product by its SKU": [
      "shopify",
      (minor) =>
        order([line(), line({ id: 2, sku: "wellspring_round_up", price_set: shopMoney(decimal(minor)) })], {
          total_price_set: shopMoney(decimal(50_000 + minor)),
        }),
    ],
    "many units of a product": [
      "shopify",
      (minor) =>
        order(
          [
            line(),
            line({ id: 2, sku: "wellspring_round_up", quantity: minor, price_set: shopMoney("0.01") }),
          ],
          { total_price_set: shopMoney(decimal(50_000 + minor)) },
        ),
    ],
    "an item by its SKU": [
      "woocommerce",
      (minor) =>
        wooOrder({
          line_items: [item(), item({ id: 2, sku: "wellspring_round_up", total: decimal(minor) })],
        }),
    ],
    "a fee by its name": [
      "woocommerce",
      (minor) => wooOrder({ fee_lines: [{ name: "Wellspring round-up", total: decimal(minor) }] }),
    ],
    "metadata of a session": [
      "stripe",
      (minor) => stripeSession({ metadata: { wellspring_round_up: String(minor) } }),
    ],
    "a price of an invoice": [
      "stripe",
      (minor) =>
        stripeInvoice({
          total: 3_600 + minor,
          total_excluding_tax: 3_000 + minor,
          lines: {
            data: [stripeLine("il_1", 3_000), stripeLine("il_r", minor, { price: { id: "price_round_up" } })],
          },
        }),
    ],
    "the note of a payment": ["square", (minor) => squarePayment({ note: `wellspring_round_up=${minor}` })],
    "our own format": ["standard", (minor) => standardPurchase({ roundUp: decimal(minor), paid: "999.00" })],
  };

  test.each(Object.entries(NAMED))(
    "property: as %s is at most what the brand allows, or the order waits with its reason",
    (_, [source, ordered]) => {
      fc.assert(
        fc.property(fc.integer({ min: 1, max: 1_000 }), (minor) => {
          const result = read(source, ordered(minor), small);
          if (minor <= 500) expect(result).toMatchObject({ events: [{ purchase: { roundUp: minor } }] });
          else
            expect(result).toMatchObject({
              outcome: "unusable",
              issues: [{ reason: "a round-up of more than this shop may take" }],
            });
        }),
      );
    },
  );

  test.each(Object.entries(NAMED).filter(([, [source]]) => source !== "stripe"))(
    "as %s waits in a currency that the brand does not name, and where it names none",
    (_, [source, ordered]) => {
      const elsewhere = { ...ROUND_UP, most: { CHF: 500 } };
      expect(read(source, ordered(50), elsewhere)).toMatchObject({ outcome: "unusable" });
    },
  );

  test.each(Object.entries(NAMED).filter(([, [source]]) => source !== "standard"))(
    "as %s waits where its shop has no round-up, and none is lost as goods",
    (name, [source, ordered]) => {
      const none: RoundUpRule = { most: { EUR: 500, USD: 500 } };
      const result = read(source, ordered(50), none);
      if (name === "a price of an invoice")
        expect(result).toMatchObject({ events: [{ purchase: { roundUp: 0 } }] });
      else expect(result).toMatchObject({ outcome: "unusable" });
    },
  );
});

test("the rules of round-ups are read as the stage writes them, each once", () => {
  const NEXT_FIVE = { EUR: "5.00", JPY: "500" };
  const connections = [
    { source: "shopify", name: "web", roundUp: { products: ["UP-1"], most: NEXT_FIVE } },
    { source: "shopify", name: "outlet", roundUp: { products: ["UP-1"], most: NEXT_FIVE } },
    { source: "square", name: "till" },
    { source: "stripe", name: "checkout", roundUp: { stated: true, most: { EUR: "1.00" } } },
  ] as const;
  const text = roundUpsText({ connections });
  expect(text).toBe(
    '[{"at":["shopify/web","shopify/outlet"],"products":["UP-1"],"most":{"EUR":500,"JPY":500}},{"at":["stripe/checkout"],"stated":true,"most":{"EUR":100}}]',
  );
  expect(RoundUpsText.parse(text).get("shopify/outlet")).toEqual({
    products: ["UP-1"],
    most: { EUR: 500, JPY: 500 },
  });
  expect([...RoundUpsText.parse(roundUpsText({ connections: [] }))]).toEqual([]);
});

test.each([
  "",
  "{}",
  '[{"most":{"EUR":500}}]',
  '[{"at":["a/b"],"most":{"EURO":5}}]',
  '[{"at":["a/b"],"most":{"EUR":-5}}]',
])("rules that no stage writes (%s) are refused", (text) => {
  expect(RoundUpsText.safeParse(text).success).toBe(false);
});

function decimal(minor: number): string {
  return (minor / 100).toFixed(2);
}
