import { describe, expect, test } from "vitest";
import { SAMPLES, sampleRefund } from "../../../cli/pos/sample-webhooks.ts";
import { signedWebhook } from "../../../cli/pos/sign-webhook.ts";
import { isSignedWith } from "../../../core/intake/shop-system/signature.ts";
import { shopSystems, wholeSources } from "../../../core/intake/sources/registry.ts";
import { normaliseWebhook } from "../../../core/intake/webhook/normalise-webhook.ts";
import { SENDERS } from "../../support/senders.ts";
import { NOW } from "../../support/webhooks.ts";

const sample = {
  number: "1764252000123",
  placedMs: Date.parse(NOW),
  currency: "EUR",
  cause: "clean-rivers",
};

describe.each(wholeSources)("the sample purchase of %s", (source) => {
  const { topic, payload } = SAMPLES[source](sample);

  test("is read as one purchase of 20.00 for the named cause, of nobody", async () => {
    const read = await normaliseWebhook(source, { connection: "pos", topic, payload, now: NOW });
    expect(read).toMatchObject({
      outcome: "normalised",
      events: [{ kind: "purchase", purchase: { base: 2_000, currency: "EUR", cause: "clean-rivers" } }],
    });
  });

  test("is signed as the system signs", () => {
    const unsigned = Buffer.from(JSON.stringify(payload));
    const { secret } = SENDERS[source];
    const webhook = { source, body: unsigned, topic, id: "msg_1", nowMs: Date.parse(NOW) };
    const { headers, body } = signedWebhook(webhook, secret);
    const claimed = shopSystems[source].signature.readHeader({ headers, body }, NOW);
    expect(claimed.kind === "claimed" && isSignedWith(claimed, secret)).toBe(true);
    const other = Buffer.from(body.toString().replaceAll(sample.number, "1764252000124"));
    const forged = shopSystems[source].signature.readHeader({ headers, body: other }, NOW);
    expect(forged.kind === "claimed" && isSignedWith(forged, secret)).toBe(false);
  });
});

test("the sample's refund takes all of it back", async () => {
  const payload = sampleRefund(sample);
  const read = await normaliseWebhook("standard", { connection: "pos", payload, now: NOW });
  expect(read).toMatchObject({
    events: [{ kind: "refund", refund: { orderId: sample.number, scope: { of: "all" } } }],
  });
});
