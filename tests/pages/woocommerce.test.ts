import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findBrowser } from "../../tools/browser.ts";
import { axeFindings, type Eyes, launch, look, misfits, NO_BROWSER, picture } from "../support/browser.ts";
import { normaliseWebhook } from "../support/normalise-webhook.ts";
import { type ShopFront, startShopFront } from "../support/shop-front.ts";
import { wooOrder } from "../support/webhooks.ts";
import { hasPhp, NO_PHP, type WooCommerceFront, wooCommerceFront } from "../support/woocommerce-front.ts";

const executable = findBrowser();
const php = hasPhp();
if (executable === undefined) console.warn(NO_BROWSER);
if (!php) console.warn(NO_PHP);

const desk: Eyes = { scheme: "light", width: 1280, locale: "en" };

function causeOf(meta: Readonly<Record<string, string>>): string | undefined {
  const payload = wooOrder({ meta_data: Object.entries(meta).map(([key, value]) => ({ key, value })) });
  const read = normaliseWebhook("woocommerce", { connection: "blog", payload, now: "2026-11-24T00:00:00Z" });
  const event = read.outcome === "normalised" ? read.events[0] : undefined;
  if (event?.kind !== "purchase") throw new Error(`no purchase: ${JSON.stringify(read)}`);
  return event.purchase.cause;
}

describe.skipIf(executable === undefined || !php)("the WooCommerce plugin's pages, in a real browser", () => {
  let browser: Browser;
  const fronts: ShopFront[] = [];

  beforeAll(async () => {
    browser = await launch(executable ?? "");
  });
  afterAll(async () => {
    await browser?.close();
    for (const front of fronts) await front.close();
  });

  async function visit(
    woo: WooCommerceFront,
    work: (page: Page) => Promise<void>,
    eyes = desk,
  ): Promise<void> {
    const front = await startShopFront(woo.pages);
    fronts.push(front);
    await look(browser, `${front.shop}/cart`, eyes, async ({ page, complaints }) => {
      await work(page);
      expect(complaints).toEqual([]);
    });
  }

  test("keep a pick with the cart, write it into the order, and thank for it", async () => {
    const woo = wooCommerceFront();
    await visit(woo, async (page) => {
      await page.getByText("Tarnfell gives €1.00, out of").waitFor();
      await page.getByRole("radio", { name: "Open paths" }).check();
      await expect.poll(woo.kept).toEqual({ wellspring_cause: "open-paths" });
      await page.reload();
      await page.getByText("gives €1.00 to Open paths").waitFor();
      expect(await axeFindings(page)).toEqual([]);
      expect(await misfits(page)).toEqual([]);
      await picture(page, "woocommerce-cart", desk);
      await page.getByRole("button", { name: "Place order" }).click();
      await page.getByText("For this order Tarnfell gives €1.00 to Open paths").waitFor();
      expect(await axeFindings(page)).toEqual([]);
      expect(await misfits(page)).toEqual([]);
      await picture(page, "woocommerce-thanks", desk);
    });
    expect(causeOf(woo.ordered() ?? {})).toBe("open-paths");
    expect(woo.kept()).toEqual({ wellspring_cause: "" });
  });

  test("lead who picked nothing to the claim link of the order", async () => {
    const woo = wooCommerceFront();
    await visit(woo, async (page) => {
      await page.getByRole("radio", { name: "Open paths" }).check();
      await page.getByRole("radio", { name: "I will choose later" }).check();
      await expect.poll(woo.kept).toEqual({ wellspring_cause: "" });
      await page.getByRole("button", { name: "Place order" }).click();
      const claim = page.locator("wellspring-thanks a[part=claim]");
      expect(await claim.getAttribute("href")).toMatch(/\/c\/D94YHYW3DFG7QAP491D43682H7$/);
    });
    expect(causeOf(woo.ordered() ?? {})).toBeUndefined();
  });
});
