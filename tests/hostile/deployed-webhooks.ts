import { createHash } from "node:crypto";
import * as fc from "fast-check";
import { chanceFrom } from "../../demo/chance.ts";
import type { Order, Shopper } from "../../demo/facts.ts";
import type { Message } from "../../demo/message.ts";
import { messagesOf } from "../../demo/sample-shops.ts";
import { signedMessage } from "../../demo/signing.ts";
import { addressOf, anOrder, keysOf, orderNumber, post } from "../support/deployed-orders.ts";
import { said, spokenBody } from "./kinds/buyers-words.ts";
import { oddInput, oddMessage } from "./kinds/odd-facts.ts";
import { UNPAID, unsigned } from "./kinds/topics.ts";
import { order, webhooksOf } from "./orders.ts";
import { type Answer, shopWorld } from "./shop-world.ts";
import { changedBody } from "./webhook-body.ts";

/** What is sent to the deployed stacks, and what must come of it. */

/** Nobody else has these: wherever one of them is found, the stacks wrote down a person. */
export const CANARY_DOMAIN = "canary.example";
export const CANARY_NAME = "Hostilia";

/** One webhook as it is sent, genuine bytes all of them. */
export interface Sent {
  readonly message: Message;
  readonly headers: Readonly<Record<string, string>>;
}

/** All that is sent of one order: what counts once, and what must not count. `order` is what the oracle is told of. */
export interface Told {
  readonly order?: Order;
  readonly sent: readonly Sent[];
  /** Sent once all of these are recorded. */
  readonly later: readonly Sent[];
}

function canary(number: number): Shopper {
  return {
    number,
    name: `${CANARY_NAME} ${number}`,
    email: `h${number}@${CANARY_DOMAIN}`,
    phone: "+1 206 555 0177",
    card: `sq-1-canary-${number}`,
    known: false,
    choice: [],
  };
}

/** The same order under a number that no other run has, of a person whom only this suite knows. */
function own(one: Order): Order {
  const number = orderNumber();
  return { ...one, number, shopper: canary(number) };
}

const genuine = fc
  .record({
    order,
    seed: fc.nat(),
    headers: fc.array(unsigned, { maxLength: 3 }),
    words: said,
    isSpoken: fc.boolean(),
  })
  .map(({ order: one, seed, headers, words, isSpoken }): Told => {
    const mine = own(one);
    const chance = chanceFrom(seed);
    const { first, later } = webhooksOf(mine);
    const { purchase } = messagesOf(mine);
    const spoken = isSpoken ? [{ ...purchase, body: spokenBody(mine, purchase, words) }] : [];
    const once = [...first.filter(({ id }) => spoken.length === 0 || id !== purchase.id), ...spoken];
    const again = headers.map((some) => ({ message: chance.shuffled(once)[0] ?? purchase, headers: some }));
    const plain = once.map((message) => ({ message, headers: {} }));
    return {
      order: mine,
      sent: chance.shuffled([...plain, ...again]),
      later: later.map((message) => ({ message, headers: {} })),
    };
  });
const unpaid = fc
  .record({ order, headers: unsigned, which: fc.nat() })
  .map(({ order: one, headers, which }): Told => {
    const mine = own(one);
    const { purchase } = messagesOf(mine);
    const states = UNPAID[mine.source];
    const message = { ...purchase, body: changedBody(purchase, states[which % states.length] ?? {}) };
    return { sent: [{ message, headers }], later: [] };
  });
const odd = oddInput.map((one): Told => {
  const message = oddMessage({ ...one, order: own(one.order) });
  return { sent: [{ message, headers: {} }], later: [] };
});

export const told: fc.Arbitrary<Told> = fc.oneof(
  { weight: 3, arbitrary: genuine },
  { weight: 3, arbitrary: unpaid },
  { weight: 3, arbitrary: odd },
);

/** Orders in a currency that is none (Shopify's say it with each amount): kept with the person in them, whatever else is drawn. */
export function unusable(): readonly Told[] {
  return (["woocommerce", "stripe", "standard"] as const).map((source) => {
    const { purchase } = messagesOf(own(anOrder(source)));
    const message = { ...purchase, body: changedBody(purchase, { currency: "ZZZ" }) };
    return { sent: [{ message, headers: {} }], later: [] };
  });
}

/** Whether this counts: what the oracle is not told of must not, and is left out where the product itself takes it. */
export async function countsUntold({ order: known, sent }: Told): Promise<boolean> {
  if (known !== undefined) return false;
  const world = shopWorld();
  for (const { message, headers } of sent) await world.deliver(message, headers);
  return world.events.length > 0;
}

function asSent(message: Message) {
  return signedMessage(message, keysOf(message.source), 0, Date.now());
}

export async function send({ message, headers }: Sent): Promise<Answer> {
  const signed = asSent(message);
  const sent = { ...signed.headers, ...headers };
  const { status, body } = await post(addressOf(message.source), sent, signed.body);
  const outcome: unknown = body.startsWith("{") ? JSON.parse(body).outcome : undefined;
  return { status, body, outcome };
}

/** What the key of a webhook in quarantine may end with: a topic that changes nothing of it is not kept. */
export function keptNames({ message }: Sent): readonly string[] {
  const { topic = "", body } = asSent(message);
  return [topic, ""].map((one) => createHash("sha256").update(one).update("\n").update(body).digest("hex"));
}
