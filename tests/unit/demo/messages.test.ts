import { describe, expect, test } from "vitest";
import { wholeSources } from "../../../core/intake/sources/registry.ts";
import type { RefundScope } from "../../../core/model/purchase.ts";
import { asPaidFirst, baseOf, connectionOf, type Order, paidOf } from "../../../demo/facts.ts";
import type { Message } from "../../../demo/message.ts";
import { messagesOf, orderIdOf } from "../../../demo/sample-shops.ts";
import { normaliseWebhook } from "../../support/normalise-webhook.ts";
import { sampleDay } from "../../support/sample-day.ts";

const NOW = "2026-11-22T12:00:00Z";
const orders = sampleDay({ seed: 7, at: NOW });

function told(message: Message) {
  const { source, topic, body } = message;
  const result = normaliseWebhook(source, {
    connection: connectionOf(source),
    topic,
    payload: JSON.parse(body),
    now: NOW,
  });
  if (result.outcome === "unusable") throw new Error(`${body}\n${JSON.stringify(result.issues)}`);
  return result.events;
}

function purchases(message: Message) {
  return told(message).flatMap((one) => (one.kind === "purchase" ? [one] : []));
}

/** When it was told is not part of what is told. */
function withoutTime({
  purchase: { refundsSoFar, statedAt: _, ...purchase },
  ...rest
}: ReturnType<typeof purchases>[number]) {
  return { ...rest, purchase, refunds: refundsSoFar?.ids };
}

function refunds(message: Message) {
  return told(message).flatMap((one) => (one.kind === "refund" ? [one.refund] : []));
}

describe.each(wholeSources)("what the sample sends from %s", (source) => {
  const mine = orders.filter((order) => order.source === source);

  test("tells each purchase as it happened", () => {
    for (const order of mine) {
      const [one] = purchases(messagesOf(order).purchase);
      const first = asPaidFirst(order);
      expect(one?.purchase).toMatchObject({
        source,
        orderId: orderIdOf(order),
        placedAt: order.placedAt,
        currency: order.currency,
        base: baseOf(first),
        paid: paidOf(first),
        roundUp: order.roundUp,
      });
      expect(one?.purchase.cause).toBe(order.cause);
    }
  });

  test("tells of an exchange once it happened: the whole order", () => {
    for (const order of mine.filter(({ exchange }) => exchange !== undefined)) {
      const [more] = (messagesOf(order).afterwards ?? []).flatMap(purchases);
      expect(more?.purchase).toMatchObject({ base: baseOf(order), statedAt: order.exchange?.at });
    }
  });

  test("tells nothing else when it tells it again", () => {
    for (const order of mine) {
      const { purchase, updates } = messagesOf(order);
      const [first] = purchases(purchase).map(withoutTime);
      for (const update of updates) {
        for (const again of purchases(update)) expect(withoutTime(again)).toEqual(first);
      }
    }
  });

  test("tells each refund once, with ids of its own", () => {
    for (const order of mine) {
      const { refunds: some, afterwards = [] } = messagesOf(order);
      const ids = [...some, ...afterwards].flatMap((message) =>
        refunds(message).map(({ refundId }) => refundId),
      );
      expect(new Set(ids).size).toBe(order.refunds.length);
    }
  });
});

/** What went back as goods, and as money for goods beyond lines. */
function goodsBack(order: Order): readonly [number, number] {
  const scopes = messagesOf(order).refunds.flatMap((message) => refunds(message).map(({ scope }) => scope));
  const sum = (of: (scope: Extract<RefundScope, { of: "goods" }>) => number) =>
    scopes.reduce((all, scope) => all + (scope.of === "goods" ? of(scope) : 0), 0);
  return [sum(({ goods }) => goods), sum(({ gross = 0 }) => gross)];
}

test("Shopify's refunds of lines and amounts come to the goods or money that went back, tax within or on top", () => {
  const partly = orders.filter(
    ({ source, refunds: some }) =>
      source === "shopify" && some.length > 0 && some.every(({ kind }) => kind === "amount"),
  );
  for (const order of partly) {
    const amounts = order.refunds.map((refund) => (refund.kind === "amount" ? refund.amount : 0));
    expect(goodsBack(order)).toEqual([0, amounts.reduce((sum, amount) => sum + amount, 0)]);
  }
  const full = orders.filter(({ source, refunds: [one] }) => source === "shopify" && one?.kind === "full");
  expect(full.length).toBeGreaterThan(0);
  for (const order of full) expect(goodsBack(order)).toEqual([baseOf(order), 0]);
});
