import type { RoundUpRule, RoundUps } from "../../core/intake/shop-system/round-up-rule.ts";
import { Source } from "../../core/model/sources.ts";

/*
 * Payloads as the shop systems send them: the members that are read, the personal ones around them, and some
 * that are not read. The people are invented.
 */

export const NOW = "2026-11-22T13:40:00Z";
export const NOW_SECONDS = Date.parse(NOW) / 1000;

/** Texts that must never leave the intake. */
export const CANARIES = [
  "ada.canary@example.com",
  "Canary",
  "Lovelane",
  "212-555-0142",
  "2125550142",
  "203.0.113.7",
  "sq-1-CanaryFingerprint",
] as const;

/** What the shops of the tests take as their customers' own gift. */
export const ROUND_UP: RoundUpRule = {
  products: ["wellspring_round_up", "ROUND-UP-VARIATION", "price_round_up"],
  fees: ["Wellspring round-up", "ROUND-UP-CHARGE"],
  stated: true,
  most: { EUR: 3_000, USD: 3_000, JPY: 3_000 },
};

const CONNECTIONS = ["web", "pos", "till", "checkout", "blog", "shop", "corner", "market"];

/** The same of each connection that tests have. */
export const ROUND_UPS: RoundUps = new Map(
  Source.options.flatMap((source) => CONNECTIONS.map((name) => [`${source}/${name}`, ROUND_UP] as const)),
);

export const NOTIFICATION_URL = "https://give.example.com/webhooks/square/till";

type Json = Record<string, unknown>;

export const shopMoney = (amount: string, currency = "EUR") => ({
  shop_money: { amount, currency_code: currency },
  presentment_money: { amount: "999.99", currency_code: "USD" },
});

export function shopifyLine(more: Json = {}) {
  return {
    id: 14_001,
    title: "Trail jacket",
    sku: "JACKET-M",
    quantity: 2,
    price: "59.50",
    price_set: shopMoney("59.50"),
    gift_card: false,
    total_discount: "0.00",
    discount_allocations: [{ amount: "11.90", amount_set: shopMoney("11.90") }],
    tax_lines: [{ price: "17.10", price_set: shopMoney("17.10"), rate: 0.19, title: "VAT" }],
    properties: [],
    ...more,
  };
}

export function shopifyOrder(more: Json = {}) {
  return {
    id: 5_678_901_234_567,
    admin_graphql_api_id: "gid://shopify/Order/5678901234567",
    test: false,
    name: "#1001",
    created_at: "2026-11-22T08:35:45-05:00",
    currency: "EUR",
    presentment_currency: "USD",
    taxes_included: true,
    financial_status: "paid",
    browser_ip: "203.0.113.7",
    subtotal_price: "107.10",
    total_price: "112.09",
    subtotal_price_set: shopMoney("107.10"),
    total_price_set: shopMoney("112.09"),
    total_shipping_price_set: shopMoney("4.99"),
    location_id: null,
    note_attributes: [{ name: "wellspring_cause", value: "clean-rivers" }],
    email: "ada.canary@example.com",
    contact_email: "Ada.Canary@example.com",
    phone: "+12125550142",
    customer: { id: 7, first_name: "Ada", last_name: "Canary", email: "ada.canary@example.com", phone: null },
    billing_address: {
      name: "Ada Canary",
      address1: "1 Lovelane",
      country_code: "US",
      phone: "212-555-0142",
    },
    shipping_address: { name: "Ada Canary", address1: "1 Lovelane", country_code: "US", phone: null },
    line_items: [shopifyLine()],
    ...more,
  };
}

