import { describe, expect, test } from "vitest";
import type { NormalisedEvent, PayloadPerson } from "../../../core/intake/shop-system/payload.ts";
import { isSignedWith } from "../../../core/intake/shop-system/signature.ts";
import { shopSystems, wholeSources } from "../../../core/intake/sources/registry.ts";
import { namesAnybody } from "../../../core/intake/webhook/person-identities.ts";
import { claimToken } from "../../../core/model/claim-link.ts";
import { cardTokenOf } from "../../../core/model/customer-card.ts";
import { cardBytesOf, cardShownBy } from "../../../demo/cards.ts";
import { connectionOf } from "../../../demo/facts.ts";
import { claimSecretOf, receiptToken } from "../../../demo/receipts.ts";
import { messagesOf } from "../../../demo/sample-shops.ts";
import { scheduled } from "../../../demo/schedule.ts";
import { signedMessage } from "../../../demo/signing.ts";
import { normaliseWebhook } from "../../support/normalise-webhook.ts";
import { sampleDay } from "../../support/sample-day.ts";

const NOW = "2026-11-22T12:00:00Z";
const orders = sampleDay({ seed: 7, at: NOW });
const messages = scheduled(orders, 7);

function personsOf(event: NormalisedEvent): PayloadPerson[] {
  if (event.kind === "purchase") return [event.person];
  return event.kind === "ignored" && event.ask ? [event.ask.person] : [];
}

describe("the sample day", () => {
  test("is at least 500 purchases from all sources in three currencies", () => {
    expect(orders.length).toBeGreaterThanOrEqual(500);
    expect(new Set(orders.map(({ source }) => source))).toEqual(new Set(wholeSources));
    expect(new Set(orders.map(({ currency }) => currency))).toEqual(new Set(["USD", "EUR", "JPY"]));
  });

  test("is the same again for the same seed and moment, and another for another", () => {
    expect(sampleDay({ seed: 7, at: NOW })).toEqual(orders);
    expect(sampleDay({ seed: 8, at: NOW })).not.toEqual(orders);
  });

  test("shares no order id with the day after", () => {
    const next = sampleDay({ seed: 8, at: "2026-11-23T00:00:10Z" });
    const numbers = new Set(orders.map(({ number }) => number));
    expect(next.some(({ number }) => numbers.has(number))).toBe(false);
  });

  test("lies within thirty days, today among them", () => {
    const ages = orders.map(({ placedAt }) => (Date.parse(NOW) - Date.parse(placedAt)) / 86_400_000);
    expect(Math.min(...ages)).toBeGreaterThan(0);
    expect(Math.max(...ages)).toBeLessThan(29.01);
    expect(ages.filter((age) => age < 0.5).length).toBeGreaterThan(100);
  });

  test("has refunds of every kind, about one purchase in ten", () => {
    const kinds = new Set(orders.flatMap(({ refunds }) => refunds.map(({ kind }) => kind)));
    expect(kinds).toEqual(new Set(["lines", "amount", "full", "cancelled", "dispute"]));
    const refunded = orders.filter(({ refunds }) => refunds.length > 0).length / orders.length;
    expect(refunded).toBeGreaterThan(0.06);
    expect(refunded).toBeLessThan(0.14);
  });

  test("knows of a shopper only where the shop's webhook names them in some way", () => {
    for (const order of orders) {
      if (order.shopper === undefined) continue;
      const { topic, body } = messagesOf(order).purchase;
      const delivery = { connection: connectionOf(order.source), topic, payload: JSON.parse(body), now: NOW };
      const read = normaliseWebhook(order.source, delivery);
      const named = read.outcome === "normalised" ? read.events.flatMap(personsOf).map(namesAnybody) : [];
      expect([order.source, named.includes(true)]).toEqual([order.source, true]);
    }
  });

  test("has named causes, stored choices and unclaimed gifts, and names that are no cause", () => {
    expect(orders.some(({ cause }) => cause === "wild-bees")).toBe(true);
    expect(orders.some(({ cause, shopper }) => !cause && shopper?.known && shopper.choice.length > 1)).toBe(
      true,
    );
    expect(orders.some(({ cause, shopper }) => !cause && !shopper)).toBe(true);
  });

  test("has known customers who show their card at the till, and say nothing of themselves", () => {
    const shown = orders.flatMap((order) => {
      const shopper = cardShownBy(order);
      return shopper === undefined ? [] : [{ order, shopper }];
    });
    expect(shown.length).toBeGreaterThan(3);
    for (const { order, shopper } of shown) {
      const { body } = messagesOf(order).purchase;
      expect(body).toContain(cardTokenOf(cardBytesOf(shopper)));
      for (const said of [shopper.email, shopper.phone]) expect(body).not.toContain(said);
    }
    expect(orders.some((order) => order.source !== "standard" && cardShownBy(order))).toBe(false);
  });

  test("has causes that are picked with the receipt, by the link that the till's secret makes", () => {
    const picked = orders.filter(({ claimed }) => claimed !== undefined);
    expect(picked.length).toBeGreaterThan(5);
    for (const order of picked) {
      expect(receiptToken(order)).toBe(claimToken("pos", claimSecretOf(order)));
      expect(messagesOf(order).purchase.body).toContain(claimSecretOf(order));
    }
  });
});

describe("its deliveries", () => {
  const place = (body: string) => messages.findIndex((message) => message.body === body);

  test("hold every purchase and refund at least once, and some more than once", () => {
    for (const order of orders) {
      const { purchase, refunds } = messagesOf(order);
      for (const { body } of [purchase, ...refunds]) expect(place(body)).toBeGreaterThanOrEqual(0);
    }
    const repeated = messages.length - new Set(messages.map(({ id }) => id)).size;
    expect(repeated / orders.length).toBeGreaterThan(0.1);
    expect(repeated / orders.length).toBeLessThan(0.2);
  });

  test("bring some refunds before their purchase, and repeats side by side", () => {
    const early = orders.filter((order) => {
      const { purchase, refunds } = messagesOf(order);
      return refunds.some(({ body }) => place(body) < place(purchase.body));
    });
    expect(early.length).toBeGreaterThan(10);
    const together = messages.filter((message, index) => messages[index + 1]?.id === message.id);
    expect(together.length).toBeGreaterThan(10);
  });

  test.each(wholeSources)("are signed as %s signs, with either key of a rotation", (source) => {
    const message = messages.find((one) => one.source === source);
    if (message === undefined) throw new Error("there is one of each");
    const key = (text: string) => {
      if (source === "adyen") return Buffer.from(text.repeat(4)).toString("hex");
      return source === "standard" ? `whsec_${btoa(text.repeat(4))}` : text;
    };
    const keys = {
      secrets: [key("newer-key"), key("older-key")],
      notificationUrl: "https://shop.example/webhooks/square/till",
    };
    for (const rank of [0, 1]) {
      const { headers, body } = signedMessage(message, keys, rank, Date.parse(NOW));
      const signed = { headers, body: Buffer.from(body) };
      const claim = shopSystems[source].signature.readHeader(signed, NOW);
      expect(claim.kind === "claimed" && isSignedWith(claim, keys)).toBe(true);
      const others = { ...keys, secrets: [key("other-key")] };
      expect(claim.kind === "claimed" && isSignedWith(claim, others)).toBe(false);
    }
  });
});
