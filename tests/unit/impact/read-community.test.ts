import { describe, expect, test } from "vitest";
import type { BrandConfig } from "../../../core/giving/config/brand-config.ts";
import { BrandNotAppliedError } from "../../../core/giving/config/brand-in-force.ts";
import type { Entry } from "../../../core/giving/ledger/entry.ts";
import { calendar } from "../../../core/impact/calendar.ts";
import { foldEntries, foldTotals, withoutSettlement } from "../../../core/impact/fold.ts";
import { readCause, readCauses, readCommunity } from "../../../core/impact/read-community.ts";
import { CauseDetail, CauseList, Community } from "../../../core/impact/view.ts";
import type { Brand, Cause } from "../../../core/model/cause.ts";
import type { MatchPool, Terms } from "../../../core/model/terms.ts";
import type { Payout } from "../../../core/settlement/payout.ts";
import { accrual, clawback } from "../../support/ledger-entries.ts";
import { rates } from "../../support/states.ts";

const both = (en: string) => ({ en, de: en });
const palette = {
  background: "#ffffff",
  surface: "#ffffff",
  text: "#000000",
  muted: "#333333",
  accent: "#005500",
  onAccent: "#ffffff",
};
const brand: Brand = {
  name: "Fernweg (sample)",
  purpose: both("Outdoors for all"),
  timeZone: "America/Denver",
  look: { light: palette, dark: palette, font: "system" },
};
const rivers: Cause = {
  slug: "clean-rivers",
  name: both("Clean rivers"),
  summary: both("Rivers"),
  charity: { name: "Sample", registration: "none", url: "https://example.org", sample: true },
  status: "active",
  goal: {
    currency: "USD",
    amount: 1000,
    milestones: [
      { amount: 200, label: both("First") },
      { amount: 500, label: both("Half") },
    ],
  },
};
const { goal: _, ...paths }: Cause = { ...rivers, slug: "bike-paths", status: "paused" };
const terms: Terms = {
  id: "everyday",
  version: 2,
  from: "2026-06-01T00:00:00Z",
  share: { kind: "percentage", basisPoints: 100 },
  roundUp: true,
  defaultCause: "clean-rivers",
  returnDays: 30,
  claimDays: 30,
  onMatchRefund: "release",
};
const pool: MatchPool = {
  id: "spring",
  currency: "USD",
  amount: 5000,
  ratioBasisPoints: 10_000,
  causes: ["clean-rivers"],
  from: "2026-11-01T00:00:00Z",
  until: "2026-12-01T00:00:00Z",
  shards: 2,
};
const stated: BrandConfig = {
  brand,
  causes: [rivers, paths],
  terms: [
    { ...terms, version: 1, from: "2026-01-01T00:00:00Z" },
    terms,
    { ...terms, version: 3, from: "2027-01-01T00:00:00Z" },
    {
      ...terms,
      id: "ended",
      from: "2026-06-02T00:00:00Z",
      until: "2026-07-01T00:00:00Z",
      connections: [{ source: "square", connection: "market" }],
    },
  ],
  pools: [pool],
};

/** Rows as the fold would have left them. */
function deps(
  entries: readonly Entry[],
  over: {
    stated?: BrandConfig;
    now?: string;
    left?: readonly (readonly [string, number])[];
    payouts?: Payout[];
  } = {},
) {
  const zone = calendar(brand.timeZone);
  const days = [...Map.groupBy(entries, (entry) => zone.dayOf(entry.placedAt))].map(([day, some]) => ({
    day,
    totals: foldEntries(some, zone),
  }));
  const all = foldTotals(days.map(({ totals }) => withoutSettlement(totals)));
  return {
    brandConfig: async () => over.stated ?? stated,
    impact: {
      days: async (from: string, to: string) => days.filter(({ day }) => from <= day && day <= to),
      allTime: async () => (entries.length > 0 ? all : undefined),
    },
    allowances: { left: async () => new Map([["pool:spring", 1234], ...(over.left ?? [])]) },
    milestones: {
      reached: async () => [
        { cause: "clean-rivers", currency: "USD", amount: 200, at: "2026-11-22T13:36:00Z" },
      ],
    },
    payouts: async () => over.payouts && { payouts: over.payouts, paidCauses: new Map() },
    now: () => over.now ?? "2026-11-22T20:00:00Z",
  };
}