export function shopifyRefund(more: Json = {}) {
  return {
    id: 801_234_567,
    order_id: 5_678_901_234_567,
    created_at: "2026-11-22T08:39:00-05:00",
    note: "Ada Canary sent it back",
    refund_line_items: [
      {
        id: 99,
        line_item_id: 14_001,
        quantity: 1,
        subtotal: 53.55,
        total_tax: 8.55,
        subtotal_set: shopMoney("53.55"),
        total_tax_set: shopMoney("8.55"),
        line_item: shopifyLine(),
      },
    ],
    order_adjustments: [],
    transactions: [
      { id: 1, kind: "refund", status: "success", amount: "53.55", currency: "EUR", test: false },
    ],
    ...more,
  };
}

export function squarePayment(more: Json = {}, type = "payment.updated") {
  return {
    merchant_id: "6SSW7HV8K2ST5",
    type,
    event_id: "6a8f5f28-54a1-4eb0-a98a-3111513fd4fc",
    created_at: "2026-11-22T13:35:47.308Z",
    data: {
      type: "payment",
      id: "hYy9pRFVxpDsO1FB05SunFWUe9JZY",
      object: {
        payment: {
          id: "hYy9pRFVxpDsO1FB05SunFWUe9JZY",
          status: "COMPLETED",
          created_at: "2026-11-22T13:35:45.086Z",
          updated_at: "2026-11-22T13:35:47.831Z",
          amount_money: { amount: 2_500, currency: "USD" },
          tip_money: { amount: 300, currency: "USD" },
          total_money: { amount: 2_800, currency: "USD" },
          location_id: "S8GWD5R9QB376",
          order_id: "id" in more ? `order of ${more["id"]}` : "03O3USaPaAaFnI6kkwB1JxGgBsUZY",
          note: "two coffees wellspring_cause=clean-rivers",
          buyer_email_address: "ada.canary@example.com",
          card_details: { card: { last_4: "9029", fingerprint: "sq-1-CanaryFingerprint" } },
          ...more,
        },
      },
    },
  };
}

export function squareRefund(more: Json = {}, type = "refund.updated") {
  return {
    type,
    event_id: "bc316346-6691-4243-88ed-6d651a0d0c47",
    data: {
      type: "refund",
      object: {
        refund: {
          id: "hYy9pRFVxpDsO1FB05SunFWUe9JZY_KlWP8IC1557ddwc9QWTKrCVU6m0JXDz15R2Qym5eQfR",
          status: "COMPLETED",
          created_at: "2026-11-23T09:00:00.115Z",
          amount_money: { amount: 1_400, currency: "USD" },
          payment_id: "hYy9pRFVxpDsO1FB05SunFWUe9JZY",
          order_id: "1JLEUZeEooAIX8HMqm9kvWd69aQZY",
          reason: "Ada Canary did not like it",
          ...more,
        },
      },
    },
  };
}

export function squareDispute(more: Json = {}, type = "dispute.state.updated") {
  return {
    type,
    event_id: "6f606f30-53d0-495a-87f0-958576fc954f",
    data: {
      type: "dispute",
      object: {
        dispute: {
          id: "EAZoK70gX3fyvibecLwIGB",
          state: "PROCESSING",
          reason: "CUSTOMER_REQUESTS_CREDIT",
          amount_money: { amount: 2_800, currency: "USD" },
          disputed_payment: { payment_id: "hYy9pRFVxpDsO1FB05SunFWUe9JZY" },
          created_at: "2026-11-22T16:02:15.313Z",
          updated_at: "2026-11-23T08:00:00.313Z",
          ...more,
        },
      },
    },
  };
}

export function stripeSession(more: Json = {}, type = "checkout.session.completed") {
  return {
    id: "evt_1P",
    object: "event",
    created: 1_795_354_550,
    livemode: true,
    type,
    data: {
      object: {
        id: "cs_live_a1",
        object: "checkout.session",
        created: 1_795_354_545,
        currency: "usd",
        payment_intent: "pi_3P",
        payment_status: "paid",
        status: "complete",
        amount_subtotal: 6_000,
        amount_total: 6_075,
        total_details: { amount_discount: 1_000, amount_shipping: 600, amount_tax: 475 },
        shipping_cost: { amount_subtotal: 600, amount_tax: 0, amount_total: 600 },
        customer_details: {
          name: "Ada Canary",
          email: "ada.canary@example.com",
          phone: "+12125550142",
          address: { line1: "1 Lovelane", country: "US" },
        },
        metadata: { wellspring_cause: "clean-rivers" },
        ...more,
      },
    },
  };
}

