import type { Arm } from "../claim.ts";
import type { Run } from "../model/workflow.ts";
import type { World } from "../world/world.ts";
import { entriesOf, meter } from "./meter.ts";
import type { Minute } from "./product-minute.ts";
import { type Buyer, saleAt, webhookCall } from "./sale.ts";

const MEASURED = 100;
const WARM_UP = 100;
const PLACED_AT = "2026-11-22T13:44:30Z";

/** The same sales through the idiomatic build. It has no batches: a minute costs what its purchases cost. */
export async function baselineMinute(world: World, arm: Arm, buyer: Buyer, seed: number): Promise<Minute> {
  const stage = await world.stage(arm, 1);
  const worker = stage.worker(seed);
  const seen = meter(() => undefined);
  world.proxy.rule({ watch: seen.watch });
  async function sell(from: number, count: number): Promise<Minute> {
    const calls = Array.from({ length: count }, (_, index) =>
      webhookCall(saleAt(2 * (from + index), PLACED_AT, buyer), stage.key, Date.now()),
    );
    const received = await worker.run({ does: "receive", inputs: calls });
    const receive = seen.take();
    const events = receive.seen
      .flatMap(entriesOf)
      .map((entry) => ({ detail: JSON.parse(String(entry["Detail"])) }));
    const given = await worker.run({ does: "give", inputs: events });
    const runs = given.results.map(({ output }) => output as Run);
    if (runs.length !== count || runs.some((run) => run?.status !== "succeeded")) {
      throw new Error(`The idiomatic build did not record a purchase: ${JSON.stringify(runs[0])}`);
    }
    const give = seen.take();
    return {
      receive,
      give,
      fold: seen.take(),
      used: { ...received.used, ...given.used },
      runs,
      purchases: count,
      folded: 1,
      batches: 0,
      announced: 0,
    };
  }
  try {
    await sell(0, WARM_UP);
    return await sell(WARM_UP, MEASURED);
  } finally {
    world.proxy.rule({});
    worker.close();
    await world.drop(stage);
  }
}
