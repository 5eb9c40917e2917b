import { describe, expect, test } from "vitest";
import type { Totals } from "../../../core/impact/impact.ts";
import { markMilestones } from "../../../core/impact/mark-milestones.ts";
import type { ReachedMilestone } from "../../../core/impact/milestone.ts";
import type { Cause } from "../../../core/model/cause.ts";
import type { StreamRecord } from "../../../core/platform/lambda/stream.ts";

const text = { en: "x", de: "x" };
const cause: Cause = {
  slug: "clean-rivers",
  name: text,
  summary: text,
  charity: { name: "Sample", registration: "none", url: "https://example.org", sample: true },
  status: "active",
  goal: { currency: "USD", amount: 1000, milestones: [{ amount: 500, label: text }] },
};

function allTime(nets: Record<string, number>, id = "1"): StreamRecord {
  const sums: Totals["sums"] = Object.entries(nets).map(([name, net]) => {
    const [funding, currency = "USD"] = name.split(" ");
    if (funding !== "brand" && funding !== "match" && funding !== "customer") throw new Error(name);
    return { cause: "clean-rivers", funding, currency, net, takenBack: 0, gifts: 1 };
  });
  const item = { pk: "all", sk: "all", entries: 1, sums, counts: [] };
  return { id, at: "2026-11-22T13:36:00Z", key: { pk: "all", sk: "all" }, item };
}

function arrange() {
  const rows: ReachedMilestone[] = [];
  const tries: ReachedMilestone[] = [];
  const mark = markMilestones({
    brandConfig: async () => ({ causes: [cause], terms: [], pools: [] }),
    milestones: {
      mark: async (row) => {
        tries.push(row);
        if (rows.some((one) => one.amount === row.amount)) return "markedBefore";
        rows.push(row);
        return "marked";
      },
    },
  });
  return { rows, tries, mark };
}

describe("mark-milestones", () => {
  test("adds fundings together to measure a goal, in its currency alone", async () => {
    const { rows, mark } = arrange();
    await mark([allTime({ brand: 200, match: 200, customer: 99, "brand JPY": 5000 })]);
    expect(rows).toEqual([]);
    await mark([allTime({ brand: 200, match: 200, customer: 100, "brand JPY": 5000 })]);
    expect(rows).toEqual([
      { cause: "clean-rivers", currency: "USD", amount: 500, at: "2026-11-22T13:36:00Z" },
    ]);
  });

  test("marks the goal itself too, and each threshold once", async () => {
    const { rows, tries, mark } = arrange();
    await mark([allTime({ brand: 600 }, "1"), allTime({ brand: 1000 }, "2")]);
    await mark([allTime({ brand: 1000 }, "2")]);
    expect(rows.map((row) => row.amount)).toEqual([500, 1000]);
    expect(tries).toHaveLength(2);
  });

  test("marks a threshold that later totals in the same batch fall below again", async () => {
    const { rows, mark } = arrange();
    await mark([allTime({ brand: 500 }, "1"), allTime({ brand: 0 }, "2")]);
    expect(rows.map((row) => row.amount)).toEqual([500]);
  });

  test("ignores other periods", async () => {
    const { rows, mark } = arrange();
    await mark([{ ...allTime({ brand: 5000 }), key: { pk: "month", sk: "2026-11" } }]);
    expect(rows).toEqual([]);
  });
});