export function stripeCharge(more: Json = {}) {
  return {
    id: "evt_2P",
    object: "event",
    created: 1_795_400_000,
    livemode: true,
    type: "charge.refunded",
    data: {
      object: {
        id: "ch_3P",
        object: "charge",
        currency: "usd",
        amount: 6_075,
        amount_refunded: 2_000,
        refunded: false,
        payment_intent: "pi_3P",
        billing_details: { email: "ada.canary@example.com", name: "Ada Canary" },
        ...more,
      },
    },
  };
}

export function wooOrder(more: Json = {}) {
  return {
    id: 727,
    parent_id: 0,
    status: "processing",
    currency: "EUR",
    version: "9.4.2",
    prices_include_tax: true,
    date_created: "2026-11-22T14:35:45",
    date_created_gmt: "2026-11-22T13:35:45",
    date_modified_gmt: "2026-11-22T13:36:10",
    date_paid: "2026-11-22T14:36:05",
    date_paid_gmt: "2026-11-22T13:36:05",
    discount_total: "10.00",
    total: "54.99",
    total_tax: "7.98",
    customer_ip_address: "203.0.113.7",
    billing: {
      first_name: "Ada",
      last_name: "Canary",
      address_1: "1 Lovelane",
      country: "US",
      email: "ada.canary@example.com",
      phone: "(212) 555-0142",
    },
    meta_data: [
      { id: 1, key: "_wc_order_attribution", value: { utm: "x" } },
      { id: 2, key: "wellspring_cause", value: "clean-rivers" },
    ],
    line_items: [
      {
        id: 315,
        name: "Mug",
        sku: "MUG",
        quantity: 2,
        subtotal: "30.00",
        total: "25.21",
        total_tax: "4.79",
        price: 12.605,
        meta_data: [],
      },
      {
        id: 316,
        name: "Soap",
        sku: "",
        quantity: 1,
        subtotal: "16.80",
        total: "16.80",
        total_tax: "3.19",
        price: 16.8,
        meta_data: [],
      },
    ],
    fee_lines: [],
    shipping_lines: [{ id: 1, total: "5.00" }],
    refunds: [],
    ...more,
  };
}

/** A sale at a stall: two coffees at 3.50, a bag of beans at 12.00 less 1.00, a tip of 0.50; 7 % and 19 % VAT inside. */
export function zettleSale(more: Json = {}) {
  return {
    purchaseUuid: "5f2b8c1e-c7a4-11f1-8a3d-0242ac120002",
    source: "POS",
    userDisplayName: "Ada Canary",
    currency: "EUR",
    country: "DE",
    amount: 1_850,
    vatAmount: 184,
    timestamp: Date.parse("2026-11-22T13:35:45.798Z"),
    created: "2026-11-22T13:35:45.798+0000",
    gpsCoordinates: { latitude: 47.4, longitude: 10.28, accuracyMeters: 12 },
    purchaseNumber: 77,
    products: [
      zettleProduct(),
      zettleProduct({
        id: "1",
        variantUuid: "a1f1c0de-0002-11f1-9c3d-0242ac120002",
        name: "Coffee beans",
        sku: "BEANS",
        unitPrice: 1_200,
        quantity: "1",
        vatPercentage: 7,
        discount: { amount: 100, quantity: 1 },
        discountValue: 100,
      }),
    ],
    discounts: [],
    payments: [{ uuid: "p-1", amount: 1_850, gratuityAmount: 50, type: "IZETTLE_CARD" }],
    taxationMode: "INCLUSIVE",
    taxationType: "VAT",
    ...more,
  };
}

