import { beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { Part } from "../../../core/model/gift.ts";
import type { Order, OrderRefund } from "../../../demo/facts.ts";
import { messagesOf } from "../../../demo/sample-shops.ts";
import { detailsOf, untilPublished } from "../../support/deployed-bus.ts";
import { anOrder, deliverAll, idOf, line, minutesAgo } from "../../support/deployed-orders.ts";
import { community, items, tables, totalsChangedBy } from "../../support/deployed-stage.ts";

const POOL = "river-match";
const PURCHASES = 14;
/** 2 % of 556.50. */
const GIFT = 11_13;

async function leftInPool(): Promise<number> {
  const pool = (await community()).pools.find(({ id }) => id === POOL);
  if (pool === undefined) throw new Error(`The community shows no pool ${POOL}.`);
  return pool.left;
}

/** What each of these orders was matched with, largest first. */
async function matched(orders: readonly Order[]): Promise<number[]> {
  const ids = new Set(orders.map(idOf));
  const rows = (await items(tables.ledger)).filter(
    ({ kind, orderId }) => kind === "accrual" && ids.has(String(orderId)),
  );
  expect(rows).toHaveLength(orders.length);
  return rows
    .map(({ parts }) => z.array(Part).parse(parts))
    .map((parts) => parts.find(({ funding }) => funding === "match")?.minor ?? 0)
    .toSorted((a, b) => b - a);
}

describe("a match pool", () => {
  const refunds: OrderRefund[] = [{ id: 1, at: minutesAgo(2), kind: "full" }];
  const aRiverGift = () =>
    anOrder("standard", { currency: "EUR", cause: "clean-rivers", lines: [line(1, 556_50)], refunds });
  const orders = Array.from({ length: PURCHASES }, aRiverGift);
  let left = 0;
  beforeAll(async () => {
    left = await leftInPool();
  });

  test("gives exactly what is in it when many purchases draw at once, and the last gift gets the remainder", async () => {
    expect(
      left,
      "the pool is used up: these tests need a fresh stage, as npm test makes one",
    ).toBeGreaterThan(GIFT);
    expect(left).toBeLessThan(PURCHASES * GIFT);
    const gives = await totalsChangedBy(() => deliverAll(orders.map((order) => messagesOf(order).purchase)));
    expect(gives).toEqual({
      "clean-rivers brand EUR": PURCHASES * GIFT,
      "clean-rivers match EUR": left,
    });
    const whole = Math.floor(left / GIFT);
    const none = Array.from({ length: PURCHASES - whole - 1 }, () => 0);
    expect(await matched(orders)).toEqual([
      ...Array.from({ length: whole }, () => GIFT),
      left - whole * GIFT,
      ...none,
    ]);
    expect(await leftInPool()).toBe(0);
  });

  test("that is used up is announced once, and matches nothing more, also after a refund under terms that let it lapse", async () => {
    const [order] = orders;
    if (order === undefined) throw new Error("There are orders.");
    const back = await totalsChangedBy(() => deliverAll(messagesOf(order).refunds));
    expect(back["clean-rivers brand EUR"]).toBe(-GIFT);
    expect(await leftInPool()).toBe(0);
    const next = await totalsChangedBy(() => deliverAll([messagesOf(aRiverGift()).purchase]));
    expect(next).toEqual({ "clean-rivers brand EUR": GIFT });
    expect(await untilPublished("MatchPoolExhausted.v1", POOL)).toEqual([
      { pool: POOL, at: expect.any(String) },
    ]);
  });

  test("and the brand reach a cause's milestone together", async () => {
    const [reached, ...more] = await untilPublished("MilestoneReached.v1", "clean-rivers");
    expect(reached).toMatchObject({ cause: "clean-rivers", currency: "EUR", amount: 100_00 });
    expect(more).toEqual([]);
  });
});

describe("a milestone", () => {
  /** 3.25 % of 200,000 yen pass the first threshold of 5,000. */
  const refunds: OrderRefund[] = [{ id: 1, at: minutesAgo(2), kind: "full" }];
  const aLargeOrder = () =>
    anOrder("stripe", {
      currency: "JPY",
      cause: "mountain-rescue",
      lines: [line(1, 200_000)],
      refunds,
    });
  const reached = async () => {
    const cause = (await community()).causes.find(({ slug }) => slug === "mountain-rescue");
    return cause?.progress?.milestones.map(({ reachedAt }) => reachedAt !== undefined);
  };

  test("is reached once, although a refund takes the cause below it and another gift beyond it again", async () => {
    expect(await reached()).toEqual([false, false, false]);
    const first = messagesOf(aLargeOrder());
    const gives = { "mountain-rescue brand JPY": 6500 };
    expect(await totalsChangedBy(() => deliverAll([first.purchase]))).toEqual(gives);
    await untilPublished("MilestoneReached.v1", "mountain-rescue");
    await totalsChangedBy(() => deliverAll(first.refunds));
    expect(await reached()).toEqual([true, false, false]);
    expect(await totalsChangedBy(() => deliverAll([messagesOf(aLargeOrder()).purchase]))).toEqual(gives);
    await totalsChangedBy(() => deliverAll([messagesOf(anOrder("standard")).purchase]));
    expect(await detailsOf("MilestoneReached.v1", "mountain-rescue")).toEqual([
      { cause: "mountain-rescue", currency: "JPY", amount: 5000, at: expect.any(String) },
    ]);
  });
});
