import * as fc from "fast-check";
import { expect } from "vitest";
import { wholeSources } from "../../../core/intake/sources/registry.ts";
import { messagesOf } from "../../../demo/sample-shops.ts";
import { signedHeaders } from "../../../demo/signing.ts";
import type { Probe } from "../../support/fuzz-probe.ts";
import { forged } from "../../support/fuzz-requests.ts";
import { SENDERS } from "../../support/senders.ts";
import { kind } from "../kind.ts";
import { order } from "../orders.ts";
import { NOW, pathOf, type ShopMutation, shopWorld } from "../shop-world.ts";

const AGES_S = [-86_400, -3_600, -400, 400, 3_600, 86_400, 40_000_000];

/** A webhook that is genuine but for its age, where its shop system signs that. */
const stale = fc
  .tuple(order, fc.constantFrom(...AGES_S))
  .filter(([{ source }]) => ["stripe", "standard"].includes(source))
  .map(([one, age]): Probe => {
    const message = messagesOf(one).purchase;
    const headers = signedHeaders(message, SENDERS[one.source].secret, 0, Date.parse(NOW) + age * 1000);
    return {
      what: "a signature of another day",
      to: "webhooks",
      method: "POST",
      path: pathOf(one.source),
      headers,
      body: message.body,
      answers: [401],
    };
  });

/** Signed well, by the key and the scheme of another shop system. */
const confused = fc
  .tuple(order, fc.constantFrom(...wholeSources))
  .filter(([one, other]) => one.source !== other)
  .map(([one, other]): Probe => {
    const message = messagesOf(one).purchase;
    const keys = SENDERS[other].secret;
    const asOther = signedHeaders({ ...message, source: other }, keys, 0, Date.parse(NOW));
    const own = SENDERS[one.source].secret.notificationUrl;
    const notificationUrl = own ?? keys.notificationUrl;
    const secrets = { secrets: keys.secrets, ...(notificationUrl !== undefined && { notificationUrl }) };
    return {
      what: "another's key",
      to: "webhooks",
      method: "POST",
      path: pathOf(one.source),
      headers: { ...asOther, ...signedHeaders(message, secrets, 0, Date.parse(NOW)) },
      body: message.body,
      answers: [401],
    };
  });

const spoilt = order.chain((one) => {
  const message = messagesOf(one).purchase;
  const headers = signedHeaders(message, SENDERS[one.source].secret, 0, Date.parse(NOW));
  return forged({ message, path: pathOf(one.source), headers });
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
