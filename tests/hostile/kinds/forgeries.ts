import * as fc from "fast-check";
import { expect } from "vitest";
import { Source } from "../../../core/model/sources.ts";
import { messagesOf } from "../../../demo/sample-shops.ts";
import { signedHeaders } from "../../../demo/signing.ts";
import type { Probe } from "../../support/fuzz-probe.ts";
import { forged } from "../../support/fuzz-requests.ts";
import { SENDERS } from "../../support/senders.ts";
import { kind } from "../kind.ts";
import { orders } from "../orders.ts";
import { NOW, pathOf, type ShopMutation, shopWorld } from "../shop-world.ts";

const AGES_S = [-86_400, -3_600, -400, 400, 3_600, 86_400, 40_000_000];

/** A webhook that is genuine but for its age, where its shop system signs that. */
const stale = orders(1)
  .filter(([order]) => order !== undefined && ["stripe", "standard"].includes(order.source))
  .chain(([order]) => fc.constantFrom(...AGES_S).map((age) => ({ order, age })))
  .map(({ order, age }): Probe => {
    if (order === undefined) throw new Error("There is no order");
    const message = messagesOf(order).purchase;
    const headers = signedHeaders(message, SENDERS[order.source].secret, 0, Date.parse(NOW) + age * 1000);
    return {
      what: "a signature of another day",
      to: "webhooks",
      method: "POST",
      path: pathOf(order.source),
      headers,
      body: message.body,
      answers: [401],
    };
  });

/** Signed well, by the key and the scheme of another shop system. */
const confused = fc
  .tuple(orders(1), fc.constantFrom(...Source.options))
  .filter(([[order], other]) => order !== undefined && order.source !== other)
  .map(([[order], other]): Probe => {
    if (order === undefined) throw new Error("There is no order");
    const message = messagesOf(order).purchase;
    const keys = SENDERS[other].secret;
    const asOther = signedHeaders({ ...message, source: other }, keys, 0, Date.parse(NOW));
    const own = SENDERS[order.source].secret.notificationUrl;
    const notificationUrl = own ?? keys.notificationUrl;
    const secrets = { secrets: keys.secrets, ...(notificationUrl !== undefined && { notificationUrl }) };
    return {
      what: "another's key",
      to: "webhooks",
      method: "POST",
      path: pathOf(order.source),
      headers: { ...asOther, ...signedHeaders(message, secrets, 0, Date.parse(NOW)) },
      body: message.body,
      answers: [401],
    };
  });

const spoilt = orders(1)
  .filter(([order]) => order !== undefined)
  .chain(([order]) => {
    if (order === undefined) throw new Error("There is no order");
    const message = messagesOf(order).purchase;
    const headers = signedHeaders(message, SENDERS[order.source].secret, 0, Date.parse(NOW));
    return forged({ message, path: pathOf(order.source), headers });
  });

async function refused(mutation: ShopMutation, { method, path, headers, body, answers }: Probe) {
  const world = shopWorld(mutation);
  const sent = { method, path, headers, body: typeof body === "string" ? body : Buffer.from(body ?? "") };
  const { status } = await world.post(sent);
  expect(answers, `answered ${status}`).toContain(status);
  expect([world.events, world.quarantined, world.ledger.entries]).toEqual([[], [], []]);
  return "refused" as const;
}

export const forgeries = kind<ShopMutation, Probe>({
  name: "signatures forged, cut, old or another's",
  share: 14,
  input: fc.oneof(
    { weight: 5, arbitrary: spoilt },
    { weight: 1, arbitrary: stale },
    { weight: 1, arbitrary: confused },
  ),
  product: {},
  tried: refused,
  mutants: {
    "the check of signatures": { secrets: (real) => ({ has: real.has, check: async () => true }) },
  },
});
