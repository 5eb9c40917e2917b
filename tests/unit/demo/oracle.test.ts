import { describe, expect, test } from "vitest";
import type { BrandConfig } from "../../../core/giving/config/brand-config.ts";
import type { CauseChoice } from "../../../core/giving/pricing/choice.ts";
import { claimHash } from "../../../core/model/claim-link.ts";
import { Purchase } from "../../../core/model/purchase.ts";
import { connectionOf, type Order } from "../../../demo/facts.ts";
import { happeningsOf } from "../../../demo/happenings.ts";
import type { Message } from "../../../demo/message.ts";
import { expect as expectDay } from "../../../demo/oracle.ts";
import { giftOf, sum } from "../../../demo/oracle-gift.ts";
import { receiptToken } from "../../../demo/receipts.ts";
import { messagesOf } from "../../../demo/sample-shops.ts";
import { demoStatement } from "../../support/demo-texts.ts";
import { ledgerWorld } from "../../support/ledger-spec.ts";
import { normaliseWebhook } from "../../support/normalise-webhook.ts";
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

/**
 * The product's own way, in a ledger of its own for each order whose pools have plenty: normalise, record, take back. In the
 * reverse of their order where that may be, since any order must come to the same.
 */
async function byTheProduct(order: Order): Promise<ReadonlyMap<string, number>> {
  const { ledger, give, refund, link, pick } = ledgerWorld(brand);
  const { shopper } = order;
  const otherwise = shopper?.known ? [...shopper.choice] : [];
  const chosenFor = ({ cause }: Purchase): CauseChoice => {
    if (cause !== undefined) return { by: "order", causes: [{ cause, weight: 1 }], otherwise };
    return otherwise.length > 0 ? { by: "customer", causes: otherwise } : { by: "unclaimed" };
  };
  const { purchase, refunds, afterwards = [] } = messagesOf(order);
  for (const one of [...refunds.toReversed(), purchase, ...afterwards].flatMap(told)) {
    if (one.kind === "refund") await refund(one.refund);
    if (one.kind !== "purchase" && one.kind !== "link") continue;
    const facts = one.kind === "purchase" ? Purchase.parse({ ...one.purchase, identities: [] }) : undefined;
    const answer =
      facts !== undefined
        ? await give(facts, undefined, chosenFor(facts))
        : one.kind === "link" && (await link(one.link));
    for (const early of answer && "early" in answer ? answer.early : []) await refund(early);
  }
  if (order.claimed !== undefined) {
    const claim = claimHash(receiptToken(order));
    await pick({ claim, cause: order.claimed, at: NOW });
  }
  const nets = new Map<string, number>();
  for (const { cause, funding, minor } of ledger.entries.flatMap((entry) => entry.parts)) {
    nets.set(`${cause} ${funding}`, (nets.get(`${cause} ${funding}`) ?? 0) + minor);
  }
  // A cause that the gift left for another has nothing of it; one whose gift was returned has had it.
  if (order.claimed !== undefined) for (const [name, minor] of nets) if (minor === 0) nets.delete(name);
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
  test("agree on each purchase, to the minor unit, refunds included", async () => {
    for (const order of sampleDay({ seed, at: NOW })) {
      expect([...(await byTheProduct(order))].toSorted(), JSON.stringify(order)).toEqual(
        [...byTheOracle(order)].toSorted(),
      );
    }
  });
});

describe("the oracle", () => {
  const orders = sampleDay({ seed: 7, at: NOW });
  const expected = expectDay(orders, stated, "2026-11-22");

  test("expects one entry for each purchase, refund, exchange, dispute won and pick, of which there are some", () => {
    const refunds = orders.flatMap((order) => order.refunds);
    const happenings = happeningsOf(orders);
    const { exchanges, disputesWon } = happenings;
    const picked = orders.filter(({ claimed }) => claimed !== undefined);
    expect(expected.entries).toBe(orders.length + refunds.length + exchanges + disputesWon + picked.length);
    expect(Object.entries(happenings).filter(([, many]) => many === 0)).toEqual([]);
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
