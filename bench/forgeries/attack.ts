/** One process under attack: the function of an arm, a flood of forgeries, and honest webhooks in between. */

import * as z from "zod";
import { wholeSources } from "../../core/intake/sources/registry.ts";
import type { Source } from "../../core/model/sources.ts";
import { chanceFrom } from "../../demo/chance.ts";
import { connectionOf } from "../../demo/facts.ts";
import { sampleOrders } from "../../demo/generate.ts";
import type { Message } from "../../demo/message.ts";
import { messagesOf } from "../../demo/sample-shops.ts";
import { sampleShoppers } from "../../demo/shoppers.ts";
import type { SigningKeys } from "../../demo/signing.ts";
import type { ReceivePurchaseEnv } from "../../functions/receive-purchase/env.ts";
import { startProxy } from "../proxy/proxy.ts";
import type { EnvironmentOf } from "../worker/environment.ts";
import { lambda } from "../worker/lambda.ts";
import { FORGERIES, honest, type Seen, type Sent, signatureReEncoded } from "./forgery.ts";

const { BENCH_ARM, BENCH_SEED, BENCH_FORGERIES } = z
  .object({
    BENCH_ARM: z.enum(["ours", "baseline"]),
    BENCH_SEED: z.coerce.number(),
    BENCH_FORGERIES: z.coerce.number(),
  })
  .parse(process.env);

/** Virtual time: the whole attack lasts twenty minutes, whatever this machine takes for it. */
const STARTS_AT_MS = Date.parse("2026-11-22T12:00:00Z");
const LASTS_MS = 20 * 60_000;
/** The new key is stored after a quarter of it; the shop system signs with it two minutes later, mixed with the old for a while. */
const STORED_AFTER = 0.25;
const SIGNS_NEW_AFTER = 0.35;
const SIGNS_NEW_ONLY_AFTER = 0.6;
const OLD_ENDS_AFTER = 0.75;
const HONEST_ONE_IN = 100;

const time = { ms: STARTS_AT_MS };
const RealDate = Date;
globalThis.Date = class extends RealDate {
  constructor(...given: [] | [string | number | Date]) {
    super(...((given.length === 0 ? [time.ms] : given) as [number]));
  }
  static override now(): number {
    return time.ms;
  }
} as DateConstructor;

const chance = chanceFrom(BENCH_SEED);
const OLD_KEY = `whsec_${Buffer.alloc(32, "old").toString("base64")}`;
const NEW_KEY = `whsec_${Buffer.alloc(32, "new").toString("base64")}`;
const OTHER_KEY = `whsec_${Buffer.alloc(32, "another connection's").toString("base64")}`;
const NOTIFICATION_URL = "https://shop.example/webhooks/square/till";
const share = () => (time.ms - STARTS_AT_MS) / LASTS_MS;

function storedKeys(): readonly string[] {
  if (share() < STORED_AFTER) return [OLD_KEY];
  return share() < OLD_ENDS_AFTER ? [NEW_KEY, OLD_KEY] : [NEW_KEY];
}

const calls = { database: 0, secrets: 0, bus: 0, details: new Set<string>() };
const proxy = await startProxy(undefined);
proxy.rule({
  instead(service, _operation, request) {
    if (service === "dynamodb" || service === "s3") calls.database += 1;
    if (service === "secretsmanager") {
      calls.secrets += 1;
      const secrets = String(request["SecretId"]).includes("kiosk") ? [OTHER_KEY] : storedKeys();
      const identity = request["SecretId"] === "identity";
      return {
        SecretString: identity
          ? "k".repeat(40)
          : JSON.stringify({ secrets, notificationUrl: NOTIFICATION_URL }),
      };
    }
    if (service !== "events") return {};
    calls.bus += 1;
    const { Entries } = z.object({ Entries: z.array(z.object({ Detail: z.string() })) }).parse(request);
    for (const { Detail } of Entries) calls.details.add(Detail);
    return { Entries: Entries.map((_, index) => ({ EventId: `event-${index}` })) };
  },
});

