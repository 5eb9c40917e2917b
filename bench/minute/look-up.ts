import { PurchaseCompleted } from "../../core/events/catalog.ts";
import { introduce } from "../exactly-once/product-day.ts";
import type { Run } from "../model/workflow.ts";
import type { Used } from "../worker/measured.ts";
import { paymentOf } from "../world/shop.ts";
import { LOOKED_UP, type World } from "../world/world.ts";
import { type Bill, billedMs, cpuMsOf, gbSeconds, logBytes, NOTHING_USED, runGbSeconds } from "./bill.ts";
import { LEDGER_SHARDS } from "./product-minute.ts";

/** Stated: how long a shop's system takes to answer over the internet, on a connection that is open. */
const SHOP_ANSWER_MS = 250;
const WARM_UP = 50;
const MEASURED = 150;

/** What look-ups used, and the runs that they were a step of. */
export interface LookUps {
  readonly used: Used;
  readonly runs: readonly Run[];
}

/** Sales at a till whose webhook leaves the tax out: the workflow asks the shop for each, once, and records it. */
export async function measureLookUps(world: World, seed: number): Promise<LookUps> {
  const stage = await world.stage("ours", LEDGER_SHARDS);
  await introduce(world, stage);
  const worker = stage.worker(seed);
  try {
    await worker.run({ does: "give", inputs: events(0, WARM_UP) });
    const { results, used } = await worker.run({ does: "give", inputs: events(WARM_UP, MEASURED) });
    const runs = results.map(({ output }) => output as Run);
    if (runs.some((run) => run?.status !== "succeeded")) throw new Error("A purchase was not recorded");
    return { used: used["look-up-order"] ?? NOTHING_USED, runs };
  } finally {
    worker.close();
    await world.drop(stage);
  }
}

function events(from: number, count: number): readonly object[] {
  return Array.from({ length: count }, (_, index) => {
    const orderId = `order-${from + index}`;
    const [source, connection] = LOOKED_UP.split("/");
    const purchase = {
      source,
      connection,
      orderId,
      placedAt: "2026-11-22T13:44:30Z",
      currency: "EUR",
      base: 4_880,
      paid: 4_880,
      roundUp: 0,
      lines: [{ lineId: paymentOf(orderId), quantity: 1, goods: 4_880 }],
      tender: true,
      aliases: [paymentOf(orderId)],
      identities: [],
    };
    const detail = PurchaseCompleted.detail.parse({ purchase, lookUp: { of: "order", id: orderId } });
    return { "detail-type": PurchaseCompleted.name, detail };
  });
}

/** What a look-up costs beside what a purchase costs without one: a call that waits for the shop, and the run that waits for it. */
export function lookUpBill({ used }: LookUps): Bill {
  const ms = billedMs(cpuMsOf(used), 0) + SHOP_ANSWER_MS;
  return {
    httpApiRequest: 0,
    lambdaRequest: 1,
    lambdaGbSecondArm: gbSeconds(ms),
    eventBridgeEvent: 0,
    expressRun: 0,
    expressGbSecond: runGbSeconds(ms),
    standardTransition: 0,
    writeUnit: 0,
    readUnit: 0,
    logGigabyte: logBytes(used) / 1e9,
  };
}
