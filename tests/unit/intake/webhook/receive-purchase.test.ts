import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import type { CatalogEvent } from "../../../../core/events/event-bus.client.ts";
import type { Quarantined } from "../../../../core/intake/quarantine/quarantine.client.ts";
import { shopSystems, wholeSources } from "../../../../core/intake/sources/registry.ts";
import { connectionSecrets } from "../../../../core/intake/webhook/connection-secrets.ts";
import { ingestWebhook } from "../../../../core/intake/webhook/ingest-webhook.ts";
import { lateWarnings } from "../../../../core/intake/webhook/late-warnings.client.ts";
import { receivePurchase, WEBHOOK_BYTES_MAX } from "../../../../core/intake/webhook/receive-purchase.ts";
import { claimHash, claimToken } from "../../../../core/model/claim-link.ts";
import { Source } from "../../../../core/model/sources.ts";
import { identitySecret } from "../../../../core/platform/crypto/identity.ts";
import { http } from "../../../../core/platform/lambda/http.ts";
import { connectionOf } from "../../../../demo/facts.ts";
import { aCause, brand, someTerms } from "../../../support/giving-builders.ts";
import { context, httpEvent } from "../../../support/http-event.ts";
import { SENDERS, type SignedWebhook, signed } from "../../../support/senders.ts";
import {
  CANARIES,
  NOW,
  ROUND_UPS,
  shopifyLine,
  shopifyOrder,
  squareRefund,
  standardDelay,
  standardPurchase,
  standardRefund,
  standardUnavailability,
  stripeCharge,
  wooOrder,
} from "../../../support/webhooks.ts";

const IDENTITY_KEY = "identity-key-".repeat(5);
const sources = wholeSources;

/** Loaded before: a call has a second, which a busy machine may need for that. */
beforeAll(async () => {
  for (const source of sources) await shopSystems[source].normaliser();
  await import("../../../../core/intake/webhook/warnings-of.ts");
});

const applied = { brand, causes: [aCause("clean-rivers")], terms: [someTerms()], pools: [] };

/** The whole function with everything around it in memory; `broken` names what does not work. */
function intake(
  broken: { readonly bus?: boolean; readonly quarantine?: boolean; readonly secrets?: string } = {},
) {
  const world = {
    calls: [] as string[],
    events: [] as CatalogEvent[],
    quarantined: [] as Quarantined[],
    lines: [] as string[],
  };
  const readSecret = async (arn: string) => {
    world.calls.push(`secret ${arn}`);
    if (broken.secrets !== undefined && arn.startsWith(broken.secrets)) throw new Error("AccessDenied");
    const source = Source.safeParse(arn).data;
    if (source === undefined) return IDENTITY_KEY;
    return JSON.stringify(SENDERS[source].secret);
  };
  const now = () => NOW;
  const ingest = ingestWebhook({
    key: identitySecret(readSecret, "identity"),
    lookUps: new Set(),
    roundUps: ROUND_UPS,
    now,
    epochMs: () => Date.parse(NOW),
    warn: lateWarnings({ read: async () => applied, isCard: async () => true }, now),
    siteUrl: "https://give.example.com",
    bus: {
      put: async (events) => {
        world.calls.push("bus");
        if (broken.bus) throw new Error("bus down");
        for (const { contract, detail } of events) contract.detail.parse(detail);
        world.events.push(...events);
      },
    },
    quarantine: {
      keep: async (quarantined) => {
        world.calls.push("quarantine");
        if (broken.quarantine) throw new Error("S3 down");
        world.quarantined.push(quarantined);
        return "key";
      },
    },
  });
  const arns = new Map(sources.map((source) => [`${source}/${connectionOf(source)}`, source]));
  const secrets = connectionSecrets({ readSecret, arns, now });
  const log = (message: string, facts: object) => world.lines.push(JSON.stringify({ message, ...facts }));
  const handler = http(
    receivePurchase({ secrets, ingest, now }),
    { info: log, error: log },
    { bodyBytesMax: WEBHOOK_BYTES_MAX },
  );

  async function ask(route: string) {
    const { statusCode, headers = {} } = await handler(httpEvent({ route }), context);
    return { status: statusCode, headers };
  }

  async function post(
    source: string,
    webhook: SignedWebhook & { readonly query?: Record<string, string>; readonly path?: string },
    base64 = false,
    connection?: string,
  ) {
    const route = `POST /webhooks/${source}/${connection ?? connectionOf(Source.parse(source))}`;
    const answer = await handler(httpEvent({ route, ...webhook, base64 }), context);
    return { status: answer.statusCode, body: JSON.parse(answer.body ?? "null"), text: answer.body ?? "" };
  }
  return { world, post, ask };
}

