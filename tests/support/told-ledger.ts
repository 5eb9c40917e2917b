import type { FactsLookUp } from "../../core/intake/shop-system/look-up.ts";
import type { AskShop } from "../../core/intake/shop-system/order-list.ts";
import type { NormalisedEvent } from "../../core/intake/shop-system/payload.ts";
import type { Refund } from "../../core/model/purchase.ts";
import type { Source } from "../../core/model/sources.ts";
import { aStatement, someTerms } from "./giving-builders.ts";
import { ledgerWorld } from "./ledger-spec.ts";
import { normaliseWebhook } from "./normalise-webhook.ts";
import { ROUND_UP } from "./webhooks.ts";

/** A shop that answers questions, for a system that is looked up. */
export interface AskedShop {
  readonly lookUp: FactsLookUp;
  readonly answer: (path: string) => unknown;
}

type Fact = Extract<NormalisedEvent, { kind: "purchase" | "refund" }>;

/**
 * What a shop system's webhooks come to in the ledger of a brand that gives a tenth: each is normalised, looked up if the
 * shop can be asked, and recorded, with the refunds that waited for it.
 */
export function toldLedger(source: Source, terms: Parameters<typeof someTerms>[0] = {}, shop?: AskedShop) {
  const share = { kind: "percentage", basisPoints: 1_000 } as const;
  const world = ledgerWorld(aStatement({ terms: [someTerms({ share, ...terms })] }));
  const outcomes: string[] = [];
  const refund = async (one: Refund) => outcomes.push((await world.refund(one)).outcome);
  const tell = async (payload: unknown, topic?: string) => {
    const now = "2026-11-24T00:00:00Z";
    const read = normaliseWebhook(source, { connection: "web", topic, payload, now });
    if (read.outcome === "unusable") throw new Error(JSON.stringify(read.issues));
    for (const event of read.events) {
      if (event.kind !== "purchase" && event.kind !== "refund") continue;
      for (const fact of await exactly(event, shop, now)) {
        if (fact.kind === "refund") {
          await refund(fact.refund);
          continue;
        }
        const given = await world.give({ ...fact.purchase, identities: [] });
        outcomes.push(given.outcome);
        if (given.outcome !== "conflict") for (const one of given.early) await refund(one);
      }
    }
  };
  return {
    tell,
    outcomes,
    /** What all entries together give now. */
    gift: () => world.ledger.entries.flatMap(({ parts }) => parts).reduce((sum, { minor }) => sum + minor, 0),
    orders: () => world.ledger.accruals().length,
  };
}

async function exactly(fact: Fact, shop: AskedShop | undefined, now: string) {
  if (shop === undefined || fact.lookUp === undefined) return [fact];
  const ask: AskShop = async (url, _, schema) => ({
    body: schema.parse(shop.answer(url.pathname)),
    headers: new Headers(),
  });
  const access = { origin: "https://shop.example.com", accessToken: "a-token-of-the-shop" };
  const { lookUp } = fact;
  const facts =
    fact.kind === "purchase"
      ? { kind: fact.kind, purchase: fact.purchase }
      : { kind: fact.kind, refund: fact.refund };
  return await shop.lookUp(ask, { connection: "web", access, lookUp, facts, now, roundUp: ROUND_UP });
}
