import { describe, expect, test } from "vitest";
import type { Totals } from "../../../../core/impact/impact.ts";
import { gatherForBatch } from "../../../../core/messaging/broadcast/gather-for-batch.ts";
import { milestoneFacts } from "../../../../core/messaging/broadcast/milestone-facts.ts";
import { messages } from "../../../../core/messaging/content/catalog.ts";
import type { Cause } from "../../../../core/model/cause.ts";
import { about, customers } from "../../../support/batch-world.ts";
import { noon } from "../../../support/eligibility-builders.ts";

const label = { en: "One kilometer of bank cleared", de: "Ein Kilometer Ufer aufgeräumt" };
const rivers: Cause = {
  slug: "clean-rivers",
  name: { en: "Clean rivers", de: "Saubere Flüsse" },
  summary: { en: "Rivers", de: "Flüsse" },
  charity: { name: "Silverbeck", registration: "1", url: "https://silverbeck.example", sample: true },
  status: "active",
  goal: { currency: "EUR", amount: 90_000, milestones: [{ amount: 30_000, label }] },
  picture: {
    ...{ hash: "0".repeat(32), width: 1_200, height: 900, credit: "Photo: Mara Lind" },
    alt: { en: "A river", de: "Ein Fluss" },
  },
};
const causes = [rivers];
const threshold = { cause: "clean-rivers", currency: "EUR", amount: 30_000 };
const row = { ...threshold, at: noon };
const totals = (net: number): Totals => ({
  entries: 3,
  sums: [
    { cause: "clean-rivers", funding: "brand", currency: "EUR", net: net - 1_000, takenBack: 0, gifts: 2 },
    { cause: "clean-rivers", funding: "match", currency: "EUR", net: 1_000, takenBack: 0, gifts: 1 },
    { cause: "clean-rivers", funding: "brand", currency: "USD", net: 50_000, takenBack: 0, gifts: 1 },
  ],
  counts: [{ cause: "clean-rivers", purchases: 3, customers: 2 }],
});

describe("the facts about a milestone", () => {
  test("are those of the ledger and the totals now, in the brand's own words", () => {
    const gathered = milestoneFacts(about, row, totals(30_000), { causes });
    expect(gathered).toMatchObject({ outcome: "current", validUntil: "2026-11-25T11:00:00Z" });
    if (gathered.outcome !== "current") throw new Error("not current");
    expect(messages["milestone-reached"].facts.parse(gathered.facts)).toEqual({
      cause: rivers.name,
      label,
      charity: { name: "Silverbeck", sample: true },
      amount: { minor: 30_000, currency: "EUR" },
      reachedAt: noon,
      customers: 2,
      picture: {
        ...{ url: `/pictures/${"0".repeat(32)}/960.jpg`, width: 544, height: 408 },
        ...{ alt: rivers.picture?.alt, credit: "Photo: Mara Lind" },
      },
    });
  });

  test("are none when refunds took the total below it again", () => {
    expect(milestoneFacts(about, row, totals(29_999), { causes }).outcome).toBe("noLongerTrue");
    expect(milestoneFacts(about, row, undefined, { causes }).outcome).toBe("noLongerTrue");
  });

  test("are none when the brand no longer states it", () => {
    const goal = { currency: "EUR" as const, amount: 90_000, milestones: [] };
    for (const stated of [[], [{ ...rivers, goal }]]) {
      expect(milestoneFacts(about, row, totals(30_000), { causes: stated }).outcome).toBe("noLongerTrue");
    }
  });

  test("name the goal itself", () => {
    const goal = { ...about, amount: 90_000 };
    expect(milestoneFacts(goal, { ...row, amount: 90_000 }, totals(90_000), { causes })).toMatchObject({
      outcome: "current",
      facts: { label: { en: "All that we set out to give" } },
    });
  });

  test("are read once for a batch, and a row that a read does not show yet is no reason to drop it", async () => {
    let reads = 0;
    let seen = [row];
    const nobody = async () => {
      throw new Error("nothing of one customer is read");
    };
    const gather = gatherForBatch({
      storyHead: async () => undefined,
      brandConfig: async () => ({ causes, terms: [], pools: [] }),
      allTime: async () => totals(30_000),
      reached: async () => {
        reads += 1;
        return seen;
      },
      entries: { of: nobody },
      preferences: nobody,
      letters: { version: nobody },
      journeySwitch: nobody,
      days: nobody,
      now: () => noon,
    });
    const batch = { journey: { name: "milestone-reached", startedAt: noon }, about } as const;
    const factsFor = await gather(batch);
    for (const customer of customers(3)) expect((await factsFor(customer)).outcome).toBe("current");
    expect(reads).toBe(1);
    seen = [];
    await expect(gather(batch)).rejects.toMatchObject({ name: "MilestoneUnseenError" });
  });
});
