import type { Arm, Bench, Claim, Figures } from "./claim.ts";
import { naiveMinute } from "./minute/naive-minute.ts";
import { type Minute, ourMinute } from "./minute/our-minute.ts";
import { openWorld, type World } from "./world/world.ts";

const ANONYMOUS_MAX = 1.05;
const KNOWN_MAX = 2.1;

/** Write units of one purchase, with its part of what the dashboards write for all. */
function unitsOf({ give, fold, purchases, folded }: Minute): number {
  return give.write / purchases + fold.write / folded;
}

async function measure(world: World, arm: Arm, seed: number): Promise<Figures> {
  if (arm !== "ours") {
    const anonymous = await naiveMinute(world, arm, "anonymous", seed);
    const known = await naiveMinute(world, arm, "known", seed);
    return { anonymous: unitsOf(anonymous), known: unitsOf(known), unitsDisagreed: anonymous.give.disagreed };
  }
  const anonymous = await ourMinute(world, "anonymous", seed);
  const known = await ourMinute(world, "known", seed);
  return {
    anonymous: unitsOf(anonymous),
    known: unitsOf(known),
    ofTheDashboards: anonymous.fold.write / anonymous.folded,
    readUnitsOfTheDashboards: anonymous.fold.read / anonymous.folded,
    readUnitsOfAKnownCustomer: known.give.read / known.purchases,
    unitsDisagreed: anonymous.give.disagreed + known.give.disagreed,
  };
}

export const writeUnits: Claim = {
  name: "write-units",
  says: "A purchase is one write, two for a customer who gave before; dashboards included, at 100 purchases a second.",
  target: `at most ${ANONYMOUS_MAX} write units anonymous, ${KNOWN_MAX} known`,
  headline: "anonymous",
  same: { naiveStandard: "naiveExpress" },
  async open(note): Promise<Bench> {
    note("write-units: starting the engine");
    const world = await openWorld();
    return { measure: (arm, seed) => measure(world, arm, seed), close: () => world.close() };
  },
  isMet: ({ ours }) =>
    (ours["anonymous"] ?? Number.POSITIVE_INFINITY) <= ANONYMOUS_MAX &&
    (ours["known"] ?? Number.POSITIVE_INFINITY) <= KNOWN_MAX,
};
