import { setTimeout as sleep } from "node:timers/promises";
import { BRAND_CONFIG_AGE_MAX_SECONDS, type BrandConfig } from "../../giving/config/brand-config.ts";
import { once } from "../../platform/once.ts";
import type { VerifiedWebhook } from "../shop-system/verified-webhook.ts";
import type { PayloadWarning } from "../warnings/payload-warning.ts";
import type { WebhookEvent } from "./bus-events.ts";

/** The sender of a webhook waits at most so long for advice about it, of which so long for the brand's config. */
const ADVICE_MS_MAX = 1_000;
const CONFIG_MS_MAX = 700;

/** The warnings about a webhook. Never throws. */
export type Warn = (
  webhook: VerifiedWebhook,
  events: readonly WebhookEvent[],
) => Promise<readonly PayloadWarning[]>;

/**
 * Warnings for senders of our own format: nobody reads the answers that shop systems get. What it needs is loaded with the
 * first such webhook, and the brand's config is read at most once a minute. A config that does not come in time is done
 * without, for a minute: advice never holds up a purchase.
 */
export function lateWarnings(
  read: () => Promise<BrandConfig>,
  now: () => string,
  configMsMax = CONFIG_MS_MAX,
): Warn {
  const load = once(() => import("./warnings-of.ts"));
  const config = onceAMinute(() => inTime(read, configMsMax), now);
  const warn: Warn = async (webhook, events) => {
    const isPurchase = events.some(({ detail }) => "purchase" in detail);
    const { warningsOf } = await load();
    return warningsOf(webhook, events, isPurchase ? await config() : undefined);
  };
  return async (webhook, events) => {
    if (webhook.source !== "standard") return [];
    return (await inTime(() => warn(webhook, events), ADVICE_MS_MAX)) ?? [];
  };
}

/** The brand's config of the stage's ledger, by a client that is loaded with the first read. */
export function lateBrandConfig(table: string): () => Promise<BrandConfig> {
  const store = once(async () => {
    const [{ DynamoDBClient }, { brandConfigStore }] = await Promise.all([
      import("@aws-sdk/client-dynamodb"),
      import("../../giving/config/brand-config.store.ts"),
    ]);
    return brandConfigStore(new DynamoDBClient(), table);
  });
  return async () => (await store()).read();
}

/** Asks at most once a minute, also after a read that failed. */
function onceAMinute(
  read: () => Promise<BrandConfig | undefined>,
  now: () => string,
): () => Promise<BrandConfig | undefined> {
  let last: { readonly config: Promise<BrandConfig | undefined>; readonly at: number } | undefined;
  return () => {
    const at = Date.parse(now());
    if (last === undefined || at - last.at >= BRAND_CONFIG_AGE_MAX_SECONDS * 1000) {
      last = { config: read(), at };
    }
    return last.config;
  };
}

/** What a task gives; undefined when it fails, or takes longer. */
async function inTime<Value>(task: () => Promise<Value>, msMax: number): Promise<Value | undefined> {
  const ended = new AbortController();
  try {
    return await Promise.race([task(), sleep(msMax, undefined, { signal: ended.signal, ref: false })]);
  } catch {
    return undefined;
  } finally {
    ended.abort();
  }
}