test("what cannot be used is kept once, under however many topics its bytes are sent again", async () => {
  const { world, post } = intake();
  const odd = shopifyOrder({ financial_status: "settled" });
  for (const topic of ["orders/paid", "orders/updated", "constructor", "a/b", "x".repeat(300)]) {
    expect(await post("shopify", signed("shopify", odd, { topic }))).toMatchObject({ status: 202 });
  }
  expect(new Set(world.quarantined.map(({ webhook }) => webhook.topic))).toEqual(new Set([undefined]));
  world.quarantined.length = 0;
  await post("shopify", signed("shopify", { id: 1 }, { topic: "orders/paid" }));
  expect(world.quarantined).toMatchObject([{ webhook: { topic: "orders/paid" } }]);
});

test("a genuine webhook that is about money and is not read says why, and rings", async () => {
  const { world, post } = intake();
  const edit = signed("shopify", { order_edit: { id: 1, order_id: 2 } }, { topic: "orders/edited" });
  expect(await post("shopify", edit)).toMatchObject({
    status: 200,
    body: { outcome: "notNeeded", ignored: ["orderEdited"] },
  });
  expect(world.events).toEqual([]);
  expect(JSON.parse(world.lines[0] ?? "")).toMatchObject({
    outcome: "notNeeded",
    connection: `shopify/${connectionOf("shopify")}`,
    ignored: ["orderEdited"],
  });
  const product = signed("shopify", { id: 1, title: "Mug" }, { topic: "products/update" });
  expect((await post("shopify", product)).body).toEqual({ outcome: "notNeeded" });
});

describe("a webhook in our own format that may not mean what it says", () => {
  test("is taken, and the answer names what: a misspelt member and a cause that the brand does not have", async () => {
    const { world, post } = intake();
    const payload = standardPurchase({ cause: "clean-river", stroe: "harbour", "Ada Canary": true });
    const { status, body } = await post("standard", signed("standard", payload));
    expect(status).toBe(202);
    expect(body).toMatchObject({
      outcome: "accepted",
      events: 1,
      warnings: [
        { kind: "unknownMember", path: "data.stroe", didYouMean: "store" },
        { kind: "unknownMember", path: "data" },
        { kind: "unknownCause", path: "data.cause", didYouMean: "clean-rivers" },
      ],
    });
    expect(JSON.parse(world.lines[0] ?? "")).toMatchObject({
      warnings: ["unknownMember: store", "unknownCause: clean-rivers"],
    });
    expect(world.lines[0]).not.toContain("stroe");
  });
  test("is answered 200 with the type that was meant, and 202 in quarantine with the currency", async () => {
    const { post } = intake();
    const type = { ...standardPurchase(), type: "purchase.complete" };
    expect(await post("standard", signed("standard", type))).toMatchObject({
      status: 200,
      body: { outcome: "notNeeded", warnings: [{ path: "type", didYouMean: "purchase.completed" }] },
    });
    const { body } = await post("standard", signed("standard", standardPurchase({ currency: "EURO" })));
    expect(body).toMatchObject({ outcome: "quarantined", warnings: [{ didYouMean: "EUR" }] });
    expect(body.faults).toHaveLength(1);
  });
  test("is told how a date is written", async () => {
    const { post } = intake();
    const payload = standardPurchase({ placedAt: "2026-11-26 12:00" });
    expect((await post("standard", signed("standard", payload))).body.faults).toEqual([
      { field: "data.placedAt", reason: expect.stringContaining("such as 2026-11-26T12:00:00+01:00") },
    ]);
  });
  test("is told what is missing", async () => {
    const { post } = intake();
    const payload = standardPurchase({ paid: undefined, orderId: undefined });
    const { faults } = (await post("standard", signed("standard", payload))).body;
    expect(faults).toEqual([
      { field: "data.orderId", reason: "is missing" },
      { field: "data.paid", reason: "is missing" },
    ]);
  });
});

