import { baseOf } from "../../demo/facts.ts";
import { sampleShoppers } from "../../demo/shoppers.ts";
import type { Arm } from "../claim.ts";
import { auditBaseline } from "../world/audit.ts";
import { ordersOf } from "../world/orders.ts";
import type { World } from "../world/world.ts";
import { type Day, repeated } from "./deliver.ts";
import { demoStated } from "./product-day.ts";

const AT = "2026-11-22T12:00:00Z";
const TIMES = 5;
const LATE_PERCENT = 2;
const PACE = { secondMs: 20, timeoutSecondMs: 150, priced: false };
const SHARE_PERCENT = 2;
const DEFAULT_CAUSE = "native-seeds";

/** The same orders for the idiomatic build, which knows neither refunds nor match pools. */
export async function baselineDay(
  world: World,
  arm: Arm,
  { seed, purchases }: { readonly seed: number; readonly purchases: number },
): Promise<Day> {
  const orders = ordersOf({ seed, count: purchases, at: AT }, sampleShoppers(), await demoStated());
  const stage = await world.stage(arm, 1);
  const events = orders.map((order) => ({
    "detail-type": "PurchaseReceived",
    detail: {
      orderId: String(order.number),
      currency: order.currency,
      base: baseOf(order),
      ...(order.cause !== undefined && { cause: order.cause }),
      ...(order.shopper !== undefined && { customer: order.shopper.email }),
    },
  }));
  const expected = new Map(
    events.map(({ detail }) => [
      detail.orderId,
      {
        counter: `cause#${detail.cause ?? DEFAULT_CAUSE}#${detail.currency}`,
        minor: Math.round((detail.base * SHARE_PERCENT) / 100),
      },
    ]),
  );
  const every = Math.round(100 / LATE_PERCENT);
  return {
    events: repeated(events, TIMES, seed),
    late: events.filter((_, index) => index % every === 0),
    purchases,
    worker: (workerSeed) => stage.worker(workerSeed, PACE),
    audit: () => auditBaseline(world.dynamo, stage.name, expected),
    close: () => world.drop(stage),
  };
}
