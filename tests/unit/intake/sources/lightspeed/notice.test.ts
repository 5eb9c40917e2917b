import { createHmac } from "node:crypto";
import { describe, expect, test } from "vitest";
import { isSignedWith } from "../../../../../core/intake/shop-system/signature.ts";
import { lightspeed } from "../../../../../core/intake/sources/lightspeed/source.ts";
import { eventsOfWebhook } from "../../../../../core/intake/webhook/read-webhook.ts";
import { lightspeedForm, lightspeedNotice, RETURN, SALE } from "../../../../support/lightspeed.ts";
import { normaliseWebhook } from "../../../../support/normalise-webhook.ts";
import { NOW } from "../../../../support/webhooks.ts";

const read = (payload: unknown) => normaliseWebhook("lightspeed", { connection: "store", payload, now: NOW });
const notice = (of: string, orderId: string, id = orderId) => ({
  kind: "notice",
  order: { source: "lightspeed", connection: "store", orderId },
  lookUp: { of, id },
});

describe("a webhook of Lightspeed", () => {
  test("is a notice of its sale", () => {
    expect(read(lightspeedNotice())).toEqual({ outcome: "normalised", events: [notice("sale", SALE)] });
  });

  test("that returns goods is also a notice of the sale that they came from", () => {
    expect(read(lightspeedNotice({ id: RETURN, return_for: SALE }))).toEqual({
      outcome: "normalised",
      events: [notice("sale", RETURN), notice("return", SALE, RETURN)],
    });
  });

  test("of something else than a sale is seen by an operator", () => {
    const events = [{ kind: "ignored", reason: "topicUnknown" }];
    expect(read({ id: "a-product", name: "Mug" })).toEqual({ outcome: "normalised", events });
  });

  test.each([
    ["id", { id: undefined }],
    ["id", { id: "../customers/1" }],
    ["return_for", { return_for: "a/b" }],
  ])("with an %s that is none is kept", (field, more) => {
    expect(read(lightspeedNotice(more))).toMatchObject({ outcome: "unusable", issues: [{ field }] });
  });

  test("is a form: its payload alone is read, and a body without one is kept", async () => {
    const deps = {
      key: async () => "k",
      lookUps: new Set(["lightspeed/store"]),
      roundUps: new Map(),
      now: () => NOW,
    };
    const events = (body: string) =>
      eventsOfWebhook(deps)({ source: "lightspeed", connection: "store", body: Buffer.from(body) });
    const sent = await events(lightspeedForm(JSON.stringify(lightspeedNotice())));
    expect(sent).toMatchObject({ outcome: "events", events: [{ contract: { name: "OrderNoticed.v1" } }] });
    for (const body of [JSON.stringify(lightspeedNotice()), "domain_prefix=trail", "payload=%7B"]) {
      expect(await events(body)).toMatchObject({ outcome: "unusable", issues: [{ field: "body" }] });
    }
  });
});

test("a signature of Lightspeed verifies in hexadecimal and in base64, and by no other algorithm", () => {
  const body = Buffer.from(lightspeedForm("{}"));
  const isGenuine = (signature: string, algorithm = "HMAC-SHA256") => {
    const headers = { "x-signature": `signature=${signature},algorithm=${algorithm}` };
    const claimed = lightspeed.signature.readHeader({ headers, body });
    return claimed.kind === "claimed" && isSignedWith(claimed, { secrets: ["a client secret"] });
  };
  const mac = (spelling: "hex" | "base64") =>
    createHmac("sha256", "a client secret").update(body).digest(spelling);
  expect([isGenuine(mac("hex")), isGenuine(mac("base64"))]).toEqual([true, true]);
  expect([isGenuine(mac("hex"), "none"), isGenuine(""), isGenuine("0".repeat(64))]).toEqual([
    false,
    false,
    false,
  ]);
});