function everythingThatLeft(
  { world }: Pick<ReturnType<typeof intake>, "world">,
  answers: readonly { text: string }[],
): string {
  return JSON.stringify([
    world.events.map(({ detail }) => detail),
    world.lines,
    answers.map(({ text }) => text),
  ]);
}

describe.each(sources)("a genuine webhook of %s", (source) => {
  test("is answered 202 once the bus has it, in one call", async () => {
    const { world, post } = intake();
    expect(await post(source, signed(source, SENDERS[source].purchase()))).toMatchObject({
      status: 202,
      body: { outcome: "accepted", events: 1 },
    });
    const calls = [`secret ${source}`, "secret identity", "bus"];
    expect(world.calls).toEqual(calls);
    await post(source, signed(source, SENDERS[source].purchase()));
    expect(world.calls).toEqual([...calls, "bus"]);
  });

  test("gives the same event when a proxy repeats its headers and ends its address with a slash", async () => {
    const { world, post } = intake();
    const webhook = signed(source, SENDERS[source].purchase());
    const headers = Object.fromEntries(
      Object.entries(webhook.headers).map(([name, value]) => [name, `${value}, ${value}`]),
    );
    await post(source, webhook);
    await post(source, { ...webhook, headers }, false, `${connectionOf(source)}/`);
    expect(world.events).toHaveLength(2);
    expect(world.events[1]).toEqual(world.events[0]);
  });

  test("property: gives the same event whatever else stands in its headers and behind its address", async () => {
    const webhook = signed(source, SENDERS[source].purchase());
    const { world, post } = intake();
    await post(source, webhook);
    const [expected] = world.events;
    const name = fc.constantFrom(
      ...["shop-domain", "order-id", "webhook-id", "event-id", "triggered-at", "test", "api-version"].map(
        (what) => `x-shopify-${what}`,
      ),
      ...["event", "resource", "id", "delivery-id", "source"].map((what) => `x-wc-webhook-${what}`),
      ...["square-environment", "square-retry-number", "stripe-account", "content-type", "content-encoding"],
      ...[
        "x-forwarded-host",
        "x-http-method-override",
        "x-original-url",
        "idempotency-key",
        "date",
        "__proto__",
      ],
    );
    const value = fc.constantFrom(
      "",
      "true",
      "orders/paid",
      "order.updated",
      "gzip",
      "text/xml",
      "other.example.com",
    );
    await fc.assert(
      fc.asyncProperty(fc.dictionary(name, value), fc.dictionary(value, value), async (headers, query) => {
        world.events.length = 0;
        const more = { ...headers, ...webhook.headers };
        expect((await post(source, { ...webhook, headers: more, query })).status).toBe(202);
        expect(world.events).toEqual([expected]);
      }),
      { numRuns: 30 },
    );
  });

  test("gives the same event with every delivery, also when its body came in base64", async () => {
    const { world, post } = intake();
    const webhook = signed(source, SENDERS[source].purchase());
    await post(source, webhook);
    expect((await post(source, webhook, true)).status).toBe(202);
    expect(world.events[1]).toEqual(world.events[0]);
  });

  test("leaves nothing personal in the event, the log or the answer", async () => {
    const all = intake();
    const answers = [
      await all.post(source, signed(source, SENDERS[source].purchase())),
      await all.post(source, signed(source, '{"email":"ada.canary@example.com')),
      await all.post(source, signed(source, '{"type":"purchase.completed","data":"ada.canary@example.com"}')),
      await all.post(source, {
        ...signed(source, SENDERS[source].purchase()),
        headers: { "x-shopify-topic": "Canary" },
      }),
    ];
    const left = everythingThatLeft(all, answers);
    for (const canary of CANARIES) expect(left).not.toContain(canary);
    const anybody = expect.arrayContaining([{ kind: expect.any(String), hmac: expect.any(String) }]);
    expect(all.world.events[0]?.detail).toMatchObject({
      purchase: { identities: SENDERS[source].namesNobody ? [] : anybody },
    });
  });

  test("is answered 500 while the bus is down, so that it comes again", async () => {
    const { post } = intake({ bus: true });
    expect((await post(source, signed(source, SENDERS[source].purchase()))).status).toBe(500);
  });

  test("that is not JSON is kept, byte for byte, and counted for the alarm", async () => {
    const { world, post } = intake();
    const webhook = signed(source, "{");
    expect(await post(source, webhook)).toMatchObject({
      status: 202,
      body: { outcome: "quarantined", faults: [{ field: expect.any(String) }] },
    });
    expect(world.quarantined).toMatchObject([
      { receivedAt: NOW, webhook: { source, connection: connectionOf(source) } },
    ]);
    expect(world.quarantined[0]?.webhook.body.equals(webhook.body)).toBe(true);
    expect(world.lines.map((line) => JSON.parse(line).outcome)).toEqual(["quarantined"]);
    expect(world.events).toEqual([]);
  });

  test("that cannot be used is answered 500 while the quarantine is down too", async () => {
    const { post } = intake({ quarantine: true });
    expect((await post(source, signed(source, "{"))).status).toBe(500);
  });

  test("is answered 503, never 401, while its secret cannot be read", async () => {
    const { world, post } = intake({ secrets: source });
    expect((await post(source, signed(source, SENDERS[source].purchase()))).status).toBe(503);
    expect(world.events).toEqual([]);
  });

  test("is answered 503 while the key of identities cannot be read: it hashes its customer, or the number of its receipt", async () => {
    const { world, post } = intake({ secrets: "identity" });
    expect((await post(source, signed(source, SENDERS[source].purchase()))).status).toBe(503);
    expect(world.events).toEqual([]);
  });
});

