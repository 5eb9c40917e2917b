/** What Stripe sends beside sessions and refunded charges (webhooks.ts), as API 2025-03-31 and later have it. */

type Json = Record<string, unknown>;

function stripeEvent(type: string, object: Json, more: Json = {}) {
  return {
    id: "evt_3P",
    object: "event",
    created: 1_795_400_000,
    livemode: true,
    type,
    data: { object, ...more },
  };
}

/** A renewal, as API 2025-03-31 and later have it: 30.00 net and 6.00 of tax on top. */
export function stripeInvoice(more: Json = {}, type = "invoice.paid") {
  return stripeEvent(type, {
    id: "in_1P",
    object: "invoice",
    status: "paid",
    created: 1_795_354_500,
    billing_reason: "subscription_cycle",
    currency: "usd",
    customer_email: "ada.canary@example.com",
    customer_phone: "+12125550142",
    customer_address: { country: "US" },
    subtotal: 3_000,
    total: 3_600,
    total_excluding_tax: 3_000,
    total_taxes: [{ amount: 600, tax_behavior: "exclusive", type: "tax_rate_details" }],
    amount_paid: 3_600,
    lines: {
      object: "list",
      has_more: false,
      data: [
        stripeLine("il_1", 2_000, { description: "2 × Tea (at $10.00 / month)", quantity: 2 }),
        stripeLine("il_2", 1_000, { description: "1 × Honey (at $10.00 / month)" }),
      ],
    },
    parent: {
      type: "subscription_details",
      subscription_details: { subscription: "sub_1P", metadata: { wellspring_cause: "clean-rivers" } },
    },
    status_transitions: { finalized_at: 1_795_354_540, paid_at: 1_795_354_545 },
    metadata: {},
    ...more,
  });
}

export function stripeLine(id: string, amount: number, more: Json = {}) {
  return {
    id,
    object: "line_item",
    amount,
    currency: "usd",
    quantity: 1,
    discount_amounts: [],
    taxes: [],
    pricing: { type: "price_details", price_details: { price: `price_${id}`, product: `prod_${id}` } },
    metadata: {},
    ...more,
  };
}

export function stripeInvoicePayment(more: Json = {}) {
  return stripeEvent("invoice_payment.paid", {
    id: "inpay_1P",
    object: "invoice_payment",
    invoice: "in_1P",
    status: "paid",
    amount_paid: 3_600,
    payment: { type: "payment_intent", payment_intent: "pi_3P" },
    ...more,
  });
}

/** A payment of a form of the shop's own. */
export function stripePayment(more: Json = {}) {
  return stripeEvent("payment_intent.succeeded", {
    id: "pi_3P",
    object: "payment_intent",
    status: "succeeded",
    created: 1_795_354_545,
    currency: "usd",
    amount: 6_075,
    amount_received: 6_075,
    amount_details: { tip: {} },
    automatic_payment_methods: { allow_redirects: "always", enabled: true },
    payment_method_types: ["card"],
    latest_charge: "ch_3P",
    receipt_email: "ada.canary@example.com",
    metadata: { wellspring_cause: "clean-rivers" },
    ...more,
  });
}

export function stripeRefund(more: Json = {}, type = "refund.failed", before?: Json) {
  const refund = {
    id: "re_3P",
    object: "refund",
    amount: 2_000,
    currency: "usd",
    status: "failed",
    charge: "ch_3P",
    payment_intent: "pi_3P",
    ...more,
  };
  return stripeEvent(type, refund, before && { previous_attributes: before });
}

export function stripeDispute(status: string, type = "charge.dispute.created", more: Json = {}) {
  return stripeEvent(type, {
    id: "du_3P",
    object: "dispute",
    amount: 6_075,
    currency: "usd",
    status,
    charge: "ch_3P",
    payment_intent: "pi_3P",
    ...more,
  });
}

export function stripeCreditNote(more: Json = {}, type = "credit_note.created") {
  return stripeEvent(type, {
    id: "cn_1P",
    object: "credit_note",
    invoice: "in_1P",
    created: 1_795_399_000,
    currency: "usd",
    status: "issued",
    type: "post_payment",
    total: 1_200,
    total_excluding_tax: 1_000,
    post_payment_amount: 1_200,
    out_of_band_amount: 0,
    refunds: [],
    lines: {
      data: [
        {
          id: "cnli_1",
          type: "invoice_line_item",
          invoice_line_item: "il_1",
          amount: 1_000,
          discount_amount: 0,
          quantity: 1,
          taxes: [{ amount: 200, tax_behavior: "exclusive" }],
        },
      ],
    },
    ...more,
  });
}
