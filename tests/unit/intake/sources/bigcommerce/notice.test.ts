import { describe, expect, test } from "vitest";
import { eventsOfWebhook } from "../../../../../core/intake/webhook/read-webhook.ts";
import { bigcommerceNotice } from "../../../../support/bigcommerce.ts";
import { normaliseWebhook } from "../../../../support/normalise-webhook.ts";
import { NOW } from "../../../../support/webhooks.ts";

const read = (payload: unknown) => normaliseWebhook("bigcommerce", { connection: "web", payload, now: NOW });
const notice = {
  kind: "notice",
  order: { source: "bigcommerce", connection: "web", orderId: "118" },
  lookUp: { of: "order", id: "ab12cd/118" },
};

describe("a notice of BigCommerce", () => {
  test.each(["created", "updated", "archived", "statusUpdated", "refund/created"])(
    "that an order is %s names the order that its store is asked for, and nothing else",
    (what) => {
      const payload = bigcommerceNotice({ scope: `store/order/${what}` });
      expect(read(payload)).toEqual({ outcome: "normalised", events: [notice] });
    },
  );

  test("of a message, metadata, a payment's record or another thing than an order is not needed", () => {
    for (const scope of [
      "store/order/message/created",
      "store/order/metafield/updated",
      "store/order/transaction/created",
      "store/product/updated",
      "store/cart/created",
    ]) {
      expect(read(bigcommerceNotice({ scope }))).toEqual({ outcome: "normalised", events: [] });
    }
  });

  test("of a scope of orders that nobody knows is seen by an operator", () => {
    const payload = bigcommerceNotice({ scope: "store/order/settled" });
    expect(read(payload)).toEqual({
      outcome: "normalised",
      events: [{ kind: "ignored", reason: "topicUnknown" }],
    });
  });

  test.each([
    ["names no order", { data: { type: "order" } }],
    ["names no store", { producer: "stores/" }],
    ["names a store by a path", { producer: "stores/ab/../cd" }],
  ])("that %s is kept", (_, more) => {
    expect(read(bigcommerceNotice(more))).toMatchObject({ outcome: "unusable" });
  });

  test("is on the bus where its store is asked, and is said to count for nothing where not", async () => {
    const body = Buffer.from(JSON.stringify(bigcommerceNotice()));
    const events = async (lookUps: readonly string[]) => {
      const deps = { key: async () => "k", lookUps: new Set(lookUps), roundUps: new Map(), now: () => NOW };
      return eventsOfWebhook(deps)({ source: "bigcommerce", connection: "web", body });
    };
    expect(await events(["bigcommerce/web"])).toMatchObject({
      outcome: "events",
      events: [
        { contract: { name: "OrderNoticed.v1" }, detail: { order: notice.order, lookUp: notice.lookUp } },
      ],
    });
    expect(await events([])).toEqual({ outcome: "notNeeded", ignored: ["noticeUnasked"] });
  });
});
