import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { localCredentials, localRegion } from "../cli/settings.ts";
import { isSignedWith } from "../core/intake/shop-system/signature.ts";
import { standardSignature } from "../core/intake/sources/standard/signature.ts";
import { signedHeaders } from "../demo/signing.ts";
import type { ReceivePurchaseEnv } from "../functions/receive-purchase/env.ts";
import type { Arm, Bench, Claim, Figures } from "./claim.ts";
import { meter } from "./minute/meter.ts";
import { saleAt, webhookCall } from "./minute/sale.ts";
import { type QuickAws, startQuickAws } from "./receive-purchase/aws.ts";
import { coldStarts } from "./receive-purchase/cold-start.ts";
import { shipped } from "./receive-purchase/shipped.ts";
import { bundled } from "./worker/bundled.ts";
import type { EnvironmentOf } from "./worker/environment.ts";
import { openWorld, type World } from "./world/world.ts";

const CALLS = 20;
const VERIFICATIONS = 4_000;
const BODY_BYTES = 2_048;
const KEY = `whsec_${Buffer.from("the sender of the bench signs with it").toString("base64")}`;
/** One text for every secret: the connection's key, and as it is long enough also the key of identities. */
const SECRET = JSON.stringify({ secrets: [KEY] });

interface Bundle {
  readonly file: string;
  readonly bytes: number;
  readonly zippedBytes: number;
  /** Of what a start loads. */
  readonly startBytes: number;
}

function environment(endpoint: string): EnvironmentOf<ReceivePurchaseEnv> {
  return {
    AWS_REGION: localRegion,
    AWS_ACCESS_KEY_ID: localCredentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: localCredentials.secretAccessKey,
    AWS_ENDPOINT_URL: endpoint,
    EVENT_BUS: "bus",
    CONNECTIONS: JSON.stringify({ "standard/pos": "secret" }),
    LOOK_UPS: "{}",
    ROUND_UPS: "[]",
    IDENTITY_SECRET: "secret",
    QUARANTINE_BUCKET: "bucket",
    LEDGER_TABLE: "ledger",
    PEOPLE_TABLE: "people",
    SITE_URL: "https://bench.invalid",
    BASELINE_SECRET: "secret",
    BASELINE_BUS: "bus",
  };
}

/** Without options, a bundler makes one file of it. */
async function inOneFile(entry: string): Promise<Bundle> {
  const { file, bytes } = await bundled(entry);
  return { file, bytes, startBytes: bytes, zippedBytes: gzipSync(readFileSync(file)).byteLength };
}

/**
 * Webhooks of a customer who gave an address, twice, and then a phone number: what is loaded late is loaded with the
 * first that needs it. The sample's customers give the one with even numbers and the other with odd ones.
 */
function firstCalls(): object[] {
  return [2, 4, 5].map((number) =>
    webhookCall(saleAt(number, "2026-11-22T13:44:30Z", "known"), KEY, Date.now()),
  );
}

/** Calls that a warm function makes of AWS between a verified signature and its answer, one after another. */
async function roundTrips(world: World, arm: Arm, seed: number): Promise<number> {
  const stage = await world.stage(arm, 1);
  const worker = stage.worker(seed);
  const seen = meter(() => undefined);
  world.proxy.rule({ watch: seen.watch });
  const call = (number: number) =>
    webhookCall(saleAt(2 * number, "2026-11-22T13:44:30Z", "anonymous"), stage.key, Date.now());
  try {
    await worker.run({ does: "receive", inputs: [call(0)] });
    seen.take();
    await worker.run({
      does: "receive",
      inputs: Array.from({ length: CALLS }, (_, index) => call(index + 1)),
    });
    return seen.take().depth / CALLS;
  } finally {
    world.proxy.rule({});
    worker.close();
    await world.drop(stage);
  }
}

/** Milliseconds of processor time to verify a webhook of 2 KB, with both keys of a rotation. */
function verification(): number {
  const keys = ["old", "new"].map((name) => `whsec_${Buffer.alloc(32, name).toString("base64")}`);
  const body = JSON.stringify({ filler: "x".repeat(BODY_BYTES - '{"filler":""}'.length) });
  const headers = signedHeaders({ source: "standard", id: "msg_1", body }, { secrets: keys }, 1, 0);
  const now = "1970-01-01T00:00:00Z";
  const bytes = Buffer.from(body);
  let genuine = 0;
  const cpu = process.cpuUsage();
  for (let index = 0; index < VERIFICATIONS; index += 1) {
    const claim = standardSignature.readHeader({ headers, body: bytes }, now);
    if (claim.kind === "claimed" && isSignedWith(claim, { secrets: keys })) genuine += 1;
  }
  const { user, system } = process.cpuUsage(cpu);
  if (genuine !== VERIFICATIONS) throw new Error("A genuine webhook did not verify");
  return (user + system) / 1000 / VERIFICATIONS;
}

async function measure({ world, aws, bundles, empty }: Opened, arm: Arm, seed: number): Promise<Figures> {
  const bundle = arm === "ours" ? bundles.ours : bundles.baseline;
  const [initMs = 0, firstMs = 0, secondMs = 0, firstPhoneMs = 0] = await coldStarts(
    bundle.file,
    environment(aws.endpoint),
    firstCalls(),
  );
  const [emptyInitMs = 0] = await coldStarts(empty.file, environment(aws.endpoint));
  return {
    bundleKilobytes: bundle.bytes / 1000,
    zippedKilobytes: bundle.zippedBytes / 1000,
    startKilobytes: bundle.startBytes / 1000,
    emptyKilobytes: empty.bytes / 1000,
    initMs,
    emptyInitMs,
    firstMs,
    secondMs,
    firstPhoneMs,
    roundTrips: await roundTrips(world, arm, seed),
    ...(arm === "ours" && { verifyMsAt2KB: verification() }),
  };
}

interface Opened {
  readonly world: World;
  readonly aws: QuickAws;
  readonly bundles: { readonly ours: Bundle; readonly baseline: Bundle };
  readonly empty: Bundle;
}

export const receivePurchase: Claim = {
  name: "receive-purchase",
  claim: "The function that a shop system waits for starts small and answers after one call.",
  target: "1 round trip between a verified signature and the 2xx",
  headline: "bundleKilobytes",
  same: { baselineStandard: "baselineExpress" },
  async open(note): Promise<Bench> {
    note("receive-purchase: bundling, and starting the engine");
    const ours = await shipped("receive-purchase");
    const baseline = await inOneFile("baseline/receive-purchase.ts");
    const empty = await inOneFile("receive-purchase/empty.ts");
    const aws = await startQuickAws(SECRET);
    const opened = { world: await openWorld(), aws, bundles: { ours, baseline }, empty };
    return {
      measure: (arm, seed) => measure(opened, arm, seed),
      async close() {
        await opened.world.close();
        await aws.close();
        await ours.close();
      },
    };
  },
  passes: ({ ours }) => ours["roundTrips"] === 1,
};
