import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { signedWebhook } from "../../../cli/pos/sign-webhook.ts";
import { type DemoOrder, shopifyBody } from "../../../demo/shop/order.ts";
import { type DemoShop, serveShop } from "../../../demo/shop/serve.ts";
import { normaliseWebhook } from "../../support/normalise-webhook.ts";

const settings = { site: "http://site.example", connection: "shopify/web" };
/** A test vector of docs/guides/claim-links.md. */
const TOKEN = "b1946ac92492d2347c6235b4d2611184";
const NOW_MS = Date.parse("2026-11-22T13:35:45Z");

describe("the demo shop", () => {
  let shop: DemoShop;
  let sent: DemoOrder[];
  let isDown: boolean;

  beforeEach(async () => {
    sent = [];
    isDown = false;
    shop = await serveShop(0, {
      settings,
      async send(order) {
        if (isDown) throw new Error("The webhook was answered 503");
        sent.push(order);
      },
      nowMs: () => NOW_MS,
      newToken: () => TOKEN,
    });
  });
  afterEach(() => shop.close());

  const buy = (fields: Readonly<Record<string, string>>, headers: Readonly<Record<string, string>> = {}) =>
    fetch(`${shop.url}buy`, {
      method: "POST",
      redirect: "manual",
      headers,
      body: new URLSearchParams(fields),
    });

  test("sells what is in the cart, sends the order with its pick, and thanks for that order", async () => {
    const bought = await buy({ "TF-BOTTLE": "2", wellspring_cause: "clean-rivers", lang: "de" });
    expect(bought.status).toBe(303);
    const order = { number: String(NOW_MS), token: TOKEN, quantities: [0, 2, 0], cause: "clean-rivers" };
    expect(sent).toEqual([order]);
    const thanks = await (await fetch(new URL(bought.headers.get("location") ?? "", shop.url))).text();
    expect(thanks).toContain(
      '<wellspring-thanks shop="shopify/web" currency="EUR" amount="48.00" cause="clean-rivers" claim="http://site.example/c/ZC9KM9Q7AQTTCAWCMEHFB14SMQ">',
    );
    expect(thanks).toContain('<html lang="de">');
    expect(thanks).toContain("http://site.example/causes/clean-rivers?lang=de");
  });

  test("states an order as Shopify does: it is read as a purchase of its goods, for the cause that was picked", () => {
    const own = { number: "1700000000000", token: TOKEN };
    const order: DemoOrder = { ...own, quantities: [1, 0, 2], cause: "open-paths" };
    const payload = shopifyBody(order, "2026-11-22T13:35:45Z");
    const now = "2026-11-24T00:00:00Z";
    const delivery = { connection: "web", topic: "orders/paid", payload, now };
    expect(normaliseWebhook("shopify", delivery)).toMatchObject({
      outcome: "normalised",
      events: [{ kind: "purchase", purchase: { currency: "EUR", base: 18_200, cause: "open-paths" } }],
    });
    const body = Buffer.from(JSON.stringify(payload));
    const webhook = { source: "shopify", body, topic: "orders/paid", id: "1", nowMs: NOW_MS } as const;
    expect(signedWebhook(webhook, { secrets: ["a key of the tests"] }).headers).toHaveProperty(
      "x-shopify-hmac-sha256",
    );
  });

  test("takes no pick that is no short name, no empty cart and no order of another page", async () => {
    await buy({ "TF-SOCKS": "1", wellspring_cause: '"><script>' });
    expect(sent).toEqual([{ number: String(NOW_MS), token: TOKEN, quantities: [0, 0, 1] }]);
    expect((await buy({ "TF-SOCKS": "0" })).status).toBe(400);
    expect((await buy({ "TF-SOCKS": "1" }, { origin: "https://elsewhere.example" })).status).toBe(403);
    expect(sent).toHaveLength(1);
  });

  test("has no order where its webhook was not taken", async () => {
    isDown = true;
    expect((await buy({ "TF-SOCKS": "1" })).status).toBe(500);
    expect((await fetch(`${shop.url}thanks?order=${NOW_MS}`)).status).toBe(404);
  });

  test("allows in its policy nothing but its own style and the giving site", async () => {
    const page = await fetch(shop.url);
    expect(page.headers.get("content-security-policy")).toBe(
      "default-src 'none'; style-src 'self'; script-src http://site.example; connect-src http://site.example; img-src http://site.example; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    );
    expect(await page.text()).toContain('<wellspring-gives currency="EUR" amount="149.00">');
  });
});