const gift = accrual({
  orderId: "1",
  parts: [
    { cause: "clean-rivers", funding: "brand", minor: 300 },
    { cause: "clean-rivers", funding: "match", minor: 300 },
    { cause: "bike-paths", funding: "customer", minor: 40 },
  ],
  firstFor: ["*", "clean-rivers"],
});
const old = accrual({
  orderId: "2",
  placedAt: "2026-10-01T12:00:00Z",
  settlesOn: "2026-10-31",
  parts: [{ cause: "clean-rivers", funding: "brand", minor: 100 }],
});
const yen = accrual({ orderId: "3", currency: "JPY" });

describe("a cap", () => {
  test("is reached in each currency in which nothing of it is left, and in no other", async () => {
    const capped: Terms = { ...terms, capPerCampaign: { USD: 500, EUR: 400 } };
    const termsWith = async (USD: number, EUR: number) => {
      const left = [
        ["cap:everyday@2:USD", USD],
        ["cap:everyday@2:EUR", EUR],
      ] as const;
      const view = await readCommunity(deps([], { stated: { ...stated, terms: [capped] }, left }))();
      return Community.parse(view).terms[0];
    };
    expect((await termsWith(0, 1))?.capReached).toEqual(["USD"]);
    expect((await termsWith(0, 0))?.capReached).toEqual(["USD", "EUR"]);
    expect(await termsWith(1, 1)).not.toHaveProperty("capReached");
  });
});

describe("former terms", () => {
  test("are the versions that ended, with the time at which each did, and none that never began", async () => {
    const { terms: inForce, formerTerms } = await readCommunity(deps([]))();
    expect(inForce.map(({ name }) => name)).toEqual(["everyday@2"]);
    expect(formerTerms.map(({ name, from, until }) => [name, from, until])).toEqual([
      ["everyday@1", "2026-01-01T00:00:00Z", "2026-06-01T00:00:00Z"],
      ["ended@2", "2026-06-02T00:00:00Z", "2026-07-01T00:00:00Z"],
    ]);
  });
});

