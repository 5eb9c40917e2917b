import type { Normalise, WebhookDelivery } from "../../core/intake/shop-system/payload.ts";
import { shopSystems } from "../../core/intake/sources/registry.ts";
import { type NormaliseResult, normalisedBy } from "../../core/intake/webhook/normalise-webhook.ts";
import { Source } from "../../core/model/sources.ts";
import { ROUND_UP } from "./webhooks.ts";

const normalisers: ReadonlyMap<Source, Normalise> = new Map(
  await Promise.all(
    Source.options.map(async (source) => [source, await shopSystems[source].normaliser()] as const),
  ),
);

/** Reads a webhook at once, of a shop that takes round-ups: a test has loaded the code of every system before. */
export function normaliseWebhook(source: Source, delivery: WebhookDelivery): NormaliseResult {
  const normalise = normalisers.get(source);
  if (normalise === undefined) throw new Error(`No normaliser of ${source}`);
  return normalisedBy(normalise, { roundUp: ROUND_UP, ...delivery });
}
