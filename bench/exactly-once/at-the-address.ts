import { setTimeout as sleep } from "node:timers/promises";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { loadBrand } from "../../cli/brand/load-brand.ts";
import { CliError } from "../../cli/cli-error.ts";
import { engineOf, type OwnEngine, ownEngine } from "../../cli/settings.ts";
import { chanceFrom } from "../../demo/chance.ts";
import { connectShops, introduceShoppers } from "../../demo/connect.ts";
import { connectionOf, type Order } from "../../demo/facts.ts";
import { sampleOrders, withRefunds } from "../../demo/generate.ts";
import { expect, mayRefund } from "../../demo/oracle.ts";
import { messagesOf } from "../../demo/sample-shops.ts";
import { untilFolded } from "../../demo/settle.ts";
import { sampleShoppers } from "../../demo/shoppers.ts";
import { deploy, synthesise } from "../../local/deploy.ts";
import { startEngine } from "../../local/engine/engine.ts";
import { type Stage, stageOf } from "../../local/stage.ts";
import type { Figures } from "../claim.ts";
import { auditLedger } from "../world/audit.ts";
import { killWorkers } from "./function-workers.ts";
import { type Post, postAll } from "./posts.ts";
import { demoStated } from "./product-day.ts";

/** Apart from the engine of the modelled load. */
const PORT_DEFAULT = 4691;
const AT = "2026-11-22T12:00:00Z";
const TIMES_MAX = 5;
const CUT_PERCENT = 3;
const WAIT_SCALE = 0.01;
const LAMBDA_CONCURRENCY = 12;
/** Workflows that began with the last webhooks are killed for so long, too. */
const KILLS_GO_ON_MS = 4_000;

interface Load {
  readonly purchases: number;
  readonly seed: number;
}

/**
 * Posts purchases and refunds of every shop system to the address of the deployed receive-purchase, each once up to five
 * times, in any order and several at a time, while functions' processes and the client are killed −9 and connections are
 * dropped. Then redrives what failed for good, and compares the ledger with the oracle.
 */
export async function loadAtTheAddress(note: (text: string) => void, load: Load): Promise<Figures> {
  const own = ownEngine(Number(process.env.WELLSPRING_BENCH_PORT ?? PORT_DEFAULT - 1) + 1);
  note("exactly-once: deploying, for the load with kills");
  const bare = await startEngine(own, { fresh: true });
  const { outputs } = await deploy(own, synthesise(own));
  await bare.stop();
  const engine = await startEngine(own, {
    enforceIam: true,
    waitScale: WAIT_SCALE,
    lambdaConcurrency: LAMBDA_CONCURRENCY,
  });
  try {
    return await measured(own, stageOf(own, outputs), note, load);
  } finally {
    await engine.stop();
  }
}

async function measured(
  own: OwnEngine,
  stage: Stage,
  note: (text: string) => void,
  { purchases, seed }: Load,
): Promise<Figures> {
  await loadBrand(stage, "demo");
  await introduceShoppers(stage, sampleShoppers());
  const stated = await demoStated();
  const plain = sampleOrders({ seed, at: AT }, sampleShoppers()).slice(0, purchases);
  const orders = withRefunds(plain, { seed, at: AT }, mayRefund(plain, stated));
  const chance = chanceFrom(seed);
  const posts = await postsOf(stage, orders, seed);
  note(`exactly-once: ${posts.length} deliveries of ${orders.length} purchases, with kills`);
  const kills = killWorkers(own, chance);
  const tally = await postAll(posts, chanceFrom(seed + 1));
  await sleep(KILLS_GO_ON_MS);
  const workersKilled = await kills.stop();
  const expected = expect(orders, stated, new Date().toISOString().slice(0, 10));
  await untilFolded(stage, expected.entries, () => {}).catch((error: unknown) => {
    // What is missing or too much is counted below.
    if (!(error instanceof CliError)) throw error;
    note(`exactly-once: ${error.message}`);
  });
  const dynamo = new DynamoDBClient(engineOf(stage));
  const audit = await auditLedger(dynamo, stage.output("LedgerTable"), expected);
  dynamo.destroy();
  return {
    addressPurchases: orders.length,
    addressDeliveries: tally.posted,
    addressCut: tally.cut,
    addressWorkersKilled: workersKilled,
    addressClientsKilled: tally.clientsKilled,
    addressLost: audit.lost,
    addressTwice: audit.twice,
    addressMinorUnitsOff: audit.minorUnitsOff,
  };
}

/** Each webhook once up to five times, all of them mixed: refunds may come before their purchase. */
async function postsOf(stage: Stage, orders: readonly Order[], seed: number): Promise<Post[]> {
  const chance = chanceFrom(seed + 2);
  const keys = await connectShops(stage);
  const messages = orders.flatMap((order) => {
    const { purchase, updates, refunds } = messagesOf(order);
    return [purchase, ...updates, ...refunds];
  });
  const repeated = messages.flatMap((message) =>
    Array.from({ length: chance.between(1, TIMES_MAX) }, () => message),
  );
  return chance.shuffled(repeated).map((message, index) => {
    const signing = keys.get(message.source);
    if (signing === undefined) throw new Error(`There are no keys for ${message.source}.`);
    return {
      index,
      url: stage.webhookAddress({ source: message.source, name: connectionOf(message.source) }),
      message,
      keys: signing,
      isCut: chance.percent(CUT_PERCENT),
    };
  });
}