describe("community", () => {
  test("is pending until the day of settlement begins in the brand's zone, and settled from then on", async () => {
    const brandUsd = async (now: string) => {
      const view = await readCommunity(deps([gift, old], { now }))();
      return view.figures.find((figure) => figure.funding === "brand");
    };
    expect(await brandUsd("2026-11-22T20:00:00Z")).toMatchObject({ pending: 300, settled: 100, gifts: 2 });
    // 06:59 UTC on the 22nd is still the 21st in Denver.
    expect(await brandUsd("2026-12-22T06:59:59Z")).toMatchObject({ pending: 300, settled: 100 });
    expect(await brandUsd("2026-12-22T07:00:00Z")).toMatchObject({ pending: 0, settled: 400 });
  });

  test("keeps fundings and currencies apart and counts purchases and customers", async () => {
    const view = Community.parse(await readCommunity(deps([gift, old, yen]))());
    expect(view.figures.map((figure) => [figure.funding, figure.currency])).toEqual([
      ["brand", "JPY"],
      ["brand", "USD"],
      ["customer", "USD"],
      ["match", "USD"],
    ]);
    expect(view).toMatchObject({ asOf: "2026-11-22", purchases: 3, customers: 1 });
    expect(view.readAt).toBe("2026-11-22T20:00:00Z");
    expect(view.causes.map((cause) => [cause.slug, cause.purchases, cause.customers])).toEqual([
      ["clean-rivers", 3, 1],
      ["bike-paths", 1, 0],
    ]);
  });

  test("shows the last thirty days, and a day's purchases net of what was taken back since", async () => {
    const back = clawback(gift, {
      sequence: 1,
      parts: [{ cause: "clean-rivers", funding: "brand", minor: -100 }],
    });
    const view = await readCommunity(deps([gift, back, old]))();
    expect(view.series).toEqual([
      { day: "2026-11-22", funding: "brand", currency: "USD", net: 200 },
      { day: "2026-11-22", funding: "customer", currency: "USD", net: 40 },
      { day: "2026-11-22", funding: "match", currency: "USD", net: 300 },
    ]);
    expect(view.figures[0]).toMatchObject({ funding: "brand", takenBack: 100, pending: 200, settled: 100 });
  });

  test("shows progress to a goal by funding in its currency, and when milestones were reached", async () => {
    const view = await readCommunity(deps([gift, old, yen]))();
    expect(view.causes[0]?.progress).toEqual({
      currency: "USD",
      amount: 1000,
      segments: [
        { funding: "brand", net: 400, pending: 300 },
        { funding: "match", net: 300, pending: 300 },
      ],
      milestones: [
        { amount: 200, label: both("First"), reachedAt: "2026-11-22T13:36:00Z" },
        { amount: 500, label: both("Half") },
      ],
    });
    expect(view.causes[1]).not.toHaveProperty("progress");
  });

  test("shows the terms in force: the latest begun version of each, none that has ended", async () => {
    const view = await readCommunity(deps([]))();
    expect(view.terms.map((one) => one.name)).toEqual(["everyday@2"]);
    expect(view.terms[0]?.share).toEqual({ kind: "percentage", basisPoints: 100 });
  });

  test("shows what is left of a pool where it matches", async () => {
    const view = await readCommunity(deps([]))();
    expect(view.pools).toMatchObject([{ id: "spring", amount: 5000, left: 1234 }]);
    expect(view.causes.map((cause) => cause.pools.length)).toEqual([1, 0]);
  });

  test("says what all currencies are about worth at the brand's rates, and changes nothing else for it", async () => {
    const entries = [gift, old, yen];
    const without = await readCommunity(deps(entries))();
    const { equivalent, ...rest } = await readCommunity(
      deps(entries, { stated: { ...stated, brand: { ...brand, rates } } }),
    )();
    expect(rest).toEqual(without);
    expect(equivalent).toMatchObject({ day: rates.day, missing: [], rates: rates.rates });
    expect(without).not.toHaveProperty("equivalent");
  });

  test("may be empty", async () => {
    const view = Community.parse(await readCommunity(deps([]))());
    expect(view).toMatchObject({ figures: [], purchases: 0, customers: 0, series: [] });
    const bare = Community.parse(
      await readCommunity(deps([], { stated: { brand, causes: [], terms: [], pools: [] } }))(),
    );
    expect(bare.causes).toEqual([]);
  });

  test("is refused before a brand is applied", async () => {
    const none = deps([], { stated: { causes: [], terms: [], pools: [] } });
    await expect(readCommunity(none)()).rejects.toThrow(BrandNotAppliedError);
    await expect(readCauses(none)()).rejects.toThrow(BrandNotAppliedError);
    await expect(readCause(none)("clean-rivers")).rejects.toThrow(BrandNotAppliedError);
  });
});

describe("a cause", () => {
  test("has its own figures and series", async () => {
    const view = CauseDetail.parse(await readCause(deps([gift, old, yen]))("bike-paths"));
    expect(view.figures).toEqual([
      { funding: "customer", currency: "USD", pending: 40, settled: 0, takenBack: 0, gifts: 1 },
    ]);
    expect(view.series).toEqual([{ day: "2026-11-22", funding: "customer", currency: "USD", net: 40 }]);
    expect(view.status).toBe("paused");
  });

  test("is absent when the brand's config does not name it", async () => {
    expect(await readCause(deps([gift]))("night-sky")).toBeUndefined();
  });

  test("is in the list of all causes with the same figures", async () => {
    const list = CauseList.parse(await readCauses(deps([gift, old]))());
    const one = await readCause(deps([gift, old]))("clean-rivers");
    expect(list.causes[0]?.figures).toEqual(one?.figures);
  });
});
