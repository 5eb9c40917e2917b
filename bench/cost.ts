import type { Arm, Bench, Claim, Figures } from "./claim.ts";
import { baselineBill } from "./minute/baseline-bill.ts";
import { baselineMinute } from "./minute/baseline-minute.ts";
import { lookUpBill, measureLookUps } from "./minute/look-up.ts";
import { priced } from "./minute/price-list.ts";
import { productBill } from "./minute/product-bill.ts";
import { productMinute } from "./minute/product-minute.ts";
import type { Run } from "./model/workflow.ts";
import { openWorld, type World } from "./world/world.ts";

const TARGET_USD = 4.2;

const sum = (items: Readonly<Record<string, number>>) =>
  Object.values(items).reduce((all, usd) => all + usd, 0);

const named = (what: string, items: Readonly<Record<string, number>>) =>
  Object.fromEntries(Object.entries(items).map(([item, usd]) => [`${what} ${item}`, usd]));

/** A minute of anonymous sales is counted, and its bill priced; a million purchases cost as many such bills. */
async function measure(world: World, arm: Arm, seed: number): Promise<Figures> {
  if (arm !== "ours") {
    const items = priced(baselineBill(await baselineMinute(world, arm, "anonymous", seed), arm));
    return { usdPerMillion: sum(items), ...named("usd", items) };
  }
  const minute = await productMinute(world, "anonymous", seed);
  const items = priced(productBill(minute));
  const lookUps = await measureLookUps(world, seed);
  const more = Object.entries(priced(lookUpBill(lookUps))).filter(([, usd]) => usd > 0);
  const ofLookUp = Object.fromEntries(more);
  return {
    usdPerMillion: sum(items),
    ...named("usd", items),
    "usdPerMillion with a look-up": sum(items) + sum(ofLookUp),
    ...named("usd of the look-up:", ofLookUp),
    "states entered": statesOf(minute.runs),
    "states entered with a look-up": statesOf(lookUps.runs),
  };
}

function statesOf(runs: readonly Run[]): number {
  return runs.reduce((all, { transitions }) => all + transitions, 0) / runs.length;
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
