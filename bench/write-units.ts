import type { Arm, Bench, Claim, Figures } from "./claim.ts";
import { baselineMinute } from "./minute/baseline-minute.ts";
import { type Minute, productMinute } from "./minute/product-minute.ts";
import { openWorld, PRICED, type World } from "./world/world.ts";

const ANONYMOUS_MAX = 1.05;
const KNOWN_MAX = 2.1;

/** Write units of one purchase, with its part of what the dashboards write for all. */
function unitsOf({ give, fold, purchases, folded }: Minute): number {
  return give.write / purchases + fold.write / folded;
}

async function measure(world: World, arm: Arm, seed: number): Promise<Figures> {
  if (arm !== "ours") {
    const anonymous = await baselineMinute(world, arm, "anonymous", seed);
    const known = await baselineMinute(world, arm, "known", seed);
    return { anonymous: unitsOf(anonymous), known: unitsOf(known), unitsDisagreed: anonymous.give.disagreed };
  }
  const anonymous = await productMinute(world, "anonymous", seed);
  const known = await productMinute(world, "known", seed);
  const anyTime = await productMinute(world, "anonymous", seed, { ...PRICED, placedAtIsFixed: false });
  return {
    anonymous: unitsOf(anonymous),
    known: unitsOf(known),
    anonymousWithOrderRow: unitsOf(anyTime),
    ofTheDashboards: anonymous.fold.write / anonymous.folded,
    readUnitsOfTheDashboards: anonymous.fold.read / anonymous.folded,
    readUnitsOfAKnownCustomer: known.give.read / known.purchases,
    unitsDisagreed: anonymous.give.disagreed + known.give.disagreed,
  };
}

export const writeUnits: Claim = {
  name: "write-units",
  claim:
    "A purchase is one write where its till promises a fixed placedAt, two for a customer who gave before; dashboards included, at 100 purchases a second.",
  target: `at most ${ANONYMOUS_MAX} write units anonymous, ${KNOWN_MAX} known`,
  headline: "anonymous",
  same: { baselineStandard: "baselineExpress" },
  async open(note): Promise<Bench> {
    note("write-units: starting the engine");
    const world = await openWorld();
    return { measure: (arm, seed) => measure(world, arm, seed), close: () => world.close() };
  },
  passes: ({ ours }) =>
    (ours["anonymous"] ?? Number.POSITIVE_INFINITY) <= ANONYMOUS_MAX &&
    (ours["known"] ?? Number.POSITIVE_INFINITY) <= KNOWN_MAX,
};
