import { readBrand } from "../../cli/brand/brand-ledger.ts";
import { identitiesOf } from "../../core/intake/webhook/person-identities.ts";
import { customerStore } from "../../core/people/records/customer.store.ts";
import { mapBounded } from "../../core/platform/bounded.ts";
import { type OracleStated, readStated } from "../../demo/brand-terms.ts";
import { customerId } from "../../demo/connect.ts";
import { expect } from "../../demo/oracle.ts";
import { sampleShoppers } from "../../demo/shoppers.ts";
import { auditLedger } from "../world/audit.ts";
import { asEvents, ordersOf } from "../world/orders.ts";
import type { Stage, World } from "../world/world.ts";
import { type Day, repeated } from "./deliver.ts";

const AT = "2026-11-22T12:00:00Z";
const TIMES = 5;
const LATE_PERCENT = 2;
/** A second of a retry's pause and of a task's timeout, on the bench: pauses are short, and a slow machine has time. */
const PACE = { secondMs: 20, timeoutSecondMs: 150, priced: false };

export async function productDay(
  world: World,
  { seed, purchases, shards }: { readonly seed: number; readonly purchases: number; readonly shards: number },
): Promise<Day> {
  const stated = await demoStated();
  const orders = ordersOf({ seed, count: purchases, at: AT }, sampleShoppers(), stated);
  const stage = await world.stage("ours", shards);
  await introduce(world, stage);
  const drawn = await asEvents(orders, stage.identityKey);
  const events = drawn.flatMap(({ purchase, refunds }) => [purchase, ...refunds]);
  const expected = expect(orders, stated, AT.slice(0, 10));
  const every = Math.round(100 / LATE_PERCENT);
  return {
    events: repeated(events, TIMES, seed),
    late: events.filter((_, index) => index % every === 0),
    purchases,
    worker: (workerSeed) => stage.worker(workerSeed, PACE),
    audit: () => auditLedger(world.dynamo, stage.ledger, expected),
    close: () => world.drop(stage),
  };
}

export async function demoStated(): Promise<OracleStated> {
  const { brand, causes, terms, pools } = await readBrand("demo");
  return readStated({ brand: brand.text, causes: causes.text, terms: terms.text, pools: pools.text });
}

/** Lets the stage know the sample's known customers, with what they chose. */
export async function introduce(world: World, stage: Stage): Promise<void> {
  const customers = customerStore(world.dynamo, stage.people);
  const known = sampleShoppers().filter((shopper) => shopper.known);
  await mapBounded(known, 4, async ({ number, email, phone, card, choice }) => {
    const identities = await identitiesOf(
      { emails: [email], phones: [phone], cards: [card] },
      stage.identityKey,
    );
    await customers.save({ customer: customerId(number), causes: [...choice] }, identities);
  });
}
