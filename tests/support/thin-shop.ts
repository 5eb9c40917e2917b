import fc from "fast-check";
import type { CatalogEvent } from "../../core/events/event-bus.client.ts";
import { LookUpOrder, lookUpOrder, type OrderLookedUp } from "../../core/intake/look-up/look-up-order.ts";
import { type AskShop, ShopBusyError } from "../../core/intake/shop-system/order-list.ts";
import { shopSystems, type ThinSource } from "../../core/intake/sources/registry.ts";
import { eventsOfWebhook } from "../../core/intake/webhook/read-webhook.ts";
import { Purchase, Refund } from "../../core/model/purchase.ts";
import { aStatement, someTerms } from "./giving-builders.ts";
import { ledgerWorld } from "./ledger-spec.ts";
import { NOW, ROUND_UP } from "./webhooks.ts";

const KEY = "identity-key-".repeat(5);

/** A shop whose webhooks only name an order: how it is asked, and what it says of a state of that order. */
export interface ThinShop<State> {
  readonly source: ThinSource;
  readonly accessToken: string;
  readonly notice: unknown;
  readonly answer: (state: State, url: URL) => unknown;
  /** The body around a notice's text, where it is not the text. */
  readonly wrap?: (text: string) => string;
}

/**
 * From a notice to the ledger of a brand that gives a tenth. The order is in one state at a time; each notice waits until
 * it is looked up, each event that comes of it until it is delivered.
 */
export function thinWorld<State>({
  source,
  accessToken,
  notice,
  answer,
  wrap = (text) => text,
}: ThinShop<State>) {
  const share = { kind: "percentage", basisPoints: 1_000 } as const;
  const ledger = ledgerWorld(aStatement({ terms: [someTerms({ share })] }));
  const roundUps = new Map([[`${source}/web`, ROUND_UP]]);
  const lookUps = new Set([`${source}/web`]);
  const common = { key: async () => KEY, lookUps, roundUps, now: () => NOW };
  const read = eventsOfWebhook(common);
  const notices: LookUpOrder[] = [];
  const events: CatalogEvent[] = [];
  let state: State | undefined;
  let isDown = false;

  const ask: AskShop = async (url, _, schema) => {
    if (isDown || state === undefined) throw new ShopBusyError("down");
    return { body: schema.parse(answer(state, url)), headers: new Headers() };
  };
  const look = lookUpOrder({
    ...common,
    systems: shopSystems,
    ask: () => ask,
    withAccess: (_, work) => work({ origin: "https://shop.example.com", accessToken }),
    bus: {
      async put(put) {
        for (const { contract, detail } of put)
          events.push({ contract, detail: contract.detail.parse(detail) });
      },
    },
  });

  async function hear(payload: unknown = notice): Promise<void> {
    const body = Buffer.from(wrap(JSON.stringify(payload)));
    const result = await read({ source, connection: "web", body });
    if (result.outcome !== "events") throw new Error(`The notice is ${result.outcome}`);
    notices.push(...result.events.map(({ detail }) => LookUpOrder.parse(detail)));
  }

  async function lookUp(at = 0): Promise<OrderLookedUp | undefined> {
    const [one] = notices.splice(at % Math.max(1, notices.length), 1);
    if (one === undefined) return undefined;
    const result = await look(one);
    if (result.outcome === "busy") notices.push(one);
    return result;
  }

  async function deliver(at = 0, again = false): Promise<void> {
    const index = at % Math.max(1, events.length);
    const [event] = again ? events.slice(index, index + 1) : events.splice(index, 1);
    if (event === undefined) return;
    const detail = event.detail as { readonly purchase?: unknown; readonly refund?: unknown };
    if (detail.refund !== undefined) return void (await ledger.refund(Refund.parse(detail.refund)));
    const given = await ledger.give(Purchase.parse(detail.purchase));
    if (given.outcome === "conflict") throw new Error("The ledger takes the order's statement for another's");
    for (const early of given.early) await ledger.refund(early);
  }

  return {
    becomes: (next: State) => {
      state = next;
    },
    goesDown: (down: boolean) => {
      isDown = down;
    },
    hear,
    lookUp,
    deliver,
    /** All that waits comes to its end: notices first, or what the numbers pick. */
    async drain(picks: readonly number[] = []): Promise<void> {
      isDown = false;
      for (let round = 0; notices.length + events.length > 0; round += 1) {
        const pick = picks[round % Math.max(1, picks.length)] ?? 0;
        if (notices.length > 0 && (events.length === 0 || pick % 2 === 0)) await lookUp(pick);
        else await deliver(pick);
      }
    },
    events,
    gift: () =>
      ledger.ledger.entries.flatMap(({ parts }) => parts).reduce((all, { minor }) => all + minor, 0),
    orders: () => ledger.ledger.accruals().length,
  };
}

type Step = readonly [what: "change" | "hear" | "lookUp" | "deliver" | "again" | "down" | "up", at: number];

const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.tuple(
    fc.constantFrom("change", "hear", "lookUp", "lookUp", "deliver", "deliver", "again", "down", "up"),
    fc.nat(50),
  ),
  { maxLength: 25 },
);

/**
 * Whatever the sequence of an order's states, its notices (some twice), questions that fail, and events (some twice), what is
 * booked in the end is what the last state says, as if it had been told once.
 */
export async function booksTheLastState<State>(
  shop: ThinShop<State>,
  histories: fc.Arbitrary<readonly State[]>,
  numRuns = 20,
): Promise<void> {
  await fc.assert(
    fc.asyncProperty(
      histories,
      steps,
      fc.array(fc.nat(50), { maxLength: 8 }),
      async (states, taken, picks) => {
        const world = thinWorld(shop);
        const waiting = [...states];
        const change = async () => {
          const next = waiting.shift();
          if (next === undefined) return;
          world.becomes(next);
          await world.hear();
        };
        await change();
        for (const [what, at] of taken) {
          if (what === "change") await change();
          else if (what === "hear") await world.hear();
          else if (what === "lookUp") await world.lookUp(at);
          else if (what === "down" || what === "up") world.goesDown(what === "down");
          else await world.deliver(at, what === "again");
        }
        while (waiting.length > 0) await change();
        await world.drain(picks);

        const once = thinWorld(shop);
        const last = states.at(-1);
        if (last === undefined) return;
        once.becomes(last);
        await once.hear();
        await once.drain();
        if (world.gift() !== once.gift()) throw new Error(`${world.gift()} in place of ${once.gift()}`);
        if (world.orders() > 1) throw new Error("The order is recorded more than once");
      },
    ),
    { numRuns },
  );
}
