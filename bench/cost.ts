import type { Arm, Bench, Claim, Figures } from "./claim.ts";
import { baselineBill } from "./minute/baseline-bill.ts";
import { baselineMinute } from "./minute/baseline-minute.ts";
import { priced } from "./minute/price-list.ts";
import { productBill } from "./minute/product-bill.ts";
import { productMinute } from "./minute/product-minute.ts";
import { openWorld, type World } from "./world/world.ts";

const TARGET_USD = 4.2;

/** A minute of anonymous sales is counted, and its bill priced; a million purchases cost as many such bills. */
async function measure(world: World, arm: Arm, seed: number): Promise<Figures> {
  const bill =
    arm === "ours"
      ? productBill(await productMinute(world, "anonymous", seed))
      : baselineBill(await baselineMinute(world, arm, "anonymous", seed), arm);
  const items = priced(bill);
  const all = Object.values(items).reduce((sum, usd) => sum + usd, 0);
  return {
    usdPerMillion: all,
    ...Object.fromEntries(Object.entries(items).map(([item, usd]) => [`usd ${item}`, usd])),
  };
}

export const cost: Claim = {
  name: "cost",
  claim:
    "What a million purchases cost on AWS by list price: webhook, bus, workflow, ledger and dashboards, at 100 purchases a second.",
  target: `at most $${TARGET_USD.toFixed(2)} per million purchases`,
  headline: "usdPerMillion",
  async open(note): Promise<Bench> {
    note("cost: starting the engine");
    const world = await openWorld();
    return { measure: (arm, seed) => measure(world, arm, seed), close: () => world.close() };
  },
  passes: ({ ours }) => (ours["usdPerMillion"] ?? Number.POSITIVE_INFINITY) <= TARGET_USD,
};
