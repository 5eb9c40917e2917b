import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type DemoOrder, shopifyBody } from "../../demo/shop/order.ts";
import { serveShop } from "../../demo/shop/serve.ts";
import { findBrowser } from "../../tools/browser.ts";
import {
  axeFindings,
  type Eyes,
  launch,
  look,
  misfits,
  NO_BROWSER,
  pairedEyes,
  picture,
} from "../support/browser.ts";
import { normaliseWebhook } from "../support/normalise-webhook.ts";
import { moduleTag, type ShopFront, type ShopPages, startShopFront } from "../support/shop-front.ts";
import { shopifyFront } from "../support/shopify-front.ts";
import { shopifyOrder, stripeSession } from "../support/webhooks.ts";

const executable = findBrowser();
if (executable === undefined) console.warn(NO_BROWSER);

const desk: Eyes = { scheme: "light", width: 1280, locale: "en" };
const now = "2026-11-24T00:00:00Z";

function causeOf(source: "shopify" | "stripe", connection: string, payload: unknown): string | undefined {
  const read = normaliseWebhook(source, { connection, payload, now });
  const event = read.outcome === "normalised" ? read.events[0] : undefined;
  if (event?.kind !== "purchase") throw new Error(`no purchase: ${JSON.stringify(read)}`);
  return event.purchase.cause;
}