export function zettleProduct(more: Json = {}) {
  return {
    id: "0",
    type: "PRODUCT",
    productUuid: "a1f1c0de-0001-11f1-9c3d-0242ac120002",
    variantUuid: "a1f1c0de-0001-11f1-9c3d-0242ac120003",
    name: "Coffee",
    sku: "COFFEE",
    comment: "oat milk, wellspring_cause=clean-rivers",
    unitPrice: 350,
    quantity: "2",
    vatPercentage: 19,
    ...more,
  };
}

/** What goes back of a sale: a sale of its own, with everything negative. */
export function zettleRefund(more: Json = {}) {
  const { products, payments: _, ...sale } = zettleSale();
  return {
    ...sale,
    purchaseUuid: "9a1d3c55-c8b0-11f1-8a3d-0242ac120002",
    timestamp: Date.parse("2026-11-23T09:00:00.115Z"),
    refund: true,
    refundsPurchaseUuid: "5f2b8c1e-c7a4-11f1-8a3d-0242ac120002",
    amount: -1_800,
    vatAmount: -184,
    products: products.map((product) => ({ ...product, quantity: `-${product.quantity}` })),
    payments: [{ uuid: "p-2", amount: -1_800, type: "IZETTLE_CARD" }],
    ...more,
  };
}

/** The envelope in which Zettle sends an event: its text inside is escaped, and signed as it is unescaped. */
export function zettleBody(payload: string, eventName = "PurchaseCreated"): string {
  return JSON.stringify({
    organizationUuid: "0d6c7d1c-c7a4-11f1-8a3d-0242ac120002",
    messageUuid: "60a81f5a-c7a4-11f1-8a3d-0242ac120002",
    eventName,
    messageId: "77aa1f5a-c7a4-11f1-8a3d-0242ac120002",
    payload,
    timestamp: "2026-11-22T13:35:46.812Z",
  });
}

/** What of a body Zettle signs; nothing of a body that is none of its own. */
export function zettleSigned(body: string): string {
  try {
    const { timestamp, payload } = JSON.parse(body);
    return `${timestamp}.${payload}`;
  } catch {
    return "";
  }
}

export function standardPurchase(more: Json = {}) {
  return {
    type: "purchase.completed",
    timestamp: "2026-11-22T13:36:00Z",
    data: {
      orderId: "B-1001",
      placedAt: "2026-11-22T13:35:45Z",
      currency: "EUR",
      store: "harbour",
      paid: "24.30",
      roundUp: "0.30",
      lines: [
        { lineId: "1", sku: "TEA", quantity: 3, goods: "15.00" },
        { lineId: "2", quantity: 1, goods: "5.17" },
      ],
      cause: "clean-rivers",
      customer: { email: "ada.canary@example.com", phone: "212-555-0142", country: "US" },
      ...more,
    },
  };
}

export function standardRefund(more: Json = {}) {
  return {
    type: "purchase.refunded",
    data: {
      orderId: "B-1001",
      refundId: "R-1",
      placedAt: "2026-11-22T13:35:45Z",
      refundedAt: "2026-11-23T08:00:00+01:00",
      currency: "EUR",
      scope: { of: "goods", goods: "5.00", lines: [{ lineId: "1", quantity: 1, goods: "5.00" }] },
      ...more,
    },
  };
}

export function standardDelay(more: Json = {}) {
  return {
    type: "purchase.delayed",
    data: {
      orderId: "B-1001",
      noticeId: "N-1",
      at: "2026-11-22T14:36:00+01:00",
      item: "Fell jacket, moss",
      newDay: "2026-12-02",
      customer: { email: "ada.canary@example.com", phone: "212-555-0142", country: "US" },
      ...more,
    },
  };
}

export function standardUnavailability(more: Json = {}) {
  const { newDay: _, ...data } = standardDelay().data;
  return { type: "item.unavailable", data: { ...data, noticeId: "N-2", ...more } };
}
