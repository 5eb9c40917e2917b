import { describe, expect, test } from "vitest";
import type { BrandConfig } from "../../../core/giving/config/brand-config.ts";
import type { Accrual, Amendment } from "../../../core/giving/ledger/entry.ts";
import { reversal } from "../../../core/giving/ledger/reversal.ts";
import type { CauseChoice } from "../../../core/giving/pricing/choice.ts";
import { price, settle } from "../../../core/giving/pricing/price.ts";
import { normaliseWebhook } from "../../../core/intake/webhook/normalise-webhook.ts";
import { Purchase } from "../../../core/model/purchase.ts";
import { connectionOf, type Order } from "../../../demo/facts.ts";
import type { Message } from "../../../demo/message.ts";
import { expect as expectDay } from "../../../demo/oracle.ts";
import { giftOf, sum } from "../../../demo/oracle-gift.ts";
import { messagesOf } from "../../../demo/sample-shops.ts";
import { demoStatement } from "../../support/demo-texts.ts";
import { sampleDay, stated } from "../../support/sample-day.ts";

const NOW = "2026-11-22T12:00:00Z";
const brand: BrandConfig = demoStatement();
const SEEDS = [7, 8, 9];

function told({ source, topic, body }: Message) {
  const result = normaliseWebhook(source, {
    connection: connectionOf(source),
    topic,
    payload: JSON.parse(body),
    now: NOW,
  });
  return result.outcome === "normalised" ? result.events : [];
}

/** The product's own way, without its stores: normalise, price with pools that have plenty, take back. */
function byTheProduct(order: Order): ReadonlyMap<string, number> {
  const { purchase: message, refunds } = messagesOf(order);
  const facts = told(message).flatMap((one) => (one.kind === "purchase" ? [one.purchase] : []));
  const purchase = Purchase.parse({ ...facts[0], identities: [] });
  const { shopper } = order;
  const otherwise = shopper?.known ? [...shopper.choice] : [];
  const chosen: CauseChoice = purchase.cause
    ? { by: "order", causes: [{ cause: purchase.cause, weight: 1 }], otherwise }
    : otherwise.length > 0
      ? { by: "customer", causes: otherwise }
      : { by: "unclaimed" };
  const priced = price(purchase, chosen, brand);
  const { parts, shrink } = settle(priced, () => 0, new Map());
  const accrual: Accrual = {
    ...{
      kind: "accrual",
      gift: `gift_${"0".repeat(26)}`,
      fingerprint: "",
      causeBy: chosen.by,
      early: [],
      firstFor: [],
    },
    ...{ source: purchase.source, connection: purchase.connection, orderId: purchase.orderId },
    ...{ currency: purchase.currency, placedAt: purchase.placedAt, recordedAt: NOW, settlesOn: "2026-12-01" },
    ...{
      base: purchase.base,
      paid: purchase.paid,
      ...(purchase.goodsGross !== undefined && { goodsGross: purchase.goodsGross }),
      parts: [...parts],
      draws: [],
      shrink,
      onMatchRefund: "lapse",
    },
  };
  const taken: Amendment[] = [];
  // In the reverse of their order, since any order must come to the same.
  const scopes = refunds.flatMap((refund) =>
    told(refund).flatMap((one) => (one.kind === "refund" ? [one.refund] : [])),
  );
  for (const refund of [...new Map(scopes.map((one) => [one.refundId, one])).values()].toReversed()) {
    const at = { timeZone: stated.timeZone, recordedAt: NOW, balances: new Map() };
    taken.push(reversal({ accrual, amendments: taken }, refund, at).entry);
  }
  const nets = new Map<string, number>();
  for (const { cause, funding, minor } of [...parts, ...taken.flatMap((entry) => entry.parts)]) {
    nets.set(`${cause} ${funding}`, (nets.get(`${cause} ${funding}`) ?? 0) + minor);
  }
  return nets;
}

function byTheOracle(order: Order): ReadonlyMap<string, number> {
  return new Map(
    giftOf(order, stated).parts.map(({ cause, funding, minor, back }) => [
      `${cause} ${funding}`,
      Number(minor - back),
    ]),
  );
}

describe.each(SEEDS)("on the sample day of seed %i, product and oracle", (seed) => {
  test("agree on each purchase, to the minor unit, refunds included", () => {
    for (const order of sampleDay({ seed, at: NOW })) {
      expect([...byTheProduct(order)].toSorted(), JSON.stringify(order)).toEqual(
        [...byTheOracle(order)].toSorted(),
      );
    }
  });
});

describe("the oracle", () => {
  const orders = sampleDay({ seed: 7, at: NOW });
  const expected = expectDay(orders, stated, "2026-11-22");

  test("expects one entry for each purchase and each refund", () => {
    const refunds = orders.reduce((all, order) => all + order.refunds.length, 0);
    expect(expected.entries).toBe(orders.length + refunds);
  });

  test("expects the small pool used up to its last cent, and plenty in the other", () => {
    const [river, hill] = expected.pools;
    expect(river).toEqual({ id: "river-match", left: 0, exhausted: true });
    expect(hill?.exhausted).toBe(false);
    const match = expected.figures.find(
      ({ cause, funding }) => cause === "clean-rivers" && funding === "match",
    );
    expect(match).toEqual({ cause: "clean-rivers", funding: "match", currency: "EUR", net: 9_000 });
  });

  test("sums pending and settled to what was given", () => {
    for (const { net, detail } of expected.figures) {
      if (detail !== undefined) expect(detail.pending + detail.settled).toBe(net);
    }
    expect(
      expected.figures.some(({ detail }) => (detail?.pending ?? 0) > 0 && (detail?.settled ?? 0) > 0),
    ).toBe(true);
  });

  test("takes all of a purchase back when it was cancelled or refunded in full", () => {
    const whole = orders.filter(({ refunds }) =>
      refunds.some(({ kind }) => kind === "full" || kind === "cancelled"),
    );
    expect(whole.length).toBeGreaterThan(5);
    for (const order of whole) {
      const { parts } = giftOf(order, stated);
      expect(sum(parts.map(({ minor, back }) => minor - back))).toBe(0n);
    }
  });

  test("expects nothing that settles later than today to be settled", () => {
    const long = expectDay(orders, stated, "2027-06-01");
    expect(long.figures.every(({ detail }) => detail === undefined || detail.pending === 0)).toBe(true);
    expect(long.figures.map(({ net }) => net)).toEqual(expected.figures.map(({ net }) => net));
  });
});
