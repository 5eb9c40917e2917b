import { describe, expect, test } from "vitest";
import { normaliseWebhook } from "../../../core/intake/sources/normalise.ts";
import type { RefundScope } from "../../../core/model/purchase.ts";
import { baseOf, CONNECTIONS, type Order, paidOf, SOURCES } from "../../../demo/facts.ts";
import { type Message, orderIds } from "../../../demo/message.ts";
import { messagesOf } from "../../../demo/messages.ts";
import { sampleDay } from "../../support/sample-day.ts";

const NOW = "2026-11-22T12:00:00Z";
const orders = sampleDay({ seed: 7, at: NOW });

function told(message: Message) {
  const { source, topic, body } = message;
  const telling = normaliseWebhook(source, {
    connection: CONNECTIONS[source],
    topic,
    payload: JSON.parse(body),
    now: NOW,
  });
  if (telling.outcome === "unusable") throw new Error(`${body}\n${JSON.stringify(telling.faults)}`);
  return telling.told;
}

function purchases(message: Message) {
  return told(message).flatMap((one) => (one.kind === "purchase" ? [one] : []));
}

function refunds(message: Message) {
  return told(message).flatMap((one) => (one.kind === "refund" ? [one.refund] : []));
}

describe.each(SOURCES)("what the sample sends from %s", (source) => {
  const mine = orders.filter((order) => order.source === source);

  test("tells each purchase as it happened", () => {
    for (const order of mine) {
      const [one] = purchases(messagesOf(order).purchase);
      expect(one?.purchase).toMatchObject({
        source,
        orderId: orderIds[source](order),
        placedAt: order.placedAt,
        currency: order.currency,
        base: baseOf(order),
        paid: paidOf(order),
        roundUp: order.roundUp,
      });
      expect(one?.purchase.cause).toBe(order.cause);
    }
  });

  test("tells nothing else when it tells it again", () => {
    for (const order of mine) {
      const { purchase, updates } = messagesOf(order);
      const [first] = purchases(purchase);
      for (const update of updates) for (const again of purchases(update)) expect(again).toEqual(first);
    }
  });

  test("tells each refund once, with ids of its own", () => {
    for (const order of mine) {
      const ids = messagesOf(order).refunds.flatMap((message) =>
        refunds(message).map(({ refundId }) => refundId),
      );
      expect(new Set(ids).size).toBe(order.refunds.length);
    }
  });
});

function goodsBack(order: Order): number {
  const scopes = messagesOf(order).refunds.flatMap((message) => refunds(message).map(({ scope }) => scope));
  return scopes.reduce((sum, scope: RefundScope) => sum + (scope.of === "goods" ? scope.goods : 0), 0);
}

test("Shopify's refunds of lines and amounts come to the goods that went back, tax within or on top", () => {
  const partly = orders.filter(
    ({ source, refunds: some }) =>
      source === "shopify" && some.length > 0 && some.every(({ kind }) => kind === "amount"),
  );
  for (const order of partly) {
    const amounts = order.refunds.map((refund) => (refund.kind === "amount" ? refund.amount : 0));
    expect(goodsBack(order)).toBe(amounts.reduce((sum, amount) => sum + amount, 0));
  }
  const full = orders.filter(({ source, refunds: [one] }) => source === "shopify" && one?.kind === "full");
  expect(full.length).toBeGreaterThan(0);
  for (const order of full) expect(goodsBack(order)).toBe(baseOf(order));
});
