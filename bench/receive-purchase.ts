import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { claimOf, verifies } from "../core/intake/signature.ts";
import { signedHeaders } from "../local/sample/signing.ts";
import { bareEnvironment } from "../local/settings.ts";
import type { Arm, Bench, Claim, Figures } from "./claim.ts";
import { meter } from "./minute/meter.ts";
import { saleAt, webhookCall } from "./minute/sale.ts";
import { median } from "./rounds.ts";
import { bundled } from "./worker/bundled.ts";
import { openWorld, type World } from "./world/world.ts";

const STARTS = 11;
const CALLS = 20;
const VERIFICATIONS = 4_000;
const BODY_BYTES = 2_048;
const ENTRIES = {
  ours: "../functions/receive-purchase/handler.ts",
  naive: "naive/receive-purchase.ts",
  empty: "receive-purchase/empty.ts",
} as const;
type Entry = keyof typeof ENTRIES;
type Bundles = Readonly<Record<Entry, { readonly file: string; readonly bytes: number }>>;

/** What a fresh process does until its handler can be called, as Lambda bills it: its processor time in milliseconds. */
const START = `
const cpu = process.cpuUsage();
await import(process.argv[1]);
const { user, system } = process.cpuUsage(cpu);
process.stdout.write(String((user + system) / 1000));
process.exit();
`;

const ENVIRONMENT = {
  AWS_REGION: "us-east-1",
  EVENT_BUS: "bus",
  CONNECTIONS: JSON.stringify({ "standard/pos": "secret" }),
  IDENTITY_SECRET: "secret",
  QUARANTINE_BUCKET: "bucket",
  NAIVE_SECRET: "secret",
  NAIVE_BUS: "bus",
};

function started(file: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ["--input-type=module", "--eval", START, file], {
      stdio: ["ignore", "pipe", "inherit"],
      env: bareEnvironment(ENVIRONMENT),
    });
    let output = "";
    child.stdout.on("data", (chunk: Buffer) => {
      output += chunk.toString();
    });
    child.once("error", reject);
    child.once("close", (code) =>
      code === 0 ? resolve(Number(output)) : reject(new Error("A start failed")),
    );
  });
}

async function initialisation(file: string): Promise<number> {
  const times: number[] = [];
  for (let start = 0; start < STARTS; start += 1) times.push(await started(file));
  return median(times);
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
    const claim = claimOf("standard", { headers, body: bytes }, now);
    if (claim.kind === "claimed" && verifies(claim, { secrets: keys })) genuine += 1;
  }
  const { user, system } = process.cpuUsage(cpu);
  if (genuine !== VERIFICATIONS) throw new Error("A genuine webhook did not verify");
  return (user + system) / 1000 / VERIFICATIONS;
}

async function measure(world: World, bundles: Bundles, arm: Arm, seed: number): Promise<Figures> {
  const bundle = arm === "ours" ? bundles.ours : bundles.naive;
  const initMs = await initialisation(bundle.file);
  const emptyMs = await initialisation(bundles.empty.file);
  return {
    bundleKilobytes: bundle.bytes / 1000,
    zippedKilobytes: gzipSync(readFileSync(bundle.file)).byteLength / 1000,
    emptyKilobytes: bundles.empty.bytes / 1000,
    initMs,
    emptyInitMs: emptyMs,
    roundTrips: await roundTrips(world, arm, seed),
    ...(arm === "ours" && { verifyMsAt2KB: verification() }),
  };
}

export const receivePurchase: Claim = {
  name: "receive-purchase",
  says: "The function that a shop system waits for starts small and answers after one call.",
  target: "1 round trip between a verified signature and the 2xx",
  headline: "bundleKilobytes",
  same: { naiveStandard: "naiveExpress" },
  async open(note): Promise<Bench> {
    note("receive-purchase: bundling, and starting the engine");
    const bundles = {
      ours: await bundled(ENTRIES.ours),
      naive: await bundled(ENTRIES.naive),
      empty: await bundled(ENTRIES.empty),
    };
    const world = await openWorld();
    return { measure: (arm, seed) => measure(world, bundles, arm, seed), close: () => world.close() };
  },
  isMet: ({ ours }) => ours["roundTrips"] === 1,
};