/** The forgeries change headers; Adyen signs in its bodies. */
const signedInHeaders = wholeSources.filter((source) => source !== "adyen");
const sources: readonly Source[] = BENCH_ARM === "ours" ? signedInHeaders : ["standard"];
const environment: EnvironmentOf<ReceivePurchaseEnv> = {
  AWS_ENDPOINT_URL: proxy.endpoint,
  POWERTOOLS_LOG_LEVEL: "SILENT",
  EVENT_BUS: "bus",
  CONNECTIONS: JSON.stringify(
    Object.fromEntries(
      sources.flatMap((source) =>
        [connectionOf(source), "kiosk"].map((name) => [`${source}/${name}`, `${source}-${name}`]),
      ),
    ),
  ),
  LOOK_UPS: "{}",
  ROUND_UPS: "[]",
  IDENTITY_SECRET: "identity",
  QUARANTINE_BUCKET: "quarantine",
  LEDGER_TABLE: "ledger",
  PEOPLE_TABLE: "people",
  SITE_URL: "https://bench.invalid",
  BASELINE_SECRET: "standard-pos",
  BASELINE_BUS: "bus",
};
Object.assign(process.env, environment);
const receive =
  BENCH_ARM === "ours"
    ? lambda((await import("../../functions/receive-purchase/handler.ts")).handler)
    : lambda((await import("../baseline/receive-purchase.ts")).handler);

/** Webhooks that a forger has seen: sales of the sample, as each shop system reports them. */
const messages: readonly Message[] = sampleOrders({ seed: 1, at: "2026-11-22T11:00:00Z" }, sampleShoppers())
  .filter(({ source }) => sources.includes(source))
  .map((order) => messagesOf(order).purchase);

function eventOf({ source, connection, headers, body }: Sent): object {
  const isBytes = typeof body !== "string";
  return {
    version: "2.0",
    routeKey: "$default",
    rawPath: `/webhooks/${source}/${connection}`,
    headers,
    requestContext: { http: { method: "POST" }, requestId: "request" },
    body: isBytes ? body.toString("base64") : body,
    isBase64Encoded: isBytes,
  };
}

async function isAccepted(sent: Sent): Promise<boolean> {
  const { statusCode } = z.object({ statusCode: z.number() }).parse(await receive(eventOf(sent)));
  return statusCode < 300;
}

function seen(secrets: readonly string[]): Seen {
  const message = messages[chance.between(0, messages.length - 1)];
  if (message === undefined) throw new Error("There is nothing to forge");
  const keys: SigningKeys = { secrets, notificationUrl: NOTIFICATION_URL };
  return { message, connection: connectionOf(message.source), keys, nowMs: time.ms };
}

/** The key that the shop system signs with now. */
function signingKey(): string {
  if (share() < SIGNS_NEW_AFTER) return OLD_KEY;
  return share() < SIGNS_NEW_ONLY_AFTER && chance.percent(50) ? OLD_KEY : NEW_KEY;
}

// The idiomatic build has one address and one key: nothing of another connection can be replayed to it.
const kinds = Object.entries(FORGERIES).filter(
  ([kind]) => BENCH_ARM === "ours" || kind !== "replayedElsewhere",
);
const tally = { forgeries: 0, accepted: 0, databaseCalls: 0, honest: 0, honestRefused: 0 };
// A first honest webhook reads the secret, as in any function that has been warm for a while.
await isAccepted(honest(seen([OLD_KEY])));
const cpu = process.cpuUsage();
for (let index = 0; index < BENCH_FORGERIES; index += 1) {
  time.ms = STARTS_AT_MS + (LASTS_MS * index) / BENCH_FORGERIES;
  const retired = share() > OLD_ENDS_AFTER + 0.06 && index % kinds.length === 0;
  const before = calls.database;
  const [, forge] = kinds[index % kinds.length] ?? [];
  // The last of a source's two forms is spelt otherwise only where the signature is base64.
  const forged = retired ? honest(seen([OLD_KEY])) : forge?.(seen([signingKey()]), chance);
  if (forged !== undefined) {
    tally.forgeries += 1;
    if (await isAccepted(forged)) tally.accepted += 1;
  }
  const original = seen([signingKey()]);
  const spelt = signatureReEncoded(original);
  if (
    index % kinds.length === 1 &&
    JSON.stringify(spelt.headers) !== JSON.stringify(honest(original).headers)
  ) {
    tally.forgeries += 1;
    if (await isAccepted(spelt)) tally.accepted += 1;
  }
  tally.databaseCalls += calls.database - before;
  if (index % HONEST_ONE_IN !== 0) continue;
  tally.honest += 1;
  if (!(await isAccepted(honest(seen([signingKey()]))))) tally.honestRefused += 1;
}
const { user, system } = process.cpuUsage(cpu);
await proxy.close();
process.send?.({ ...tally, secretReads: calls.secrets, microsecondsEach: (user + system) / tally.forgeries });
process.disconnect();
