import { z } from "zod";
import { isThin, type WholeSource, wholeSources } from "../core/intake/sources/registry.ts";
import type { Source } from "../core/model/sources.ts";
import type { Order } from "./facts.ts";
import type { Messages } from "./message.ts";
import type { SampleShop, Weighted } from "./sample-shop.ts";

const Payloads = z.object({
  sampleShop: z.custom<SampleShop>((value) => typeof value === "object" && value !== null),
});

/**
 * Each source whose webhooks say what was bought has a file of its name in payloads/, which exports a `sampleShop`: there is no
 * other list. One whose shop must be asked has none: its orders would be in a shop that the sample has not.
 */
async function load(source: WholeSource): Promise<readonly [WholeSource, SampleShop]> {
  const payloads: unknown = await import(`./payloads/${source}.ts`);
  return [source, Payloads.parse(payloads).sampleShop];
}

const shops: ReadonlyMap<WholeSource, SampleShop> = new Map(await Promise.all(wholeSources.map(load)));

export function sampleShopOf(source: Source): SampleShop {
  const shop = isThin(source) ? undefined : shops.get(source);
  if (shop === undefined) throw new Error(`The sample has no shop of ${source}.`);
  return shop;
}

/** How often each shop sells, the one that sells most first. */
export const shopWeights: Weighted<WholeSource> = [...shops]
  .map(([source, { weight }]) => [source, weight] as const)
  .toSorted(([, a], [, b]) => b - a);

/** The id of an order as its shop system writes it. */
export function orderIdOf(order: Order): string {
  return sampleShopOf(order.source).orderId(order);
}

/** What the order's shop system sends for it, in that system's own format. */
export function messagesOf(order: Order): Messages {
  return sampleShopOf(order.source).messages(order);
}
