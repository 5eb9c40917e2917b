import type { Arm, Bench, Claim, Figures } from "./claim.ts";
import { loadAtTheAddress } from "./exactly-once/at-the-address.ts";
import { baselineDay } from "./exactly-once/baseline-day.ts";
import { deliver } from "./exactly-once/deliver.ts";
import { productDay } from "./exactly-once/product-day.ts";
import { openWorld, type World } from "./world/world.ts";

/** In five rounds 20,000 purchases and 100,000 deliveries, refunds and what faults repeat not counted. */
const PURCHASES = 4_000;
/** The idiomatic build needs four times as many calls for each: its errors are reported for each thousand purchases too. */
const BASELINE_PURCHASES = 100;
const MUTANT_PURCHASES = 150;
const SHARDS = 8;
/** Of the load with kills at the deployed address, which is run once. */
const ADDRESS_PURCHASES = 150;
const ADDRESS_SEED = 20_261_126;

async function measure(world: World, arm: Arm, seed: number): Promise<Figures> {
  if (arm === "ours") {
    const day = await productDay(world, { seed, purchases: PURCHASES, shards: SHARDS });
    return perThousand(await deliver(world, day, { seed, runsTwice: true }));
  }
  const day = await baselineDay(world, arm, { seed, purchases: BASELINE_PURCHASES });
  return perThousand(await deliver(world, day, { seed, runsTwice: arm === "baselineExpress" }));
}

/** Whether this audit shows that the product's conditions are gone: 1 if they do. */
async function mutantCaught(world: World): Promise<number> {
  const day = await productDay(world, { seed: 1, purchases: MUTANT_PURCHASES, shards: SHARDS });
  const { twice = 0, minorUnitsOff = 0 } = await deliver(world, day, {
    seed: 1,
    runsTwice: true,
    mutate: withoutConditions,
  });
  return twice + minorUnitsOff > 0 ? 1 : 0;
}

function perThousand(figures: Figures): Figures {
  const { purchases = 1, lost = 0, twice = 0 } = figures;
  return {
    ...figures,
    wrongPerThousand: ((lost + twice) * 1000) / purchases,
    countedPerPurchase: (purchases - lost + twice) / purchases,
  };
}

/** The product without the conditions of its entries: what stands at a key is written over. */
function withoutConditions(operation: string, request: Asked): object {
  if (operation === "PutItem") return unconditional(request);
  const { TransactItems } = request;
  if (!Array.isArray(TransactItems)) return request;
  return {
    ...request,
    TransactItems: TransactItems.map((one) =>
      one.Put === undefined ? one : { Put: unconditional(one.Put) },
    ),
  };
}

type Asked = Readonly<Record<string, unknown>>;

function unconditional(put: Asked): Asked {
  const {
    ConditionExpression: _,
    ExpressionAttributeNames: __,
    ExpressionAttributeValues: ___,
    ...rest
  } = put;
  return rest;
}

export const exactlyOnce: Claim = {
  name: "exactly-once",
  claim: "Each purchase counts once, however often it is delivered and whatever breaks on the way.",
  target: "0 lost, 0 twice, ledger = oracle to the cent, at the deployed address too; mutant caught",
  headline: "countedPerPurchase",
  counts: [
    "purchases",
    "deliveries",
    "startsRefused",
    "faults",
    "kills",
    "redriven",
    "lost",
    "twice",
    "minorUnitsOff",
    ...[
      "addressPurchases",
      "addressDeliveries",
      "addressCut",
      "addressWorkersKilled",
      "addressClientsKilled",
    ],
    ...["addressLost", "addressTwice", "addressMinorUnitsOff"],
  ],
  async open(note, { purchases = ADDRESS_PURCHASES }): Promise<Bench> {
    const address = await loadAtTheAddress(note, { purchases, seed: ADDRESS_SEED });
    note(`exactly-once: ${JSON.stringify(address)}`);
    note("exactly-once: starting the engine");
    const world = await openWorld();
    const caught = await mutantCaught(world);
    let isFirst = true;
    return {
      async measure(arm, seed) {
        const figures = await measure(world, arm, seed);
        if (arm !== "ours") return figures;
        const once = isFirst ? address : {};
        isFirst = false;
        return { ...figures, mutantCaught: caught, ...once };
      },
      close: () => world.close(),
    };
  },
  passes: ({ ours }) =>
    ["lost", "twice", "minorUnitsOff", "addressLost", "addressTwice", "addressMinorUnitsOff"].every(
      (name) => ours[name] === 0,
    ) && ours["mutantCaught"] === 1,
};
