import * as fc from "fast-check";
import { expect } from "vitest";
import { chanceFrom } from "../../../demo/chance.ts";
import type { Order } from "../../../demo/facts.ts";
import { expect as expectedOf } from "../../../demo/oracle.ts";
import { stated } from "../../support/sample-day.ts";
import { kind } from "../kind.ts";
import { choiceOf, orders, webhooksOf } from "../orders.ts";
import { NOW, netsOf, type ShopMutation, shopWorld } from "../shop-world.ts";

const TIMES_MAX = 5;

interface Input {
  readonly all: readonly Order[];
  readonly times: number;
  readonly seed: number;
}

/** Genuine webhooks, each sent once up to five times, in any order: the ledger is what the oracle says. */
async function delivered(mutation: ShopMutation, { all, times, seed }: Input) {
  const world = shopWorld(mutation, choiceOf(all));
  const chance = chanceFrom(seed);
  const repeated = (messages: ReturnType<typeof webhooksOf>["first"]) =>
    chance.shuffled(
      messages.flatMap((message) => Array.from({ length: chance.between(1, times) }, () => message)),
    );
  const webhooks = all.map(webhooksOf);
  for (const message of repeated(webhooks.flatMap(({ first }) => first))) {
    const { status, body } = await world.deliver(message);
    expect([200, 202], body).toContain(status);
  }
  for (const { later } of webhooks)
    for (const message of later)
      for (const again of repeated([message])) expect((await world.deliver(again)).status).toBe(202);
  const figures = expectedOf(all, stated, NOW.slice(0, 10)).figures;
  const wanted = figures
    .filter(({ net }) => net !== 0)
    .map(({ cause, funding, currency, net }) => [`${cause} ${funding} ${currency}`, net] as const);
  expect(netsOf(world)).toEqual(Object.fromEntries(wanted.toSorted()));
  return "accepted" as const;
}

export const deliveries = kind<ShopMutation, Input>({
  name: "deliveries repeated and reordered",
  share: 8,
  input: fc.record({ all: orders(6), times: fc.integer({ min: 1, max: TIMES_MAX }), seed: fc.nat() }),
  product: {},
  tried: delivered,
  mutants: { "the condition of the ledger's entries": { forgetful: true } },
});
