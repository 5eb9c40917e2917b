import type { WholeSource } from "../../core/intake/sources/registry.ts";
import { instantAt } from "../../core/model/instant.ts";

/** What a sample purchase says. It is of nobody, and of 20.00 in a currency with two digits. */
export interface SamplePurchase {
  /** Digits alone: some systems number their orders. */
  readonly number: string;
  readonly placedMs: number;
  readonly currency: string;
  readonly cause?: string | undefined;
  readonly store?: string | undefined;
  readonly sku?: string | undefined;
}

export interface SampleWebhook {
  readonly topic?: string;
  readonly payload: unknown;
}

const PAID = "20.00";
const PAID_MINOR = 2_000;

/** A paid order of one line, as each system sends it. No refund and nothing personal. */
export const SAMPLES: Readonly<Record<WholeSource, (sample: SamplePurchase) => SampleWebhook>> = {
  standard: ({ number, placedMs, currency, cause, store, sku }) => ({
    payload: {
      type: "purchase.completed",
      timestamp: instantAt(placedMs),
      data: {
        orderId: number,
        placedAt: instantAt(placedMs),
        currency,
        ...(store && { store }),
        lines: [{ lineId: "1", ...(sku && { sku }), quantity: 1, goods: PAID }],
        paid: PAID,
        ...(cause && { cause }),
      },
    },
  }),
  shopify: ({ number, placedMs, currency, cause, store, sku }) => ({
    topic: "orders/paid",
    payload: {
      id: Number(number),
      test: false,
      name: `#${number}`,
      created_at: instantAt(placedMs),
      currency,
      taxes_included: false,
      financial_status: "paid",
      subtotal_price: PAID,
      total_price: PAID,
      location_id: store ?? null,
      note_attributes: cause ? [{ name: "wellspring_cause", value: cause }] : [],
      line_items: [
        {
          id: 1,
          title: "Sample",
          sku: sku ?? null,
          quantity: 1,
          price: PAID,
          discount_allocations: [],
          tax_lines: [],
        },
      ],
    },
  }),
  square: ({ number, placedMs, currency, cause, store }) => ({
    payload: {
      type: "payment.updated",
      event_id: `sample-${number}`,
      created_at: instantAt(placedMs),
      data: {
        type: "payment",
        object: {
          payment: {
            id: `sample-${number}`,
            order_id: `sample-order-${number}`,
            status: "COMPLETED",
            created_at: instantAt(placedMs),
            updated_at: instantAt(placedMs),
            ...(store && { location_id: store }),
            amount_money: { amount: PAID_MINOR, currency },
            total_money: { amount: PAID_MINOR, currency },
            ...(cause && { note: `wellspring_cause=${cause}` }),
          },
        },
      },
    },
  }),
  stripe: ({ number, placedMs, currency, cause }) => ({
    payload: {
      id: `evt_${number}`,
      object: "event",
      type: "checkout.session.completed",
      livemode: true,
      created: Math.floor(placedMs / 1000),
      data: {
        object: {
          id: `cs_${number}`,
          object: "checkout.session",
          mode: "payment",
          created: Math.floor(placedMs / 1000),
          currency: currency.toLowerCase(),
          payment_status: "paid",
          payment_intent: `pi_${number}`,
          amount_subtotal: PAID_MINOR,
          amount_total: PAID_MINOR,
          metadata: cause ? { wellspring_cause: cause } : {},
        },
      },
    },
  }),
  woocommerce: ({ number, placedMs, currency, cause, sku }) => ({
    topic: "order.updated",
    payload: {
      id: Number(number),
      number,
      status: "processing",
      currency,
      prices_include_tax: false,
      date_created_gmt: instantAt(placedMs).slice(0, 19),
      date_modified_gmt: instantAt(placedMs).slice(0, 19),
      date_paid_gmt: instantAt(placedMs).slice(0, 19),
      total: PAID,
      total_tax: "0.00",
      shipping_total: "0.00",
      line_items: [{ id: 1, name: "Sample", sku: sku ?? "", quantity: 1, total: PAID, total_tax: "0.00" }],
      shipping_lines: [],
      fee_lines: [],
      refunds: [],
      meta_data: cause ? [{ key: "wellspring_cause", value: cause }] : [],
    },
  }),
  zettle: ({ number, placedMs, currency, cause, sku }) => ({
    payload: {
      organizationUuid: "sample",
      messageUuid: `sample-${number}`,
      eventName: "PurchaseCreated",
      messageId: `sample-${number}`,
      payload: JSON.stringify({
        purchaseUuid: `sample-${number}`,
        source: "POS",
        currency,
        amount: PAID_MINOR,
        vatAmount: 0,
        timestamp: placedMs,
        products: [
          {
            id: "0",
            type: "PRODUCT",
            name: "Sample",
            sku: sku ?? "",
            unitPrice: PAID_MINOR,
            quantity: "1",
            vatPercentage: 0,
            ...(cause && { comment: `wellspring_cause=${cause}` }),
          },
        ],
        payments: [{ amount: PAID_MINOR, type: "IZETTLE_CASH" }],
        taxationMode: "INCLUSIVE",
      }),
      timestamp: new Date(placedMs).toISOString(),
    },
  }),
  adyen: ({ number, placedMs, currency, cause, store }) => ({
    payload: {
      live: "true",
      notificationItems: [
        {
          NotificationRequestItem: {
            additionalData: cause ? { "metadata.wellspring_cause": cause } : {},
            amount: { currency, value: PAID_MINOR },
            eventCode: "AUTHORISATION",
            eventDate: instantAt(placedMs),
            merchantAccountCode: store ?? "Sample",
            merchantReference: number,
            paymentMethod: "visa",
            pspReference: `SAMPLE${number}`,
            reason: "",
            success: "true",
          },
        },
      ],
    },
  }),
};

/** The refund of all of a sample in our own format, so that a stage in use owes nothing for it. */
export function sampleRefund({ number, placedMs, currency }: SamplePurchase): unknown {
  return {
    type: "purchase.refunded",
    data: {
      orderId: number,
      refundId: `${number}-back`,
      placedAt: instantAt(placedMs),
      refundedAt: instantAt(placedMs + 1_000),
      currency,
      scope: { of: "all" },
    },
  };
}