describe.skipIf(executable === undefined)("a pick on its way into the order, in a real browser", () => {
  let browser: Browser;
  const fronts: ShopFront[] = [];

  beforeAll(async () => {
    browser = await launch(executable ?? "");
  });
  afterAll(async () => {
    await browser?.close();
    for (const front of fronts) await front.close();
  });

  async function visit<Result>(
    pages: ShopPages,
    path: string,
    work: (page: Page, front: ShopFront) => Promise<Result>,
  ) {
    const front = await startShopFront(pages);
    fronts.push(front);
    return await look(browser, `${front.shop}${path}`, desk, async ({ page, complaints }) => {
      const result = await work(page, front);
      // The cart has a pick before the browser has the cart's answer: who leaves in between has it all the same.
      expect(complaints.filter((one) => !one.includes("/cart/update.js"))).toEqual([]);
      return result;
    });
  }

  const orderOf = (attributes: Readonly<Record<string, string>>) =>
    shopifyOrder({ note_attributes: Object.entries(attributes).map(([name, value]) => ({ name, value })) });

  test("is an attribute of Shopify's cart and order: the last of several, also when the customer goes on at once", async () => {
    const shopify = shopifyFront();
    await visit(shopify.pages, "/cart", async (page, front) => {
      // Without the gift card, which gives nothing until it is spent.
      await page.getByText("Tarnfell gives €1.00, out of").waitFor();
      await page.getByRole("radio", { name: "Clean rivers" }).check();
      await page.getByRole("radio", { name: "Open paths" }).check();
      await page.getByRole("button", { name: "Check out" }).click();
      await page.getByRole("heading", { name: "/checkout" }).waitFor();
      await expect.poll(() => shopify.cart.attributes).toEqual({ wellspring_cause: "open-paths" });
      expect(shopify.written.length).toBeGreaterThan(1);
      expect(front.asked).toHaveLength(1);
    });
    expect(causeOf("shopify", "web", orderOf(shopify.cart.attributes))).toBe("open-paths");
  });

  test("is there again when Shopify's cart is opened anew, and is taken back by choosing later", async () => {
    const shopify = shopifyFront();
    await visit(shopify.pages, "/cart", async (page) => {
      // The cart has it before the browser has the cart's answer: leaving in between is the browser's failure, not the shop's.
      const answered = page.waitForEvent("requestfinished", (request) =>
        request.url().includes("/cart/update.js"),
      );
      await page.getByRole("radio", { name: "Open paths" }).check();
      await answered;
      expect(shopify.cart.attributes["wellspring_cause"]).toBe("open-paths");
      await page.reload();
      await page.getByText("gives €1.00 to Open paths").waitFor();
      await page.getByRole("radio", { name: "I will choose later" }).check();
      await expect.poll(() => shopify.cart.attributes["wellspring_cause"]).toBe("");
    });
    expect(causeOf("shopify", "web", orderOf(shopify.cart.attributes))).toBeUndefined();
  });

  test("goes with Shopify's own form where its script is missing", async () => {
    const shopify = shopifyFront({ hasScript: false });
    await visit(shopify.pages, "/cart", async (page) => {
      await page.getByRole("radio", { name: "Open paths" }).check();
      await page.getByRole("button", { name: "Check out" }).click();
      await page.getByRole("heading", { name: "/checkout" }).waitFor();
    });
    expect(shopify.written).toEqual([{ wellspring_cause: "open-paths" }]);
  });

  test("follows Shopify's cart when a theme changes it, in whatever way it says so", async () => {
    const shopify = shopifyFront();
    await visit(shopify.pages, "/cart", async (page) => {
      await page.getByText("Tarnfell gives €1.00, out of").waitFor();
      await page.getByRole("button", { name: "One more" }).click();
      await page.getByText("Tarnfell gives €2.00, out of").waitFor();
    });
  });

  test("says about how much it is where Shopify's prices hold tax", async () => {
    const shopify = shopifyFront({ taxPercent: 19 });
    await visit(shopify.pages, "/cart", async (page, front) => {
      // 50.00 with 19 % are 42.02 without, of which 2 % are 0.84.
      await page.getByText("Tarnfell gives about €0.84, out of").waitFor();
      expect(front.asked[0]?.searchParams.get("amount")).toBe("42.02");
    });
  });

  test("is a field of any form, which a server writes into Stripe's metadata or a purchase of our own format", async () => {
    const sent: string[] = [];
    const form = (
      site: string,
    ) => `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Pay</title>
${moduleTag(site)}</head><body><form action="/pay" method="post">
<wellspring-causes shop="stripe/checkout" name="wellspring_cause"></wellspring-causes>
<button>Pay</button></form></body></html>`;
    const pages: ShopPages = ({ path, method, body, site }) => {
      if (path === "/") return { type: "text/html; charset=utf-8", body: form(site) };
      if (path !== "/pay" || method !== "POST") return undefined;
      sent.push(body);
      return {
        type: "text/html",
        body: "<!doctype html><html lang=en><title>Paid</title><h1>Paid</h1></html>",
      };
    };
    await visit(pages, "/", async (page) => {
      await page.getByRole("radio", { name: "Native seeds" }).check();
      await page.getByRole("button", { name: "Pay" }).click();
      await page.getByRole("heading", { name: "Paid" }).waitFor();
    });
    const metadata = Object.fromEntries(new URLSearchParams(sent[0]));
    expect(causeOf("stripe", "checkout", stripeSession({ metadata }))).toBe("native-seeds");
  });

  test("goes through the demo shop: picked, bought, sent as Shopify would, and thanked for", async () => {
    const front = await startShopFront(() => undefined);
    fronts.push(front);
    const sent: DemoOrder[] = [];
    const shop = await serveShop(0, {
      settings: { site: front.site, connection: "shopify/web" },
      send: async (order) => void sent.push(order),
      nowMs: () => Date.parse(now),
      newToken: () => "b1946ac92492d2347c6235b4d2611184",
    });
    try {
      for (const eyes of pairedEyes) {
        await look(browser, `${shop.url}?lang=${eyes.locale}`, eyes, async ({ page, complaints }) => {
          await page.getByRole("radio").first().check();
          await page.locator("wellspring-gives").waitFor({ state: "visible" });
          await picture(page, "demo-shop", eyes);
          expect(await axeFindings(page)).toEqual([]);
          if (eyes.width === 320 && eyes.scheme === "light") expect(await misfits(page)).toEqual([]);
          await page.locator("button").last().click();
          await page.locator("wellspring-thanks").waitFor({ state: "visible" });
          await picture(page, "demo-shop-thanks", eyes);
          expect(await axeFindings(page)).toEqual([]);
          expect(complaints).toEqual([]);
        });
      }
      await look(browser, shop.url, desk, async ({ page }) => {
        await page.locator("wellspring-gives").waitFor({ state: "visible" });
        await page.locator("button").last().click();
        const claim = page.getByRole("link", { name: "Choose where it goes" });
        expect(await claim.getAttribute("href")).toBe(`${front.site}/c/ZC9KM9Q7AQTTCAWCMEHFB14SMQ`);
      });
    } finally {
      await shop.close();
    }
    const [order] = sent;
    if (order === undefined) throw new Error("nothing was sent");
    expect(causeOf("shopify", "web", shopifyBody(order, "2026-11-22T13:35:45Z"))).toBe("clean-rivers");
  }, 120_000);
});
