import { setTimeout as sleep } from "node:timers/promises";
import { BRAND_CONFIG_AGE_MAX_SECONDS, type BrandConfig } from "../../giving/config/brand-config.ts";
import type { Identity } from "../../model/purchase.ts";
import { once } from "../../platform/once.ts";
import type { VerifiedWebhook } from "../shop-system/verified-webhook.ts";
import type { PayloadWarning } from "../warnings/payload-warning.ts";
import type { WebhookEvent } from "./bus-events.ts";

/** The sender of a webhook waits at most so long for advice about it, of which so long for what is read. */
const ADVICE_MS_MAX = 1_000;
const READ_MS_MAX = 700;

/** The warnings about a webhook. Never throws. */
export type Warn = (
  webhook: VerifiedWebhook,
  events: readonly WebhookEvent[],
) => Promise<readonly PayloadWarning[]>;

/** What advice is made from. `isCard`: whether this is the card of a customer now. */
export interface Advisers {
  readonly read: () => Promise<BrandConfig>;
  readonly isCard: (card: Identity) => Promise<boolean>;
}

/**
 * Warnings for senders of our own format: nobody reads the answers that shop systems get. What it needs is loaded with the
 * first such webhook, and the brand's config is read at most once a minute; a card is looked for with each purchase that shows one.
 * What does not come in time is done without, a config for a minute: advice never holds up a purchase.
 */
export function lateWarnings({ read, isCard }: Advisers, now: () => string, msMax = READ_MS_MAX): Warn {
  const load = once(() => import("./warnings-of.ts"));
  const config = onceAMinute(() => inTime(read, msMax), now);
  const warn: Warn = async (webhook, events) => {
    const purchases = events.flatMap(({ detail }) => ("purchase" in detail ? [detail.purchase] : []));
    const card = purchases.flatMap(({ identities }) => identities.filter(isCustomerCard))[0];
    const [{ warningsOf }, brandConfig, isKnown] = await Promise.all([
      load(),
      purchases.length > 0 ? config() : undefined,
      card && inTime(() => isCard(card), msMax),
    ]);
    return warningsOf(webhook, events, { brandConfig, isCardUnknown: isKnown === false });
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

/** Whether a customer has this card, by the stage's table of people and a client that is loaded with the first question. */
export function lateCards(table: string): Advisers["isCard"] {
  const store = once(async () => {
    const [{ DynamoDBClient }, { customerStore }] = await Promise.all([
      import("@aws-sdk/client-dynamodb"),
      import("../../people/records/customer.store.ts"),
    ]);
    return customerStore(new DynamoDBClient(), table);
  });
  return async (card) => (await store()).hasOwner(card);
}

function isCustomerCard({ kind }: Identity): boolean {
  return kind === "customerCard";
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
