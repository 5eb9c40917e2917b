import { describe, expect, test } from "vitest";
import { BRAND_CONFIG_AGE_MAX_SECONDS, cached } from "../../../../core/giving/config/brand-config.ts";
import { POOLS_PER_GIFT_MAX } from "../../../../core/giving/config/in-force.ts";
import { DRAWS_MAX, FIRST_GIFTS_MAX } from "../../../../core/giving/ledger/entry.ts";
import {
  CAP_SHARDS,
  capAllowances,
  isCap,
  poolAllowance,
} from "../../../../core/giving/pricing/allowance.ts";
import { planDraw } from "../../../../core/giving/pricing/draw.ts";
import { POOL_SHARDS_MAX } from "../../../../core/model/terms.ts";
import { aPool, aStatement, someTerms } from "../../../support/giving-builders.ts";

const balance = (...left: number[]) => ({ left: new Map(left.entries()), exhausted: false });
const taken = (plan: ReturnType<typeof planDraw>) => plan.draws.map(({ shard, minor }) => [shard, minor]);

describe("a draw", () => {
  test("hopes for its home shard without reading, but never takes the last of it unseen", () => {
    expect(planDraw("pool:a", 10, 2, undefined)).toEqual({
      granted: 10,
      draws: [{ allowance: "pool:a", shard: 2, minor: 10, while: { left: "above" } }],
    });
  });
  test("takes from the next shard that has more than the need", () => {
    expect(taken(planDraw("pool:a", 10, 1, balance(50, 10, 11)))).toEqual([[2, 10]]);
    expect(taken(planDraw("pool:a", 10, 2, balance(50, 10, 9)))).toEqual([[0, 10]]);
  });
  test("takes across shards, from home on, when none has more", () => {
    const plan = planDraw("pool:a", 10, 1, balance(6, 3, 8));
    expect(taken(plan)).toEqual([
      [1, 3],
      [2, 7],
    ]);
    expect(plan.exhausts).toBeUndefined();
  });
  test("takes the remainder, and says that this exhausts it and which shards must still be empty", () => {
    const plan = planDraw("pool:a", 100, 0, balance(6, 0, 8));
    expect(plan).toMatchObject({ granted: 14, exhausts: { allowance: "pool:a", empty: [1] } });
    expect(planDraw("pool:a", 14, 0, balance(6, 0, 8)).exhausts).toBeDefined();
    expect(planDraw("pool:a", 14, 0, { ...balance(6, 8), exhausted: true }).exhausts).toBeUndefined();
  });
  test("of nothing, or from nothing, writes nothing", () => {
    expect(planDraw("pool:a", 0, 0, undefined)).toEqual({ granted: 0, draws: [] });
    expect(planDraw("pool:a", 5, 0, { ...balance(0, 0), exhausted: true })).toEqual({
      granted: 0,
      draws: [],
    });
  });
});

describe("an allowance", () => {
  test("is spread over its shards to the minor unit", () => {
    expect(poolAllowance(aPool({ amount: 100, shards: 3 }))).toEqual({
      allowance: "pool:autumn",
      shards: [34, 33, 33],
    });
    const [cap] = capAllowances(someTerms({ version: 2, capPerCampaign: { JPY: 10 } }));
    expect(cap).toEqual({ allowance: "cap:everyday@2:JPY", shards: [3, 3, 2, 2] });
    expect(isCap(cap?.allowance ?? "")).toBe(true);
    expect(isCap("pool:cap")).toBe(false);
  });
  test("never makes a gift larger than one transaction", () => {
    expect(DRAWS_MAX).toBe(CAP_SHARDS + POOLS_PER_GIFT_MAX * POOL_SHARDS_MAX);
    const accrual = 1;
    const exhausted = 1 + POOLS_PER_GIFT_MAX;
    expect(accrual + DRAWS_MAX + exhausted + FIRST_GIFTS_MAX).toBeLessThanOrEqual(100);
  });
});

describe("the brand's config in a warm function", () => {
  test("is read again after a minute, and a failed read is not kept", async () => {
    let reads = 0;
    let time = Date.parse("2026-11-22T13:00:00Z");
    const read = cached(
      async () => {
        reads += 1;
        if (reads === 1) throw new Error("no answer");
        return aStatement();
      },
      () => `${new Date(time).toISOString().slice(0, 19)}Z`,
    );
    await expect(read()).rejects.toThrow("no answer");
    await read();
    time += (BRAND_CONFIG_AGE_MAX_SECONDS - 1) * 1000;
    await read();
    expect(reads).toBe(2);
    time += 1000;
    await read();
    expect(reads).toBe(3);
  });
});
