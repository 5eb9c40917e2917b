import { describe, expect, test } from "vitest";
import { troubleId } from "../../../../../core/model/order-trouble.ts";
import { normaliseWebhook } from "../../../../support/normalise-webhook.ts";
import { standardDelay, standardUnavailability } from "../../../../support/webhooks.ts";

const now = "2026-11-24T00:00:00Z";
const normaliseStandard = (payload: unknown) =>
  normaliseWebhook("standard", { connection: "pos", payload, now });
const order = { source: "standard", connection: "pos", orderId: "B-1001" } as const;

describe("trouble with an order, in the standard format", () => {
  test("is what the shop says of a delay", () => {
    expect(normaliseStandard(standardDelay())).toMatchObject({
      events: [
        {
          kind: "trouble",
          trouble: {
            ...order,
            kind: "delayed",
            id: troubleId(order, "delayed", "N-1"),
            at: "2026-11-22T13:36:00Z",
            item: "Fell jacket, moss",
            newDay: "2026-12-02",
          },
          person: { emails: ["ada.canary@example.com"] },
        },
      ],
    });
  });
  test("may leave unknown facts out of a delay, but not which item is missing", () => {
    const little = normaliseStandard(standardDelay({ item: undefined, newDay: undefined }));
    expect(little).toMatchObject({ outcome: "normalised", events: [{ trouble: { kind: "delayed" } }] });
    expect(normaliseStandard(standardUnavailability())).toMatchObject({
      events: [{ trouble: { kind: "unavailable" } }],
    });
    expect(normaliseStandard(standardUnavailability({ item: undefined }))).toMatchObject({
      outcome: "unusable",
      issues: [{ field: "data.item" }],
    });
  });
  test("is the same news when it is sent again, and other news under another notice", () => {
    expect(normaliseStandard(standardDelay())).toEqual(normaliseStandard(standardDelay()));
    const ids = new Set([
      troubleId(order, "delayed", "N-1"),
      troubleId(order, "delayed", "N-2"),
      troubleId(order, "unavailable", "N-1"),
      troubleId({ ...order, orderId: "B-1002" }, "delayed", "N-1"),
    ]);
    expect(ids.size).toBe(4);
  });
  test.each([
    ["an item of two lines", { item: "Jacket\nBuy now" }, "data.item"],
    ["an item that turns the text around", { item: "Jacket \u202e" }, "data.item"],
    ["an item that is too long", { item: "x".repeat(121) }, "data.item"],
    ["an item that names an address", { item: "For ada.canary@example.com" }, "data.item"],
    ["an order that cannot be shown", { orderId: "B\u0000" }, "data.orderId"],
    ["a day that there is not", { newDay: "2026-02-30" }, "data.newDay"],
    ["no customer", { customer: undefined }, "data.customer"],
    ["no notice", { noticeId: undefined }, "data.noticeId"],
    ["a time without its offset", { at: "2026-11-22T14:36:00" }, "data.at"],
  ])("with %s cannot be used, and the field is named without a word of it", (_, more, field) => {
    const result = normaliseStandard(standardDelay(more));
    expect(result).toMatchObject({ outcome: "unusable", issues: [{ field }] });
    expect(JSON.stringify(result)).not.toMatch(/canary|Jacket/);
  });
  test("of a test order is not needed", () => {
    expect(normaliseStandard(standardDelay({ test: true }))).toEqual({ outcome: "normalised", events: [] });
    expect(normaliseStandard(standardUnavailability({ test: true }))).toEqual({
      outcome: "normalised",
      events: [],
    });
  });
});
