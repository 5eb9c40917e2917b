import * as fc from "fast-check";
import { expect } from "vitest";
import { wholeSources } from "../../../core/intake/sources/registry.ts";
import { messagesOf, sampleShopOf } from "../../../demo/sample-shops.ts";
import { signedMessage } from "../../../demo/signing.ts";
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
    const signedMs = Date.parse(NOW) + age * 1000;
    const { headers, body } = signedMessage(
      messagesOf(one).purchase,
      SENDERS[one.source].secret,
      0,
      signedMs,
    );
    return {
      what: "a signature of another day",
      to: "webhooks",
      method: "POST",
      path: pathOf(one.source),
      headers,
      body,
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
    const asOther = sampleShopOf(other).headers(message, {
      key: keys.secrets[0] ?? "",
      at: Date.parse(NOW) / 1000,
      url: keys.notificationUrl ?? "",
    });
    const own = SENDERS[one.source].secret.notificationUrl;
    const notificationUrl = own ?? keys.notificationUrl;
    const secrets = { secrets: keys.secrets, ...(notificationUrl !== undefined && { notificationUrl }) };
    const { headers, body } = signedMessage(message, secrets, 0, Date.parse(NOW));
    return {
      what: "another's key",
      to: "webhooks",
      method: "POST",
      path: pathOf(one.source),
      headers: { ...asOther, ...headers },
      body,
      answers: [401],
    };
  });

const spoilt = order.chain((one) => {
  const sold = messagesOf(one).purchase;
  const { headers, ...message } = signedMessage(sold, SENDERS[one.source].secret, 0, Date.parse(NOW));
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
