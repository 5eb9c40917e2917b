import { beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { type WholeSource, wholeSources } from "../../../core/intake/sources/registry.ts";

import type { Message } from "../../../demo/message.ts";
import { messagesOf } from "../../../demo/sample-shops.ts";
import { type SigningKeys, signedHeaders } from "../../../demo/signing.ts";
import type { HttpResponse } from "../../../local/http.ts";
import { addressOf, anOrder, deliver, keysOf, minutesAgo, post } from "../../support/deployed-orders.ts";
import { counts, stage, untilQuiet } from "../../support/deployed-stage.ts";
import { SENDERS } from "../../support/senders.ts";

const BODY_BYTES_MAX = 6 * 1024 * 1024;
/** Past the five minutes that Stripe and Standard Webhooks allow. */
const STALE_MS = 301_000;

const Problem = z.object({
  type: z.literal("about:blank"),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  reason: z.string().optional(),
});

/** The problem document that an answer is, whose status is the answer's own. */
function problemIn({ status, headers, body }: HttpResponse) {
  expect(headers["content-type"]).toBe("application/problem+json");
  const problem = Problem.parse(JSON.parse(body));
  expect(problem.status).toBe(status);
  return problem;
}

const bought = (source: WholeSource): Message => messagesOf(anOrder(source)).purchase;
const unauthorized = (reason: string) => ({ status: 401, title: "Unauthorized", reason });

function signed(message: Message, atMs: number, keys: SigningKeys = keysOf(message.source)) {
  return signedHeaders(message, keys, 0, atMs);
}

describe("what is refused", () => {
  let before: Awaited<ReturnType<typeof counts>>;
  beforeAll(async () => {
    await untilQuiet();
    before = await counts();
  });

  test.each(wholeSources)(
    "a webhook of %s that was signed with another key is not genuine",
    async (source) => {
      const forged = {
        ...keysOf(source),
        secrets: [`whsec_${Buffer.from("not the key").toString("base64")}`],
      };
      const answer = await deliver(bought(source), forged);
      expect(problemIn(answer)).toMatchObject(unauthorized("signatureDoesNotVerify"));
    },
  );

  test.each(wholeSources)("a webhook of %s without a signature is not genuine", async (source) => {
    const answer = await post(addressOf(source), { "content-type": "application/json" }, bought(source).body);
    expect(problemIn(answer)).toMatchObject(unauthorized("noSignature"));
  });

  const ofEveryByte = wholeSources.filter((source) => SENDERS[source].signedPart === undefined);
  test.each(ofEveryByte)(
    "a webhook of %s that was encoded again on its way is not genuine",
    async (source) => {
      const message = bought(source);
      const again = JSON.stringify(JSON.parse(message.body), null, 1);
      const answer = await post(addressOf(source), signed(message, Date.now()), again);
      expect(problemIn(answer)).toMatchObject(unauthorized("signatureDoesNotVerify"));
    },
  );

  test.each(["stripe", "standard"] as const)(
    "a webhook of %s that is played again after five minutes is not genuine",
    async (source) => {
      const message = bought(source);
      for (const at of [Date.now() - STALE_MS, Date.now() + STALE_MS + 1000]) {
        const answer = await post(addressOf(source), signed(message, at), message.body);
        expect(problemIn(answer)).toMatchObject(unauthorized("outsideTheWindow"));
      }
    },
  );

  test("a webhook that Square signed for another address is not genuine", async () => {
    const keys = keysOf("square");
    for (const url of [`${keys.notificationUrl}/`, keys.notificationUrl?.replace("http:", "https:")]) {
      const answer = await deliver(bought("square"), { ...keys, notificationUrl: url });
      expect(problemIn(answer)).toMatchObject(unauthorized("signatureDoesNotVerify"));
    }
  });

  test("a signature of another connection's key is not genuine", async () => {
    const answer = await deliver(bought("shopify"), keysOf("woocommerce"));
    expect(problemIn(answer)).toMatchObject(unauthorized("signatureDoesNotVerify"));
  });

  test("a forged body is not even parsed", async () => {
    const message = { ...bought("shopify"), body: '{"id": 1, ' };
    const answer = await deliver(message, { secrets: ["not the key at all"] });
    expect(problemIn(answer)).toMatchObject(unauthorized("signatureDoesNotVerify"));
  });

  test("an address that is no connection is not found, whatever the signature", async () => {
    const message = bought("shopify");
    for (const path of ["shopify/other", "lightspeed/web", "square/web"]) {
      const answer = await post(
        `${stage.webhookUrl}/webhooks/${path}`,
        signed(message, Date.now()),
        message.body,
      );
      expect(problemIn(answer)).toMatchObject({ status: 404, title: "Not Found" });
    }
  });

  test("a body over the limit is too large, genuine or not", async () => {
    const message = { ...bought("standard"), body: `{"type":"x","pad":"${"x".repeat(BODY_BYTES_MAX)}"}` };
    const answer = await deliver(message);
    expect(problemIn(answer)).toMatchObject({ status: 413, title: "Content Too Large" });
  });

  test("WooCommerce's unsigned ping is answered, so that the webhook can be saved", async () => {
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    const answer = await post(addressOf("woocommerce"), headers, "webhook_id=12");
    expect([answer.status, JSON.parse(answer.body)]).toEqual([200, { outcome: "ping" }]);
  });

  test("nothing of it was written anywhere, and nothing was run", async () => {
    await untilQuiet();
    expect(await counts()).toEqual(before);
  });
});

describe("what is genuine and not needed", () => {
  let before: Awaited<ReturnType<typeof counts>>;
  beforeAll(async () => {
    before = await counts();
  });

  const body = (value: object) => JSON.stringify(value);
  const notNeeded: readonly (readonly [string, Message])[] = [
    [
      "another topic of Shopify",
      { source: "shopify", id: "e0", topic: "products/update", body: body({ id: 1, title: "Mug" }) },
    ],
    [
      "a test order of Shopify",
      { ...bought("shopify"), body: body({ ...JSON.parse(bought("shopify").body), test: true }) },
    ],
    [
      "another event of Square",
      { source: "square", id: "e1", body: body({ type: "inventory.count.updated", data: {} }) },
    ],
    [
      "another event of Stripe",
      { source: "stripe", id: "e2", body: body({ id: "evt_1", type: "invoice.paid", data: { object: {} } }) },
    ],
    ["another topic of WooCommerce", { ...bought("woocommerce"), topic: "product.updated" }],
    [
      "an unpaid order of WooCommerce",
      {
        ...bought("woocommerce"),
        body: body({ ...JSON.parse(bought("woocommerce").body), status: "on-hold", date_paid_gmt: null }),
      },
    ],
  ];
  test.each(notNeeded)("%s is answered 200", async (_, message) => {
    const answer = await deliver(message);
    expect([answer.status, JSON.parse(answer.body)]).toEqual([200, { outcome: "notNeeded" }]);
  });

  test("another type of our own format is answered 200 with what is ignored, as it may be misspelt", async () => {
    const misspelt = body({ type: "purchase.complete", timestamp: minutesAgo(1) });
    const answer = await deliver({ source: "standard", id: "e3", body: misspelt });
    const warning = { kind: "unknownType", path: "type", didYouMean: "purchase.completed" };
    const ignored = { outcome: "notNeeded", ignored: ["topicUnknown"] };
    const warnings = [expect.objectContaining(warning)];
    expect([answer.status, JSON.parse(answer.body)]).toEqual([200, { ...ignored, warnings }]);
  });

  test("nothing of it was written anywhere, and nothing was run", async () => {
    expect(await counts()).toEqual(before);
  });
});
