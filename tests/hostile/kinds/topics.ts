import * as fc from "fast-check";
import { expect } from "vitest";
import type { WholeSource } from "../../../core/intake/sources/registry.ts";
import { chanceFrom } from "../../../demo/chance.ts";
import type { Order } from "../../../demo/facts.ts";
import type { Message } from "../../../demo/message.ts";
import { messagesOf } from "../../../demo/sample-shops.ts";
import { oddHeader } from "../../support/fuzz-probe.ts";
import { kind } from "../kind.ts";
import { choiceOf, order, webhooksOf } from "../orders.ts";
import { netsOf, type ShopMutation, shopWorld } from "../shop-world.ts";
import { type Body, changedBody, verdictOf } from "../webhook-body.ts";

const TOPICS = [
  ...[
    "orders/paid",
    "orders/create",
    "orders/updated",
    "orders/cancelled",
    "orders/edited",
    "orders/fulfilled",
  ],
  ...["refunds/create", "disputes/create", "disputes/update", "draft_orders/create", "app/uninstalled"],
  ...[
    "order.created",
    "order.updated",
    "order.deleted",
    "order.restored",
    "action.woocommerce_payment_complete",
  ],
  ...[
    "orders/paid, orders/cancelled",
    "ORDERS/PAID",
    "orders/paid\t",
    "checkout.session.completed",
    "payment.updated",
  ],
];

/** Headers that no shop system signs, in every combination. */
export const unsigned = fc
  .record(
    {
      "x-shopify-topic": fc.oneof(fc.constantFrom(...TOPICS), oddHeader),
      "x-wc-webhook-topic": fc.oneof(fc.constantFrom(...TOPICS), oddHeader),
      "x-shopify-test": fc.constantFrom("true", "false"),
      "x-shopify-api-version": fc.constantFrom("2019-01", "2026-10", "unstable"),
      "x-shopify-event-id": oddHeader,
      "x-shopify-triggered-at": fc.constantFrom("2015-01-01T00:00:00Z", "2099-01-01T00:00:00Z"),
      "x-wc-webhook-event": fc.constantFrom("created", "updated", "deleted"),
      "x-wc-webhook-resource": fc.constantFrom("order", "coupon", "product"),
      "square-environment": fc.constantFrom("Sandbox", "Production"),
      "content-type": fc.constantFrom("application/json", "text/plain", "application/x-www-form-urlencoded"),
    },
    { requiredKeys: [] },
  )
  .map((headers): Record<string, string> => Object.fromEntries(Object.entries(headers)));

/** The same order, of which its own body says that nobody paid it. */
export const UNPAID: Readonly<Record<WholeSource, readonly Body[]>> = {
  shopify: [
    ...["pending", "authorized", "voided", "expired", "unpaid"].map((status) => ({
      financial_status: status,
    })),
    ...["pending", "authorized", "voided"].map((status) => ({
      financial_status: status,
      cancelled_at: "2026-11-22T12:00:00Z",
      cancel_reason: "declined",
    })),
  ],
  woocommerce: ["pending", "on-hold", "failed", "cancelled", "checkout-draft"].map((status) => ({
    status,
    date_paid: null,
    date_paid_gmt: null,
  })),
  stripe: ["open", "void", "draft", "uncollectible"].map((status) => ({ status, payment_status: "unpaid" })),
  square: ["APPROVED", "PENDING", "CANCELED", "FAILED"].map((status) => ({ status })),
  // At Zettle a sale is money that came; one that is a refund of no sale gives nothing.
  zettle: [{ refund: true }],
  adyen: [{ success: "false" }, { eventCode: "CAPTURE" }, { eventCode: "PENDING" }],
  // In our own format an order that is not paid is not sent; one of a test is.
  standard: [{ test: true }],
};

type Input =
  | { readonly of: "unpaid"; readonly message: Message; readonly headers: Record<string, string> }
  | {
      readonly of: "replay";
      readonly order: Order;
      readonly seed: number;
      readonly headers: readonly Record<string, string>[];
    };

const unpaid = order.chain((one) => {
  const { purchase } = messagesOf(one);
  return fc.record({
    of: fc.constant("unpaid" as const),
    message: fc
      .constantFrom(...UNPAID[one.source])
      .map((change) => ({ ...purchase, body: changedBody(purchase, change) })),
    headers: unsigned,
  });
});
const replay = fc.record({
  of: fc.constant("replay" as const),
  order,
  seed: fc.nat(),
  headers: fc.array(unsigned, { minLength: 1, maxLength: 6 }),
});

/** Genuine bytes under other headers: what nobody paid gives nothing, what was paid gives as much as without them. */
async function replayed(mutation: ShopMutation, input: Input) {
  if (input.of === "unpaid") {
    const world = shopWorld(mutation);
    const answer = await world.deliver(input.message, input.headers);
    expect(netsOf(world), "an order that nobody paid").toEqual({});
    return verdictOf(answer);
  }
  const { order: one, seed, headers } = input;
  const { first, later } = webhooksOf(one);
  const genuine = shopWorld({}, choiceOf([one]));
  for (const message of [...first, ...later]) await genuine.deliver(message);
  const attacked = shopWorld(mutation, choiceOf([one]));
  const chance = chanceFrom(seed);
  const hostile = () => chance.shuffled(headers).slice(0, 2);
  for (const message of [...first, ...later]) {
    await attacked.deliver(message);
    for (const other of hostile()) await attacked.deliver(message, other);
  }
  expect(netsOf(attacked), "an order that was paid, sent again under other headers").toEqual(netsOf(genuine));
  return "accepted" as const;
}

export const topics = kind<ShopMutation, Input>({
  name: "meaning from unsigned headers",
  share: 14,
  input: fc.oneof({ weight: 3, arbitrary: unpaid }, { weight: 1, arbitrary: replay }),
  product: {},
  tried: replayed,
  mutants: {
    "the body's own word on who paid": {
      read(webhook) {
        if (webhook.topic !== "orders/paid") return webhook;
        const paid = { financial_status: "paid", cancelled_at: null };
        return {
          ...webhook,
          body: Buffer.from(JSON.stringify({ ...JSON.parse(webhook.body.toString()), ...paid })),
        };
      },
    },
  },
});
