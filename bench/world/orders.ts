import { RoundUpsText } from "../../core/intake/shop-system/round-up-rule.ts";
import type { WholeSource } from "../../core/intake/sources/registry.ts";
import { eventsOfWebhook } from "../../core/intake/webhook/read-webhook.ts";
import { instantAt } from "../../core/model/instant.ts";
import type { OracleStated } from "../../demo/brand-terms.ts";
import { chanceFrom } from "../../demo/chance.ts";
import { connectionOf, type Order, type Shopper } from "../../demo/facts.ts";
import { withRefunds } from "../../demo/generate.ts";
import type { Message } from "../../demo/message.ts";
import { mayRefund } from "../../demo/oracle.ts";
import { messagesOf } from "../../demo/sample-shops.ts";
import { demoConnections } from "../../demo/sample-stage.ts";
import { roundUpsText } from "../../lib/stages.ts";

/** An event as a rule of the bus hands it to a workflow. */
export interface BusEvent {
  readonly "detail-type": string;
  readonly detail: unknown;
}

export interface Drawn {
  readonly order: Order;
  readonly purchase: BusEvent;
  readonly refunds: readonly BusEvent[];
}

const MINUTE_MS = 60_000;
const SOURCES: readonly (readonly [WholeSource, number])[] = [
  ["standard", 96],
  ["shopify", 2],
  ["stripe", 1],
  ["square", 1],
];
const CAUSES = ["clean-rivers", "open-paths", "mountain-rescue", "native-seeds"] as const;
const KNOWN_PERCENT = 4;

/** Orders of the last day before `at`, some of known customers, some with refunds. */
export function ordersOf(
  { seed, count, at }: { readonly seed: number; readonly count: number; readonly at: string },
  shoppers: readonly Shopper[],
  stated: OracleStated,
): readonly Order[] {
  const chance = chanceFrom(seed);
  const known = shoppers.filter((shopper) => shopper.known);
  const plain = Array.from({ length: count }, (_, number): Order => {
    const source = chance.weighted(SOURCES);
    const placedMs = Date.parse(at) - chance.between(1, 23 * 60) * MINUTE_MS;
    const shopper = chance.percent(KNOWN_PERCENT) ? known[chance.between(0, known.length - 1)] : undefined;
    const quantity = source === "square" ? 1 : chance.between(1, 3);
    const unit = chance.between(500, 24_999);
    return {
      number,
      source,
      ...(source === "square" && { store: "L7TARNFELLTILL" }),
      ...(source === "standard" && { store: "mill-lane" }),
      placedAt: instantAt(placedMs),
      currency: chance.weighted([
        ["USD", 6],
        ["EUR", 4],
      ]),
      taxIncluded: false,
      lines: [{ id: 1, sku: "TF-MAP", title: "Map of the high fells", quantity, unit, discount: 0, tax: 0 }],
      shipping: 0,
      tip: 0,
      roundUp: source !== "square" && chance.percent(20) ? chance.between(1, 99) : 0,
      ...(shopper !== undefined && { shopper }),
      ...(chance.percent(40) && { cause: chance.pick(CAUSES) }),
      refunds: [],
    };
  });
  const may = mayRefund(plain, stated);
  return withRefunds(plain, { seed, at }, (order) => order.number % 3 === 0 && may(order));
}

/** Each order with the events of its webhooks, as the product reads them. */
export async function asEvents(orders: readonly Order[], identityKey: string): Promise<readonly Drawn[]> {
  const read = eventsOfWebhook({
    key: async () => identityKey,
    lookUps: new Set(),
    roundUps: RoundUpsText.parse(roundUpsText({ connections: demoConnections })),
    now: () => "2030-01-01T00:00:00Z",
  });
  const eventOf = async ({ source, topic, body }: Message): Promise<BusEvent> => {
    const reading = await read({ source, connection: connectionOf(source), topic, body: Buffer.from(body) });
    const [event] = reading.outcome === "events" ? reading.events : [];
    if (event === undefined)
      throw new Error(`A webhook of ${source} gives no event: ${JSON.stringify(reading)}`);
    return { "detail-type": event.contract.name, detail: event.detail };
  };
  const drawn: Drawn[] = [];
  for (const order of orders) {
    const { purchase, refunds } = messagesOf(order);
    const refundEvents: BusEvent[] = [];
    for (const refund of refunds) refundEvents.push(await eventOf(refund));
    drawn.push({ order, purchase: await eventOf(purchase), refunds: refundEvents });
  }
  return drawn;
}
