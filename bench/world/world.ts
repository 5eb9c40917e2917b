import { join } from "node:path";
import {
  CreateTableCommand,
  type CreateTableCommandInput,
  DeleteTableCommand,
  DynamoDBClient,
} from "@aws-sdk/client-dynamodb";
import { CreateEventBusCommand, EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { CreateSecretCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { accepted, apply, readBrand } from "../../cli/brand/brand-ledger.ts";
import { localCredentials, localRegion, type OwnEngine, projectRoot } from "../../cli/settings.ts";
import { BY_CUSTOMER } from "../../core/giving/ledger/ledger.keys.ts";
import { demoConnections } from "../../demo/sample-stage.ts";
import type { FoldImpactEnv } from "../../functions/fold-impact/env.ts";
import type { LookUpOrderEnv } from "../../functions/look-up-order/env.ts";
import type { ReceivePurchaseEnv } from "../../functions/receive-purchase/env.ts";
import type { RecordGiftEnv } from "../../functions/record-gift/env.ts";
import type { ReverseGiftEnv } from "../../functions/reverse-gift/env.ts";
import type { ServeApiEnv } from "../../functions/serve-api/env.ts";
import type { ServePagesEnv } from "../../functions/serve-pages/env.ts";
import { NO_DOMAIN_KEY, type ServePeopleEnv } from "../../functions/serve-people/env.ts";
import { localDayBounds } from "../../lib/day-bounds.ts";
import { roundUpsText } from "../../lib/stages.ts";
import { type Engine, startEngine } from "../../local/engine/engine.ts";
import type { Arm } from "../claim.ts";
import { type AwsProxy, startProxy } from "../proxy/proxy.ts";
import { bundled } from "../worker/bundled.ts";
import type { EnvironmentOf } from "../worker/environment.ts";
import { startWorker, type Worker } from "../worker/pool.ts";
import { openShop } from "./shop.ts";

/** What the product's functions in a worker read. */
type ProductEnv = ReceivePurchaseEnv &
  LookUpOrderEnv &
  RecordGiftEnv &
  ReverseGiftEnv &
  FoldImpactEnv &
  ServePagesEnv &
  ServePeopleEnv &
  ServeApiEnv;

/** Apart from the engines of `npm start` and of the tests. */
const PORT_DEFAULT = 4690;
const BRAND = "demo";

/** The engine with the proxy before it. */
export interface World {
  readonly proxy: AwsProxy;
  /** Past the proxy: what the bench itself asks does not count. */
  readonly dynamo: DynamoDBClient;
  /** Tables, bus and secret of one run of one arm, with the sample brand applied, and all empty otherwise. */
  stage(arm: Arm, shards: number): Promise<Stage>;
  /** Lets go of a stage's tables. */
  drop(stage: Stage): Promise<void>;
  close(): Promise<void>;
}

export interface Stage {
  readonly name: string;
  readonly tables: readonly string[];
  readonly ledger: string;
  readonly impact: string;
  readonly people: string;
  /** What the webhooks' sender signs with. */
  readonly key: string;
  readonly identityKey: string;
  readonly contactKey: string;
  worker(seed: number, how?: WorkerSettings): Worker;
}

export interface WorkerSettings {
  /** How long a second of a retry's pause, and of a task's timeout, lasts. */
  readonly secondMs: number;
  readonly timeoutSecondMs: number;
  /** Whether processor time and log lines are measured; otherwise nothing is logged. */
  readonly priced: boolean;
  /** Whether the till promises that an order never comes with another `placedAt`, which saves an order row; else absent. */
  readonly placedAtIsFixed?: boolean;
}

/** The connection whose shop is asked for what its webhooks leave out. */
export const LOOKED_UP = "square/till";
const KEY = `whsec_${Buffer.from("the sender of the bench signs with it").toString("base64")}`;
const BASELINE_TABLES = ["idempotency", "donations", "counters", "customers"];
const CONTACT_KEY = "under this key the bench encrypts addresses, all of them";
const IDENTITY_KEY = "under this key the bench hashes identities, all of them";
export const PRICED: WorkerSettings = { secondMs: 1000, timeoutSecondMs: 1000, priced: true };

const clock = { stages: 0 };

export async function openWorld(
  port = Number(process.env.WELLSPRING_BENCH_PORT ?? PORT_DEFAULT),
): Promise<World> {
  const own: OwnEngine = { kind: "own", port, endpoint: `http://127.0.0.1:${port}` };
  const engine: Engine = await startEngine(own);
  const proxy = await startProxy({ port });
  const shop = await openShop();
  const direct = { endpoint: own.endpoint, region: localRegion, credentials: localCredentials };
  const dynamo = new DynamoDBClient(direct);
  const eventBridge = new EventBridgeClient(direct);
  const secretsManager = new SecretsManagerClient(direct);
  const run = Date.now().toString(36);
  const program = (await bundled("worker.ts")).file;

  async function secret(name: string, value: string): Promise<string> {
    const { ARN = name } = await secretsManager.send(
      new CreateSecretCommand({ Name: name, SecretString: value }),
    );
    return ARN;
  }

  return {
    proxy,
    dynamo,
    async stage(arm, shards) {
      clock.stages += 1;
      const name = `bench-${run}-${clock.stages}`;
      const ours = { ledger: `${name}-ledger`, impact: `${name}-impact`, people: `${name}-people` };
      const tables =
        arm === "ours" ? Object.values(ours) : BASELINE_TABLES.map((table) => `${name}-${table}`);
      const connection = await secret(`${name}-connection`, JSON.stringify({ secrets: [KEY] }));
      const identity = await secret(`${name}-identity`, IDENTITY_KEY);
      const contact = await secret(`${name}-contact`, CONTACT_KEY);
      const access = await secret(`${name}-access`, JSON.stringify(shop.access));
      await eventBridge.send(new CreateEventBusCommand({ Name: name }));
      if (arm === "ours") {
        for (const table of tables) await dynamo.send(new CreateTableCommand(productTable(table)));
        accepted(await apply({ dynamo, table: ours.ledger }, await readBrand(BRAND)));
      } else {
        for (const table of tables) await dynamo.send(new CreateTableCommand(baselineTable(table)));
      }
      return {
        name,
        tables,
        ...ours,
        key: KEY,
        identityKey: IDENTITY_KEY,
        contactKey: CONTACT_KEY,
        worker: (seed, { secondMs, timeoutSecondMs, priced, placedAtIsFixed = true } = PRICED) =>
          startWorker(program, {
            AWS_ENDPOINT_URL: proxy.endpoint,
            BENCH_ARM: arm === "ours" ? "ours" : "baseline",
            BENCH_WORKFLOW: join(
              projectRoot,
              arm === "ours" ? "state-machines/give-share.asl.json" : "bench/baseline/give.asl.json",
            ),
            BENCH_PEOPLE: arm === "ours" ? ours.people : name,
            BENCH_SECOND_MS: String(secondMs),
            BENCH_TIMEOUT_SECOND_MS: String(timeoutSecondMs),
            BENCH_SEED: String(seed),
            BENCH_PRICED: String(priced),
            POWERTOOLS_LOG_LEVEL: priced ? "INFO" : "SILENT",
            LEDGER_TABLE: ours.ledger,
            PEOPLE_TABLE: ours.people,
            LEDGER_SHARDS: String(shards),
            PLACED_AT_FIXED: placedAtIsFixed ? "standard/pos" : "none",
            IMPACT_TABLE: ours.impact,
            SITE_URL: "https://bench.invalid",
            HAS_LOG: "no",
            EVENT_BUS: name,
            CONNECTIONS: JSON.stringify({ "standard/pos": connection }),
            LOOK_UPS: "{}",
            ROUND_UPS: roundUpsText({ connections: demoConnections }),
            SHOPS: JSON.stringify({ [LOOKED_UP]: access }),
            IDENTITY_SECRET: identity,
            CONTACT_SECRET: contact,
            DOMAIN_KEY: NO_DOMAIN_KEY,
            REPLY_TO: "hello@bench.invalid",
            TRIES_MAX: "40",
            TEXT_COUNTRIES: "US",
            WALLETS: "apple google",
            DAY_BOUNDS: JSON.stringify(localDayBounds),
            QUARANTINE_BUCKET: "bench-has-no-quarantine",
            BASELINE_PREFIX: name,
            BASELINE_SECRET: connection,
            BASELINE_BUS: name,
          } satisfies EnvironmentOf<ProductEnv>),
      };
    },
    async drop({ tables }) {
      for (const TableName of tables) await dynamo.send(new DeleteTableCommand({ TableName }));
    },
    async close() {
      await proxy.close();
      await shop.close();
      for (const client of [dynamo, eventBridge, secretsManager]) client.destroy();
      await engine.stop();
    },
  };
}

const text = (AttributeName: string) => ({ AttributeName, AttributeType: "S" as const });

/** As lib/data/data-stack.ts makes them. */
function productTable(TableName: string): CreateTableCommandInput {
  return {
    TableName,
    BillingMode: "PAY_PER_REQUEST",
    AttributeDefinitions: [text("pk"), text("sk"), text("byCustomer"), text("byCustomerAt")],
    KeySchema: [
      { AttributeName: "pk", KeyType: "HASH" },
      { AttributeName: "sk", KeyType: "RANGE" },
    ],
    GlobalSecondaryIndexes: [
      {
        IndexName: BY_CUSTOMER,
        KeySchema: [
          { AttributeName: "byCustomer", KeyType: "HASH" },
          { AttributeName: "byCustomerAt", KeyType: "RANGE" },
        ],
        Projection: {
          ProjectionType: "INCLUDE",
          NonKeyAttributes: [
            "kind",
            "currency",
            "placedAt",
            "settlesOn",
            "parts",
            "gift",
            "terms",
            "causeBy",
          ],
        },
      },
    ],
  };
}

function baselineTable(TableName: string): CreateTableCommandInput {
  return {
    TableName,
    BillingMode: "PAY_PER_REQUEST",
    AttributeDefinitions: [text("id")],
    KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
  };
}
