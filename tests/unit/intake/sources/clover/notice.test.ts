import { describe, expect, test } from "vitest";
import { clover } from "../../../../../core/intake/sources/clover/source.ts";
import { receivePurchase } from "../../../../../core/intake/webhook/receive-purchase.ts";
import { cloverNotice, MERCHANT, ORDER } from "../../../../support/clover.ts";
import { normaliseWebhook } from "../../../../support/normalise-webhook.ts";
import { NOW } from "../../../../support/webhooks.ts";

const read = (payload: unknown) => normaliseWebhook("clover", { connection: "store", payload, now: NOW });
const notice = (orderId: string, merchant = MERCHANT) => ({
  kind: "notice",
  order: { source: "clover", connection: "store", orderId },
  lookUp: { of: "order", id: `${merchant}/${orderId}` },
});

describe("a webhook of Clover", () => {
  test("is a notice of each order that it names, once, of whatever merchant", () => {
    const { merchants: other } = cloverNotice(["B"], "TESTMERCHANT2");
    const { merchants, ...rest } = cloverNotice([ORDER, "A", ORDER]);
    expect(read({ ...rest, merchants: { ...merchants, ...other } })).toEqual({
      outcome: "normalised",
      events: [notice(ORDER), notice("A"), notice("B", "TESTMERCHANT2")],
    });
  });

  test("that names other things than orders is not needed: what is paid or given back changes an order", () => {
    const merchants = { [MERCHANT]: [{ objectId: "P:TESTPAYMENT01" }, { objectId: "IC:TESTCATEGORY1" }] };
    expect(read({ appId: "A", merchants })).toEqual({ outcome: "normalised", events: [] });
  });

  test.each([
    ["names no merchants", { appId: "TESTAPP000001" }],
    ["names a merchant by a path", { merchants: { "../A": [{ objectId: "O:A" }] } }],
    ["names an order by a path", { merchants: { [MERCHANT]: [{ objectId: "O:../A" }] } }],
    ["names nothing of a merchant", { merchants: { [MERCHANT]: [{}] } }],
  ])("that %s is kept, with what and where", (_, payload) => {
    expect(read(payload)).toMatchObject({ outcome: "unusable", issues: [{ field: /merchants/ }] });
  });
});

describe("the message by which Clover verifies an address", () => {
  const code = "ce7643c1-83ea-4218-abe6-da876c9c7a0a";
  const asked = (body: unknown) => {
    const request = { headers: {}, body: Buffer.from(JSON.stringify(body)) };
    return [clover.isPing(request), clover.pingCode(request)];
  };

  test("is a ping, and says which code somebody has to enter", () => {
    expect(asked({ verificationCode: code })).toEqual([true, code]);
  });

  test("is answered 200 without a key, and its code stands in the log line of its connection", async () => {
    const receive = receivePurchase({
      secrets: { has: () => true, check: async () => false },
      now: () => NOW,
      ingest: async () => Promise.reject(new Error("nothing is taken in")),
    });
    const post = (body: unknown) =>
      receive({
        ...{ route: "POST /", method: "POST", path: "/webhooks/clover/store", sourceIp: "192.0.2.1" },
        ...{ parameters: {}, query: {}, headers: {}, cookies: [] },
        body: Buffer.from(JSON.stringify(body)),
      });
    expect(await post({ verificationCode: code })).toMatchObject({
      status: 200,
      facts: { outcome: "ping", connection: "clover/store", code },
    });
    expect(await post({ verificationCode: "call 555-0100" })).toMatchObject({ status: 401 });
  });

  test.each([
    ["any other text than Clover's code", { verificationCode: "<b>call 555-0100</b>" }],
    ["a notice beside it", { verificationCode: code, ...cloverNotice() }],
    ["no code", cloverNotice()],
  ])("is none with %s", (_, body) => {
    expect(asked(body)).toEqual([false, undefined]);
  });
});