describe.each(sources)("a webhook of %s that is not genuine", (source) => {
  test("is answered 401 before a purchase is read, and reaches neither bus nor quarantine", async () => {
    const { world, post } = intake();
    const { headers } = signed(source, SENDERS[source].purchase());
    const inBody = SENDERS[source].signatureHeader === undefined;
    expect(await post(source, { headers, body: Buffer.from("{ not even JSON") })).toMatchObject({
      status: 401,
      body: { title: "Unauthorized", status: 401, reason: inBody ? "noSignature" : "signatureDoesNotVerify" },
    });
    // What is signed as a part of the body is not there in this one: no key can verify it.
    const isPart = SENDERS[source].signedPart !== undefined;
    expect(world.calls).toEqual(isPart ? [] : [`secret ${source}`]);
  });

  test("costs no call at all when it is not signed", async () => {
    const { world, post } = intake();
    expect(await post(source, { headers: {}, body: Buffer.from("{}") })).toMatchObject({
      status: 401,
      body: { reason: "noSignature" },
    });
    expect(world.calls).toEqual([]);
  });
});

describe("answers", () => {
  test.each([
    ["shopify", "other"],
    ["magento", "web"],
    ["__proto__", "constructor"],
  ])("404 for %s/%s, without any call", async (source, connection) => {
    const { world, post } = intake();
    expect(await post(source, signed("shopify", shopifyOrder()), false, connection)).toMatchObject({
      status: 404,
      body: { status: 404 },
    });
    expect(world.calls).toEqual([]);
  });

  test.each([
    "/",
    "/webhooks",
    "/webhooks/standard",
    "/webhooks/standard/pos//",
    "/webhooks/standard/pos/consents",
    "/webhooks/standard%2Fpos",
    "/x//webhooks/standard/pos",
    "webhooks/standard/pos",
    "/webhooks/Standard/pos",
  ])("404 at %s, which is no address, without any call", async (path) => {
    const { world, ask } = intake();
    expect(await ask(`POST ${path}`)).toMatchObject({ status: 404 });
    expect(world.calls).toEqual([]);
  });

  test.each(["//", "///"])(
    "202 after %s: an address that was put together with a slash too many",
    async (slashes) => {
      const { post } = intake();
      const path = `${slashes}webhooks/shopify/web`;
      expect(await post("shopify", { ...signed("shopify", shopifyOrder()), path })).toMatchObject({
        status: 202,
      });
    },
  );

  test.each(["GET", "HEAD", "PUT", "DELETE", "OPTIONS"])(
    "405 for %s, and says what is right",
    async (method) => {
      const { world, ask } = intake();
      const answer = await ask(`${method} /webhooks/standard/pos`);
      expect(answer).toMatchObject({ status: 405, headers: { allow: "POST" } });
      expect(world.calls).toEqual([]);
    },
  );

  test("413 above the size limit, before any signature is looked at", async () => {
    const { world, post } = intake();
    expect((await post("standard", signed("standard", "x".repeat(WEBHOOK_BYTES_MAX + 1)))).status).toBe(413);
    expect(world.calls).toEqual([]);
  });

  test("202 with the claim link of an order whose till made a secret, which is nowhere else", async () => {
    const { world, post } = intake();
    const claimSecret = "f2a9c6d41be04f7790d35a1c";
    const answer = await post("standard", signed("standard", standardPurchase({ claimSecret })));
    const token = claimToken(connectionOf("standard"), claimSecret);
    expect(answer.body).toMatchObject({
      outcome: "accepted",
      claimLink: `HTTPS://GIVE.EXAMPLE.COM/C/${token}`,
    });
    expect(world.events).toMatchObject([{ detail: { purchase: { claim: claimHash(token) } } }]);
    expect(JSON.stringify([world.events, world.lines])).not.toContain(claimSecret);
    expect(JSON.stringify([world.events, world.lines])).not.toContain(token);
    for (const guessable of ["1001", "x".repeat(21), "with a space in it, and more"]) {
      const refused = await post(
        "standard",
        signed("standard", standardPurchase({ claimSecret: guessable })),
      );
      expect(refused.body).toMatchObject({ outcome: "quarantined", faults: [{ field: "data.claimSecret" }] });
    }
  });

  test("202 with a customer's own card, of which the event holds a hash, and with a code that is none", async () => {
    const { world, post } = intake();
    const card = "W0W3GE1R70W3GE1R70W3GE1R70W";
    for (const scanned of [card, `]Q1${card.toLowerCase()}`, "4006381333931", "x".repeat(3_000)]) {
      const answer = await post(
        "standard",
        signed("standard", standardPurchase({ card: scanned, customer: null })),
      );
      expect([answer.status, answer.body]).toMatchObject([202, { outcome: "accepted", events: 1 }]);
    }
    const own = [{ kind: "customerCard" }];
    const identities = [own, own, [], []];
    expect(world.events).toMatchObject(
      identities.map((each) => ({ detail: { purchase: { identities: each } } })),
    );
    expect(JSON.stringify([world.events, world.lines])).not.toMatch(new RegExp(card, "i"));
  });

  test("202 for an order of 5 MB, whose event is small all the same", async () => {
    const { world, post } = intake();
    const lines = Array.from({ length: 900 }, (_, id) =>
      shopifyLine({ id: id + 1, title: "x".repeat(5_000) }),
    );
    const answer = await post("shopify", signed("shopify", shopifyOrder({ line_items: lines })));
    expect([answer.status, answer.body]).toEqual([202, { outcome: "accepted", events: 1 }]);
    expect(Buffer.byteLength(JSON.stringify(world.events))).toBeLessThan(64 * 1024);
  });

  test("202 for an order that says more than an event holds: it is kept, and counted for the alarm", async () => {
    const { world, post } = intake();
    const lines = Array.from({ length: 500 }, (_, at) => ({
      lineId: `${at}`.padStart(80, "水"),
      sku: `${at}`.padStart(120, "水"),
      quantity: 1,
      goods: "1.00",
    }));
    const order = standardPurchase({ lines, base: "500.00", paid: "500.00", roundUp: undefined });
    expect(await post("standard", signed("standard", order))).toMatchObject({
      status: 202,
      body: { outcome: "quarantined", faults: [{ field: "body", reason: "says more than one event holds" }] },
    });
    expect([world.events.length, world.quarantined.length, world.lines.length]).toEqual([0, 1, 1]);
  });

  test("200 for a genuine webhook without anything that is needed", async () => {
    const { world, post } = intake();
    const answers = [
      await post("shopify", signed("shopify", { id: 1 }, { topic: "products/create" })),
      await post("shopify", signed("shopify", shopifyOrder({ test: true }))),
      await post("standard", signed("standard", standardPurchase({ test: true }))),
      await post("standard", signed("standard", { type: "customer.consented", data: {} })),
      await post("square", signed("square", squareRefund({ status: "PENDING" }))),
      await post("stripe", signed("stripe", stripeCharge({ payment_intent: null }))),
      await post("woocommerce", signed("woocommerce", wooOrder({ date_paid_gmt: null }))),
    ];
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    expect(world.calls).not.toContain("bus");
  });

  test("200 to WooCommerce's unsigned ping, and 401 to anything else without a signature", async () => {
    const { world, post } = intake();
    const unsigned = (body: string) => ({ headers: {}, body: Buffer.from(body) });
    expect((await post("woocommerce", unsigned("webhook_id=17"))).status).toBe(200);
    expect((await post("woocommerce", unsigned("webhook_id=17&id=1"))).status).toBe(401);
    expect((await post("shopify", unsigned("webhook_id=17"))).status).toBe(401);
    expect(world.calls).toEqual([]);
  });

  test("200 to the message with which Zettle tries an address before there is a key, and to no sale of that name", async () => {
    const { world, post } = intake();
    const asked = (body: unknown) => post("zettle", { headers: {}, body: Buffer.from(JSON.stringify(body)) });
    const message = { eventName: "TestMessage", messageUuid: "m-1", payload: { data: "payload" } };
    expect(await asked(message)).toMatchObject({ status: 200, body: { outcome: "ping" } });
    expect((await asked({ ...message, eventName: "PurchaseCreated" })).status).toBe(401);
    expect((await asked({ ...message, more: "x".repeat(3_000) })).status).toBe(401);
    expect(world.calls).toEqual([]);
  });

  test("202 with a purchase and all its refunds in one call to the bus", async () => {
    const { world, post } = intake();
    const refunds = Array.from({ length: 12 }, (_, id) => ({ id: id + 1, total: "-1.00" }));
    expect((await post("woocommerce", signed("woocommerce", wooOrder({ refunds })))).body).toEqual({
      outcome: "accepted",
      events: 13,
    });
    expect(world.calls.filter((call) => call === "bus")).toHaveLength(1);
    expect(new Set(world.events.map(({ contract }) => contract.name))).toEqual(
      new Set(["PurchaseCompleted.v1", "PurchaseRefunded.v1"]),
    );
  });

  test("202 to trouble with an order, of which the event says whose it is by hashes alone", async () => {
    const { world, post } = intake();
    const answers = [
      await post("standard", signed("standard", standardDelay())),
      await post("standard", signed("standard", standardUnavailability())),
    ];
    expect(answers.map(({ status }) => status)).toEqual([202, 202]);
    expect(world.events).toMatchObject([
      { contract: { name: "PurchaseDelayed.v1" }, detail: { trouble: { identities: [{}, {}] } } },
      { contract: { name: "ItemUnavailable.v1" }, detail: { trouble: { identities: [{}, {}] } } },
    ]);
    const left = everythingThatLeft({ world }, answers);
    expect(CANARIES.filter((canary) => left.includes(canary))).toEqual([]);
  });

  test("202 to a refund, for which no identity is needed", async () => {
    const { world, post } = intake({ secrets: "identity" });
    expect((await post("standard", signed("standard", standardRefund()))).status).toBe(202);
    expect(world.calls).not.toContain("secret identity");
  });
});
